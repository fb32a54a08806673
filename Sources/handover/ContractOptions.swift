import ArgumentParser

/// Options that say where a contract's files may come from.
struct ContractFileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            Speech.text(
                "Folder that files may be read from; otherwise that of the contract.",
                zh: "允许读取文件的文件夹；未指定时为契约所在文件夹。"
            ),
            valueName: Speech.text("folder", zh: "文件夹")
        )
    )
    var root: String?

    func validate() throws {
        if root?.isEmpty == true {
            throw ValidationError(
                Speech.text("'--root' is empty: write '.' for this folder", zh: "“--root”为空：当前文件夹请写“.”")
            )
        }
    }
}
