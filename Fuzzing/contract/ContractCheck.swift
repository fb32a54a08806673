import Contract
import ContractLint
import ContractSupport
import Diagnostics
import JSON
import YAMLDocuments

/// What has to hold for any texts that may be a contract.
///
/// Form feeds divide an input: what stands before the first one is the contract, the others are the files `b.yaml`,
/// `c.yaml` and `d/e.yaml` that it may refer to.
enum ContractCheck {
    private static let names = ["b.yaml", "c.yaml", "d/e.yaml"]

    static func run(_ input: [UInt8]) {
        let texts = input.split(separator: 0x0C, maxSplits: names.count, omittingEmptySubsequences: false).map(
            Array.init
        )
        guard let entry = document(texts[0]) else { return }
        var files: [String: JSONDocument] = [:]
        for (name, text) in zip(names, texts.dropFirst()) { files[name] = document(text) }
        let assembled = assembled(entry, files)
        let reading = read(assembled)
        check(reading.findings)
        precondition(reading.findings == read(assembled).findings, "reading twice finds the same")
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
        bundle(assembled)
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

    private static func assembled(_ entry: JSONDocument, _ files: [String: JSONDocument]) -> AssembledContract {
        var assembly = ContractAssembly(entry, at: "api.yaml")
        while let missing = assembly.missing.first {
            if let document = files[missing.path] {
                assembly.add(document, at: missing.path)
            } else {
                assembly.fail(missing.path, .notFound(near: nil))
            }
        }
        return assembly.finish()
    }

    private static func read(_ assembled: AssembledContract) -> ContractReading {
        let reader = ContractReader(assembled)
        return reader.reading()
    }

    /// A bundle survives being written and read, and is its own bundle.
    private static func bundle(_ assembled: AssembledContract) {
        let hasErrors = assembled.findings.contains { $0.severity == .error }
        guard !hasErrors, assembled.outwardReferences.isEmpty else { return }
        let text = YAMLWriter().text(of: assembled.document.root)
        guard let again = document(text) else { preconditionFailure("what was written can be read") }
        let canonical = CanonicalForm.exactBytes(of: assembled.document.root)
        precondition(CanonicalForm.exactBytes(of: again.root) == canonical, "what was written means the same")
        let second = Self.assembled(again, [:])
        precondition(YAMLWriter().text(of: second.document.root) == text, "a bundle is its own bundle")
    }

    private static func judge(_ reading: ContractReading) {
        guard let today = CalendarDay("2026-06-01") else { return }
        let result = Linter(.strict, today: today).result(for: [LintInput(reading)])
        check(result.findings.map(\.diagnostic))
    }

    /// Findings have places and words in both languages, each once, in order.
    private static func check(_ findings: [Diagnostic]) {
        var last = ("", SourcePosition(line: 1, column: 1))
        for finding in findings {
            guard let location = finding.location, let position = location.position else {
                preconditionFailure("a finding has a place")
            }
            precondition(last <= (location.file, position), "findings stand in order")
            last = (location.file, position)
            precondition(!finding.message.english.isEmpty && !finding.message.chinese.isEmpty, "a finding has words")
        }
        precondition(Set(findings).count == findings.count, "a finding is there once")
    }
}
