import Diagnostics

/// Writes a page: markup only as it stands in this program, everything else as text that no browser takes for markup.
///
/// Characters that would change how the text around them is read (controls, marks of direction, what has no width) are
/// shown by their code points, so that a hostile value can neither hide nor reorder anything.
struct HTMLWriter {
    private(set) var html = ""

    /// Appends markup of the program's own.
    mutating func markup(_ markup: StaticString) { html += markup.description }

    /// Appends a text.
    mutating func text(_ text: String) { append(text, isAttribute: false) }

    /// Appends a text for the inside of `title` in a drawing and of attributes in double quotes, where no markup is.
    mutating func plain(_ text: String) { append(text, isAttribute: true) }

    /// Appends a number.
    mutating func number(_ number: Int) { html += String(number) }

    /// Appends a text in both languages, of which the page shows one.
    mutating func words(_ text: LocalizedText) {
        if text.english == text.chinese { return self.text(text.english) }
        markup("<span lang=\"en\">")
        self.text(text.english)
        markup("</span><span lang=\"zh\">")
        self.text(text.chinese)
        markup("</span>")
    }

    /// Appends an element of words.
    mutating func element(_ start: StaticString, _ text: LocalizedText, _ end: StaticString) {
        markup(start)
        words(text)
        markup(end)
    }

    /// Appends a cell's value, with what cannot be seen made visible.
    mutating func value(_ value: String) {
        markup("<bdi class=\"v\">")
        text(value)
        markup("</bdi>")
    }

    private mutating func append(_ text: String, isAttribute: Bool) {
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            case "\n": sign("⏎", isAttribute)
            case "\t": sign("⇥", isAttribute)
            case "\u{3000}": sign("□", isAttribute)
            default:
                if Self.isHidden(scalar) {
                    let digits = String(scalar.value, radix: 16, uppercase: true)
                    sign("U+" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits, isAttribute)
                } else {
                    html.unicodeScalars.append(scalar)
                }
            }
        }
    }

    private mutating func sign(_ sign: String, _ isAttribute: Bool) {
        html += isAttribute ? "[\(sign)]" : "<i class=\"c\">\(sign)</i>"
    }

    /// Controls, separators of lines, marks of direction, and what has no width or is a blank that looks like another.
    static func isHidden(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0xA0, 0xAD, 0x61C, 0x115F...0x1160, 0x1680, 0x17B4...0x17B5, 0x180B...0x180F,
            0x2000...0x200F, 0x2028...0x202F, 0x205F...0x206F, 0x3164, 0xFE00...0xFE0F, 0xFEFF, 0xFFA0,
            0xFFF0...0xFFFB, 0xE0000...0xE0FFF:
            true
        default: !scalar.properties.isAssignedForPages
        }
    }
}

extension Unicode.Scalar.Properties {
    /// Whether a font can be expected to show it: neither a noncharacter nor for private use.
    fileprivate var isAssignedForPages: Bool { !isNoncharacterCodePoint && generalCategory != .privateUse }
}
