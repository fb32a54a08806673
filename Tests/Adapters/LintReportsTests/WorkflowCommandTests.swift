import Testing

@testable import LintReports

@Suite("Workflow commands")
struct WorkflowCommandTests {
    @Test("A message keeps all but line breaks and percent signs")
    func message() {
        #expect(WorkflowCommand.escapedMessage("a: 5%,\r\nb") == "a: 5%25,%0D%0Ab")
    }

    @Test("A property keeps neither colons nor commas")
    func property() {
        #expect(WorkflowCommand.escapedProperty("a:b,c%") == "a%3Ab%2Cc%25")
    }
}
