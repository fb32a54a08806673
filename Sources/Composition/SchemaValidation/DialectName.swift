import Diagnostics
import JSONSchema

/// The dialects by the names that people use.
package enum DialectName {
    /// The short names.
    package static let all = ["draft4", "draft6", "draft7", "2019-09", "2020-12", "openapi"]

    /// The URI that a name stands for; the text itself when it is no short name.
    static func uri(of name: String) -> String {
        switch name {
        case "draft4": Dialect.draft4.uri
        case "draft6": Dialect.draft6.uri
        case "draft7": Dialect.draft7.uri
        case "2019-09": Dialect.draft2019.uri
        case "2020-12": Dialect.draft2020.uri
        case "openapi": Dialect.openAPI.uri
        default: name
        }
    }

    /// What to do about the URI of a dialect that there is not.
    ///
    /// - Parameters:
    ///   - uri: An absolute URI without a fragment.
    ///   - allowsNetwork: Whether another address of a metaschema may be fetched.
    /// - Returns: The remedy; nil when no dialect was meant.
    static func remedy(for uri: String, allowsNetwork: Bool) -> LocalizedText? {
        let name = withoutScheme(uri)
        for draft in ["01", "02", "03"] where name == "json-schema.org/draft-\(draft)/schema" {
            return LocalizedText(
                "draft \(draft.dropFirst()) is not supported; write the schema in draft 4 or later",
                zh: "不支持 draft \(draft.dropFirst())；请使用 draft 4 或更新的版本"
            )
        }
        if allowsNetwork { return nil }
        if ["json-schema.org/schema", "json-schema.org"].contains(name) {
            return LocalizedText(
                "name a draft; the latest is '\(Dialect.draft2020.uri)'",
                zh: "请指定版本；最新的是“\(Dialect.draft2020.uri)”"
            )
        }
        let known = [Dialect.draft4, .draft6, .draft7, .draft2019, .draft2020].map(\.uri)
        guard let meant = known.first(where: { withoutScheme($0) == name || withoutScheme($0) == "\(name)/schema" }),
            meant != uri
        else { return nil }
        return LocalizedText("write '\(meant)'", zh: "请写“\(meant)”")
    }

    /// `json-schema.org/draft-07/schema` of each way to write it.
    private static func withoutScheme(_ uri: String) -> String {
        var name = uri[...]
        for start in ["http://", "https://"] where name.hasPrefix(start) { name = name.dropFirst(start.count) }
        if name.hasPrefix("www.") { name = name.dropFirst(4) }
        while name.hasSuffix("/") || name.hasSuffix("#") { name = name.dropLast() }
        return name.hasSuffix(".json") ? String(name.dropLast(5)) : String(name)
    }
}
