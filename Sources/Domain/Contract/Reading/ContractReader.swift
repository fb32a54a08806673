import Diagnostics
public import JSON

/// Reads an OpenAPI 3.1 description into a ``Contract``, finding everything that is wrong with it on the way.
///
/// - SeeAlso: OpenAPI Specification 3.1.1.
public struct ContractReader {
    let file: String
    let document: JSONDocument
    var findings: [Diagnostic] = []

    /// A reader of one document.
    ///
    /// - Parameters:
    ///   - document: The parsed file.
    ///   - file: Its path as the user gave it, for findings.
    public init(document: JSONDocument, file: String) {
        self.document = document
        self.file = file
    }

    /// Reads the document.
    ///
    /// - Returns: The contract, with its warnings.
    /// - Throws: ``ContractError`` with every finding, when one of them is an error.
    public mutating func read() throws(ContractError) -> Contract {
        let version = checkedVersion()
        guard let version else { throw ContractError(findings) }
        let info = object(document.root, "info", isRequired: true)
        let title = info.flatMap { text($0, "title", isRequired: true) }
        let contractVersion = info.flatMap { text($0, "version", isRequired: true) }
        let schemes = securitySchemes()
        let operations = operations(schemes: schemes)
        checkOverlaps(operations)
        checkExternalReferences()
        if findings.contains(where: { $0.severity == .error }) { throw ContractError(findings) }
        return Contract(
            file: file,
            document: document,
            baseURI: Self.baseURI(ofFile: file),
            openAPIVersion: version,
            title: title ?? file,
            version: contractVersion ?? "0",
            servers: servers(of: document.root),
            operations: operations,
            securitySchemes: schemes,
            warnings: findings
        )
    }

    /// An absolute URI that names the file inside this process.
    private static func baseURI(ofFile file: String) -> String { "contract://local/\(PercentEncoding.encoded(file))" }

    private mutating func checkedVersion() -> String? {
        let root = document.root
        let example = "openapi: 3.1.0"
        guard root.kind == .object else {
            report(
                .notOpenAPI,
                LocalizedText("the document is no object", zh: "文档不是对象"),
                at: root,
                remedy: LocalizedText("start the file with '\(example)'", zh: "文件应以“\(example)”开头")
            )
            return nil
        }
        if let swagger = root["swagger"] {
            let found = swagger.string ?? swagger.text()
            report(
                .unsupportedVersion,
                LocalizedText("this is Swagger \(found), not OpenAPI 3.1", zh: "这是 Swagger \(found)，不是 OpenAPI 3.1"),
                at: swagger,
                remedy: LocalizedText("convert it to OpenAPI 3.1 first", zh: "请先转换为 OpenAPI 3.1")
            )
            return nil
        }
        guard let node = root["openapi"] else {
            report(
                .notOpenAPI,
                LocalizedText("the document has no 'openapi' field", zh: "文档没有“openapi”字段"),
                at: root,
                remedy: LocalizedText("start the file with '\(example)'", zh: "文件应以“\(example)”开头")
            )
            return nil
        }
        guard let version = node.string, version == "3.1" || version.hasPrefix("3.1.") else {
            let found = node.string ?? node.text()
            report(
                .unsupportedVersion,
                LocalizedText("OpenAPI '\(found)' is not supported", zh: "不支持 OpenAPI “\(found)”"),
                at: node,
                remedy: LocalizedText(
                    "write the contract in OpenAPI 3.1: '\(example)'",
                    zh: "请使用 OpenAPI 3.1：“\(example)”"
                )
            )
            return nil
        }
        return version
    }

    mutating func servers(of node: JSONNode) -> [Server] {
        guard let list = array(node, "servers") else { return [] }
        return list.elements.compactMap { server in
            guard var url = server["url"]?.string else {
                report(
                    .missingField,
                    LocalizedText("a server has no 'url'", zh: "服务器缺少“url”"),
                    at: server,
                    remedy: LocalizedText("add 'url: /' or the full address", zh: "请添加“url: /”或完整地址")
                )
                return nil
            }
            for (name, variable) in server["variables"]?.members.map({ ($0.name, $0.value) }) ?? [] {
                url = Self.replacing("{\(name)}", in: url, with: variable["default"]?.string ?? "")
            }
            return Server(url: url)
        }
    }

    private static func replacing(_ pattern: String, in text: String, with replacement: String) -> String {
        var result = ""
        var rest = text[...]
        while let first = rest.first {
            if rest.hasPrefix(pattern) {
                result += replacement
                rest = rest.dropFirst(pattern.count)
            } else {
                result.append(first)
                rest = rest.dropFirst()
            }
        }
        return result
    }
}

// MARK: - Findings and typed access

extension ContractReader {
    mutating func report(
        _ rule: ContractRule,
        _ message: LocalizedText,
        at node: JSONNode,
        severity: Diagnostic.Severity = .error,
        remedy: LocalizedText? = nil
    ) {
        let location = SourceLocation(file: file, position: node.position)
        findings.append(Diagnostic(code: rule.code, severity: severity, message, at: location, remedy: remedy))
    }

    /// A member that must be an object if it is there.
    mutating func object(_ node: JSONNode, _ name: String, isRequired: Bool = false) -> JSONNode? {
        member(node, name, of: .object, isRequired: isRequired)
    }

    /// A member that must be an array if it is there.
    mutating func array(_ node: JSONNode, _ name: String, isRequired: Bool = false) -> JSONNode? {
        member(node, name, of: .array, isRequired: isRequired)
    }

    /// A member that must be a string if it is there.
    mutating func text(_ node: JSONNode, _ name: String, isRequired: Bool = false) -> String? {
        member(node, name, of: .string, isRequired: isRequired)?.string
    }

    /// A member that must be true or false if it is there.
    mutating func flag(_ node: JSONNode, _ name: String) -> Bool? {
        guard let value = node[name] else { return nil }
        if let flag = value.boolean { return flag }
        reportWrongType(value, name, expected: ("true or false", "true 或 false"))
        return nil
    }

    private mutating func member(_ node: JSONNode, _ name: String, of kind: JSONKind, isRequired: Bool) -> JSONNode? {
        guard let value = node[name] else {
            if isRequired {
                report(
                    .missingField,
                    LocalizedText("'\(name)' is missing", zh: "缺少“\(name)”"),
                    at: node,
                    remedy: LocalizedText("add '\(name)' here", zh: "请在此处添加“\(name)”")
                )
            }
            return nil
        }
        if value.kind == kind { return value }
        let expected =
            switch kind {
            case .object: ("an object", "对象")
            case .array: ("an array", "数组")
            default: ("a string", "字符串")
            }
        reportWrongType(value, name, expected: expected)
        return nil
    }

    mutating func reportWrongType(_ value: JSONNode, _ name: String, expected: (english: String, chinese: String)) {
        let found = String(value.text().prefix(40))
        report(
            .wrongType,
            LocalizedText(
                "'\(name)' is \(found), but \(expected.english) belongs here",
                zh: "“\(name)”的值是 \(found)，此处应为\(expected.chinese)"
            ),
            at: value
        )
    }
}
