internal import JSON

/// Values as they are quoted in messages: on one line, and short.
enum Excerpt {
    private static let maximumCount = 60

    /// A value as JSON, shortened.
    static func of(_ node: JSONNode) -> String {
        switch node.kind {
        case .object: return node.count == 0 ? "{}" : "{…}"
        case .array: return node.count == 0 ? "[]" : "[…]"
        case .null: return "null"
        case .true: return "true"
        case .false: return "false"
        case .number: return shortened(node.number?.text ?? "")
        case .string: return quoted(node.string ?? "")
        }
    }

    /// A list of values, the first few.
    static func list(_ nodes: [JSONNode], most: Int = 8) -> String {
        let shown = nodes.prefix(most).map(of).joined(separator: ", ")
        return nodes.count > most ? shown + ", …" : shown
    }

    /// A list of names, the first few.
    static func list(names: [String], most: Int = 8) -> String {
        let shown = names.prefix(most).map { "'\(shortened($0))'" }.joined(separator: ", ")
        return names.count > most ? shown + ", …" : shown
    }

    /// A text without its middle, when it is long.
    static func shortened(_ text: String) -> String {
        let scalars = text.unicodeScalars
        var short = String.UnicodeScalarView()
        for scalar in scalars.prefix(maximumCount) {
            short.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
        }
        if scalars.dropFirst(maximumCount).isEmpty { return String(short) }
        return String(short) + "…"
    }

    private static func quoted(_ text: String) -> String { "\"\(shortened(text))\"" }
}
