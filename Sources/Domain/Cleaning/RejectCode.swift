public import Diagnostics

/// A reason for which records are rejected, as programs and as people read it.
public struct RejectCode: Hashable, Sendable {
    /// The stable name: a letter and up to 63 of `a-z 0-9 _ . -`.
    public let name: String
    /// What a person is told; nil: only that the name says so.
    public let message: LocalizedText?

    /// A reason.
    public init(_ name: String, message: LocalizedText? = nil) {
        self.name = name
        self.message = message
    }

    /// Whether a text can be the name of a reason.
    static func isName(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard let first = bytes.first, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(first), bytes.count <= 64 else {
            return false
        }
        return bytes.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"),
                UInt8(ascii: "."), UInt8(ascii: "-"):
                true
            default: false
            }
        }
    }
}
