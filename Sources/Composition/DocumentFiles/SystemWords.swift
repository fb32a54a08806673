package import Diagnostics

/// Reasons of the operating system, which speaks English, in both languages.
package enum SystemWords {
    /// A reason such as `No such file or directory`; one that nobody foresaw stays as it is.
    package static func text(_ reason: String) -> LocalizedText {
        LocalizedText(reason, zh: chinese[reason] ?? reason)
    }

    /// The words of `strerror` for what happens to files, connections and names of hosts.
    private static let chinese = [
        "No such file or directory": "没有该文件或文件夹",
        "Not a directory": "路径中有一部分不是文件夹",
        "Is a directory": "这是文件夹",
        "Permission denied": "没有权限",
        "Operation not permitted": "不允许该操作",
        "Too many levels of symbolic links": "符号链接层数过多",
        "File name too long": "文件名过长",
        "Too many open files": "打开的文件过多",
        "Input/output error": "输入输出错误",
        "Invalid argument": "路径无效",
        "Bad file descriptor": "流已关闭",
        "No space left on device": "磁盘空间已满",
        "Disk quota exceeded": "超出磁盘配额",
        "Read-only file system": "文件系统只读",
        "File too large": "文件过大",
        "Broken pipe": "读取方已离开",
        "Connection refused": "连接被拒绝",
        "Connection reset by peer": "连接被对方重置",
        "Connection timed out": "连接超时",
        "Network is unreachable": "网络不可达",
        "No route to host": "没有到主机的路由",
        "Name or service not known": "无法解析主机",
        "Temporary failure in name resolution": "暂时无法解析主机",
    ]
}
