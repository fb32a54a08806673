public import Diagnostics

/// A reason why bytes are no JSON document, with the place where reading stopped.
public struct JSONError: Error, Hashable, Sendable {
    /// The broken rule; raw values are the stable part of a diagnostic's code.
    public enum Code: String, Sendable, CaseIterable {
        case unexpectedEnd = "unexpected-end"
        case unexpectedByte = "unexpected-byte"
        case trailingContent = "trailing-content"
        case byteOrderMark = "byte-order-mark"
        case invalidNumber = "invalid-number"
        case invalidEscape = "invalid-escape"
        case invalidUTF8 = "invalid-utf8"
        case loneSurrogate = "lone-surrogate"
        case controlCharacter = "control-character"
        case duplicateKey = "duplicate-key"
        case tooDeep = "too-deep"
        case tooLarge = "too-large"
    }

    /// The broken rule.
    public let code: Code
    /// 0-based offset of the byte that broke the rule.
    public let byteOffset: Int
    /// The same place for a person.
    public let position: SourcePosition
    /// The bytes around the place, or the name that is given twice; empty when there is nothing to quote.
    public let excerpt: String

    /// What was found, quoted, in both languages.
    public var message: LocalizedText {
        switch code {
        case .unexpectedEnd: LocalizedText("the document ends too early", zh: "文档提前结束")
        case .unexpectedByte: LocalizedText("unexpected '\(excerpt)'", zh: "意外的内容“\(excerpt)”")
        case .trailingContent:
            LocalizedText("'\(excerpt)' follows the end of the document", zh: "文档结束后还有内容“\(excerpt)”")
        case .byteOrderMark: LocalizedText("the document starts with a byte order mark", zh: "文档以字节顺序标记（BOM）开头")
        case .invalidNumber: LocalizedText("'\(excerpt)' is no JSON number", zh: "“\(excerpt)”不是 JSON 数字")
        case .invalidEscape: LocalizedText("'\(excerpt)' is no JSON escape", zh: "“\(excerpt)”不是 JSON 转义")
        case .invalidUTF8: LocalizedText("the bytes here are not UTF-8", zh: "此处的字节不是 UTF-8")
        case .loneSurrogate:
            LocalizedText("'\(excerpt)' is half of a surrogate pair", zh: "“\(excerpt)”是不成对的代理项")
        case .controlCharacter:
            LocalizedText("a control character stands unescaped in a string", zh: "字符串中有未转义的控制字符")
        case .duplicateKey:
            LocalizedText("the name '\(excerpt)' is given twice in one object", zh: "同一对象中名称“\(excerpt)”出现了两次")
        case .tooDeep: LocalizedText("the document is nested too deeply", zh: "文档嵌套过深")
        case .tooLarge: LocalizedText("the document is too large", zh: "文档过大")
        }
    }

    /// What the author can change, when the rule alone does not say it.
    public var remedy: LocalizedText? {
        switch code {
        case .byteOrderMark: LocalizedText("save the file as UTF-8 without BOM", zh: "请将文件保存为无 BOM 的 UTF-8")
        case .invalidUTF8: LocalizedText("save the file as UTF-8", zh: "请将文件保存为 UTF-8")
        case .loneSurrogate: LocalizedText("write the pair, or the character itself", zh: "请写出完整的代理对或字符本身")
        case .controlCharacter:
            LocalizedText("write it as an escape such as \\n or \\u0000", zh: "请写成 \\n 或 \\u0000 等转义")
        case .duplicateKey: LocalizedText("remove or rename one of the two", zh: "请删除或重命名其中一个")
        case .tooDeep:
            LocalizedText("nest it less deeply, or refer to parts by name", zh: "请减少嵌套，或按名称引用各部分")
        case .tooLarge: LocalizedText("split the document", zh: "请拆分文档")
        case .unexpectedEnd, .unexpectedByte, .trailingContent, .invalidNumber, .invalidEscape: nil
        }
    }

    /// The error as a finding in a file.
    public func diagnostic(in file: String) -> Diagnostic {
        Diagnostic(
            code: "json.\(code.rawValue)",
            message,
            at: SourceLocation(file: file, position: position),
            remedy: remedy
        )
    }
}

/// How much a JSON document may ask for.
public struct JSONLimits: Hashable, Sendable {
    /// How deep arrays and objects may nest; 1 allows `[]`.
    public var maximumDepth: Int
    /// How many bytes the text may have; more than 2,147,483,647 has no effect, since a tape counts text and unescaped
    /// strings together in 32 bits.
    public var maximumByteCount: Int {
        didSet { maximumByteCount = min(maximumByteCount, Self.byteCountBound) }
    }

    private static let byteCountBound = Int(UInt32.max) / 2

    /// Limits; the defaults suit documents that people write.
    public init(maximumDepth: Int = 1024, maximumByteCount: Int = 1 << 30) {
        self.maximumDepth = maximumDepth
        self.maximumByteCount = min(maximumByteCount, Self.byteCountBound)
    }
}

/// What broke, before anybody works out where that is.
struct JSONFailure: Error {
    let code: JSONError.Code
    let offset: Int
}

extension JSONError {
    /// Adds position and excerpt, by counting through the bytes once.
    init(_ failure: JSONFailure, in bytes: Span<UInt8>) {
        code = failure.code
        byteOffset = failure.offset
        position = SourcePosition(ofByte: failure.offset, in: bytes)
        let most = failure.code == .duplicateKey ? 64 : 12
        var quoted: [UInt8] = []
        var offset = failure.offset
        if failure.code == .duplicateKey { offset += 1 }
        while offset < bytes.count, quoted.count < most {
            let byte = bytes[offset]
            if byte <= 0x20 || (failure.code == .duplicateKey && byte == UInt8(ascii: "\"")) { break }
            quoted.append(byte)
            offset += 1
        }
        if quoted.isEmpty, failure.offset < bytes.count { quoted = [bytes[failure.offset]] }
        while let last = quoted.last, last & 0xC0 == 0x80, offset < bytes.count, bytes[offset] & 0xC0 == 0x80 {
            quoted.append(bytes[offset])
            offset += 1
        }
        excerpt = Self.readable(quoted)
    }

    /// The bytes as text that a terminal can show: what is no character of its own is named by its number.
    private static func readable(_ bytes: [UInt8]) -> String {
        if let byte = bytes.first, byte < 0x20 || byte == 0x7F { return "U+00\(hexadecimal(byte))" }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        // A text that ends in the middle of a character may still be shown up to there.
        let isBroken = bytes.first.map { $0 >= 0x80 && !(0xC2...0xF4).contains($0) } ?? false
        return isBroken ? "0x\(hexadecimal(bytes[0]))" : String(decoding: bytes, as: UTF8.self)
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let text = String(byte, radix: 16, uppercase: true)
        return text.utf8.count == 1 ? "0" + text : text
    }
}

extension SourcePosition {
    /// The line and column of a byte; a column counts Unicode scalars.
    package init(ofByte target: Int, in bytes: Span<UInt8>) {
        var line = 1
        var column = 1
        for offset in 0..<min(target, bytes.count) {
            if Self.endsLine(offset, in: bytes, upTo: bytes.count) {
                line += 1
                column = 1
            } else if bytes[offset] & 0xC0 != 0x80 {
                column += 1
            }
        }
        self.init(line: line, column: column)
    }

    /// Whether a byte is the end of a line: LF, or a CR that no LF follows; `end` is that of the text.
    @inline(__always)
    static func endsLine(_ offset: Int, in bytes: Span<UInt8>, upTo end: Int) -> Bool {
        switch bytes[offset] {
        case UInt8(ascii: "\n"): true
        case UInt8(ascii: "\r"): offset + 1 >= end || bytes[offset + 1] != UInt8(ascii: "\n")
        default: false
        }
    }
}
