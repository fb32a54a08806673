import HTTPMessages
import Testing

@testable import RESTGateway

@Suite("Who may use an operation (RFC 9110, section 11; RFC 6750)")
struct AccessCheckTests {
    @Test("Nobody is let in unproved, and every refusal says what would prove them")
    func asksForProof() async throws {
        let service = try await NotesService()
        for (path, challenge) in [
            ("/bearer", #"Bearer realm="Notes""#), ("/basic", #"Basic realm="Notes", charset="UTF-8""#),
            ("/header", #"ApiKey realm="Notes", in="header", name="X-Key""#),
            ("/query", #"ApiKey realm="Notes", in="query", name="key""#),
            ("/cookie", #"ApiKey realm="Notes", in="cookie", name="key""#),
        ] {
            let answer = await service.send("GET", path)
            #expect(answer.status == 401, "\(path)")
            #expect(answer["www-authenticate"] == challenge)
            #expect(answer.code == "unauthenticated")
        }
        let either = await service.send("GET", "/either")
        #expect(either.response.fields.values(of: "www-authenticate").count == 2)
    }

    @Test("A token is taken where its scheme says")
    func takesTokens() async throws {
        let service = try await NotesService()
        let token = try NotesService.token("ann", ["read"])
        for (target, fields) in [
            ("/bearer?n=1", ["authorization": "Bearer \(token)"]),
            ("/bearer?n=1", ["Authorization": "bEARER   \(token)"]),
            ("/basic", ["authorization": "Basic " + Self.base64("ann:\(token)")]), ("/header", ["x-key": token]),
            ("/query?key=\(token)", [:]), ("/cookie", ["cookie": "a=b; key=\(token)"]), ("/either", ["x-key": token]),
            ("/either", ["authorization": "Bearer \(token)"]), ("/optional", [:]),
            ("/optional", ["authorization": "Bearer \(token)"]),
            ("/both", ["authorization": "Bearer \(token)", "x-key": token]),
        ] as [(String, HTTPFieldList)] {
            let answer = await service.send("GET", target, fields)
            #expect(answer.status == 204, "\(target): \(answer.text)")
        }
    }

    @Test("One of two proofs is none where both are asked, and neither are those of two people")
    func asksForBoth() async throws {
        let service = try await NotesService()
        let (ann, bob) = (try NotesService.token("ann"), try NotesService.token("bob"))
        for fields in [
            ["authorization": "Bearer \(ann)"], ["x-key": ann], ["authorization": "Bearer \(ann)", "x-key": bob],
        ] as [HTTPFieldList] {
            let answer = await service.send("GET", "/both", fields)
            #expect(answer.status == 401)
        }
    }

    @Test("Who is known and lacks a scope is refused with the scope's name")
    func asksForScopes() async throws {
        let service = try await NotesService()
        let token = try NotesService.token("ann", ["write"])
        for (target, fields) in [
            ("/bearer", ["authorization": "Bearer \(token)"]), ("/either", ["authorization": "Bearer \(token)"]),
        ] as [(String, HTTPFieldList)] {
            let answer = await service.send("GET", target, fields)
            #expect(answer.status == 403)
            #expect(answer["www-authenticate"] == #"Bearer error="insufficient_scope", scope="read""#)
            #expect(answer.text.contains("read"))
        }
    }

    @Test("Nobody learns what is wrong with a request before being known")
    func checksCallersFirst() async throws {
        let service = try await NotesService()
        #expect(await service.send("GET", "/bearer?n=x").status == 401)
        #expect(await service.send("POST", "/upload", [:], body: "{}", type: "image/png").status == 401)
        let token = try NotesService.token("ann", ["read"])
        #expect(await service.send("GET", "/bearer?n=x", ["authorization": "Bearer \(token)"]).status == 400)
        #expect(await service.send("PUT", "/bearer").status == 405)
        let head = HTTPRequestMessage(method: "POST", target: "/upload", fields: ["content-length": "100000"])
        #expect(service.gateway.refusal(of: head)?.status == 401)
    }

    @Test(
        "Hostile credentials are refused, with nothing of the service in the answer",
        arguments: [
            "Bearer", "Bearer ", "Bearer x", "Bearer a.b.c", "Bearer ..", "Basic !!!", "Basic Og==", "Basic",
            "Digest x",
            "Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "Bearer " + String(repeating: "A", count: 50000), "\u{0}",
            "Bearer \u{1F600}.\u{1F600}.\u{1F600}", "Negotiate abc", "Bearer null", "Bearer undefined", "bearer: x",
        ]
    )
    func refusesHostileCredentials(_ value: String) async throws {
        let service = try await NotesService()
        for path in ["/bearer", "/basic", "/either"] {
            let answer = await service.send("GET", path, HTTPFieldList([(name: "authorization", value: value)]))
            #expect(answer.status == 401)
            #expect(answer["www-authenticate"] != nil)
            #expect(!answer.text.contains("Swift") && !answer.text.contains("Error") && answer.text.utf8.count < 1000)
        }
    }

    @Test("An expired token is named as such")
    func refusesExpiredTokens() async throws {
        let service = try await NotesService()
        let token = try NotesService.token("ann", ["read"], lifetime: 1)
        let leeway = await service.send("GET", "/bearer?n=1", ["authorization": "Bearer \(token)"])
        #expect(leeway.status == 204 || leeway.text.contains("expired"))
        let forged = String(token.dropLast(3)) + "AAA"
        let answer = await service.send("GET", "/bearer", ["authorization": "Bearer \(forged)"])
        #expect(answer.status == 401)
        #expect(answer["www-authenticate"] == #"Bearer realm="Notes", error="invalid_token""#)
    }

    @Test("Without keys nobody is proved")
    func refusesWithoutKeys() async throws {
        let service = try await NotesService(settings: GatewaySettings(tokens: nil))
        let token = try NotesService.token("ann", ["read"])
        #expect(await service.send("GET", "/bearer?n=1", ["authorization": "Bearer \(token)"]).status == 401)
        #expect(await service.send("GET", "/optional").status == 204)
    }

    @Test("A title cannot end the realm that it names")
    func quotesRealm() async throws {
        let service = try await NotesService(title: #"a\", x=\"1 报\\告"#)
        #expect(await service.send("GET", "/bearer")["www-authenticate"] == #"Bearer realm="a, x=1 ""#)
    }

    private static func base64(_ text: String) -> String {
        let digits = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var encoded = ""
        let bytes = Array(text.utf8)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = Array(bytes[start..<min(start + 3, bytes.count)])
            let bits = group.enumerated().reduce(0) { $0 | Int($1.element) << (16 - 8 * $1.offset) }
            for index in 0..<4 { encoded.append(index <= group.count ? digits[bits >> (18 - 6 * index) & 63] : "=") }
        }
        return encoded
    }
}
