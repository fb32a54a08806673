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
