import Access
import Testing

@Suite("Secrets")
struct SecretTests {
    private struct Failure: Error {}

    private let secret = Secret("hunter2")

    @Test("No way of printing shows the value")
    func printsNothing() {
        var dumped = ""
        dump(secret, to: &dumped)
        let holder = (name: "db", password: Optional(secret))
        for text in ["\(secret)", String(reflecting: secret), String(describing: holder), dumped] {
            #expect(!text.contains("hunter2"))
            #expect(text.contains("<redacted>"))
        }
    }

    @Test("The value is lent to one closure, whose result and error come through")
    func lends() throws {
        #expect(secret.use { $0.count } == 7)
        #expect(throws: Failure.self) { try secret.use { _ throws(Failure) in throw Failure() } }
    }
}
