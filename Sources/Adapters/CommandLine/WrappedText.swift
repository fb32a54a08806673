/// Text broken into lines of a terminal.
package enum WrappedText {
    /// The lines of a text, none wider than a width unless a single word is.
    ///
    /// Breaks between words, and between any two wide characters but in front of closing punctuation. Line breaks of
    /// the text stay; a line that starts with spaces is taken as it is, so that commands can be copied.
    package static func lines(_ text: String, width: Int) -> [String] {
        text.split(separator: "\n", omittingEmptySubsequences: false).flatMap { line in
            line.hasPrefix(" ") ? [String(line)] : broken(line, width: max(1, width))
        }
    }

    private static let closing: Set<Character> = [
        "，", "。", "、", "；", "：", "！", "？", "）", "”", "’", "》", "】", "…", ")", ".", ",", ";", ":",
    ]
    private static let opening: Set<Character> = ["（", "“", "‘", "《", "【", "("]

    private static func broken(_ line: Substring, width: Int) -> [String] {
        var lines: [String] = []
        var current = ""
        for piece in pieces(of: line) {
            let fits = DisplayWidth.of(current) + DisplayWidth.of(trimmed(piece)) <= width
            if !fits, !current.isEmpty {
                lines.append(trimmed(current))
                current = ""
            }
            current += piece
        }
        lines.append(trimmed(current))
        return lines
    }

    /// What must stay together, each with the spaces behind it.
    private static func pieces(of line: Substring) -> [String] {
        var pieces: [String] = []
        var current = ""
        for character in line {
            if let last = current.last, mayBreak(between: last, and: character) {
                pieces.append(current)
                current = ""
            }
            current.append(character)
        }
        if !current.isEmpty { pieces.append(current) }
        return pieces
    }

    private static func mayBreak(between left: Character, and right: Character) -> Bool {
        if right == " " || closing.contains(right) || opening.contains(left) { return false }
        if left == " " { return true }
        return isIdeograph(left) || isIdeograph(right) || closing.contains(left) && DisplayWidth.of(left) == 2
    }

    /// Whether a line may end beside a character without a space.
    private static func isIdeograph(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { $0.value >= 0x2E80 } == true && DisplayWidth.of(character) == 2
    }

    /// The text without spaces at its end.
    static func trimmed(_ text: String) -> String {
        var text = text
        while text.last == " " { text.removeLast() }
        return text
    }
}
