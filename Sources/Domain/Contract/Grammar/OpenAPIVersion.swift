/// The versions of OpenAPI that are read.
///
/// - SeeAlso: OpenAPI Specification 3.0.4, 3.1.1 and 3.2.0.
package enum OpenAPIVersion: UInt8, CaseIterable, Sendable, Comparable {
    case v30
    case v31
    case v32

    /// The version that the text of `openapi` names, whatever its patch level; nil for any other.
    ///
    /// `3.1.0-rc1` is read as 3.1.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count >= 2, parts[0] == "3" else { return nil }
        if parts.count == 3, parts[2].utf8.first.map({ $0 &- UInt8(ascii: "0") <= 9 }) != true { return nil }
        switch parts[1] {
        case "0": self = .v30
        case "1": self = .v31
        case "2": self = .v32
        default: return nil
        }
    }

    /// Whether a text is a version as the specification writes it: three numbers, and perhaps words behind a hyphen.
    ///
    /// - SeeAlso: The schemas of OpenAPI 3.0, 3.1 and 3.2, `openapi`.
    static func isWhole(_ text: String) -> Bool {
        guard OpenAPIVersion(text) != nil else { return false }
        let patch = text.split(separator: ".", maxSplits: 2, omittingEmptySubsequences: false).dropFirst(2)
        guard let rest = patch.first?.utf8.drop(while: { $0 &- UInt8(ascii: "0") <= 9 }) else { return false }
        return rest.isEmpty || rest.count > 1 && rest.first == UInt8(ascii: "-")
    }

    /// `3.0`, `3.1` or `3.2`.
    package var text: String {
        switch self {
        case .v30: "3.0"
        case .v31: "3.1"
        case .v32: "3.2"
        }
    }

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
