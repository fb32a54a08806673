import Contract
import Diagnostics
import JSON
import JSONSchema
import StringFormats

extension SupportSurvey {
    mutating func lookAtSchemas() {
        guard let first = map.nodes(of: .schema).first else { return }
        var facts = SchemaFacts(of: document.node(at: first))
        var formats: Set<String> = []
        for index in map.nodes(of: .schema) {
            let schema = document.node(at: index)
            guard schema.kind == .object else { continue }
            facts.read(schema)
            look(at: facts, &formats)
        }
    }

    private mutating func look(at facts: SchemaFacts, _ formats: inout Set<String>) {
        if let xml = facts[.xml] {
            note(.xml, .ignored, LocalizedText("XML is neither read nor written", zh: "不读写 XML"), at: xml)
        }
        // Each unknown format is one thing to know, however often it is used.
        if let value = facts[.format], let format = value.string, !Self.isKnown(format), formats.insert(format).inserted
        {
            let text = LocalizedText("format '\(format)' is not checked", zh: "不检查格式“\(format)”")
            note(.format, .ignored, text, at: value)
        }
        lookAtContent(facts)
        lookAtDialect(facts)
    }

    private mutating func lookAtDialect(_ facts: SchemaFacts) {
        guard let value = facts[.schema], let uri = value.string else { return }
        guard let dialect = Dialect(uri: uri) else {
            let text = LocalizedText(
                "the dialect '\(uri)' is not known: an operation that needs the schema is refused",
                zh: "未知的方言“\(uri)”：需要该模式的操作会被拒绝"
            )
            return note(.dialect, .refused, text, at: value)
        }
        guard facts[.id]?.string == nil, dialect.revision != documentRevision else { return }
        let text = LocalizedText(
            "'\(uri)' has no effect without '$id': the schema is read in the dialect of the contract",
            zh: "没有“$id”时“\(uri)”不起作用：按契约的方言读取该模式"
        )
        note(.dialect, .ignored, text, at: value)
    }

    /// The revision of schemas that name none themselves.
    private var documentRevision: Dialect.Revision {
        let dialect = document.root["jsonSchemaDialect"]?.string.flatMap { Dialect(uri: $0) } ?? .openAPI
        return dialect.revision
    }

    private mutating func lookAtContent(_ facts: SchemaFacts) {
        // Base64 with its format is checked, and there is nothing to check about mere bytes.
        let encoding = facts[.contentEncoding]
        let isChecked = encoding?.string == "base64" && facts[.format]?.string == "byte"
        let isBytes = facts[.contentMediaType]?.string == "application/octet-stream" && encoding == nil
        for keyword in [SchemaKeyword.contentEncoding, .contentMediaType, .contentSchema] where facts.has(keyword) {
            if isChecked && keyword == .contentEncoding || isBytes && keyword == .contentMediaType { continue }
            let text = LocalizedText("'\(keyword.name)' is not checked", zh: "不检查“\(keyword.name)”")
            if let value = facts[keyword] { note(.contentKeywords, .ignored, text, at: value) }
        }
    }

    /// Whether a format is checked, or has nothing to check.
    private static func isKnown(_ format: String) -> Bool {
        if StringFormat(name: format) != nil { return true }
        return [
            "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float", "double", "password",
            "binary",
        ]
        .contains(format)
    }
}
