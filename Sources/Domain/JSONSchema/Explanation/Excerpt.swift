import JSON

/// Values as they are quoted in messages: on one line, and short.
enum Excerpt {
    /// How many characters an excerpt has, or a few more.
    private static let maximumCount = 60
    /// How many characters a text within an array or object has.
    private static let innerCount = 24
    /// Below this level arrays and objects are only hinted at.
    private static let maximumDepth = 2

    /// A value as JSON, shortened.
    static func of(_ node: JSONNode) -> String {
        var text = ""
        var room = maximumCount
        write(node, level: 0, &room, to: &text)
        return text
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

    /// The same list with Chinese quotation marks.
    static func chineseList(names: [String], most: Int = 8) -> String {
        let shown = names.prefix(most).map { "“\(shortened($0))”" }.joined(separator: "、")
        return names.count > most ? shown + "等" : shown
    }

    /// A text without its end, when it is long.
    static func shortened(_ text: String, most: Int = maximumCount) -> String {
        let scalars = text.unicodeScalars
        var short = String.UnicodeScalarView()
        for scalar in scalars.prefix(most) { short.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar) }
        if scalars.dropFirst(most).isEmpty { return String(short) }
        return String(short) + "…"
    }

    private static func write(_ node: JSONNode, level: Int, _ room: inout Int, to text: inout String) {
        var piece: String
        switch node.kind {
        case .null: piece = "null"
        case .true: piece = "true"
        case .false: piece = "false"
        case .number: piece = shortened(node.number?.text ?? "", most: level == 0 ? maximumCount : innerCount)
        case .string: piece = quoted(node.string ?? "", most: level == 0 ? maximumCount : innerCount)
        case .array, .object:
            writeContainer(node, level: level, &room, to: &text)
            return
        }
        text += piece
        room -= piece.unicodeScalars.count
    }

    private static func writeContainer(_ node: JSONNode, level: Int, _ room: inout Int, to text: inout String) {
        let (opening, closing) = node.kind == .array ? ("[", "]") : ("{", "}")
        text += opening
        room -= 2
        var isFirst = true
        for (name, value) in node.children {
            if !isFirst { text += ", " }
            guard room > 0, level < maximumDepth else {
                text += "…"
                break
            }
            if let name {
                let piece = quoted(name.nameText, most: innerCount) + ": "
                text += piece
                room -= piece.unicodeScalars.count
            }
            write(value, level: level + 1, &room, to: &text)
            room -= 2
            isFirst = false
        }
        text += closing
    }

    private static func quoted(_ text: String, most: Int) -> String {
        var escaped = "\""
        for scalar in text.unicodeScalars.prefix(most) {
            switch scalar {
            case "\"": escaped += "\\\""
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\r": escaped += "\\r"
            case "\t": escaped += "\\t"
            default: escaped.unicodeScalars.append(scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar)
            }
        }
        if !text.unicodeScalars.dropFirst(most).isEmpty { escaped += "…" }
        return escaped + "\""
    }
}

extension JSONNode {
    /// Elements, or members with the nodes of their names.
    fileprivate var children: [(name: JSONNode?, value: JSONNode)] {
        // More than these few never fit into an excerpt.
        let most = 40
        if kind == .array { return elements.prefix(most).map { (nil, $0) } }
        return memberNodes.prefix(most).map { ($0.name, $0.value) }
    }
}
