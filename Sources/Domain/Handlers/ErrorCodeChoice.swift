import Contract
import JSON
import RegularExpressions

/// Finds the code of a contract's own list that says what went wrong.
struct ErrorCodeChoice {
    private let facts: ErrorFacts

    init(_ facts: ErrorFacts) { self.facts = facts }

    /// The words that lists of error codes use for a status, the most telling first.
    private static let words: [Int: [String]] = [
        400: ["invalidrequest", "badrequest", "validation", "invalid", "malformed"],
        401: ["unauthorized", "unauthenticated", "authentication", "auth"],
        403: ["forbidden", "permission", "accessdenied", "denied"],
        404: ["notfound", "missing", "unknown"],
        405: ["methodnotallowed", "notallowed"],
        406: ["notacceptable"],
        409: ["conflict", "alreadyexists", "duplicate", "exists"],
        412: ["precondition", "etag", "modified", "conflict"],
        413: ["toolarge"],
        415: ["unsupportedmedia", "mediatype", "unsupported"],
        422: ["unprocessable", "validation", "invalid"],
        500: ["internal", "servererror", "unexpected"],
        503: ["unavailable", "overloaded"],
    ]

    /// The code that fits best; nil when none does.
    func choose(from values: [String]) -> String? {
        let folded = values.map { (value: $0, text: FoldedName($0).text) }
        let code = FoldedName(facts.code).text
        if let same = folded.first(where: { $0.text == code || $0.text == String(facts.status) }) { return same.value }
        for word in Self.words[facts.status] ?? [] {
            if let match = folded.first(where: { $0.text.contains(word) }) { return match.value }
        }
        let general = facts.status < 500 ? ["badrequest", "invalid", "client"] : ["internal", "server"]
        for word in general + ["error", "unknown", "other", "fail"] {
            if let match = folded.first(where: { $0.text.contains(word) }) { return match.value }
        }
        return nil
    }
}

/// Whether a text keeps to the pattern and the lengths of a schema.
struct StringFit {
    private let schema: JSONNode

    init(_ schema: JSONNode) { self.schema = schema }

    func accepts(_ text: String) -> Bool {
        let count = text.unicodeScalars.count
        if let limit = SchemaShape.keyword("maxLength", of: schema)?.integer, count > limit { return false }
        if let limit = SchemaShape.keyword("minLength", of: schema)?.integer, count < limit { return false }
        guard let pattern = SchemaShape.keyword("pattern", of: schema)?.string else { return true }
        return PatternSampler(pattern)?.matches(text) ?? true
    }
}
