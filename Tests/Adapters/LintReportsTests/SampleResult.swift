import ContractLint
import Contract
import Diagnostics
import LintReports
import YAMLDocuments

/// The result of linting one contract with something to escape in every format.
enum SampleResult {
    static let file = "specs/a b,c.yaml"

    static let yaml = """
        openapi: 3.1.0
        info: {title: 商店, version: '1.0', description: 订单}
        paths:
          /订单/<名>/:
            get:
              operationId: 订单 "列表"
              summary: '100%'
              responses: {default: {description: Orders}}
        servers: [{url: 'http://shop.test/v1/'}]
        """

    static func result(
        _ ruleSet: RuleSet = .recommended,
        of yaml: String = Self.yaml,
        in file: String = Self.file
    ) throws -> LintResult {
        let document = try YAMLReader().read(Array(yaml.utf8))
        let reader = ContractReader(document: document, file: file)
        guard let today = CalendarDay("2026-06-01") else { throw YAMLSampleError() }
        return Linter(ruleSet, today: today).result(for: [LintInput(reader.reading())])
    }

    static var sources: SourceLines {
        var sources = SourceLines()
        sources.add(Array(yaml.utf8), named: file)
        return sources
    }

    /// Two columns for what is not ASCII is enough here.
    static let width: @Sendable (String) -> Int = { text in text.unicodeScalars.reduce(0) { $0 + ($1.isASCII ? 1 : 2) }
    }
}

struct YAMLSampleError: Error {}
