internal import Diagnostics

/// A regular expression of `pattern` or `patternProperties`.
struct SchemaPattern: Sendable {
    struct Failure: Error {
        let reason: LocalizedText
    }

    let source: String

    init(_ source: String, mode: SchemaOptions.PatternMode) throws(Failure) { self.source = source }

    /// Whether the text has a match; nil when finding out costs too much.
    func matches(_ text: Span<UInt8>) -> Bool? { true }
}

/// A named `format`.
struct SchemaFormat: Sendable {
    let name: String

    init?(name: String) { return nil }

    func accepts(_ text: Span<UInt8>) -> Bool { true }
}
