import Contract
import ContractLint
import ContractSupport
import Diagnostics
import JSON
import YAMLDocuments

/// What has to hold for any text that may be a contract.
enum ContractCheck {
    static func run(_ input: [UInt8]) {
        guard let document = document(input) else { return }
        let reading = read(document)
        check(reading.findings)
        precondition(reading.findings == read(document).findings, "reading twice finds the same")
        judge(reading)
        guard let contract = reading.contract else {
            precondition(reading.findings.contains { $0.severity == .error }, "what is no contract has a reason")
            return
        }
        for finding in SupportReport(contract).findings {
            precondition(finding.location.position != nil, "a construct has a place")
        }
        for operation in contract.operations + contract.callbackOperations {
            precondition(operation.location.position != nil, "an operation has a place")
        }
    }

    /// The document of a text: YAML, which most JSON is too; nil when it is none.
    private static func document(_ text: [UInt8]) -> JSONDocument? {
        do throws(YAMLError) {
            return try YAMLReader(limits: YAMLLimits(maximumNodeCount: 1 << 14)).read(text)
        } catch {
            precondition(error.position.line > 0, "a YAML error has a place")
            return nil
        }
    }

    private static func read(_ document: JSONDocument) -> ContractReading {
        let reader = ContractReader(document: document, file: "api.yaml")
        return reader.reading()
    }

    private static func judge(_ reading: ContractReading) {
        guard let today = CalendarDay("2026-06-01") else { return }
        let result = Linter(.strict, today: today).result(for: [LintInput(reading)])
        check(result.findings.map(\.diagnostic))
    }

    /// Findings have places and words in both languages, each once, in order.
    private static func check(_ findings: [Diagnostic]) {
        var last = SourcePosition(line: 1, column: 1)
        for finding in findings {
            guard let position = finding.location?.position else { preconditionFailure("a finding has a place") }
            precondition(last <= position, "findings stand in order")
            last = position
            precondition(!finding.message.english.isEmpty && !finding.message.chinese.isEmpty, "a finding has words")
        }
        precondition(Set(findings).count == findings.count, "a finding is there once")
    }
}
