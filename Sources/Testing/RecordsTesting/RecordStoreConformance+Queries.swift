import JSON
import Records
import Testing

extension RecordStoreConformance {
    /// One value of each kind, by the key of its record; the first has none.
    private static let values: KeyValuePairs = [
        "b": "null", "c": "false", "d": "true", "e": "-2.5", "f": "1", "g": "1.0", "h": "10", "i": #""""#,
        "j": #""a""#, "k": #""ab""#, "l": #""b""#, "m": #""é""#, "n": #"["a",1]"#, "o": #"{"x":1}"#,
    ]

    private struct Sample {
        let comparison: RecordFilter.Comparison
        let values: [JSONValue]
        let keys: String

        init(_ comparison: RecordFilter.Comparison, _ values: [JSONValue], _ keys: String) {
            self.comparison = comparison
            self.values = values
            self.keys = keys
        }
    }

    private static let samples = [
        Sample(.equal, [.null], "ab"), Sample(.equal, [1], "fg"), Sample(.equal, ["1"], ""),
        Sample(.equal, [true], "d"), Sample(.equal, [["a", 1]], "n"), Sample(.equal, [["x": 1]], "o"),
        Sample(.equal, ["a", 10], "hj"), Sample(.equal, [], ""), Sample(.equal, [.null, ""], "abi"),
        Sample(.notEqual, [1], "cdehijklmno"), Sample(.notEqual, [.null], "cdefghijklmno"),
        Sample(.notEqual, [], "cdefghijklmno"), Sample(.notEqual, ["a", false], "defghiklmno"),
        Sample(.less, [1], "e"), Sample(.less, ["b"], "ijk"), Sample(.less, [true], "c"), Sample(.less, [.null], ""),
        Sample(.less, [], ""), Sample(.less, [1, "b"], "eijk"), Sample(.lessOrEqual, [1], "efg"),
        Sample(.lessOrEqual, [.null], ""), Sample(.lessOrEqual, ["ab"], "ijk"), Sample(.greater, [1], "h"),
        Sample(.greater, ["a"], "klm"), Sample(.greater, [-100], "efgh"), Sample(.greater, [false], "d"),
        Sample(.greaterOrEqual, ["ab"], "klm"), Sample(.greaterOrEqual, [.null], ""),
        Sample(.greaterOrEqual, [10, "é"], "hm"), Sample(.contains, ["a"], "jkn"), Sample(.contains, [1], "n"),
        Sample(.contains, [""], "ijklm"), Sample(.contains, ["é", "b"], "klm"), Sample(.contains, [.null], ""),
        Sample(.contains, [], ""), Sample(.contains, ["0"], ""), Sample(.hasPrefix, ["a"], "jk"),
        Sample(.hasPrefix, [""], "ijklm"), Sample(.hasPrefix, [1], ""), Sample(.hasPrefix, ["ab", "b"], "kl"),
        Sample(.hasPrefix, [.null], ""), Sample(.hasPrefix, ["e"], ""),
    ]

    func filters(_ store: any RecordStore) async throws {
        // The same with an index and without one.
        try await store.declare([CollectionDefinition(name: "people", indexed: ["v"])])
        _ = try await store.apply(.insert("a", "{}"))
        for (key, value) in Self.values {
            _ = try await store.apply(.insert(key, #"{"w":{"v":\#(value)},"v":\#(value)}"#))
        }
        for sample in Self.samples {
            for field: FieldPath in ["v", "w.v"] {
                let filter = RecordFilter(field, sample.comparison, sample.values)
                let query = RecordQuery(filters: [filter], limit: 100, countsTotal: true)
                let page = try await store.page(query, in: "people")
                let keys = page.records.map(\.key).joined()
                if keys != sample.keys || page.total != sample.keys.count || page.next != nil {
                    let values = sample.values.map { $0.text() }
                    Issue.record("\(field) \(sample.comparison) \(values): '\(keys)' instead of '\(sample.keys)'")
                }
            }
        }
    }

    func combinesFilters(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", indexed: ["a"])])
        for index in 0..<24 {
            _ = try await store.apply(.insert("k\(index)", #"{"a":\#(index % 2),"b":\#(index % 3),"c":\#(index % 4)}"#))
        }
        let filters = [
            RecordFilter("a", .equal, [1]), RecordFilter("b", .notEqual, [0]), RecordFilter("c", .less, [2, 3]),
            RecordFilter("c", .greaterOrEqual, [1]),
        ]
        let page = try await store.page(RecordQuery(filters: filters, countsTotal: true), in: "people")
        #expect(page.records.map(\.key) == ["k1", "k5", "k13", "k17"])
        #expect(page.total == 4)
        // A long list of values is one condition like any other.
        let many = RecordFilter("b", .hasPrefix, (0..<3000).map { .string("\($0)") })
        let all = RecordFilter("c", .equal, (0..<3000).map { .integer($0) })
        #expect(try await store.page(RecordQuery(filters: [many]), in: "people").records.isEmpty)
        #expect(try await store.page(RecordQuery(filters: [all], limit: 50), in: "people").records.count == 24)
    }

    func sorts(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", indexed: ["v"])])
        for (key, value) in Self.values.reversed() {
            _ = try await store.apply(.insert(key, #"{"v":\#(value),"w":\#(value)}"#))
        }
        _ = try await store.apply(.insert("a", "{}"))
        for field: FieldPath in ["v", "w"] {
            let rising = try await store.page(RecordQuery(sort: [RecordSort(field)]), in: "people")
            #expect(rising.records.map(\.key).joined() == "bacdegfhijklmno")
            let falling = RecordQuery(sort: [RecordSort(field, isDescending: true)])
            let reversed = try await store.page(falling, in: "people").records.map(\.key)
            #expect(reversed == rising.records.map(\.key).reversed())
        }
        let plain = try await store.page(RecordQuery(), in: "people")
        #expect(plain.records.map(\.key).joined() == "onmlkjihgfedcba")
    }

    func sortsByManyFields(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", indexed: ["a"])])
        for (key, values) in ["1": (2, 1), "2": (1, 1), "3": (2, 2), "4": (1, 1), "5": (1, 2)] as KeyValuePairs {
            _ = try await store.apply(.insert(key, #"{"a":\#(values.0),"b":\#(values.1)}"#))
        }
        let falling = RecordSort("b", isDescending: true)
        let orders: KeyValuePairs<String, [RecordSort]> = [
            "24513": [RecordSort("a"), RecordSort("b")], "54231": [RecordSort("a"), falling],
            "31524": [RecordSort("a", isDescending: true), falling, RecordSort("c")],
            "53241": [falling, RecordSort("a")],
        ]
        for (keys, sort) in orders {
            let found = try await store.page(RecordQuery(sort: sort), in: "people").records.map(\.key).joined()
            #expect(found == keys)
        }
    }

    func comparesNumbersExactly(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", indexed: ["n"])])
        let rising = [
            "-1e400", "-1e300", "-9007199254740993", "-9007199254740992", "-10.5", "-10.25", "-10", "-1", "-0.5",
            "-0.25",
            "-1e-400", "0", "1e-400", "1e-70", "0.1", "0.10000000000000001", "0.2", "1", "1.5", "2", "9", "10", "11",
            "99", "100", "9007199254740992", "9007199254740993", "18446744073709551616",
            "123456789012345678901234567890",
            "123456789012345678901234567891", "1e59", "1e60", "1e61", "1e300", "1e400", "1e4000",
        ]
        for (index, number) in rising.enumerated().reversed() {
            _ = try await store.apply(.insert("\(index)", #"{"n":\#(number)}"#))
        }
        let page = try await store.page(RecordQuery(sort: [RecordSort("n")], limit: 100), in: "people")
        #expect(page.records.map(\.key) == rising.indices.map(String.init))
        for (index, text) in rising.enumerated() {
            let number = try #require(JSONNumber(text))
            let less = RecordFilter("n", .less, [.number(number)])
            let equal = RecordFilter("n", .equal, [.number(number)])
            let lessCount = try await store.page(RecordQuery(filters: [less], limit: 100), in: "people").records.count
            let same = try await store.page(RecordQuery(filters: [equal]), in: "people").records.map(\.key)
            if lessCount != index || same != ["\(index)"] { Issue.record("\(text) compares wrongly") }
        }
    }

    func readsEscapes(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", indexed: ["name"])])
        _ = try await store.apply(.insert("a", #"{"x":"}\"]","n\u0061me":"\u0041\n","y":{"name":"no"}}"#))
        _ = try await store.apply(.insert("b", #"{"x":["{\"name\":1}"],"name":"\ud83d\ude00/\/"}"#))
        _ = try await store.apply(.insert("c", #"{"\\":"\"","name":"\u0000"}"#))
        for (text, key) in ["A\n": "a", "😀//": "b", "\u{0}": "c"] {
            for comparison: RecordFilter.Comparison in [.equal, .contains, .hasPrefix] {
                let filter = RecordFilter("name", comparison, [.string(text)])
                let page = try await store.page(RecordQuery(filters: [filter]), in: "people")
                #expect(page.records.map(\.key) == [key])
            }
        }
        let quote = RecordFilter(FieldPath(names: ["\\"]), .equal, ["\""])
        #expect(try await store.page(RecordQuery(filters: [quote]), in: "people").records.map(\.key) == ["c"])
    }
}
