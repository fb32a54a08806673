import Foundation
import RegularExpressions
import Testing

@Suite(
    "Regular expressions in the JSON Schema test suite",
    .enabled(if: SchemaTestSuite.folder != nil, "shared/corpora/json-schema-test-suite is not beside the repository")
)
struct SchemaTestSuiteTests {
    static let patternFiles = ["pattern.json", "optional/ecmascript-regex.json", "optional/non-bmp-regex.json"]
    static let formatFiles = ["optional/format/regex.json", "optional/format/ecmascript-regex.json"]

    @Test("The suite's tables are not empty")
    func findsCases() throws {
        for file in Self.patternFiles + Self.formatFiles {
            #expect(try SchemaTestSuite.cases(in: file).count >= 5, "\(file)")
        }
    }

    @Test("A pattern accepts what the suite calls valid, and nothing else")
    func patterns() throws {
        for file in Self.patternFiles {
            for sample in try SchemaTestSuite.cases(in: file) {
                guard let text = sample.data as? String, let pattern = sample.schema["pattern"] as? String else {
                    continue
                }
                let isMatch = try RegularExpression(pattern).matches(text)
                if isMatch != sample.isValid { Issue.record("\(file): \(sample.description): \(isMatch)") }
            }
        }
    }

    @Test("A pattern property applies to the names that its pattern matches")
    func patternProperties() throws {
        for file in Self.patternFiles {
            for sample in try SchemaTestSuite.cases(in: file) {
                guard let object = sample.data as? [String: Any],
                    let patterns = sample.schema["patternProperties"] as? [String: Any],
                    let pattern = patterns.keys.first, sample.schema["additionalProperties"] as? Bool == false
                else { continue }
                let expression = try RegularExpression(pattern)
                let isMatch = try object.keys.allSatisfy { try expression.matches($0) }
                if isMatch != sample.isValid { Issue.record("\(file): \(sample.description): \(isMatch)") }
            }
        }
    }

    @Test("A text is a regular expression when the suite says so")
    func formats() throws {
        for file in Self.formatFiles {
            for sample in try SchemaTestSuite.cases(in: file) {
                guard let pattern = sample.data as? String else { continue }
                let isPattern = (try? RegularExpression(pattern)) != nil
                if isPattern != sample.isValid { Issue.record("\(file): \(sample.description): \(isPattern)") }
            }
        }
    }
}
