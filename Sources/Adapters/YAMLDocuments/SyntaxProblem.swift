import Diagnostics

/// What libyaml says of text that is no YAML, in both languages.
///
/// libyaml speaks English only. Its sentences are few and have not changed for years; one that is not known here is
/// shown as it is.
enum SyntaxProblem {
    /// What is wrong, with what was being read.
    ///
    /// - Parameters:
    ///   - problem: What libyaml found, such as `did not find expected key`.
    ///   - context: What it was reading, such as `while parsing a block mapping`; nil when it does not say.
    ///   - line: The 1-based line in which that begins; nil when it is not worth saying.
    /// - Returns: The sentence, without a full stop.
    static func text(_ problem: String, _ context: String?, fromLine line: Int?) -> LocalizedText {
        let found = problems[problem] ?? problem
        guard let context else { return LocalizedText(problem, zh: found) }
        let place = line.map { LocalizedText(" (from line \($0))", zh: "（从第 \($0) 行起）") }
        let work = contexts[context].map { "\($0)时" } ?? "\(context) "
        return LocalizedText(
            "\(problem) \(context)\(place?.english ?? "")",
            zh: "\(work)\(found)\(place?.chinese ?? "")"
        )
    }

    /// What is being read.
    static let contexts = [
        "while scanning for the next token": "读取下一个记号",
        "while scanning a simple key": "读取键",
        "while scanning a directive": "读取指令",
        "while scanning a %YAML directive": "读取 %YAML 指令",
        "while scanning a %TAG directive": "读取 %TAG 指令",
        "while scanning a tag directive": "读取 %TAG 指令",
        "while parsing a %TAG directive": "读取 %TAG 指令",
        "while parsing a tag directive": "读取 %TAG 指令",
        "while scanning an anchor": "读取锚点",
        "while scanning an alias": "读取别名",
        "while scanning a tag": "读取标签",
        "while parsing a tag": "读取标签",
        "while scanning a block scalar": "读取块文本",
        "while scanning a quoted scalar": "读取带引号的文本",
        "while parsing a quoted scalar": "读取带引号的文本",
        "while scanning a plain scalar": "读取文本",
        "while parsing a node": "读取值",
        "while parsing a block node": "读取值",
        "while parsing a flow node": "读取值",
        "while parsing a block collection": "读取列表",
        "while parsing a block mapping": "读取映射",
        "while parsing a flow sequence": "读取方括号中的列表",
        "while parsing a flow mapping": "读取花括号中的映射",
    ]

    /// What is wrong.
    static let problems = [
        "found character that cannot start any token": "遇到不能作为开头的字符",
        "could not find expected ':'": "未找到应有的“:”",
        "block sequence entries are not allowed in this context": "此处不能有“- ”列表项",
        "mapping keys are not allowed in this context": "此处不能有键",
        "mapping values are not allowed in this context": "此处不能有“: ”",
        "found unknown directive name": "遇到未知的指令",
        "could not find expected directive name": "未找到指令名",
        "found unexpected non-alphabetical character": "遇到意外的非字母字符",
        "did not find expected digit or '.' character": "未找到应有的数字或“.”",
        "did not find expected version number": "未找到版本号",
        "found extremely long version number": "版本号过长",
        "found incompatible YAML document": "文档的 YAML 版本不兼容",
        "found duplicate %YAML directive": "%YAML 指令重复",
        "found duplicate %TAG directive": "%TAG 指令重复",
        "did not find expected whitespace": "未找到应有的空白",
        "did not find expected whitespace or line break": "未找到应有的空白或换行",
        "did not find expected comment or line break": "未找到应有的注释或换行",
        "did not find expected alphabetic or numeric character": "未找到应有的字母或数字",
        "did not find the expected '>'": "未找到应有的“>”",
        "did not find expected '!'": "未找到应有的“!”",
        "did not find expected tag URI": "未找到标签的 URI",
        "did not find URI escaped octet": "未找到 URI 的转义字节",
        "found an incorrect leading UTF-8 octet": "UTF-8 的首字节有误",
        "found an incorrect trailing UTF-8 octet": "UTF-8 的后续字节有误",
        "found undefined tag handle": "标签前缀没有定义",
        "found an indentation indicator equal to 0": "缩进指示为 0",
        "found a tab character where an indentation space is expected": "应以空格缩进处有制表符",
        "found a tab character that violates indentation": "制表符破坏了缩进",
        "found unexpected document indicator": "遇到意外的“---”或“...”",
        "found unexpected end of stream": "文本提前结束",
        "found unknown escape character": "遇到未知的转义字符",
        "did not find expected hexdecimal number": "未找到应有的十六进制数",
        "found invalid Unicode character escape code": "转义的 Unicode 字符无效",
        "found unexpected ':'": "遇到意外的“:”",
        "did not find expected <stream-start>": "未找到文本的开头",
        "did not find expected <document start>": "未找到文档的开头",
        "did not find expected node content": "未找到应有的值",
        "did not find expected '-' indicator": "未找到应有的“-”",
        "did not find expected key": "未找到应有的键",
        "did not find expected ',' or ']'": "未找到应有的“,”或“]”",
        "did not find expected ',' or '}'": "未找到应有的“,”或“}”",
    ]
}
