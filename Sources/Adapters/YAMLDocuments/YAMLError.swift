public import Diagnostics

/// A reason why a YAML text cannot be read as one JSON document, with its place.
public struct YAMLError: Error, Hashable, Sendable {
    /// The broken rule; raw values are the stable part of a diagnostic's code.
    public enum Code: String, Sendable, CaseIterable {
        case syntax
        case duplicateKey = "duplicate-key"
        case aliasExpansion = "alias-expansion"
        case unknownAlias = "unknown-alias"
        case recursiveAlias = "recursive-alias"
        case tooDeep = "too-deep"
        case tooLarge = "too-large"
        case severalDocuments = "several-documents"
        case emptyDocument = "empty-document"
        case invalidUTF8 = "invalid-utf8"
        case invalidUTF16 = "invalid-utf16"
        case controlCharacter = "control-character"
        case keyNotAString = "key-not-a-string"
        case unsupportedTag = "unsupported-tag"
        case tagMismatch = "tag-mismatch"
        case invalidNumber = "invalid-number"
    }

    /// The broken rule.
    public let code: Code
    /// Where it was broken.
    public let position: SourcePosition
    /// The other place that the message speaks of: the first of two equal keys, the anchor of an alias, where the
    /// unfinished construct began.
    public let relatedPosition: SourcePosition?
    /// What was found, quoted, in both languages.
    public let message: LocalizedText
    /// What the author can change.
    public let remedy: LocalizedText?

    init(
        _ code: Code,
        at position: SourcePosition,
        related: SourcePosition? = nil,
        _ message: LocalizedText,
        remedy: LocalizedText? = nil
    ) {
        self.code = code
        self.position = position
        relatedPosition = related
        self.message = message
        self.remedy = remedy
    }

    /// The error as a finding in a file.
    public func diagnostic(in file: String) -> Diagnostic {
        Diagnostic(
            code: "yaml.\(code.rawValue)",
            message,
            at: SourceLocation(file: file, position: position),
            remedy: remedy
        )
    }
}
