import HTTPMessages
import JSON
import Testing

@testable import RESTGateway

@Suite("Contracts as strangers write them: clients that mean harm, and answers that cannot be given")
struct ZooHostileTests {
    @Test("The largest number of all as a key does not use up the others")
    func largestKey() async throws {
        let client = try await ZooClient("jobs.yaml")
        #expect(await client.send("POST", "/tickets", #"{"id":9223372036854775807}"#).status == 201)
        #expect(await client.send("POST", "/tickets", #"{"id":41}"#).status == 201)
        for number in 42...44 {
            let made = await client.send("POST", "/tickets", #"{"title":"t"}"#)
            #expect(made.status == 201, "\(made.text)")
            #expect(made["id"]?.text() == String(number))
        }
    }

    @Test("A list is sorted by at most eight names, each once, and never by what is hidden")
    func sorting() async throws {
        let client = try await ZooClient("jobs.yaml")
        for id in [2, 1, 3] {
            await client.send("POST", "/jobs", "{\"id\":\(id),\"name\":\"n\",\"secret\":\"\(9 - id)\"}")
        }
        let names = Array(repeating: "id,name", count: 2000).joined(separator: ",")
        #expect(await client.send("GET", "/jobs?sort=\(names)").column("id", in: "items") == ["1", "2", "3"])
        #expect(await client.send("GET", "/jobs?sort=secret").status == 400)
        let quoted = "detail.%D8%80'%29%7C%7C%28SELECT%201%29"
        #expect(await client.send("GET", "/jobs?sort=\(quoted)").status == 200)
    }

    @Test("Links lead through every record, whatever the first page began with")
    func links() async throws {
        let client = try await ZooClient("jobs.yaml")
        for id in 1...7 { await client.send("POST", "/jobs", "{\"id\":\(id)}") }
        var seen: [String] = []
        var target = "/jobs?limit=2&offset=1"
        for _ in 0..<5 {
            let page = await client.send("GET", target)
            seen += page.column("id", in: "items")
            guard let link = page.fields["link"], let end = link.firstIndex(of: ">") else {
                #expect(page["next"] == .null, "\(page.text)")
                break
            }
            target = String(link[link.index(after: link.startIndex)..<end])
        }
        #expect(seen == ["2", "3", "4", "5", "6", "7"])
        #expect(await client.send("GET", "/jobs?limit=0").status == 400)
    }

    @Test("An answer that would break the contract changes nothing")
    func rollsBack() async throws {
        let client = try await ZooClient("jobs.yaml")
        await client.send("POST", "/jobs", #"{"id":1}"#)
        let refused = await client.send("DELETE", "/jobs/1")
        #expect(refused.status == 500, "\(refused.text)")
        #expect(refused["code"] == "invalid-response")
        #expect(await client.send("GET", "/jobs/1").status == 200)
    }

    @Test("Replacing twice with the same body leaves the same record")
    func replacesTwice() async throws {
        let client = try await ZooClient("jobs.yaml")
        await client.send("POST", "/jobs", #"{"id":1,"name":"a"}"#)
        let first = await client.send("PUT", "/jobs/1", #"{"id":1,"name":"b"}"#)
        let second = await client.send("PUT", "/jobs/1", #"{"id":1,"name":"b"}"#)
        #expect(first["token"] != nil)
        #expect(first.text == second.text)
    }

    @Test("A record that no path could name is refused")
    func emptyKey() async throws {
        let client = try await ZooClient("jobs.yaml")
        #expect(await client.send("POST", "/notes", #"{"slug":""}"#).status == 400)
    }

    @Test("One object with an array in it is no list of records")
    func oneObject() async throws {
        let client = try await ZooClient("jobs.yaml")
        let tree = await client.send("GET", "/tree")
        #expect(tree.fields["handover-handler"] == "example")
        #expect(await client.send("POST", "/tree", #"{"v":3,"kids":["q"]}"#).status == 200)
    }

    @Test("A query has at most a thousand fields", arguments: [(1000, 200), (1001, 413)])
    func fields(count: Int, status: Int) async throws {
        let client = try await ZooClient("jobs.yaml")
        let query = Array(repeating: "x=1", count: count).joined(separator: "&")
        #expect(await client.send("GET", "/jobs?\(query)").status == status)
    }
}
