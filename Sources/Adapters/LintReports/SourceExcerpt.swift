/// A line of a file with a caret under the place that is meant.
struct SourceExcerpt {
    /// The line, or the part of it around the place; tabs are blanks.
    let text: String
    /// How many columns of a terminal stand before the caret.
    let indentation: Int

    /// So much of a line is shown at most, in columns of a terminal.
    static let maximumWidth = 100

    /// An excerpt.
    ///
    /// - Parameters:
    ///   - line: The line around the place.
    ///   - width: How many columns of a terminal a text takes.
    init(of line: SourceLines.Part, width: (String) -> Int) {
        let shown = line.text.unicodeScalars.map { Self.isObeyed($0) ? " " : $0 }
        let place = min(line.column - 1, shown.count)
        let before = Self.text(shown[..<place])
        let after = Self.text(shown[place...])
        // A third of the room is for what comes before; what is not used there is left to the rest.
        let room = Self.maximumWidth
        let isWhole = !line.isCut.before && !line.isCut.behind && width(before + after) <= room
        let start = isWhole ? before : Self.end(of: before, room / 3, width, isCut: line.isCut.before)
        text = start + Self.start(of: after, room - width(start), width, isCut: line.isCut.behind)
        indentation = width(start)
    }

    /// Whether a terminal would do something about a character rather than show it.
    private static func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        return switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        // What embeds, overrides or isolates a direction.
        default: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        }
    }

    private static func text(_ scalars: some Sequence<Unicode.Scalar>) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    /// The last part of a text that has room.
    private static func end(of text: String, _ room: Int, _ width: (String) -> Int, isCut: Bool) -> String {
        if !isCut, width(text) <= room { return text }
        var left = room - 1
        let kept = text.reversed().prefix { character in
            left -= width(String(character))
            return left >= 0
        }
        return "…" + String(kept.reversed())
    }

    /// The first part of a text that has room.
    private static func start(of text: String, _ room: Int, _ width: (String) -> Int, isCut: Bool) -> String {
        if !isCut, width(text) <= room { return text }
        var left = room - 1
        let kept = text.prefix { character in
            left -= width(String(character))
            return left >= 0
        }
        return String(kept) + "…"
    }
}
