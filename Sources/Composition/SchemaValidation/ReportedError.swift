import Diagnostics
import JSON
import JSONSchema

/// One reason why an instance is not valid, as reports show it.
struct ReportedError: Sendable {
    /// A finding's keyword, or the code of an instance that there is nothing to validate of.
    enum Kind: Sendable {
        case keyword(String)
        case code(String)
    }

    let kind: Kind
    let instancePointer: String
    let position: SourcePosition?
    let message: LocalizedText
    var schemaLocation: String?
    var schemaFile: SourceLocation?
    var found: String?
    var expected: LocalizedText?
    var remedy: LocalizedText?
    /// The branches of `anyOf` and `oneOf` that came closest, outermost first.
    var branches: [SchemaBranch] = []

    /// The stable name: `schema.minimum`, `json.unexpected-end`.
    var code: String {
        switch kind {
        case .keyword(let keyword): "schema.\(keyword.isEmpty ? "false" : keyword)"
        case .code(let code): code
        }
    }

    init(_ finding: SchemaFinding, at place: InstancePlace, in schema: LoadedSchema) {
        kind = .keyword(finding.keyword)
        instancePointer = "\(finding.instancePointer)"
        position = place.position(finding.position)
        message = finding.message
        schemaLocation = finding.schemaLocation
        schemaFile = SourceLocation(file: schema.file(of: finding.schemaDocument), position: finding.schemaPosition)
        found = finding.found
        expected = finding.expected
        remedy = finding.remedy
        branches = finding.branches
    }

    init(_ finding: Diagnostic) {
        kind = .code(finding.code)
        instancePointer = ""
        position = finding.location?.position
        message = finding.message
        remedy = finding.remedy
    }
}
