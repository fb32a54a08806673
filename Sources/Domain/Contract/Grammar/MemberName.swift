package import JSON

/// A member name that is looked for often: compared by hash, and by bytes only when that agrees.
package struct MemberName: Sendable {
    package let text: String
    private let hash: UInt64
    private let byteCount: Int

    package init(_ text: String) {
        self.text = text
        hash = KeyHash.hash(text)
        byteCount = text.utf8.count
    }

    /// Whether a node, which must be the name of a member, is this name.
    package func matches(_ name: TapeNode, in document: JSONDocument) -> Bool {
        guard name.keyHash == hash, name.length == byteCount else { return false }
        return byteCount <= KeyHash.exactByteCount || document.content(of: name).elementsEqual(text.utf8)
    }
}
