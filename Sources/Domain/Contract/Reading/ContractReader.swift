import Diagnostics
public import JSON
import JSONSchema

/// Reads an OpenAPI description into a ``Contract``, finding everything that is wrong with it on the way.
///
/// - SeeAlso: OpenAPI Specification 3.1.1.
public struct ContractReader {
    private let assembled: AssembledContract

    /// A reader of one document; references to other files are errors.
    ///
    /// - Parameters:
    ///   - document: The parsed file.
    ///   - file: Its path as the user gave it, for findings.
    public init(document: JSONDocument, file: String) {
        self.init(ContractAssembly(document, at: file).finish())
    }

    /// A reader of a description that was put together.
    public init(_ assembled: AssembledContract) { self.assembled = assembled }

    /// Reads the document.
    ///
    /// - Returns: The contract, with its warnings.
    /// - Throws: ``ContractError`` with every finding, when one of them is an error.
    public func read() throws(ContractError) -> Contract { try reading().usable() }

    /// Reads the document as far as it can be read.
    ///
    /// What keeps a request from being answered as it is described is an error; what only lowers the quality of the
    /// description is a warning.
    ///
    /// - Returns: The contract, if the document is an OpenAPI description at all, and everything that was found.
    public func reading() -> ContractReading {
        let sources = assembled.sources
        let map = assembled.map
        var findings = FindingCollector { sources.location(of: $0) }
        guard let version = Self.checkedVersion(of: map.document.root, &findings) else {
            return ContractReading(contract: nil, findings: findings.sorted)
        }
        var parts = PartReader(map: map, sources: sources, findings: findings)
        let contract = parts.contract(writtenVersion: assembled.writtenVersion, steps: assembled.steps)
        let written = OpenAPIVersion(assembled.writtenVersion) ?? version
        var structure = StructureCheck(map: map, writtenVersion: written, findings: parts.findings)
        structure.check()
        structure.findings.merge(assembled.findings)
        let sorted = structure.findings.sorted
        return ContractReading(contract: contract(sorted.filter { $0.severity == .warning }), findings: sorted)
    }

    private static func reportPartialVersion(
        _ node: JSONNode,
        _ version: OpenAPIVersion,
        _ findings: inout FindingCollector
    ) {
        let text = node.string ?? ""
        findings.report(
            .invalidValue,
            LocalizedText(
                "'\(text)' is no version, and is read as OpenAPI \(version.text)",
                zh: "“\(text)”不是版本号，按 OpenAPI \(version.text) 读取"
            ),
            at: node,
            severity: .warning,
            remedy: LocalizedText("write 'openapi: \(version.text).0'", zh: "请写“openapi: \(version.text).0”")
        )
    }

    private static func checkedVersion(of root: JSONNode, _ findings: inout FindingCollector) -> OpenAPIVersion? {
        let example = "openapi: 3.1.0"
        let help = LocalizedText("start the file with '\(example)'", zh: "文件应以“\(example)”开头")
        guard root.kind == .object else {
            let message = LocalizedText("the document is no object", zh: "文档不是对象")
            findings.report(.notOpenAPI, message, at: root, severity: .error, remedy: help)
            return nil
        }
        if let swagger = root["swagger"] {
            let found = swagger.string ?? swagger.text()
            findings.report(
                .unsupportedVersion,
                LocalizedText("this is Swagger \(found), not OpenAPI 3", zh: "这是 Swagger \(found)，不是 OpenAPI 3"),
                at: swagger,
                severity: .error,
                remedy: LocalizedText(
                    "convert it to OpenAPI 3 with a converter for Swagger 2 first",
                    zh: "请先转换为 OpenAPI 3（使用 Swagger 2 转换工具）"
                )
            )
            return nil
        }
        guard let node = root["openapi"] else {
            let message = LocalizedText("the document has no 'openapi' field", zh: "文档没有“openapi”字段")
            findings.report(.notOpenAPI, message, at: root, severity: .error, remedy: help)
            return nil
        }
        let found = node.string ?? node.text()
        if node.kind == .string, let version = OpenAPIVersion(found) {
            if !OpenAPIVersion.isWhole(found) { reportPartialVersion(node, version, &findings) }
            return version
        }
        findings.report(
            .unsupportedVersion,
            LocalizedText("OpenAPI '\(found)' is not supported", zh: "不支持 OpenAPI “\(found)”"),
            at: node,
            severity: .error,
            remedy: node.kind == .number
                ? LocalizedText("write it as a text with three parts: '\(example)'", zh: "请写成三段的字符串：“\(example)”")
                : LocalizedText(
                    "write the contract in OpenAPI 3.0, 3.1 or 3.2: '\(example)'",
                    zh: "请使用 OpenAPI 3.0、3.1 或 3.2：“\(example)”"
                )
        )
        return nil
    }
}
