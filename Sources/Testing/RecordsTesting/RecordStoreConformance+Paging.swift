import JSON
import Records
import Testing

extension RecordStoreConformance {
    private static let orders: [[RecordSort]] = [
        [], [RecordSort("a")], [RecordSort("a", isDescending: true)], [RecordSort("b"), RecordSort("a")],
        [RecordSort("b", isDescending: true), RecordSort("a")], [RecordSort("a"), RecordSort("b", isDescending: true)],
        [RecordSort("b"), RecordSort("missing"), RecordSort("a", isDescending: true)],
    ]

    /// Sixty records with many ties, some without the fields.
    private func fill(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", indexed: ["a"])])
        for index in 0..<60 {
            let a = index % 7 == 0 ? "null" : index % 3 == 0 ? "\"s\(index % 4)\"" : "\(index % 5)"
            let text = index % 11 == 0 ? "{}" : #"{"a":\#(a),"b":\#(index % 4)}"#
            _ = try await store.apply(.insert("k\(index)", text))
        }
    }

    func pages(_ store: any RecordStore) async throws {
        try await fill(store)
        for sort in Self.orders {
            for filters in [[], [RecordFilter("b", .notEqual, [2])]] {
                let whole = RecordQuery(filters: filters, sort: sort, limit: 100, countsTotal: true)
                let expected = try await store.page(whole, in: "people")
                for limit in [1, 7, 60] {
                    var query = RecordQuery(filters: filters, sort: sort, limit: limit, countsTotal: true)
                    var keys: [String] = []
                    repeat {
                        let page = try await store.page(query, in: "people")
                        keys += page.records.map(\.key)
                        #expect(page.total == expected.total)
                        #expect(page.records.count == limit || page.next == nil)
                        query.cursor = try page.next.map { try RecordCursor(text: $0.text) }
                    } while query.cursor != nil && keys.count <= 60
                    #expect(keys == expected.records.map(\.key))
                }
            }
        }
    }

    func pagesThroughChanges(_ store: any RecordStore) async throws {
        try await fill(store)
        for (round, sort) in Self.orders.enumerated() {
            let whole = RecordQuery(sort: sort, limit: 1000)
            let before = try await store.page(whole, in: "people").records
            var query = RecordQuery(sort: sort, limit: 8)
            var seen: [String] = []
            var pageNumber = 0
            repeat {
                let page = try await store.page(query, in: "people")
                seen += page.records.map(\.key)
                query.cursor = page.next
                pageNumber += 1
                // The last record of the page goes, and others come before, between and behind.
                if let last = page.records.last, page.next != nil { _ = try await store.apply(.delete(last.key)) }
                for (index, value) in ["null", "1", "\"s1\""].enumerated() {
                    let key = "n\(round)-\(pageNumber)-\(index)"
                    _ = try await store.apply(.insert(key, #"{"a":\#(value),"b":1}"#))
                }
            } while query.cursor != nil && pageNumber < 100
            #expect(Set(seen).count == seen.count)
            let old = Set(before.map(\.key))
            #expect(seen.filter { old.contains($0) } == before.map(\.key))
        }
    }

    func refusesForeignCursors(_ store: any RecordStore) async throws {
        try await fill(store)
        try await store.declare([CollectionDefinition(name: "pets")])
        let sort = [RecordSort("a")]
        let filters = [RecordFilter("b", .less, [3])]
        let page = try await store.page(RecordQuery(filters: filters, sort: sort, limit: 2), in: "people")
        let cursor = try #require(page.next)
        let strangers = [
            RecordQuery(cursor: cursor), RecordQuery(filters: filters, cursor: cursor),
            RecordQuery(sort: sort, cursor: cursor),
            RecordQuery(filters: filters, sort: [RecordSort("a", isDescending: true)], cursor: cursor),
            RecordQuery(filters: filters, sort: [RecordSort("b")], cursor: cursor),
            RecordQuery(filters: [RecordFilter("b", .less, [2])], sort: sort, cursor: cursor),
            RecordQuery(filters: [RecordFilter("b", .lessOrEqual, [3])], sort: sort, cursor: cursor),
        ]
        for query in strangers {
            #expect(await refusal { _ = try await store.page(query, in: "people") } == .invalidCursor)
        }
        var own = RecordQuery(filters: filters, sort: sort, limit: 5, cursor: cursor, countsTotal: true)
        #expect(await refusal { _ = try await store.page(own, in: "pets") } == .invalidCursor)
        #expect(try await store.page(own, in: "people").records.count == 5)
        own.limit = 3
        own.offset = 1
        #expect(try await store.page(own, in: "people").records.count == 3)
    }

    func limits(_ store: any RecordStore) async throws {
        try await fill(store)
        func keys(_ query: RecordQuery) async throws -> [String] {
            try await store.page(query, in: "people").records.map(\.key)
        }
        #expect(try await keys(RecordQuery(limit: 2)) == ["k0", "k1"])
        #expect(try await keys(RecordQuery(limit: 2, offset: 58)) == ["k58", "k59"])
        #expect(try await keys(RecordQuery(limit: 2, offset: 60)).isEmpty)
        #expect(try await keys(RecordQuery(limit: .max, offset: 1)).count == 59)
        #expect(try await keys(RecordQuery(limit: .max, offset: .max)).isEmpty)
        #expect(try await keys(RecordQuery(limit: -1, offset: -1)).isEmpty)
        let none = try await store.page(RecordQuery(limit: 0, countsTotal: true), in: "people")
        #expect(none.records.isEmpty && none.total == 60)
        let exact = try await store.page(RecordQuery(limit: 60), in: "people")
        #expect(exact.records.count == 60 && exact.next == nil && exact.total == nil)
        let most = try await store.page(RecordQuery(limit: 59), in: "people")
        #expect(most.next != nil)
        #expect(try await store.count(in: "people") == 60)
    }
}
