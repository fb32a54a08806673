import Access
import Contract
import Diagnostics
import DocumentFiles
import TestEnvironment
import Testing

@testable import RecordDelivery

@Suite("Where records are sent")
struct DeliveryRouteTests {
    private static func refusal(_ work: () throws -> Void) -> String {
        do {
            try work()
            return "fine"
        } catch {
            let finding = (error as? any ExplainedError)?.diagnostics.first
            return "\(finding?.code ?? "\(error)"): \(finding?.remedy?.english ?? "")"
        }
    }

    @Test("A collection means the operation that makes its records, an identifier the very operation")
    func operations() throws {
        let notes = try Notes.route()
        #expect(notes.operation.operationID == "createNote" && notes.path == "/notes" && notes.basePath == "/v1")
        #expect(notes.mediaType == "application/json" && notes.isOpen)
        let other = try Notes.route(.operation("importNote"))
        #expect(other.path == "/notes/import" && other.mediaType == "application/vnd.note+json" && !other.isOpen)
    }

    @Test("What no record alone can be sent to is refused")
    func refusals() {
        func refusal(_ choice: DeliveryRoute.Choice) -> String { Self.refusal { _ = try Notes.route(choice) } }
        #expect(refusal(.collection("letter")).hasPrefix("clean.unknown-collection: its collections are:"))
        #expect(refusal(.operation("createNotes")) == "clean.unknown-operation: did you mean 'createNote'?")
        for id in ["createListed", "createPicture", "getNote"] {
            #expect(refusal(.operation(id)).hasPrefix("clean.unusable-operation"), "\(id)")
        }
    }

    @Test(
        "An address is a URL of HTTP, and nothing else",
        arguments: [
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080"), ("https://a.test/v1/", "https://a.test/v1"),
            ("HTTPS://a.test", "HTTPS://a.test"), ("http://[::1]:80/", "http://[::1]:80"),
            ("http://localhost", "http://localhost"),
            ("a.test", nil), ("ftp://a.test", nil), ("http://", nil), ("http:///v1", nil), ("http://:80", nil),
            ("http://a.test:x", nil), ("http://a.test:70000", nil), ("http://a.test:", nil), ("http://a.test/ v", nil),
            ("http://a.test/?x=1", nil), ("http://a.test/#x", nil), ("http://me:secret@a.test", nil),
            ("http://[::1", nil), ("http://a.test/\u{7F}", nil), ("", nil),
        ] as [(String, String?)]
    )
    func addresses(_ sample: (text: String, url: String?)) {
        #expect((try? ServiceAddress(sample.text))?.url == sample.url)
    }

    @Test("Only TLS and this very machine are private")
    func privacy() throws {
        for text in ["https://a.test", "http://localhost:1", "http://127.1.2.3", "http://[::1]:8080"] {
            #expect(try ServiceAddress(text).isPrivate, "\(text)")
        }
        for text in ["http://a.test", "http://10.0.0.1", "http://localhost.a.test", "http://[::2]"] {
            #expect(try !ServiceAddress(text).isPrivate, "\(text)")
        }
    }

    @Test("A token is shown as the operation asks for it")
    func proofs() throws {
        func field(_ choice: DeliveryRoute.Choice, _ token: String?) throws -> String? {
            let proof = try DeliveryProof(token.map { Secret($0) }, for: try Notes.route(choice))
            return proof.map { proof in proof.value.use { "\(proof.name): \($0)" } }
        }
        #expect(try field(.collection("notes"), nil) == nil)
        #expect(try field(.collection("notes"), "abc") == "authorization: Bearer abc")
        #expect(try field(.operation("importNote"), "abc") == "X-Key: abc")
        #expect(Self.refusal { _ = try field(.operation("importNote"), nil) }.hasPrefix("clean.missing-token"))
        #expect(Self.refusal { _ = try field(.operation("createLetter"), "abc") }.hasPrefix("clean.unusable-operation"))
    }

    @Test("A token is what stands in the file, without white space around it; else that of the environment")
    func tokens() throws {
        let folder = TemporaryFolder()
        func token(_ text: String?, _ environment: String? = nil) throws -> String? {
            let file = try text.map { try folder.write($0, to: "token") }
            return try DeliveryToken.read(file: file, environment: environment)?.use { $0 }
        }
        #expect(try token(" abc.def \r\n") == "abc.def")
        #expect(try token("abc", "other") == "abc")
        #expect(try token(nil, "other") == "other")
        #expect(try token(nil, "") == nil)
        #expect(try token(nil) == nil)
        for text in ["", " \n", "a\nb", "ä", "a\u{0}"] {
            #expect(Self.refusal { _ = try token(text) }.hasPrefix("clean.unusable-token"), "\(text.debugDescription)")
        }
        #expect(Self.refusal { _ = try token(String(repeating: "a", count: (16 << 10) + 1)) } != "fine")
        #expect(Self.refusal { _ = try DeliveryToken.read(file: folder.path + "/none", environment: nil) } != "fine")
    }
}
