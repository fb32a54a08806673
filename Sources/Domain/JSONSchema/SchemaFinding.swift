public import Diagnostics
public import JSON

/// One reason why a schema refuses an instance.
public struct SchemaFinding: Hashable, Sendable {
    /// The place in the instance.
    public let instancePointer: JSONPointer
    /// The same place as an index on the tape of the instance's document; a member name where the name is refused.
    public let instanceNode: Int
    /// The same place for a person; nil for a document that was made, not read.
    ///
    /// Where a member is not allowed it is the place of its name.
    public let position: SourcePosition?
    /// The way from the schema that was asked to the keyword, with a token for each `$ref` that was followed.
    public let evaluationPath: JSONPointer
    /// The keyword's own place: the URI of its resource, with a JSON pointer as fragment.
    public let schemaLocation: String
    /// The URI by which the schema's document is known, absolute.
    public let schemaDocument: String
    /// Where the keyword stands in that document; nil for a document that was made, not read.
    public let schemaPosition: SourcePosition?
    /// The keyword that refuses, for example `required`.
    public let keyword: String
    /// What was found, quoted, and what was expected: a sentence that stands alone.
    public let message: LocalizedText
    /// The value that was found, as JSON on one line, shortened where it is long.
    public let found: String
    /// What would have been accepted, as a phrase: `at most 5 characters`.
    public let expected: LocalizedText
    /// What the instance's author can do: `shorten it by 3 characters`.
    public let remedy: LocalizedText?
    /// The branches of `anyOf` and `oneOf` that came closest on the way here, outermost first.
    public let branches: [SchemaBranch]
}

/// The branch of `anyOf` or `oneOf` that came closest to accepting an instance.
public struct SchemaBranch: Hashable, Sendable {
    /// `anyOf` or `oneOf`.
    public let keyword: String
    /// The way from the schema that was asked to that keyword.
    public let evaluationPath: JSONPointer
    /// The branch's 0-based position.
    public let index: Int
    /// How many branches there are, at least 2.
    public let count: Int
    /// What the schema calls the branch: its title, or the name that it refers to; nil when it has neither.
    public let name: String?

    /// Which branch it is, as people count them: `branch 2 of 3 of 'oneOf' comes closest`.
    public var text: LocalizedText {
        let place = LocalizedText(
            "branch \(index + 1) of \(count) of '\(keyword)'",
            zh: "“\(keyword)” \(count) 个分支中的第 \(index + 1) 个"
        )
        guard let name else { return LocalizedText("\(place.english) comes closest", zh: "\(place.chinese)最接近") }
        return LocalizedText("\(place.english), '\(name)', comes closest", zh: "\(place.chinese)（“\(name)”）最接近")
    }
}

/// What a schema has to say about an instance.
public struct SchemaReport: Hashable, Sendable {
    /// Whether the schema accepts the instance.
    public let isValid: Bool
    /// The reasons why it does not, in the order of the schema's keywords; at least one unless the instance is valid.
    public let findings: [SchemaFinding]
    /// Whether these are all the reasons: false when there are more than were asked for, or than a limit lets be found.
    public let isComplete: Bool
}
