import Contract
import Diagnostics
import HTTPMessages
import Handlers
import JSON
import Testing

@testable import RESTGateway

@Suite("Contracts as strangers write them: what they answer without behaviour")
struct ZooExampleTests {
    @Test("The zoo is not empty")
    func notEmpty() { #expect(ZooClient.fixtures.count >= 15) }

    @Test("Every example that is answered is valid for its schema", arguments: ZooClient.fixtures)
    func examplesAreValid(_ fixture: String) async throws {
        let client = try await ZooClient(fixture)
        for operation in client.service.operations {
            guard case .example(let status, let examples) = operation.handler else { continue }
            for example in examples {
                let content = operation.contents(for: status).first { $0.content.mediaType == example.declared }
                guard let check = content?.check else { continue }
                let value: JSONValue
                if example.mediaType.isJSON {
                    value = JSONValue(try JSONParser().parse(example.body).root)
                } else {
                    value = .string(String(decoding: example.body, as: UTF8.self))
                }
                let findings = client.service.checks.findings(JSONDocument(value).root, check)
                for finding in findings {
                    Issue.record(
                        "\(operation.operation.operationID): \(value.text()): \(finding.pointer) \(finding.message.english)"
                    )
                }
            }
        }
    }

    @Test("A sample meets every keyword of its schema")
    func odd() async throws {
        let client = try await ZooClient("samples.yaml")
        let answer = await client.send("GET", "/odd")
        #expect(answer.status == 200)
        #expect(answer.fields["handover-handler"] == "example")
        #expect(["0.1", "0.11"].contains(answer["money"]?.text()))
        #expect(answer["dependent"]?.names == ["card", "billing"])
    }

    @Test("An author's example that breaks the schema gives way to one that does not")
    func wrongExample() async throws {
        let client = try await ZooClient("samples.yaml")
        #expect(await client.send("GET", "/wrong-example").json == ["n": 5])
    }

    @Test("Texts, images and forms are answered in their own types")
    func otherTypes() async throws {
        let client = try await ZooClient("samples.yaml")
        let health = await client.send("GET", "/health", fields: [("accept", "text/plain")])
        #expect(health.text == "fine")
        #expect(health.fields["content-type"] == "text/plain")
        let csv = await client.send("GET", "/report", fields: [("accept", "text/csv")])
        #expect(csv.text == "a,b\n1,2\n")
        #expect(await client.send("GET", "/report", fields: [("accept", "application/json")]).json == ["a": 1])
        #expect(await client.send("GET", "/logo").fields["content-type"] == "image/png")
        let upload = await client.send(
            "POST",
            "/upload",
            "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nabc\r\n--x--\r\n",
            type: "multipart/form-data; boundary=x"
        )
        #expect(upload.status == 202)
        #expect(upload.text.isEmpty)
        #expect(await client.send("GET", "/moved").status == 302)
        #expect(await client.send("GET", "/bare").status == 204)
    }

    @Test("Defaults and ranges of responses are answered with 200")
    func statuses() async throws {
        let client = try await ZooClient("samples.yaml")
        #expect(await client.send("GET", "/only-default").status == 200)
        #expect(await client.send("GET", "/range").json.list.count == 1)
        #expect(await client.send("HEAD", "/ping").status == 200)
        #expect(await client.send("OPTIONS", "/ping").json == ["a": 1])
        let head = await client.send("HEAD", "/health")
        #expect(head.status == 200)
        #expect(head.text.isEmpty)
    }

    @Test("A token of a log-in is made, and a password is not shown")
    func login() async throws {
        let client = try await ZooClient("samples.yaml")
        let answer = await client.send("POST", "/login", #"{"user":"ann","password":"x"}"#)
        #expect(answer.status == 200)
        #expect(answer["password"] == nil)
        #expect(await client.send("POST", "/login", #"{"user":"ann"}"#).status == 400)
    }

    @Test("Paths are matched decoded, whichever way the contract writes them")
    func paths() async throws {
        let client = try await ZooClient("paths.yaml")
        #expect(await client.send("GET", "/caf%C3%A9/1").json == ["place": "café"])
        #expect(await client.send("GET", "/caf%c3%a9/1").status == 200)
        #expect(await client.send("GET", "/files/a.b.txt").status == 200)
        #expect(await client.send("GET", "/files/a.exe").status == 400)
        #expect(await client.send("GET", "/range/1-2").status == 200)
        #expect(await client.send("GET", "/range/1-x").status == 400)
        #expect(await client.send("GET", "/range/first").json == "concrete")
        #expect(await client.send("GET", "/").json == ["root": true])
        #expect(await client.send("GET", "/untyped").status == 200)
        #expect(await client.send("POST", "/untyped").status == 201)
        let made = await client.send("POST", "/%E6%96%87%E4%BB%B6", #"{"路径":"a/b c"}"#)
        #expect(made.status == 201)
        let place = try #require(made.fields["location"])
        #expect(place == "/%E6%96%87%E4%BB%B6/a%2Fb%20c")
        #expect(await client.send("GET", place)["路径"] == "a/b c")
    }

    @Test(
        "Contracts without operations answer 404 and say that they are alive",
        arguments: ["webhooks.yaml", "empty.json"]
    )
    func empty(_ fixture: String) async throws {
        let client = try await ZooClient(fixture)
        #expect(client.plan.handlers.isEmpty)
        #expect(await client.send("GET", "/").status == 404)
        #expect(await client.send("GET", "/health").status == 200)
    }
}
