import Diagnostics
import Files
import SQLite
import Tabular

/// Why a table cannot be written, in words.
enum SQLiteFailure {
    /// What a writer has thrown.
    static func error(_ error: any Error, _ path: String) -> TabularError {
        if let error = error as? TabularError { return error.located(in: path) }
        if let error = error as? FileError {
            let reason = error.isFolder ? "it is a folder" : error.reason
            let chinese = error.isFolder ? "这是文件夹" : error.reason
            return unwritable(path, reason, zh: chinese, isFull: error.isOutOfSpace)
        }
        // Its own words may quote what is written.
        let error = error as? SQLiteError
        let isFull = error?.kind == .full
        return unwritable(
            path,
            isFull ? "No space left on device" : error?.name ?? "unknown",
            zh: isFull ? "磁盘空间已满" : error?.name ?? "未知",
            isFull: isFull
        )
    }

    private static func unwritable(
        _ path: String,
        _ reason: String,
        zh chinese: String,
        isFull: Bool
    ) -> TabularError {
        TabularError(
            isFull ? .noSpace : .unwritableFile,
            LocalizedText("'\(path)' cannot be written: \(reason)", zh: "无法写入“\(path)”：\(chinese)"),
            remedy: LocalizedText("write to another place", zh: "请写到别处")
        )
    }

    static func tooManyColumns(_ count: Int) -> TabularError {
        TabularError(
            .tooManyFields,
            LocalizedText(
                "a table has at most \(TableWriter.maximumColumnCount) columns, and here are \(count)",
                zh: "一个表最多 \(TableWriter.maximumColumnCount) 列，这里有 \(count) 列"
            ),
            remedy: LocalizedText("keep fewer columns with 'order' in the recipe", zh: "请在配方的“order”中减少列数")
        )
    }

    static func badTable(_ name: String, _ path: String) -> TabularError {
        TabularError(
            .unwritableFile,
            LocalizedText("'\(name)' cannot be the name of a table", zh: "“\(name)”不能作为表名"),
            remedy: LocalizedText(
                "name it behind the file, such as \(path):records; names with sqlite_ in front are SQLite's own",
                zh: "请在文件后写表名，例如 \(path):records；以 sqlite_ 开头的名称由 SQLite 保留"
            )
        )
    }

    static func otherContent(_ path: String, _ found: LocalizedText) -> TabularError {
        TabularError(
            .unwritableFile,
            LocalizedText(
                "'\(path)' is there already and \(found.english)",
                zh: "“\(path)”已存在，且\(found.chinese)"
            ),
            remedy: LocalizedText("write to a new file", zh: "请写到新文件")
        )
    }
}
