import Files
import Testing

@Suite("Drafts")
struct DraftsTests {
    @Test("They are remembered until they are forgotten; too many, or too long ones, are not")
    func slots() {
        #expect(Drafts.remember("") == nil)
        #expect(Drafts.remember(String(repeating: "a", count: 4096)) == nil)
        let long = Drafts.remember("/" + String(repeating: "a", count: 4094))
        #expect(long != nil)
        Drafts.forget(long)
        let many = (0..<300).map { Drafts.remember("/nowhere/\($0)") }
        #expect(many.contains(nil))
        for number in many { Drafts.forget(number) }
        let again = Drafts.remember("/nowhere")
        #expect(again != nil)
        Drafts.forget(again)
    }
}
