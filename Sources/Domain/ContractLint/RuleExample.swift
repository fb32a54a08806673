/// A piece of a contract that shows a rule, and the place where it belongs.
public struct RuleExample: Sendable {
    /// Where in a contract the piece stands.
    public enum Place: String, Sendable, CaseIterable {
        /// It is the whole file.
        case document
        /// Members of the root.
        case root
        /// Members of `info`.
        case info
        /// Members of `paths`.
        case paths
        /// Members of one path item.
        case pathItem
        /// Members of a `get` operation.
        case operation
        /// Elements of an operation's `parameters`.
        case parameters
        /// Members of an operation's `responses`.
        case responses
        /// Members of the response to `200`.
        case response
        /// Members of the media type of an answer, `application/json`.
        case mediaType
        /// Members of a schema that an answer has.
        case schema
        /// Schemas by name, of which an answer has `Order`.
        case schemas
        /// Members of `components`.
        case components
        /// Elements of `servers`.
        case servers
        /// It is a rule file, not a contract.
        case ruleFile
    }

    /// Where the piece stands.
    public let place: Place
    /// The piece as YAML, without a line feed at the end.
    public let text: String
    /// Other files that belong to it, by path.
    public let files: [String: String]
    /// Other rules that a piece cannot help breaking too.
    let alsoBroken: Set<String>

    init(_ place: Place, _ text: String, files: [String: String] = [:], also alsoBroken: Set<String> = []) {
        self.place = place
        self.text = text
        self.files = files
        self.alsoBroken = alsoBroken
    }

    /// The smallest good contract with the piece in its place, as YAML.
    public var document: String {
        switch place {
        case .document, .ruleFile: text + "\n"
        case .root: root(text)
        case .info: root(nested("info", members(text, Self.infoDefaults)))
        case .paths: root(nested("paths", text))
        case .pathItem: root(path(text))
        case .operation: root(path(operation(text)))
        case .parameters: root(path(operation(nested("parameters", text))))
        case .responses: root(path(operation(nested("responses", text))))
        case .response: root(path(operation(response(text))))
        case .mediaType: root(path(operation(mediaType(text))))
        case .schema: root(answer + "\n" + nested("components", nested("schemas", nested("Order", text))))
        case .schemas: root(answer + "\n" + nested("components", nested("schemas", text)))
        case .components: root(nested("components", text))
        case .servers: root(nested("servers", text))
        }
    }

    /// The names of the members that a piece has itself.
    private static func names(in text: String) -> Set<String> {
        Set(text.split(separator: "\n").filter { $0.first != " " }.map { String($0.prefix { $0 != ":" }) })
    }

    /// The piece with what it lacks to be a good object.
    private func members(_ text: String, _ defaults: [(name: String, text: String)]) -> String {
        let own = Self.names(in: text)
        return (defaults.filter { !own.contains($0.name) }.map(\.text) + [text]).joined(separator: "\n")
    }

    private func nested(_ name: String, _ text: String) -> String {
        name + ":\n"
            + text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty ? "" : "  " + $0 }.joined(separator: "\n")
    }

    private func root(_ text: String) -> String { members(text, Self.rootDefaults) + "\n" }
    private func path(_ item: String) -> String { nested("paths", nested("/orders", item)) }
    private func operation(_ text: String) -> String { nested("get", members(text, Self.operationDefaults)) }

    private func response(_ text: String) -> String {
        nested("responses", nested("'200'", members(text, Self.responseDefaults)) + "\n" + Self.otherwise)
    }

    private func mediaType(_ text: String) -> String {
        response(nested("content", nested("application/json", text)))
    }

    private var answer: String {
        path(operation(mediaType("schema: {$ref: '#/components/schemas/Order'}")))
    }

    private static let otherwise = "default: {description: Something went wrong}"

    private static let rootDefaults = [
        (name: "openapi", text: "openapi: 3.1.0"),
        (name: "info", text: "info: {title: Shop, version: '1.0', description: Orders of a shop}"),
        (name: "servers", text: "servers: [{url: 'https://api.shop.test'}]"),
        (name: "paths", text: "paths: {}"),
    ]

    private static let infoDefaults = [
        (name: "title", text: "title: Shop"),
        (name: "version", text: "version: '1.0'"),
        (name: "description", text: "description: Orders of a shop"),
    ]

    private static let operationDefaults = [
        (name: "operationId", text: "operationId: listOrders"),
        (name: "summary", text: "summary: Lists orders"),
        (
            name: "responses",
            text: "responses: {'200': {description: The orders}, default: {description: Something went wrong}}"
        ),
    ]

    private static let responseDefaults = [(name: "description", text: "description: The orders")]
}
