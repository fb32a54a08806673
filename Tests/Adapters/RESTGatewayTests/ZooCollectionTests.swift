import Contract
import HTTPMessages
import Handlers
import JSON
import Records
import Testing

@testable import RESTGateway

@Suite("Contracts as strangers write them: collections")
struct ZooCollectionTests {
    @Test("A pet store keeps pets, orders and users, and finds pets by status")
    func petstore() async throws {
        let client = try await ZooClient("petstore.yaml")
        let base = "/api/v3"
        let first = await client.send("POST", "\(base)/pet", #"{"id":7,"name":"Rex","photoUrls":[],"status":"sold"}"#)
        #expect(first.status == 200)
        #expect(first["id"] == 7)
        let second = await client.send("POST", "/pet", #"{"name":"Tom","photoUrls":["a"],"status":"available"}"#)
        #expect(second.status == 200)
        let id = try #require(second["id"]).text()
        #expect(await client.send("GET", "\(base)/pet/\(id)")["name"] == "Tom")
        #expect(await client.send("GET", "/pet/findByStatus").column("name") == ["Tom"])
        #expect(await client.send("GET", "/pet/findByStatus?status=sold").column("name") == ["Rex"])
        #expect(await client.send("GET", "/pet/findByStatus?status=gone").status == 400)
        let changed = await client.send("PUT", "/pet", #"{"id":7,"name":"Max","photoUrls":[]}"#)
        #expect(changed.status == 200)
        #expect(await client.send("GET", "/pet/7")["name"] == "Max")
        #expect(await client.send("PUT", "/pet", #"{"id":99,"name":"Max","photoUrls":[]}"#).status == 404)
        #expect(await client.send("DELETE", "/pet/7").status == 200)
        #expect(await client.send("GET", "/pet/7").status == 404)
        #expect(await client.send("GET", "/pet/x").status == 400)
        #expect(await client.send("POST", "/pet", #"{"name":"Rex"}"#).status == 400)

        #expect(await client.send("POST", "/store/order", #"{"petId":1,"quantity":2}"#).status == 200)
        #expect(await client.send("GET", "/store/order/1")["quantity"] == 2)
        #expect((200...204).contains(await client.send("DELETE", "/store/order/1").status))
        #expect(await client.send("GET", "/store/order/1").status == 404)

        let user = await client.send("POST", "/user", #"{"username":"ann","password":"secret","email":"a@b.c"}"#)
        #expect((200...201).contains(user.status))
        #expect(user["password"] == nil)
        #expect(await client.send("GET", "/user/ann")["email"] == "a@b.c")
        #expect(await client.send("GET", "/user/ann")["password"] == nil)
        #expect(
            (200...204).contains(await client.send("PUT", "/user/ann", #"{"username":"ann","email":"n@b.c"}"#).status)
        )
        #expect(await client.send("GET", "/user/ann")["email"] == "n@b.c")
        #expect((200...204).contains(await client.send("DELETE", "/user/ann").status))
        #expect(await client.send("GET", "/user/ann").status == 404)

        for (method, target) in [
            ("GET", "/store/inventory"), ("GET", "/user/login"), ("GET", "/pet/findByTags?tags=a"),
        ] {
            let answer = await client.send(method, target)
            #expect(answer.status == 200, "\(target)")
            #expect(answer.fields["handover-handler"] == "example", "\(target)")
        }
        #expect(await client.send("POST", "/user/createWithList", "[]").status == 200)
    }

    @Test("Books are keyed by ISBN: a second one is a conflict in the contract's own words")
    func books() async throws {
        let client = try await ZooClient("books.yaml")
        let book = #"{"isbn":"978-0000000001","title":"A","price":9.99,"genre":"novel","tags":["old","red"]}"#
        let made = await client.send("POST", "/books", book)
        #expect(made.status == 201)
        #expect(made.fields["location"] == "/books/978-0000000001")
        #expect(made["inPrint"] == true)
        let again = await client.send("POST", "/books", book)
        #expect(again.status == 409)
        #expect(again.fields["content-type"] == "application/json")
        #expect(again["code"] == "DUPLICATE_ISBN")
        #expect(again["message"]?.string?.isEmpty == false)
        let missing = await client.send("GET", "/books/978-0000000009")
        #expect(missing.status == 404)
        #expect(missing["code"] == "NOT_FOUND")
        let wrong = await client.send("POST", "/books", #"{"isbn":"978-0000000002","price":-1,"extra":1}"#)
        #expect(wrong.status == 400)
        #expect(wrong["code"] == "VALIDATION_FAILED")
        #expect(wrong["details"]?.list.count == 3)
        #expect(await client.send("POST", "/books", "{", type: "application/json").status == 400)
        #expect(await client.send("POST", "/books", book, type: "text/plain").status == 415)
        #expect(await client.send("GET", "/books/abc").status == 400)
        #expect(await client.send("PUT", "/books/978-0000000009", book).status == 400)

        let path = "/books/978-0000000001"
        let merge = "application/merge-patch+json"
        #expect(await client.send("PATCH", path, #"{"subtitle":"S","price":5}"#, type: merge)["subtitle"] == "S")
        #expect(await client.send("PATCH", path, #"{"subtitle":null}"#, type: merge)["subtitle"] == nil)
        #expect(await client.send("PATCH", path, #"{"price":"x"}"#, type: merge).status == 400)
        #expect(await client.send("PATCH", path, #"{"price":-1}"#, type: merge).status == 422)
        #expect(await client.send("PATCH", path, #"{"price":1}"#).status == 415)
        let put = await client.send("PUT", path, #"{"isbn":"978-0000000001","title":"B","price":1}"#)
        #expect(put["title"] == "B")
        #expect(put["genre"] == nil)
        #expect(await client.send("DELETE", path).status == 204)
        #expect(await client.send("DELETE", path).status == 404)
    }

    @Test("Books are filtered, sorted and counted off")
    func bookList() async throws {
        let client = try await ZooClient("books.yaml")
        for (number, rest) in [
            #""title":"Ant","price":3,"genre":"novel","inPrint":true,"published":"2020-01-01","tags":["red","blue"]"#,
            #""title":"Bee","price":1,"genre":"poem","inPrint":false,"published":"2021-01-01","tags":["red"]"#,
            #""title":"Cat","price":2,"genre":"essay","inPrint":true,"published":"2022-01-01","tags":[]"#,
        ].enumerated() {
            #expect(await client.send("POST", "/books", "{\"isbn\":\"978-000000000\(number)\",\(rest)}").status == 201)
        }
        for (query, titles) in [
            ("", "Ant Bee Cat"), ("genre=novel,poem", "Ant Bee"), ("inPrint=false", "Bee"), ("minPrice=2", "Ant Cat"),
            ("maxPrice=2", "Bee Cat"), ("minPrice=1.5&maxPrice=2.5", "Cat"), ("published_after=2020-06-01", "Bee Cat"),
            ("title_contains=a", "Cat"), ("tags=red", "Ant Bee"), ("tags=blue&tags=none", "Ant"),
            ("sort=-title", "Cat Bee Ant"),
            ("sort=price_asc", "Bee Cat Ant"), ("sort=price_desc", "Ant Cat Bee"), ("limit=1&offset=1", "Bee"),
            ("sort=newest", "Ant Bee Cat"),
        ] {
            let answer = await client.send("GET", "/books?\(query)")
            #expect(answer.column("title").joined(separator: " ") == titles, "\(query) \(answer.text)")
        }
        for query in ["limit=0", "limit=51", "limit=x", "offset=-1", "sort=size", "inPrint=yes", "minPrice=cheap"] {
            #expect(await client.send("GET", "/books?\(query)").status == 400, "\(query)")
        }
        let page = await client.send("GET", "/books?limit=2")
        let link = try #require(page.fields["link"])
        let target = link.split(separator: ">")[0].dropFirst()
        #expect(await client.send("GET", String(target)).column("title") == ["Cat"])
    }

    @Test("Todos have numbers from their minimum, times, defaults and pages with counts")
    func todos() async throws {
        let client = try await ZooClient("todos.yaml")
        let made = await client.send("POST", "/todos", #"{"title":"a"}"#)
        #expect(made.status == 201, "\(made.text)")
        #expect(made["id"] == 100)
        #expect(made["completed"] == false)
        #expect(made["note"] == .null)
        #expect(made["priority"] == "normal")
        #expect(made["createdAt"]?.string?.hasPrefix("2023-11-14T") == true)
        let patched = await client.send("PATCH", "/todos/100", #"{"completed":true,"note":"n"}"#)
        #expect(patched["completed"] == true)
        #expect(patched["createdAt"] == made["createdAt"])
        #expect(patched["updatedAt"] != made["updatedAt"])
        #expect(await client.send("PATCH", "/todos/100", #"{"note":null}"#)["note"] == .null)
        #expect(await client.send("PATCH", "/todos/100", "{}").status == 400)
        for title in ["b", "c"] { await client.send("POST", "/todos", "{\"title\":\"\(title)\"}") }
        let page = await client.send("GET", "/todos?page=2")
        #expect(page.column("title", in: "data") == ["c"])
        #expect(page["meta"] == ["page": 2, "per_page": 2, "total": 3, "total_pages": 2])
        #expect(await client.send("GET", "/todos?completed=true").column("title", in: "data") == ["a"])
        #expect(await client.send("GET", "/todos?page=0").status == 400)
        let gone = await client.send("DELETE", "/todos/100")
        #expect(gone.json == ["id": 100, "deleted": true])
        #expect(await client.send("GET", "/todos/100").fields["content-type"] == "application/problem+json")
        #expect(await client.send("POST", "/todos", #"{"title":""}"#).status == 400)
    }

    @Test("A user's orders are orders; notes of users and teams are not each other's")
    func nested() async throws {
        let client = try await ZooClient("users-orders.yaml")
        #expect(client.plan.collections.map(\.definition.name) == ["notes", "orders", "teams.notes", "users"])
        let user = await client.send("POST", "/users", #"{"email":"a@b.co","password":"Secret123","name":"Ann"}"#)
        #expect(user.status == 201, "\(user.text)")
        #expect(user["password"] == nil)
        #expect(user["createdAt"] != nil)
        let id = try #require(user["id"]?.string)
        #expect(await client.send("GET", "/users/\(id)")["password"] == nil)
        #expect(await client.send("GET", "/users")["users"]?.list.first?["password"] == nil)
        #expect(await client.send("POST", "/users", #"{"email":"a@b.co","password":"secret"}"#).status == 400)

        let order = await client.send("POST", "/users/\(id)/orders", #"{"item":"x"}"#)
        #expect(order.status == 201)
        #expect(order["userId"]?.string == id)
        #expect(order["quantity"] == 1)
        let key = try #require(order["id"]?.string)
        #expect(order.fields["location"] == "/users/\(id)/orders/\(key)")
        await client.send("POST", "/users/other/orders", #"{"item":"y"}"#)
        #expect(await client.send("GET", "/orders").column("item") == ["x", "y"])
        #expect(await client.send("GET", "/orders?userId=\(id)").column("item") == ["x"])
        #expect(await client.send("GET", "/users/\(id)/orders").column("item") == ["x"])
        #expect(await client.send("GET", "/users/\(id)/orders/\(key)").status == 200)
        #expect(await client.send("GET", "/users/other/orders/\(key)").status == 404)
        let merge = "application/merge-patch+json"
        let moved = await client.send("PATCH", "/users/\(id)/orders/\(key)", #"{"userId":"other"}"#, type: merge)
        #expect(moved.status == 400)
        #expect(await client.send("DELETE", "/users/other/orders/\(key)").status == 404)
        #expect(await client.send("DELETE", "/users/\(id)/orders/\(key)").status == 204)

        let note = await client.send("POST", "/users/\(id)/notes", #"{"text":"n"}"#)
        #expect(note.status == 201, "\(note.text)")
        #expect(note.json.names.sorted() == ["id", "text"])
        let noteID = try #require(note["id"]?.string)
        #expect(await client.send("GET", "/users/\(id)/notes/\(noteID)").status == 200)
        #expect(await client.send("GET", "/users/else/notes/\(noteID)").status == 404)
        #expect(await client.send("GET", "/users/else/notes").list.isEmpty)
        await client.send("POST", "/teams/\(id)/notes", #"{"text":"t"}"#)
        #expect(await client.send("GET", "/teams/\(id)/notes").column("text") == ["t"])
        #expect(await client.send("GET", "/users/\(id)/notes").column("text") == ["n"])
        let twice = await client.send("POST", "/users/\(id)/notes", #"{"text":"n","$userId":"else"}"#)
        #expect(twice.status == 400)
    }

    @Test("Answers in envelopes, with Chinese names and keys made from a pattern")
    func enveloped() async throws {
        let client = try await ZooClient("enveloped.yaml")
        let base = "/prod/api/products"
        let made = await client.send("POST", base, #"{"名称":"书","价格":10}"#)
        #expect(made.status == 200, "\(made.text)")
        #expect(made["code"] == 0)
        #expect(made["data"]?["编号"] == "P0001")
        #expect(made["data"]?["类别"] == "其他")
        #expect(await client.send("POST", base, #"{"名称":"饭","价格":2}"#)["data"]?["编号"] == "P0002")
        let list = await client.send("GET", "\(base)?pageSize=1&pageNum=2")
        #expect(list["message"] == "成功")
        #expect(list["data"]?["total"] == 2)
        #expect(list["data"]?["pageNum"] == 2)
        #expect(list["data"]?["items"]?.list.map { $0["名称"]?.string } == ["饭"])
        let filtered = await client.send("GET", "\(base)?%E5%90%8D%E7%A7%B0=%E4%B9%A6")
        #expect(filtered["data"]?["items"]?.list.count == 1)
        let missing = await client.send("GET", "\(base)/P0009", fields: [("accept-language", "zh")])
        #expect(missing.status == 404)
        #expect(missing["code"] == 404)
        #expect(missing["message"]?.string?.contains("找不到") == true)
        #expect(await client.send("POST", base, #"{"名称":"书","价格":-1}"#)["code"] == 400)
        let gone = await client.send("DELETE", "\(base)/P0001")
        #expect(gone.status == 200)
        #expect(gone["code"] == 0)
        #expect(await client.send("GET", "/%E7%BB%9F%E8%AE%A1/%E6%A6%82%E8%A7%88").json == ["总数": 3])
    }

    @Test("Cursors lead through a feed, and objects of conditions filter it")
    func feed() async throws {
        let client = try await ZooClient("feed.yaml")
        for (kind, weight) in [("a", "3"), ("b", "1"), ("a", "2")] {
            let made = await client.send("POST", "/events", "{\"kind\":\"\(kind)\",\"weight\":\(weight)}")
            #expect(made.status == 201, "\(made.text)")
            #expect((made["eventId"]?.string?.count ?? 0) <= 8)
        }
        let first = await client.send("GET", "/events")
        #expect(first.column("weight", in: "results") == ["3", "1"])
        #expect(first["has_more"] == true)
        let cursor = try #require(first["next_cursor"]?.string)
        let second = await client.send("GET", "/events?cursor=\(cursor)")
        #expect(second.column("weight", in: "results") == ["2"])
        #expect(second["has_more"] == false)
        #expect(second["next_cursor"] == .null)
        #expect(await client.send("GET", "/events?cursor=rubbish").status == 400)
        #expect(await client.send("GET", "/events?filter%5Bkind%5D=b").column("weight", in: "results") == ["1"])
        #expect(await client.send("GET", "/events?sort=weight:desc").column("weight", in: "results") == ["3", "2"])
        #expect(await client.send("GET", "/events?sort=size").status == 400)
        let key = try #require(first["results"]?.list.first?["eventId"]?.string)
        #expect(await client.send("GET", "/events/\(key)").status == 200)
    }

    @Test("A key-value store makes on the first PUT and replaces on the second")
    func keyValue() async throws {
        let client = try await ZooClient("keyvalue.yaml")
        #expect(await client.send("PUT", "/kv/a", #"{"value":{"b":[1]}}"#).status == 201)
        let second = await client.send("PUT", "/kv/a", #"{"value":2,"ttl":0}"#)
        #expect(second.status == 200)
        #expect(second.json == ["value": 2, "ttl": 0])
        #expect(await client.send("GET", "/kv/a").json == ["value": 2, "ttl": 0])
        #expect(await client.send("PUT", "/kv/A", #"{"value":2}"#).status == 400)
        #expect(await client.send("PUT", "/kv/a", #"{}"#).status == 400)
        let none = await client.send("GET", "/kv/b")
        #expect(none["error"]?["type"] == "not_found")
        let made = await client.send("PUT", "/kv/c", #"{"value":1}"#, fields: [("if-none-match", "*")])
        #expect(made.status == 201)
        let again = await client.send("PUT", "/kv/c", #"{"value":1}"#, fields: [("if-none-match", "*")])
        #expect(again.status == 412)
        #expect(await client.send("DELETE", "/kv/a").status == 204)
        #expect(await client.send("GET", "/kv/a").status == 404)
    }

    @Test("Records of several kinds keep the members of their kind")
    func shapes() async throws {
        let client = try await ZooClient("shapes.yaml")
        let circle = await client.send("POST", "/shapes", #"{"kind":"circle","radius":2}"#)
        #expect(circle.status == 201, "\(circle.text)")
        #expect(circle["radius"] == 2)
        #expect(circle["id"] == 1)
        let square = await client.send("POST", "/shapes", #"{"kind":"square","side":1,"label":"s"}"#)
        #expect(square["side"] == 1)
        #expect(await client.send("POST", "/shapes", #"{"kind":"circle","side":1}"#).status == 400)
        #expect(await client.send("GET", "/shapes?kind=square").column("label") == ["s"])
        #expect(
            await client.send("PUT", "/shapes/1", #"{"kind":"square","side":3}"#).json == [
                "id": 1, "kind": "square", "side": 3,
            ]
        )
        #expect(await client.send("GET", "/example-shape")["kind"] == "circle")
    }
}
