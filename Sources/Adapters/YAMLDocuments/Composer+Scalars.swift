import Diagnostics
import LibYAML

/// What a scalar stands for, once its tag and style have been looked at.
enum ScalarMeaning: Hashable {
    case null
    case boolean(Bool)
    /// A number as JSON writes it.
    case number
    /// A number that JSON writes in another way.
    case decimal
    case radix(Int)
    case notFinite
    case string
}

extension Composer {
    private static let tagPrefix = "tag:yaml.org,2002:"

    /// The meaning of a scalar by its tag, or else by its style and text.
    func meaning(
        of range: Range<Int>,
        tag: String?,
        _ style: YAMLScalarStyle,
        at position: SourcePosition
    ) throws(YAMLError) -> ScalarMeaning {
        guard let tag else {
            return style == .plain ? plainMeaning(of: range) : .string
        }
        if tag == "!" { return .string }
        guard tag.hasPrefix(Self.tagPrefix) else { throw .unsupportedTag(tag, at: position) }
        let name = String(tag.dropFirst(Self.tagPrefix.count))
        let meaning = CoreSchema.meaning(of: graph.content.span.extracting(range))
        switch (name, meaning) {
        case ("str", _): return .string
        case ("null", .null), ("bool", .boolean), ("int", .integer), ("int", .radix), ("float", .integer),
            ("float", .float), ("float", .notFinite):
            return plainMeaning(of: range)
        case ("null", _), ("bool", _), ("int", _), ("float", _), ("map", _), ("seq", _):
            let text = YAMLError.quotable(String(decoding: graph.content[range], as: UTF8.self))
            throw .tagMismatch(name, LocalizedText("'\(text)'", zh: "“\(text)”"), at: position)
        default: throw .unsupportedTag("!!" + name, at: position)
        }
    }

    private func plainMeaning(of range: Range<Int>) -> ScalarMeaning {
        switch CoreSchema.meaning(of: graph.content.span.extracting(range)) {
        case .null: .null
        case .boolean(let value): .boolean(value)
        case .integer(let isJSON), .float(let isJSON): isJSON ? .number : .decimal
        case .radix(let radix): .radix(radix)
        case .notFinite: .notFinite
        case .string: .string
        }
    }

    /// Gives a value's node what its scalar means.
    mutating func apply(_ meaning: ScalarMeaning, to node: inout NodeGraph.Node) throws(YAMLError) {
        switch meaning {
        case .null: node.kind = .null
        case .boolean(let value): node.kind = value ? .true : .false
        case .string: node.kind = .string
        case .number: node.kind = .number
        case .notFinite: throw .notFinite(graph.text(of: node), at: node.position)
        case .decimal:
            node.kind = .number
            rewrite(&node, as: Numeral.json(decimal: graph.content.span.extracting(node.range)))
        case .radix(let radix):
            if Int(node.length) - 2 > limits.maximumRadixDigitCount {
                let text = graph.text(of: node)
                throw .radixTooLong(text, limit: limits.maximumRadixDigitCount, at: node.position)
            }
            node.kind = .number
            rewrite(&node, as: Numeral.json(radix: radix, graph.content.span.extracting(node.range)))
        }
    }

    private mutating func rewrite(_ node: inout NodeGraph.Node, as text: [UInt8]) {
        let start = graph.content.count
        graph.content.append(contentsOf: text)
        graph.numerals.append(start..<graph.content.count)
        node.link = UInt32(truncatingIfNeeded: graph.numerals.count)
    }

    /// Refuses the key that has no text of its own.
    func checkKey(
        _ range: Range<Int>,
        _ meaning: ScalarMeaning,
        _ style: YAMLScalarStyle,
        at position: SourcePosition
    ) throws(YAMLError) {
        // `null` written out has a text; `~` and nothing at all have none.
        if meaning == .null, range.count <= 1 { throw .keyNotAString(Self.name(of: .null), at: position) }
    }

    func checkCollectionTag(
        _ tag: String,
        _ kind: NodeGraph.Node.Kind,
        at position: SourcePosition
    ) throws(YAMLError) {
        if tag == "!" { return }
        guard tag.hasPrefix(Self.tagPrefix) else { throw .unsupportedTag(tag, at: position) }
        let name = String(tag.dropFirst(Self.tagPrefix.count))
        switch (name, kind) {
        case ("map", .mapping), ("seq", .sequence): return
        case ("map", _), ("seq", _), ("str", _), ("int", _), ("float", _), ("bool", _), ("null", _):
            throw .tagMismatch(name, Self.name(of: kind), at: position)
        default: throw .unsupportedTag("!!" + name, at: position)
        }
    }
}
