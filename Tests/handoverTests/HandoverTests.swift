import Foundation
import Testing

/// Everything that starts the executable, one process after the other: other suites run at the same time.
@Suite("handover, the executable", .serialized)
struct HandoverTests {
    @Test("The executable is there")
    func isBuilt() { #expect(HandoverProcess.executable != nil) }
}

/// A command that is refused, and what must be said.
struct Refusal: CustomTestStringConvertible {
    let subject: String
    let status: Int32
    /// The stable code.
    let code: String
    let english: [String]
    let chinese: [String]

    init(_ subject: String, _ status: Int32 = 2, _ code: String, _ english: [String], zh chinese: [String]) {
        self.subject = subject
        self.status = status
        self.code = code
        self.english = english
        self.chinese = chinese
    }

    var testDescription: String { subject }

    /// Runs a command in both languages and records what is missing from its answer.
    func check(
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: String? = nil,
        location: SourceLocation = #_sourceLocation
    ) throws {
        let variants = [
            (environment, english, "error: "), (environment.merging(["LANG": "zh_CN.UTF-8"]) { $1 }, chinese, "错误："),
        ]
        for (environment, texts, word) in variants {
            let outcome = try HandoverProcess.run(arguments, environment: environment, in: folder)
            #expect(outcome.status == status && !outcome.wasKilled, "\(outcome.errors)", sourceLocation: location)
            #expect(
                outcome.output.isEmpty,
                "results are for standard output: \(outcome.output)",
                sourceLocation: location
            )
            for text in texts + ["[\(code)]", word] where !outcome.errors.contains(text) {
                Issue.record("\(subject): no '\(text)' in: \(outcome.errors)", sourceLocation: location)
            }
        }
    }
}
