/// Reads JSON text into a ``JSONDocument``.
///
/// Strict: RFC 8259 and nothing beyond it, no byte order mark, no name twice in one object, no half of a surrogate pair.
/// Budget: at least the speed of `orjson.loads` on the same text (`Benchmarks/json`); memory 16 bytes a value.
public struct JSONParser: Sendable {
    /// How much a document may ask for.
    public var limits: JSONLimits

    /// A parser with limits.
    public init(limits: JSONLimits = JSONLimits()) { self.limits = limits }

    /// Parses the text of one document.
    ///
    /// - Parameter text: UTF-8; it becomes part of the document.
    /// - Returns: The document.
    /// - Throws: ``JSONError`` at the first byte that breaks a rule.
    /// - Complexity: O(*n*) in the text.
    public func parse(_ text: consuming [UInt8]) throws(JSONError) -> JSONDocument {
        var reader = TapeReader(maximumDepth: limits.maximumDepth)
        let nodes: [TapeNode]
        do throws(JSONFailure) {
            guard text.count <= limits.maximumByteCount else {
                throw JSONFailure(code: .tooLarge, offset: limits.maximumByteCount)
            }
            nodes = try reader.read(text.span)
        } catch {
            throw JSONError(error, in: text.span)
        }
        let byteCount = text.count
        return JSONDocument(
            bytes: reader.decoded.isEmpty ? text : reader.decoded,
            nodes: nodes,
            origin: .text(byteCount: byteCount, decoded: reader.decodedStrings)
        )
    }

    /// Parses text that is already a string.
    ///
    /// - Throws: ``JSONError`` at the first byte that breaks a rule.
    public func parse(_ text: String) throws(JSONError) -> JSONDocument { try parse(Array(text.utf8)) }
}
