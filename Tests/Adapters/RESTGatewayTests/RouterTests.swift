import Contract
import Testing

@testable import RESTGateway

@Suite("Routing")
struct RouterTests {
    private static let paths = [
        "/", "/orders", "/orders/", "/orders/{id}", "/orders/latest", "/orders/{order}/items",
        "/orders/latest/items/{n}",
        "/files/{name}.json", "/files/{name}.{kind}", "/files/{name}", "/range/{from}-{to}", "/r/{a}--{b}-{c}.x",
        "/users/{id}/a", "/users/me/b", "/{any}/deep/{thing}", "/a b/{x}", "/%E6%8A%A5/{x}", "/报告-{n}", "/a//b",
        "/x/{y}/",
    ]

    private func router() throws -> Router {
        var router = Router()
        for (index, path) in Self.paths.enumerated() {
            let added = router.add(method: "GET", path: try #require(PathTemplate(path)), operation: index)
            #expect(added, "\(path)")
        }
        return router
    }

    @Test("What is written out wins, names belong to their operation, and a wrong turn is taken back")
    func finds() throws {
        let router = try router()
        let samples: [(String, String?, [String])] = [
            ("/", "/", []), ("", nil, []), ("orders", nil, []), ("*", nil, []), ("/orders", "/orders", []),
            ("/orders/", "/orders/", []), ("/orders//", nil, []), ("//orders", nil, []), ("/Orders", nil, []),
            ("/orders/1", "/orders/{id}", ["1"]), ("/orders/latest", "/orders/latest", []),
            ("/orders/latest/items", "/orders/{order}/items", ["latest"]),
            ("/orders/latest/items/2", "/orders/latest/items/{n}", ["2"]),
            ("/orders/%6Catest", "/orders/latest", []), ("/orders/a%2Fb", "/orders/{id}", ["a%2Fb"]),
            ("/orders/..", "/orders/{id}", [".."]), ("/orders/%", "/orders/{id}", ["%"]),
            ("/files/a.json", "/files/{name}.json", ["a"]), ("/files/a.json.json", "/files/{name}.json", ["a.json"]),
            ("/files/a.txt", "/files/{name}.{kind}", ["a", "txt"]), ("/files/.json", "/files/{name}", [".json"]),
            ("/files/a%2Ejson", "/files/{name}.json", ["a"]), ("/files/a.b.c", "/files/{name}.{kind}", ["a.b", "c"]),
            ("/files/a", "/files/{name}", ["a"]), ("/files/", nil, []), ("/files/.", "/files/{name}", ["."]),
            ("/range/1-2", "/range/{from}-{to}", ["1", "2"]), ("/range/1-2-3", "/range/{from}-{to}", ["1-2", "3"]),
            ("/range/-", nil, []), ("/range/--", nil, []), ("/range/---", "/range/{from}-{to}", ["-", "-"]),
            ("/range/%2D-%2D", "/range/{from}-{to}", ["%2D", "%2D"]),
            ("/r/1--2-3.x", "/r/{a}--{b}-{c}.x", ["1", "2", "3"]), ("/r/1--2.x", nil, []), ("/r/1--2-.x", nil, []),
            ("/users/me/a", "/users/{id}/a", ["me"]), ("/users/me/b", "/users/me/b", []), ("/users/7/b", nil, []),
            ("/orders/deep/x", "/{any}/deep/{thing}", ["orders", "x"]), ("/a%20b/1", "/a b/{x}", ["1"]),
            ("/%e6%8a%a5/1", "/%E6%8A%A5/{x}", ["1"]), ("/报/1", "/%E6%8A%A5/{x}", ["1"]),
            ("/%E6%8A%A5%E5%91%8A-5", "/报告-{n}", ["5"]), ("/a//b", "/a//b", []), ("/x/1/", "/x/{y}/", ["1"]),
            ("/orders/\u{301}", "/orders/{id}", ["\u{301}"]),
            ("/orders/1\u{301}/items", "/orders/{order}/items", ["1\u{301}"]),
        ]
        for (path, expected, values) in samples {
            let match = router.match(path[...])
            let found = match?.endpoint.operations["GET"].map { Self.paths[$0.index] }
            if found != expected || (match?.values.map(String.init) ?? []) != values {
                Issue.record("\(path): \(found ?? "nothing") \(match?.values ?? [])")
            }
        }
    }

    @Test("What is written in other bytes is another path, and percent-encoding is undone once")
    func bytes() throws {
        var router = Router()
        let paths = ["/caf\u{E9}", "/cafe\u{301}", "/a%252Fb", "/100%25", "/%25-{x}"]
        for (index, path) in paths.enumerated() {
            #expect(router.add(method: "GET", path: try #require(PathTemplate(path)), operation: index), "\(path)")
        }
        for (path, index) in [
            ("/caf%C3%A9", 0), ("/cafe%CC%81", 1), ("/a%252Fb", 2), ("/a%2Fb", nil), ("/100%25", 3), ("/%25-1", 4),
        ] {
            #expect(router.match(path[...])?.endpoint.operations["GET"]?.index == index, "\(path)")
        }
    }

    @Test("Paths of one shape share an endpoint, each method with its own names")
    func sharesShapes() throws {
        var router = Router()
        #expect(router.add(method: "GET", path: try #require(PathTemplate("/a/{x}")), operation: 0))
        #expect(router.add(method: "PUT", path: try #require(PathTemplate("/a/{y}")), operation: 1, basePath: "/b"))
        #expect(!router.add(method: "GET", path: try #require(PathTemplate("/a/{z}")), operation: 2))
        let endpoint = try #require(router.match("/a/1")?.endpoint)
        #expect(endpoint.operations["GET"]?.names == ["x"])
        #expect(endpoint.operations["PUT"]?.names == ["y"])
        #expect(endpoint.allow == "GET, HEAD, OPTIONS, PUT")
    }

    @Test("Long and deep paths cost no more than their length")
    func limitsPaths() throws {
        let router = try router()
        #expect(router.match("/" + String(repeating: "a/", count: 100_000)[...]) == nil)
        let long = String(repeating: "-", count: 60000)
        #expect(router.match("/r/\(long)"[...]) == nil)
        #expect(router.match("/orders/\(long)"[...])?.values.first?.count == 60000)
    }
}
