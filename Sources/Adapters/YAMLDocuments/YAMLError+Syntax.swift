import Diagnostics
import JSON
import LibYAML

extension YAMLError {
    /// What libyaml reported, with the text that it stopped at.
    init(_ error: YAMLStreamError, in text: [UInt8]) {
        let position = SourcePosition(line: error.mark.line, column: error.mark.column)
        switch error.stage {
        case .memory: self = .outOfMemory(at: position)
        case .reader:
            let position = SourcePosition(ofByte: error.byteOffset, in: text.span)
            let rest = String(decoding: text.dropFirst(error.byteOffset).prefix(4), as: UTF8.self)
            self = .controlCharacter(rest.unicodeScalars.first?.value ?? 0, at: position)
        case .syntax:
            let excerpt = YAMLText.excerpt(of: text, fromScalar: error.mark.index)
            self.init(
                .syntax,
                at: position,
                related: error.contextMark.map { SourcePosition(line: $0.line, column: $0.column) },
                Self.syntaxMessage(error, excerpt: excerpt),
                remedy: Self.syntaxRemedy(error, excerpt: excerpt)
            )
        }
    }

    private static func syntaxMessage(_ error: YAMLStreamError, excerpt: String) -> LocalizedText {
        let start = error.contextMark.map(\.line)
        let problem = SyntaxProblem.text(
            error.problem,
            error.context,
            fromLine: start == error.mark.line ? nil : start
        )
        return excerpt.isEmpty
            ? LocalizedText("this is no YAML: \(problem.english)", zh: "此处不是 YAML：\(problem.chinese)")
            : LocalizedText(
                "'\(excerpt)' is no YAML here: \(problem.english)",
                zh: "“\(excerpt)”在此处不是 YAML：\(problem.chinese)"
            )
    }

    /// Advice for the mistakes that people make most.
    private static func syntaxRemedy(_ error: YAMLStreamError, excerpt: String) -> LocalizedText? {
        if excerpt.hasPrefix("\t") {
            return LocalizedText("indent with spaces, not with tabs", zh: "请用空格缩进，不要用制表符")
        }
        if error.problem.contains("cannot start any token") {
            return LocalizedText("quote the text that begins here", zh: "请给从此处开始的文本加引号")
        }
        if error.problem.contains("mapping values are not allowed") {
            return LocalizedText(
                "quote the text if its ': ' belongs to it, or correct the indentation",
                zh: "如果“: ”是文本的一部分，请加引号；否则请修正缩进"
            )
        }
        if error.problem.contains("could not find expected ':'") {
            return LocalizedText("write ': ' after the key, with a space", zh: "请在键后写“: ”，冒号后要有空格")
        }
        if error.problem.contains("did not find expected key") || error.problem.contains("block end") {
            return LocalizedText(
                "align the line with its neighbours, and close open quotes and brackets",
                zh: "请与相邻行对齐，并闭合引号和括号"
            )
        }
        if error.problem.contains("unexpected end of stream") || error.problem.contains("',' or") {
            return LocalizedText("close the open quote or bracket", zh: "请闭合未结束的引号或括号")
        }
        return nil
    }
}
