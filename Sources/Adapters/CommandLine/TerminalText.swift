package import Diagnostics

/// Text that a terminal shows and does not obey.
///
/// Documents and file names may hold characters that move the cursor, change colours or turn the direction of what
/// follows; shown as they are, they could make a terminal say something else than what was found. They are written as
/// JSON would escape them.
///
/// - SeeAlso: ECMA-48, section 5.3; Unicode Standard Annex #9, section 2.
package enum TerminalText {
    /// The text on one line, with every control character escaped.
    package static func line(_ text: String) -> String { escaped(text) { isControl($0) } }

    /// The text with every control character escaped except line feeds and tabs.
    package static func lines(_ text: String) -> String {
        escaped(text) { $0 != "\n" && $0 != "\t" && isControl($0) }
    }

    /// A finding whose words and place can be shown.
    package static func finding(_ finding: Diagnostic) -> Diagnostic {
        Diagnostic(
            code: finding.code,
            severity: finding.severity,
            text(finding.message),
            at: finding.location.map { SourceLocation(file: line($0.file), position: $0.position) },
            remedy: finding.remedy.map(text)
        )
    }

    /// Escapes what a terminal obeys in JSON text; line feeds and spaces between its values stay.
    package static func escapeJSON(_ bytes: inout [UInt8]) {
        // Nothing that is obeyed starts with another byte.
        guard bytes.contains(where: { $0 == 0x7F || $0 == 0xC2 || $0 == 0xE2 }) else { return }
        bytes = Array(lines(String(decoding: bytes, as: UTF8.self)).utf8)
    }

    private static func text(_ text: LocalizedText) -> LocalizedText {
        LocalizedText(line(text.english), zh: line(text.chinese))
    }

    private static func escaped(_ text: String, _ isObeyed: (Unicode.Scalar) -> Bool) -> String {
        guard text.unicodeScalars.contains(where: isObeyed) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isObeyed(scalar) {
                result += escape(scalar)
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func escape(_ scalar: Unicode.Scalar) -> String {
        switch scalar {
        case "\n": return "\\n"
        case "\r": return "\\r"
        case "\t": return "\\t"
        default:
            let digits = String(scalar.value, radix: 16)
            return "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
        }
    }

    /// C0, DEL and C1, the separators of lines and paragraphs, and what embeds, overrides or isolates a direction.
    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F, 0x2028...0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
