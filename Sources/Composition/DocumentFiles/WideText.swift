package import Diagnostics

/// Text in UTF-16 or UTF-32, which JSON does not allow and nobody expects of YAML.
///
/// - SeeAlso: RFC 8259, section 8.1; RFC 4627, section 3, for how the first bytes tell.
package enum WideText {
    /// What to say of bytes that are not read.
    ///
    /// - Parameters:
    ///   - bytes: The text, from its start.
    ///   - location: Its place.
    /// - Returns: The finding; nil when the text is in neither encoding.
    package static func finding(_ bytes: [UInt8], at location: SourceLocation) -> Diagnostic? {
        guard let name = encoding(of: bytes) else { return nil }
        return Diagnostic(
            code: "file.not-utf8",
            LocalizedText("the text is \(name), not UTF-8", zh: "文本是 \(name)，不是 UTF-8"),
            at: location,
            remedy: LocalizedText("save the file as UTF-8", zh: "请将文件保存为 UTF-8")
        )
    }

    private static func encoding(of bytes: [UInt8]) -> String? {
        let start = Array(bytes.prefix(4))
        if start == [0xFF, 0xFE, 0, 0] || start == [0, 0, 0xFE, 0xFF] { return "UTF-32" }
        if start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        // The first character of JSON is ASCII, and so is nearly every first one of YAML; neither allows NUL.
        switch start.map({ $0 == 0 }) {
        case [true, true, true, false], [false, true, true, true]: return "UTF-32"
        case [true, false, true, false], [false, true, false, true]: return "UTF-16"
        case [true, false], [false, true], [true, false, true], [false, true, false]: return "UTF-16"
        default: return nil
        }
    }
}
