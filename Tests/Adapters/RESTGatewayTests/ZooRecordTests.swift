import Contract
import HTTPMessages
import Handlers
import JSON
import Records
import Testing

@testable import RESTGateway

@Suite("Contracts as strangers write them: records and keys")
struct ZooRecordTests {
    @Test("Devices: what only answers have is made, what only bodies have is kept to itself")
    func devices() async throws {
        let client = try await ZooClient("devices.yaml")
        let base = "/api/v1/devices"
        let place = #""location":{"site":{"name":"n","position":{"lat":1,"lon":2}}}"#
        let made = await client.send("POST", base, "{\"serial\":\"AB-0001\",\"secret\":\"s\",\"battery\":50,\(place)}")
        #expect(made.status == 201, "\(made.text)")
        #expect(made["secret"] == nil)
        #expect(made["version"] == 2)
        #expect(made["owner"] == .null)
        #expect(made["active"] == false)
        #expect(made["kind"] == "sensor")
        #expect(made["status"] == "on")
        let wrong = await client.send(
            "POST",
            base,
            #"{"serial":"x","location":{"site":{"name":"n","position":{"lat":91}}}}"#
        )
        #expect(wrong.status == 400)
        #expect(wrong["errors"]?.names.contains("location.site.position.lat") == true, "\(wrong.text)")
        #expect(wrong["traceId"] != nil)
        let none = await client.send("GET", "\(base)/ZZ-9999")
        #expect(none["status"] == 404)
        #expect(none["path"]?.string == "\(base)/ZZ-9999")
        for (number, status) in [(2, "off"), (3, "broken"), (4, "off")] {
            let body = "{\"serial\":\"AB-000\(number)\",\"battery\":\(number * 10),\"status\":\"\(status)\",\(place)}"
            #expect(await client.send("POST", base, body).status == 201)
        }
        let page = await client.send("GET", "\(base)?page=1")
        #expect(page.column("serial", in: "content") == ["AB-0003", "AB-0004"])
        #expect(page["number"] == 1)
        #expect(page["totalPages"] == 2)
        #expect(page["content"]?.list.first?["location"] == nil)
        for (query, serials) in [
            ("statuses=off&size=9", "AB-0002 AB-0004"),
            ("statuses=off&statuses=broken&size=9", "AB-0002 AB-0003 AB-0004"),
            ("battery%5Bgte%5D=30&size=9", "AB-0001 AB-0003 AB-0004"), ("battery%5Blt%5D=30&size=9", "AB-0002"),
            ("order_by=battery&direction=desc&size=9", "AB-0001 AB-0004 AB-0003 AB-0002"),
            ("from_created=2999-01-01T00:00:00Z", ""),
        ] {
            #expect(
                await client.send("GET", "\(base)?\(query)").column("serial", in: "content").joined(separator: " ")
                    == serials,
                "\(query)"
            )
        }
        let patched = await client.send("PATCH", "\(base)/AB-0001", #"{"location":{"site":{"position":{"lat":5}}}}"#)
        #expect(patched["location"]?["site"]?["position"] == ["lat": 5, "lon": 2])
        #expect(await client.send("PATCH", "\(base)/AB-0001", #"{"location":{"site":null}}"#).status == 422)
    }

    @Test("Accounts: slugs that fit, secrets unseen, states that must match")
    func accounts() async throws {
        let client = try await ZooClient("accounts.yaml")
        let made = await client.send(
            "POST",
            "/accounts",
            #"{"name":"A","password":"pass","limits":{"seats":1,"token":"t"}}"#
        )
        #expect(made.status == 201, "\(made.text)")
        let slug = try #require(made["slug"]?.string)
        #expect(slug.count <= 20)
        #expect(made["password"] == nil)
        #expect(made["limits"] == ["seats": 1])
        #expect(made["plan"] == "free")
        #expect(made["deletedAt"] == nil || made["deletedAt"] == .null)
        let tag = try #require(made.fields["etag"])
        let body = #"{"name":"B","password":"pass"}"#
        #expect(await client.send("PUT", "/accounts/\(slug)", body, fields: [("if-match", "\"old\"")]).status == 412)
        let changed = await client.send("PUT", "/accounts/\(slug)", body, fields: [("if-match", tag)])
        #expect(changed.status == 200)
        #expect(changed["id"] == made["id"])
        #expect(changed["createdAt"] == made["createdAt"])
        #expect(changed["updatedAt"] != made["updatedAt"])
        let same = await client.send(
            "GET",
            "/accounts/\(slug)",
            fields: [("if-none-match", try #require(changed.fields["etag"]))]
        )
        #expect(same.status == 304)
        let wrong = await client.send("POST", "/accounts", #"{"name":1}"#)
        #expect(wrong.json.names == ["success", "errors"])
        #expect(wrong["success"] == false)
        #expect(wrong["errors"]?.list.count == 2)
        let none = await client.send("GET", "/accounts/nobody")
        #expect(none.fields["content-type"] == "application/vnd.api+json")
        #expect(none["errors"]?.list.count == 1)
        let key = [(name: "idempotency-key", value: "k1")]
        let one = await client.send("POST", "/accounts", #"{"slug":"two","name":"C","password":"pass"}"#, fields: key)
        let two = await client.send("POST", "/accounts", #"{"slug":"two","name":"C","password":"pass"}"#, fields: key)
        #expect(one.status == 201)
        #expect(two.status == 201)
        #expect(two.fields["idempotency-replayed"] == "true")
        #expect(one.json == two.json)
        #expect(
            await client.send("POST", "/accounts", #"{"slug":"two","name":"D","password":"pass"}"#, fields: key).status
                == 422
        )
        let last = await client.send("DELETE", "/accounts/two")
        #expect(last.status == 200)
        #expect(last["name"] == "C")
        #expect(last["password"] == nil)
        #expect(await client.send("GET", "/accounts").list.count == 1)
        #expect(await client.send("POST", "/accounts/two").status == 405)
    }

    @Test("Rooms: answers that show only the key, a message, or the record under its own name")
    func rooms() async throws {
        let client = try await ZooClient("rooms.json")
        let form = "application/x-www-form-urlencoded"
        let made = await client.send("POST", "/rooms", "number=12&beds=2&features=bath&features=view", type: form)
        #expect(made.status == 201, "\(made.text)")
        #expect(made.json == ["number": 12, "status": "success"])
        #expect(made.fields["location"] == "/rooms/12")
        #expect(await client.send("POST", "/rooms", #"{"number":12}"#).status == 409)
        #expect(await client.send("POST", "/rooms", #"{"number":13,"beds":5}"#).status == 400)
        let one = await client.send("GET", "/rooms/12")
        #expect(one["room"] == ["number": 12, "beds": 2, "features": ["bath", "view"]])
        #expect(await client.send("GET", "/rooms")["count"] == 1)
        #expect(await client.send("DELETE", "/rooms/12")["message"] == "ok")
        #expect(await client.send("GET", "/rooms/12").status == 404)
    }

    @Test("A contract without schemas keeps whatever objects it is given")
    func plain() async throws {
        let client = try await ZooClient("plain.yaml")
        let made = await client.send("POST", "/things", #"{"a":[1,{"b":null}]}"#)
        #expect(made.status == 201)
        let place = try #require(made.fields["location"])
        #expect(await client.send("GET", place).json == ["a": [1, ["b": .null]]])
        #expect(await client.send("PUT", place, #"{"c":1}"#).status == 204)
        #expect(await client.send("GET", "/things").json == [["c": 1]])
        #expect(await client.send("POST", "/things", "[1]").status == 400)
        #expect(await client.send("POST", "/things", "{").status == 400)
        #expect(await client.send("DELETE", place).status == 204)
        #expect(await client.send("GET", place).status == 404)
    }
}
