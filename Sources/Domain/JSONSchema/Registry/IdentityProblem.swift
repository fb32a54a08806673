import Diagnostics
import JSON

/// What is wrong with the identifiers of a document: found when it is indexed, reported when a schema leads there.
struct IdentityProblem: Sendable {
    /// A place in a document of the registry.
    struct Place: Sendable {
        let document: Int
        let node: Int
    }

    let code: SchemaError.Code
    /// The keyword's value.
    let place: Place
    /// The identifier as it is written.
    let text: String
    /// Where the identifier stood first, when it is there twice.
    var first: Place?

    /// What was found; `first` says where the identifier stood first.
    func message(first: String) -> LocalizedText {
        let text = Excerpt.shortened(text)
        return switch code {
        case .duplicateID:
            LocalizedText(
                "'\(text)' is the identifier of another schema already: \(first)",
                zh: "“\(text)”已是另一模式的标识：\(first)"
            )
        case .duplicateAnchor:
            LocalizedText(
                "the anchor '\(text)' stands in this schema resource already: \(first)",
                zh: "此模式资源中已有锚点“\(text)”：\(first)"
            )
        case .invalidAnchor:
            LocalizedText("'\(text)' is no name of an anchor", zh: "“\(text)”不是合法的锚点名")
        default:
            LocalizedText(
                "'\(text)' is no URI reference without a fragment",
                zh: "“\(text)”不是不带片段的 URI 引用"
            )
        }
    }

    /// What the author can change.
    var remedy: LocalizedText {
        switch code {
        case .duplicateID, .duplicateAnchor: LocalizedText("rename one of the two", zh: "请重命名其中一个")
        case .invalidAnchor:
            LocalizedText(
                "begin with a letter, and go on with letters, digits, '-', '_' and '.'",
                zh: "请以字母开头，其后为字母、数字、“-”、“_”或“.”"
            )
        default:
            LocalizedText(
                "write it as RFC 3986 does; a name within the schema is given by '$anchor'",
                zh: "请按照 RFC 3986 书写；模式内的名称请用“$anchor”给出"
            )
        }
    }
}
