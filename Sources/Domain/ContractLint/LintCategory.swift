/// What a rule is about; its raw value is the first part of the rule's id.
public enum LintCategory: String, CaseIterable, Sendable {
    case contract
    case upgrade
    case operation
    case path
    case parameter
    case schema
    case example
    case response
    case mediaType = "media-type"
    case security
    case server
    case tag
    case info
    case description
    case component
    case limit
    case link
    case callback
    case lint

    /// The category of a rule's id, `path` for `path.trailing-slash`; nil when it is none of ours.
    public init?(ofRule id: some StringProtocol) {
        guard let point = id.firstIndex(of: ".") else { return nil }
        self.init(rawValue: String(id[..<point]))
    }
}
