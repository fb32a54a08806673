import Diagnostics
import JSON
import Testing
import YAMLDocuments

@testable import ContractLint

@Suite("Errors of reading")
struct ReadingErrorTests {
    @Test("Each error of JSON and YAML is in the table, and nothing else of theirs")
    func isComplete() {
        let json = JSONError.Code.allCases.map { "json.\($0.rawValue)" }
        let yaml = YAMLError.Code.allCases.map { "yaml.\($0.rawValue)" }
        #expect(Set(ReadingError.all.map(\.code).filter { !$0.hasPrefix("file.") }) == Set(json + yaml))
    }

    @Test("Each has a name of its own, which no rule has, a meaning and an advice in both languages")
    func entries() {
        #expect(Set(ReadingError.all.map(\.code)).count == ReadingError.all.count)
        for error in ReadingError.all {
            #expect(RuleCatalogue.rule(error.code) == nil && LintCategory(ofRule: error.code) == nil, "\(error.code)")
            #expect(ReadingError.named(error.code)?.category == String(error.code.prefix(4)))
            for text in [error.meaning, error.remedy] {
                #expect(text.english.hasSuffix(".") && text.chinese.hasSuffix("。"), "\(error.code)")
                #expect(!text.english.contains("|"), "\(error.code) breaks the table")
            }
        }
        #expect(ReadingError.named("contract.not-openapi") == nil)
    }

    @Test("The reference has them all, each in one line")
    func page() {
        let lines = RulePage.markdown.split(separator: "\n")
        for error in ReadingError.all {
            #expect(lines.filter { $0.hasPrefix("| `\(error.code)` | ") }.count == 1, "\(error.code)")
        }
    }
}
