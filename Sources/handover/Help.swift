import Diagnostics

/// The help pages' own words, which the argument parser knows in English only.
enum Help {
    private static let words = [
        ("OVERVIEW: ", ""), ("USAGE:", "用法："), ("ARGUMENTS:", "参数："), ("OPTIONS:", "选项："),
        ("SUBCOMMANDS:", "子命令："), ("(default: ", "（缺省："), ("Show the version.", "显示版本。"),
        ("Show help information.", "显示帮助。"), ("Show subcommand help information.", "显示子命令的帮助。"),
        ("Error: ", "错误："), ("Usage: ", "用法："), ("Unknown option ", "未知选项 "), ("Help:  ", "说明："),
        ("Missing value for ", "缺少值："), ("Missing expected argument ", "缺少参数 "),
        ("Unexpected argument ", "多余的参数 "), ("for more information.", "查看更多信息。"), ("  See '", "  参见 '"),
    ]

    /// A page in the language of this run.
    static func translated(_ page: String) -> String {
        guard Speech.language == .chinese else { return page }
        return page.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            words.reduce(String(line)) { replacing($1.0, in: $0, with: $1.1) }
        }.joined(separator: "\n")
    }

    private static func replacing(_ word: String, in line: String, with other: String) -> String {
        var result = ""
        var rest = line[...]
        while let first = rest.first {
            if rest.hasPrefix(word) {
                result += other
                rest = rest.dropFirst(word.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}

/// The product's version.
enum Version {
    static let text = "0.1.0"
}
