import Diagnostics
import Testing

@testable import Contract

@Suite("Readings of a contract")
struct ContractReadingTests {
    @Test("Without a contract there is nothing to use, whatever the findings weigh")
    func refuses() {
        let note = Diagnostic(code: "contract.not-openapi", severity: .note, LocalizedText("no", zh: "否"))
        let reading = ContractReading(contract: nil, findings: [note])
        #expect(throws: ContractError.self) { try reading.usable() }
    }
}
