import Diagnostics
import JSON
import JSONSchema

/// Reads the parts of a description that requests reach, from the root on.
///
/// Parts that several operations share are read once.
struct PartReader {
    let document: JSONDocument
    let map: ContractMap
    let sources: ContractSources
    var findings: FindingCollector
    var schemes: [ByteName: SecurityScheme] = [:]
    var rootServers: [Server] = []
    var rootSecurity: [SecurityRequirement] = []
    var knownResponses: [Int: ResponseParts] = [:]
    var knownParameters: [Int: Parameter] = [:]
    var knownHeaders: [Int: Header] = [:]
    var knownCallbacks: [Int: [Operation]] = [:]
    var knownServers: [Int: [Server]] = [:]
    var knownOperations: [Int: OperationParts] = [:]
    /// The parameters of path items and operations that have some.
    var knownParameterLists: [Int: [Parameter]] = [:]
    /// The parameters of operations with those of the path item around them.
    var knownInheritances: [Inheritance: OperationParameters] = [:]
    /// The path items of callbacks that are being read.
    var openCallbacks: Set<Int> = []
    /// How many dangling references may still get a suggestion.
    var remainingSuggestions = 50

    init(map: ContractMap, sources: ContractSources, findings: FindingCollector) {
        document = map.document
        self.map = map
        self.sources = sources
        self.findings = findings
    }

    /// Reads the whole description.
    ///
    /// - Returns: The contract, once it is given its warnings.
    mutating func contract(writtenVersion: String, steps: [UpgradeStep]) -> ([Diagnostic]) -> Contract {
        let file = sources.entry
        let root = document.root
        let info = object(root, "info", isRequired: true)
        let title = info.flatMap { text($0, "title", isRequired: true) } ?? file
        let version = info.flatMap { text($0, "version", isRequired: true) } ?? "0"
        let dialect = dialect()
        let declaredScopes = readSecuritySchemes()
        let servers = servers(of: root) ?? []
        rootServers = servers
        rootSecurity = root["security"].map { security($0) } ?? []
        let tags = tags()
        let operations = operations()
        let webhooks = webhooks()
        checkOverlaps(operations)
        checkIdentifiers(operations + webhooks.flatMap(\.operations))
        checkReferences()
        checkMediaTypes()
        let (document, map, sources, schemes) = (document, map, sources, schemes)
        return { warnings in
            Contract(
                file: file,
                document: document,
                baseURI: Self.baseURI(ofFile: file),
                openAPIVersion: document.root["openapi"]?.string ?? writtenVersion,
                writtenVersion: writtenVersion,
                steps: steps,
                jsonSchemaDialect: dialect,
                title: title,
                version: version,
                servers: servers,
                tags: tags,
                operations: operations,
                webhooks: webhooks,
                securitySchemes: schemes,
                declaredScopes: declaredScopes,
                warnings: warnings,
                sources: sources,
                map: map
            )
        }
    }

    /// An absolute URI that names the file inside this process.
    private static func baseURI(ofFile file: String) -> String { "contract://local/\(PercentEncoding.encoded(file))" }

    private mutating func dialect() -> String? {
        guard let uri = text(document.root, "jsonSchemaDialect") else { return nil }
        if Dialect(uri: uri) == nil, let node = document.root["jsonSchemaDialect"] {
            findings.unknownDialect(node, severity: .warning)
        }
        return uri
    }

    private mutating func tags() -> [Tag] {
        guard let list = array(document.root, "tags") else { return [] }
        return list.elements.compactMap { tag in
            tag["name"]?.string.map { Tag(name: $0, description: tag["description"]?.string, node: tag) }
        }
    }

    // MARK: Servers

    /// The servers that an object declares; nil when it leaves them to what stands around it.
    mutating func servers(of node: JSONNode) -> [Server]? {
        guard let list = array(node, "servers") else { return nil }
        if let known = knownServers[node.index] { return known }
        var servers: [Server] = []
        for server in list.elements where server.kind == .object {
            guard let template = text(server, "url", isRequired: true) else { continue }
            var variables: [ServerVariable] = []
            var filling: [ByteName: String] = [:]
            for (name, variable) in object(server, "variables")?.members.map({ ($0.name, $0.value) }) ?? [] {
                let value = variable["default"]?.string ?? ""
                filling[ByteName(name)] = value
                let values = variable["enum"]?.elements.compactMap(\.string) ?? []
                variables.append(ServerVariable(name: name, defaultValue: value, values: values))
            }
            let url = Self.filled(template, with: filling)
            if url == nil { reportLongURL(server) }
            servers.append(
                Server(
                    url: url ?? template,
                    template: template,
                    variables: variables,
                    description: text(server, "description")
                )
            )
        }
        knownServers[node.index] = servers
        return servers
    }

    private mutating func reportLongURL(_ server: JSONNode) {
        let maximum = Self.maximumURLByteCount
        report(
            .tooLarge,
            LocalizedText(
                "with its variables the URL has more than \(maximum) bytes",
                zh: "代入变量后，URL 超过 \(maximum) 字节"
            ),
            at: server["url"] ?? server,
            remedy: LocalizedText("shorten the 'default' of its variables", zh: "请缩短变量的“default”")
        )
    }

    /// The most bytes that the URL of a server may have once its variables have values.
    static let maximumURLByteCount = 1 << 16

    /// A URL with the values of its variables; what a value holds is text, whatever it looks like.
    ///
    /// - Returns: nil when the URL has more than ``maximumURLByteCount`` bytes.
    private static func filled(_ template: String, with values: [ByteName: String]) -> String? {
        // What is so long is not looked through, either.
        guard template.utf8.count <= maximumURLByteCount else { return nil }
        let bytes = Array(template.utf8)
        var url: [UInt8] = []
        // The last brace that is open, with what follows it.
        var name: [UInt8]?
        for byte in bytes {
            switch (byte, name) {
            case (UInt8(ascii: "{"), let text):
                if let text { url += [UInt8(ascii: "{")] + text }
                name = []
            case (UInt8(ascii: "}"), let text?):
                if let value = values[ByteName(String(decoding: text, as: UTF8.self))] {
                    url += value.utf8
                } else {
                    url += [UInt8(ascii: "{")] + text + [byte]
                }
                name = nil
            case (_, nil): url.append(byte)
            default: name?.append(byte)
            }
            if url.count > maximumURLByteCount { return nil }
        }
        if let name { url += [UInt8(ascii: "{")] + name }
        return url.count > maximumURLByteCount ? nil : String(decoding: url, as: UTF8.self)
    }
}

// MARK: - Findings and typed access

extension PartReader {
    mutating func report(
        _ rule: ContractRule,
        _ message: LocalizedText,
        at node: JSONNode,
        severity: Diagnostic.Severity = .error,
        remedy: LocalizedText? = nil
    ) {
        findings.report(rule, message, at: node, severity: severity, remedy: remedy)
    }

    /// A member that must be an object if it is there.
    mutating func object(_ node: JSONNode, _ name: String, isRequired: Bool = false) -> JSONNode? {
        member(node, name, of: .object, ExpectedValue.object, isRequired: isRequired)
    }

    /// A member that must be an array if it is there.
    mutating func array(_ node: JSONNode, _ name: String, isRequired: Bool = false) -> JSONNode? {
        member(node, name, of: .array, ExpectedValue.array, isRequired: isRequired)
    }

    /// A member that must be a string if it is there.
    mutating func text(_ node: JSONNode, _ name: String, isRequired: Bool = false) -> String? {
        member(node, name, of: .string, ExpectedValue.text, isRequired: isRequired)?.string
    }

    /// A member that must be true or false if it is there.
    mutating func flag(_ node: JSONNode, _ name: String) -> Bool? {
        guard let value = node[name] else { return nil }
        if let flag = value.boolean { return flag }
        wrongType(value, name, ExpectedValue.flag)
        return nil
    }

    mutating func wrongType(_ value: JSONNode, _ name: String, _ expected: LocalizedText) {
        findings.wrongType(value, name, expected: expected, severity: .error)
    }

    private mutating func member(
        _ node: JSONNode,
        _ name: String,
        of kind: JSONKind,
        _ expected: LocalizedText,
        isRequired: Bool
    ) -> JSONNode? {
        guard let value = node[name] else {
            if isRequired { findings.missing(name, at: node, severity: .error) }
            return nil
        }
        if value.kind == kind { return value }
        wrongType(value, name, expected)
        return nil
    }
}
