import Diagnostics
import RegularExpressions

/// A word or a sign of an expression.
enum ExpressionToken: Hashable, Sendable {
    case number(Decimal)
    case text([UInt8])
    /// A name or a word of the language.
    case word(String)
    /// A name in brackets.
    case column(String)
    case sign(String)
    case end
}

/// Reads the words and signs of an expression.
struct ExpressionScanner: Sendable {
    let text: [UInt8]
    private var offset = 0
    /// The token at hand.
    private(set) var token = ExpressionToken.end
    /// Where it begins.
    private(set) var start = 0

    private static let signs = [
        "==", "!=", "<=", ">=", "<>", "&&", "||", "<", ">", "+", "-", "*", "/", "%", "&", "(", ")", ",", "=", "!",
    ]

    init(_ text: String) throws(ExpressionError) {
        self.text = Array(text.utf8)
        try advance()
    }

    /// Goes to the next token.
    mutating func advance() throws(ExpressionError) {
        while offset < text.count, [0x20, 0x09, 0x0A, 0x0D].contains(text[offset]) { offset += 1 }
        start = offset
        guard offset < text.count else { return token = .end }
        switch text[offset] {
        case UInt8(ascii: "'"): token = .text(try quoted(UInt8(ascii: "'")))
        case UInt8(ascii: "["):
            let name = try quoted(UInt8(ascii: "]"))
            if name.isEmpty { throw error(LocalizedText("'[]' names no column", zh: "“[]”没有列名"), at: start) }
            token = .column(String(decoding: name, as: UTF8.self))
        case UInt8(ascii: "0")...UInt8(ascii: "9"): token = .number(try number())
        case UInt8(ascii: "\""):
            throw error(
                LocalizedText("a text does not stand in double quotes", zh: "文本不能用双引号"),
                at: start,
                remedy: LocalizedText("write 'text'", zh: "请写 'text'")
            )
        default: token = try wordOrSign()
        }
    }

    private func error(
        _ message: LocalizedText,
        at offset: Int,
        remedy: LocalizedText? = nil
    ) -> ExpressionError {
        ExpressionError(.syntax, message, at: offset, remedy: remedy)
    }

    /// The text up to a closing sign, which stands for itself when it is doubled.
    private mutating func quoted(_ close: UInt8) throws(ExpressionError) -> [UInt8] {
        var content: [UInt8] = []
        offset += 1
        while offset < text.count {
            let byte = text[offset]
            offset += 1
            if byte == close {
                guard offset < text.count, text[offset] == close else { return content }
                offset += 1
            }
            content.append(byte)
        }
        throw close == UInt8(ascii: "]")
            ? error(LocalizedText("']' is missing", zh: "缺少“]”"), at: start)
            : error(LocalizedText("the text is not closed", zh: "文本没有闭合"), at: start)
    }

    private mutating func number() throws(ExpressionError) -> Decimal {
        var end = offset
        while end < text.count, isDigit(text[end]) || (text[end] == UInt8(ascii: ".") && hasDigit(at: end + 1)) {
            end += 1
        }
        let part = Array(text[offset..<end])
        offset = end
        guard let number = Decimal(part.span) else {
            let excerpt = String(decoding: part, as: UTF8.self)
            throw error(
                LocalizedText("'\(excerpt)' is no number of at most 28 digits", zh: "“\(excerpt)”不是 28 位以内的数字"),
                at: start
            )
        }
        return number
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private func hasDigit(at offset: Int) -> Bool { offset < text.count && isDigit(text[offset]) }

    private mutating func wordOrSign() throws(ExpressionError) -> ExpressionToken {
        var end = offset
        while end < text.count {
            let scalar = text.span.repairedScalar(at: end)
            guard isWordPart(scalar.value, isFirst: end == offset) else { break }
            end += scalar.byteCount
        }
        if end > offset {
            defer { offset = end }
            return .word(String(decoding: text[offset..<end], as: UTF8.self))
        }
        for sign in Self.signs where text[offset...].starts(with: sign.utf8) {
            offset += sign.utf8.count
            return .sign(sign)
        }
        let scalar = text.span.repairedScalar(at: offset)
        let excerpt = Unicode.Scalar(scalar.value).map { String(Character($0)) } ?? ""
        throw error(
            LocalizedText("'\(excerpt)' has no meaning here", zh: "“\(excerpt)”在此处没有意义"),
            at: start,
            remedy: LocalizedText("write a column's name in brackets: [a b]", zh: "列名请写在方括号中：[a b]")
        )
    }

    private func isWordPart(_ scalar: UInt32, isFirst: Bool) -> Bool {
        switch scalar {
        case 0x30...0x39: !isFirst
        case 0x41...0x5A, 0x61...0x7A, 0x5F: true
        case ..<0x80: false
        default:
            // Letters and numerals of all scripts.
            Unicode.Scalar(scalar)?.properties.isXIDContinue ?? false
        }
    }
}
