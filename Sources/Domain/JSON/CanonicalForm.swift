/// The one text that all documents of the same meaning share.
///
/// - SeeAlso: RFC 8785 (JSON Canonicalization Scheme).
public enum CanonicalForm {
    /// A number that the canonical form cannot hold, since it knows doubles only.
    public struct UnrepresentableNumber: Error, Hashable, Sendable {
        /// The number as it was written, for example `1e400`.
        public let text: String
    }

    /// The canonical bytes of a value: members by the UTF-16 units of their names, numbers as ECMAScript writes them.
    ///
    /// - Throws: ``UnrepresentableNumber`` for a number that is infinite as a double.
    public static func bytes(of node: JSONNode) throws(UnrepresentableNumber) -> [UInt8] {
        var writer = JSONWriter()
        try write(node, to: &writer)
        return writer.bytes
    }

    private static func write(_ node: JSONNode, to writer: inout JSONWriter) throws(UnrepresentableNumber) {
        switch node.kind {
        case .null, .true, .false, .string: writer.value(node)
        case .number:
            let number = node.number ?? JSONNumber(0)
            guard number.double.isFinite else { throw UnrepresentableNumber(text: number.text) }
            writer.raw(ECMAScriptNumber.text(of: number.double).utf8)
        case .array:
            writer.beginArray()
            for element in node.elements { try write(element, to: &writer) }
            writer.endArray()
        case .object:
            writer.beginObject()
            let members = Array(node.members).sorted { $0.name.utf16.lexicographicallyPrecedes($1.name.utf16) }
            for (name, value) in members {
                writer.name(name)
                try write(value, to: &writer)
            }
            writer.endObject()
        }
    }
}

// MARK: - Numbers of any size

extension CanonicalForm {
    /// The canonical bytes of any value, where a number that no double holds exactly is written with all its digits.
    ///
    /// Equal to ``bytes(of:)`` for documents whose numbers are doubles. `9223372036854775807` and
    /// `9223372036854775808` differ here, and `1e400` is `1e+400`.
    public static func exactBytes(of node: JSONNode) -> [UInt8] {
        var writer = JSONWriter()
        writeExact(node, to: &writer)
        return writer.bytes
    }

    private static func writeExact(_ node: JSONNode, to writer: inout JSONWriter) {
        switch node.kind {
        case .null, .true, .false, .string: writer.value(node)
        case .number: writer.raw(exactText(of: node).utf8)
        case .array:
            writer.beginArray()
            for element in node.elements { writeExact(element, to: &writer) }
            writer.endArray()
        case .object:
            writer.beginObject()
            for (name, value) in sortedMembers(of: node) {
                writer.name(name)
                writeExact(value, to: &writer)
            }
            writer.endObject()
        }
    }

    /// The greatest integer below which every other is a double, too.
    private static let exactIntegerBound = 1 << 53

    private static func exactText(of node: JSONNode) -> String {
        let tapeNode = node.tapeNode
        if tapeNode.hasInlineInteger, tapeNode.inlineInteger.magnitude <= exactIntegerBound {
            return String(tapeNode.inlineInteger)
        }
        let number = node.number ?? JSONNumber(0)
        let exact = number.exact
        if let nearest = JSONNumber(number.double), nearest.exact == exact { return nearest.text }
        let digits = exact.digits
        let text = String(decoding: digits.map { $0 + UInt8(ascii: "0") }, as: UTF8.self)
        return (exact.isNegative ? "-" : "") + ECMAScriptNumber.layout(text, point: digits.count + exact.exponent)
    }

    /// The members by the UTF-16 units of their names.
    private static func sortedMembers(of node: JSONNode) -> [(name: JSONNode, value: JSONNode)] {
        var members = Array(node.memberNodes)
        let document = node.document
        members.sort { left, right in
            let one = document.content(of: left.name.tapeNode)
            let other = document.content(of: right.name.tapeNode)
            // Bytes have the order of code points; UTF-16 differs from it only from U+E000 upwards.
            if one.contains(where: { $0 >= 0xEE }) || other.contains(where: { $0 >= 0xEE }) {
                return left.name.nameText.utf16.lexicographicallyPrecedes(right.name.nameText.utf16)
            }
            return one.lexicographicallyPrecedes(other)
        }
        return members
    }
}
