import Diagnostics
import Files
import Tabular
import ZipArchive

extension TabularError {
    static func malformedXML(in part: String, _ reason: String) -> TabularError {
        TabularError(
            .malformedXML,
            LocalizedText("the part '\(part)' is no well-formed XML: \(reason)", zh: "部件“\(part)”不是合格的 XML：\(reason)"),
            remedy: LocalizedText("open the workbook in its program and save it again", zh: "请用原程序打开后重新保存")
        )
    }

    static func forbiddenDeclaration(in part: String) -> TabularError {
        TabularError(
            .forbiddenDeclaration,
            LocalizedText(
                "the part '\(part)' declares a document type, which no workbook needs",
                zh: "部件“\(part)”含有文档类型声明，工作簿不需要它"
            ),
            remedy: LocalizedText("do not trust this file", zh: "请勿信任此文件")
        )
    }

    static func missingPart(_ part: String) -> TabularError {
        TabularError(
            .missingPart,
            LocalizedText("the workbook has no part '\(part)'", zh: "工作簿缺少部件“\(part)”"),
            remedy: LocalizedText("open the workbook in its program and save it again", zh: "请用原程序打开后重新保存")
        )
    }

    static func unsafePath(_ path: String) -> TabularError {
        TabularError(
            .unsafePath,
            LocalizedText("the part '\(path)' lies outside the workbook", zh: "部件“\(path)”指向工作簿之外"),
            remedy: LocalizedText("do not trust this file", zh: "请勿信任此文件")
        )
    }

    static func badReference(_ reference: String, sheet: String) -> TabularError {
        TabularError(
            .badReference,
            LocalizedText(
                "'\(reference)' in sheet '\(sheet)' is no place that can follow",
                zh: "工作表“\(sheet)”中的“\(reference)”位置无效"
            ),
            remedy: LocalizedText("open the workbook in its program and save it again", zh: "请用原程序打开后重新保存")
        )
    }

    static func unknownSheet(_ wanted: String, of names: [String]) -> TabularError {
        let list = names.map { "'\($0)'" }.joined(separator: ", ")
        return TabularError(
            .unknownSheet,
            LocalizedText("the workbook has no sheet \(wanted)", zh: "工作簿没有工作表 \(wanted)"),
            remedy: LocalizedText("the sheets are \(list)", zh: "现有工作表：\(list)")
        )
    }

    static func tooLarge(_ part: String, limit: Int) -> TabularError {
        TabularError(
            .workbookTooLarge,
            LocalizedText(
                "the part '\(part)' expands to more than \(limit) bytes",
                zh: "部件“\(part)”展开后超过 \(limit) 字节"
            ),
            remedy: LocalizedText("do not trust this file", zh: "请勿信任此文件")
        )
    }

    static func tooMany(in part: String, limit: Int) -> TabularError {
        TabularError(
            .workbookTooLarge,
            LocalizedText("the part '\(part)' names more than \(limit) others", zh: "部件“\(part)”引用的部件超过 \(limit) 个"),
            remedy: LocalizedText("do not trust this file", zh: "请勿信任此文件")
        )
    }

    static func textTooLong(in part: String, limit: Int) -> TabularError {
        TabularError(
            .workbookTooLarge,
            LocalizedText(
                "a text in the part '\(part)' has more than \(limit) bytes, which is more than any cell can hold",
                zh: "部件“\(part)”中有一段文本超过 \(limit) 字节，任何单元格都容纳不下"
            ),
            remedy: LocalizedText("do not trust this file", zh: "请勿信任此文件")
        )
    }

    /// Why strings cannot be put into a temporary file.
    static func spilling(_ error: FileError) -> TabularError {
        TabularError(
            error.isOutOfSpace ? .noSpace : .unwritableFile,
            LocalizedText(
                "no temporary file can be written in '\(error.path)': \(error.reason)",
                zh: "无法在“\(error.path)”写入临时文件：\(error.reason)"
            ),
            remedy: LocalizedText("set TMPDIR to a folder with room", zh: "请将 TMPDIR 设为有空间的文件夹")
        )
    }

    /// Why a workbook cannot be written.
    static func writing(_ error: FileError) -> TabularError {
        TabularError(
            error.isOutOfSpace ? .noSpace : .unwritableFile,
            LocalizedText(
                "'\(error.path)' cannot be written: \(error.reason)",
                zh: "无法写入“\(error.path)”：\(error.reason)"
            ),
            remedy: LocalizedText("free some space, or write elsewhere", zh: "请腾出空间，或写到别处")
        )
    }

    /// There is no memory for compressing.
    static let compressing = TabularError(
        .unwritableFile,
        LocalizedText("there is no memory for compressing", zh: "压缩所需内存不足")
    )

    private static func damaged(_ english: String, _ chinese: String) -> TabularError {
        TabularError(
            .damagedArchive,
            LocalizedText("the workbook is damaged: \(english)", zh: "工作簿已损坏：\(chinese)"),
            remedy: LocalizedText("get the file again, or save it again in its program", zh: "请重新获取文件，或用原程序重新保存")
        )
    }

    /// What is wrong with an archive, as what is wrong with the workbook.
    static func workbook(_ error: ZipError) -> TabularError {
        switch error {
        case .unreadable(let code):
            TabularError(
                .unreadableFile,
                LocalizedText("the file cannot be read (system error \(code))", zh: "无法读取文件（系统错误 \(code)）")
            )
        case .noDirectory: damaged("its directory is missing", "缺少目录")
        case .damagedDirectory: damaged("its directory is wrong", "目录有误")
        case .tooManyEntries(let limit): damaged("it has more than \(limit) parts", "部件超过 \(limit) 个")
        case .damagedEntry(let name): damaged("the part '\(name)' cannot be expanded", "部件“\(name)”无法展开")
        case .encryptedEntry(let name): damaged("the part '\(name)' is encrypted", "部件“\(name)”已加密")
        case .unknownMethod(let name, let method):
            damaged("the part '\(name)' is compressed by method \(method)", "部件“\(name)”使用压缩方法 \(method)")
        case .tooLarge(let name, let limit): tooLarge(name, limit: limit)
        }
    }
}
