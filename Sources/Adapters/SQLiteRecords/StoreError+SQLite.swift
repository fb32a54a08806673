import DataFolder
import Diagnostics
import Records
import SQLite

extension StoreError {
    init(_ error: SQLiteError, in folder: String) {
        switch error.kind {
        case .busy:
            self.init(
                .locked,
                LocalizedText(
                    "another program keeps the data in '\(folder)' locked",
                    zh: "另一个程序锁定了“\(folder)”中的数据"
                ),
                remedy: LocalizedText("close that program, then ask again", zh: "请关闭该程序后重试")
            )
        case .corrupt: self = .corrupt("\(error.name)", zh: "\(error.name)", in: folder)
        case .full:
            self.init(
                .full,
                LocalizedText("there is no room left for the data in '\(folder)'", zh: "“\(folder)”没有剩余空间"),
                remedy: LocalizedText(
                    "free some space on its disk, or raise the limit; nothing was lost",
                    zh: "请释放磁盘空间或调高上限；已有数据未受影响"
                )
            )
        case .unwritable: self = .unwritable(error.name, in: folder)
        case .inputOutput, .constraint, .other: self = .failed(error.name, in: folder)
        }
    }

    init(_ error: FolderError, in folder: String) {
        switch error {
        case .unwritable(let reason): self = .unwritable(reason, in: folder)
        case .notAFolder:
            self.init(
                .unwritable,
                LocalizedText("the data folder '\(folder)' is a file", zh: "数据目录“\(folder)”是一个文件"),
                remedy: LocalizedText("move the file away, or name another folder", zh: "请移走该文件，或指定其他目录")
            )
        case .locked(let processID):
            let english = processID.map { " (process \($0))" } ?? ""
            let chinese = processID.map { "（进程 \($0)）" } ?? ""
            self.init(
                .locked,
                LocalizedText(
                    "another service\(english) uses the data folder '\(folder)'",
                    zh: "另一个服务\(chinese)正在使用数据目录“\(folder)”"
                ),
                remedy: LocalizedText("stop that service, or name another folder", zh: "请停止该服务，或指定其他目录")
            )
        }
    }

    static func unwritable(_ reason: String, in folder: String) -> Self {
        Self(
            .unwritable,
            LocalizedText(
                "the data folder '\(folder)' cannot be written (\(reason))",
                zh: "无法写入数据目录“\(folder)”（\(reason)）"
            ),
            remedy: LocalizedText(
                "give this user the right to write there, or name another folder",
                zh: "请授予当前用户写入权限，或指定其他目录"
            )
        )
    }

    static func corrupt(_ english: String, zh chinese: String, in folder: String) -> Self {
        Self(
            .corrupt,
            LocalizedText(
                "the data in '\(folder)' is damaged: \(english)",
                zh: "“\(folder)”中的数据已损坏：\(chinese)"
            ),
            remedy: LocalizedText(
                "stop the service and restore the folder from a backup; nothing was changed",
                zh: "请停止服务并从备份恢复该目录；未做任何更改"
            )
        )
    }

    static func newerVersion(_ version: Int64, in folder: String) -> Self {
        Self(
            .newerVersion,
            LocalizedText(
                "the data in '\(folder)' was written by a later version (format \(version), known up to \(StoreSchema.version))",
                zh: "“\(folder)”中的数据由更新的版本写入（格式 \(version)，当前最高支持 \(StoreSchema.version)）"
            ),
            remedy: LocalizedText("start that version, or name another folder", zh: "请启动该版本，或指定其他目录")
        )
    }

    static func unsuitableFileSystem(in folder: String) -> Self {
        Self(
            .io,
            LocalizedText(
                "the file system of '\(folder)' cannot share memory between connections",
                zh: "“\(folder)”所在的文件系统不支持连接之间共享内存"
            ),
            remedy: LocalizedText("choose a folder on a local disk", zh: "请选择本地磁盘上的目录")
        )
    }

    static func failed(_ reason: String, in folder: String) -> Self {
        Self(
            .io,
            LocalizedText(
                "the storage in '\(folder)' failed (\(reason))",
                zh: "“\(folder)”中的存储发生故障（\(reason)）"
            ),
            remedy: LocalizedText("check the disk and the system's log", zh: "请检查磁盘和系统日志")
        )
    }

    /// A failure as callers may see it: their own errors and the domain's stay, SQLite's are told without its words.
    static func translated(_ error: any Error, in folder: String) -> any Error {
        if let error = error as? SQLiteError { return StoreError(error, in: folder) }
        return error
    }
}
