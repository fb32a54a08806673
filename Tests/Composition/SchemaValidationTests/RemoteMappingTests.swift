import Testing

@testable import SchemaValidation

@Suite("Where documents of some URIs lie")
struct RemoteMappingTests {
    @Test("Percent-encoded paths come back as they were")
    func encoding() { #expect(FileURI.path(of: FileURI.text(ofPath: "/a b/ü%.json")) == "/a b/ü%.json") }
}
