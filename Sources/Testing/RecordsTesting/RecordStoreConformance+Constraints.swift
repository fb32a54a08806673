import JSON
import Records
import Testing

extension RecordStoreConformance {
    func keepsUnique(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", unique: ["email", "address.code"])])
        _ = try await store.apply(.insert("a", #"{"email":"a@x","address":{"code":1}}"#))
        _ = try await store.apply(.insert("b", #"{"email":"b@x","address":{"code":2}}"#))
        let taken = RecordError.notUnique(field: "email", value: "a@x")
        #expect(await refusal { _ = try await store.apply(.insert("c", #"{"email":"a@x"}"#)) } == taken)
        #expect(await refusal { _ = try await store.apply(.replace("b", #"{"email":"a@x"}"#)) } == taken)
        let nested = await refusal { _ = try await store.apply(.insert("c", #"{"address":{"code":2}}"#)) }
        #expect(nested == .notUnique(field: "address.code", value: "2"))
        #expect(try await store.count(in: "people") == 2)
        // Its own value, a value set free by a change, and one set free by a deletion are no conflicts.
        _ = try await store.apply(.replace("a", #"{"email":"a@x","n":2}"#))
        _ = try await store.apply(.replace("a", #"{"email":"c@x"}"#))
        _ = try await store.apply(.insert("c", #"{"email":"a@x","address":{"code":1}}"#))
        _ = try await store.apply(.delete("b"))
        _ = try await store.apply(.insert("d", #"{"email":"b@x"}"#))
        #expect(try await store.count(in: "people") == 3)
    }

    func comparesUniqueByValue(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", unique: ["v"])])
        let different = [
            "{}", "{}", #"{"v":null}"#, #"{"v":null}"#, #"{"v":1}"#, #"{"v":"1"}"#, #"{"v":true}"#, #"{"v":"true"}"#,
            #"{"v":false}"#, #"{"v":0}"#, #"{"v":[1]}"#, #"{"v":"[1]"}"#, #"{"v":{"a":1,"b":2}}"#, #"{"v":""}"#,
            #"{"v":9007199254740993}"#, #"{"v":9007199254740992}"#, #"{"v":0.1}"#, #"{"v":0.10000000000000001}"#,
            "{\"v\":\"\u{E9}\"}", "{\"v\":\"e\u{301}\"}", #"{"v":[[1],2]}"#, #"{"v":[1,[2]]}"#, #"{"v":[[1,2]]}"#,
        ]
        for (index, text) in different.enumerated() { _ = try await store.apply(.insert("k\(index)", text)) }
        let same = [
            #"{"v":1.0}"#, #"{"v":10e-1}"#, #"{"v":-0}"#, #"{"v":[1.0]}"#, #"{"v":{"b":2,"a":1}}"#,
            #"{"v":9007199254740993.0}"#, #"{"v":"\u00e9"}"#, #"{"v":100e-3}"#, #"{"v":"\u0031"}"#,
        ]
        for text in same {
            let error = await refusal { _ = try await store.apply(.insert("twin", text)) }
            guard case .notUnique(let field, _) = error, field == "v" else {
                Issue.record(
                    "\(text) is another spelling of a value that is there, and was answered with \(String(describing: error))"
                )
                continue
            }
        }
    }

    func findsAnyFieldName(_ store: any RecordStore) async throws {
        let names = [
            "a.b", "a'b", "a\"b", "a\\b", "a/b", "a~b", "$", "[0]", "", " ", "名称", "\u{E9}", "e\u{301}", "a\u{0}b",
            "a\nb", "😀", "key", "body",
        ]
        for (index, name) in names.enumerated() {
            let field = FieldPath(names: ["outer", name])
            let collection = "c\(index)"
            try await store.declare([
                CollectionDefinition(
                    name: collection,
                    unique: [field],
                    indexed: [FieldPath(names: [name])],
                    references: [Reference(field: FieldPath(names: [name]), collection: collection)]
                )
            ])
            let own = JSONText.object([name: "\"one\"", "outer": JSONText.object([name: "1"])])
            _ = try await store.apply(.insert("one", own, in: collection))
            let twin = JSONText.object(["outer": JSONText.object([name: "1.0"])])
            let error = await refusal { _ = try await store.apply(.insert("two", twin, in: collection)) }
            #expect(error == .notUnique(field: field, value: "1.0"))
            let filter = RecordFilter(FieldPath(names: [name]), .equal, ["one"])
            let page = try await store.page(RecordQuery(filters: [filter]), in: collection)
            #expect(page.records.map(\.key) == ["one"])
        }
    }

    func keepsReferences(_ store: any RecordStore) async throws {
        try await store.declare([
            CollectionDefinition(name: "people"),
            CollectionDefinition(
                name: "pets",
                references: [
                    Reference(field: "owner.id", collection: "people"), Reference(field: "mother", collection: "pets"),
                ]
            ),
        ])
        _ = try await store.apply(.insert("7", "{}"))
        _ = try await store.apply(.insert("ann", "{}"))
        for (key, text) in ["a": "{}", "b": #"{"owner":null}"#, "c": #"{"owner":{"id":null}}"#] {
            _ = try await store.apply(.insert(key, text, in: "pets"))
        }
        _ = try await store.apply(.insert("d", #"{"owner":{"id":"ann"}}"#, in: "pets"))
        _ = try await store.apply(.insert("e", #"{"owner":{"id":7}}"#, in: "pets"))
        _ = try await store.apply(.insert("f", #"{"owner":{"id":70e-1},"mother":"f"}"#, in: "pets"))
        for (value, text) in [
            ("bob", #""bob""#), ("8", "8"), ("7.5", "7.5"), ("true", "true"), (#"["ann"]"#, #"["ann"]"#),
        ] {
            let expected = RecordError.danglingReference(field: "owner.id", value: value, collection: "people")
            let body = #"{"owner":{"id":\#(text)}}"#
            #expect(await refusal { _ = try await store.apply(.insert("x", body, in: "pets")) } == expected)
            #expect(await refusal { _ = try await store.apply(.replace("a", body, in: "pets")) } == expected)
        }
        #expect(try await store.record("x", in: "pets") == nil)
        let used = RecordError.referenced(collection: "pets", field: "owner.id")
        #expect(await refusal { _ = try await store.apply(.delete("ann")) } == used)
        _ = try await store.apply(.replace("d", #"{"owner":{"id":7}}"#, in: "pets"))
        _ = try await store.apply(.delete("ann"))
        #expect(await refusal { _ = try await store.apply(.delete("7")) } == used)
        // A record that refers to itself is not held by that.
        _ = try await store.apply([.delete("d", in: "pets"), .delete("e", in: "pets"), .delete("f", in: "pets")])
        _ = try await store.apply(.delete("7"))
        #expect(try await store.count(in: "people") == 0)
    }

    func knowsDeclaredCollectionsOnly(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people")])
        let unknown = RecordError.unknownCollection(name: "pets")
        #expect(await refusal { _ = try await store.record("a", in: "pets") } == unknown)
        #expect(await refusal { _ = try await store.page(RecordQuery(), in: "pets") } == unknown)
        #expect(await refusal { _ = try await store.count(in: "pets") } == unknown)
        #expect(await refusal { _ = try await store.apply(.insert("a", "{}", in: "pets")) } == unknown)
        let lost = CollectionDefinition(name: "toys", references: [Reference(field: "pet", collection: "pets")])
        #expect(await refusal { try await store.declare([lost]) } == unknown)
        #expect(await refusal { _ = try await store.count(in: "toys") } == .unknownCollection(name: "toys"))
    }

    func checksDeclarations(_ store: any RecordStore) async throws {
        try await store.declare([CollectionDefinition(name: "people", indexed: ["email"])])
        for (key, email) in [("a", "\"x\""), ("b", "\"y\""), ("c", "\"y\""), ("d", "null"), ("e", "null")] {
            _ = try await store.apply(.insert(key, #"{"email":\#(email)}"#))
        }
        let error = await refusal {
            try await store.declare([
                CollectionDefinition(name: "new"), CollectionDefinition(name: "people", unique: ["email"]),
            ])
        }
        #expect(error == .duplicateValues(collection: "people", field: "email", value: "y"))
        #expect(await refusal { _ = try await store.count(in: "new") } == .unknownCollection(name: "new"))
        _ = try await store.apply(.insert("f", #"{"email":"y"}"#))
        _ = try await store.apply([.delete("c"), .delete("f")])
        try await store.declare([CollectionDefinition(name: "people", unique: ["email"])])
        #expect(await refusal { _ = try await store.apply(.insert("c", #"{"email":"y"}"#)) } != nil)
    }

    func redeclares(_ store: any RecordStore) async throws {
        let people = CollectionDefinition(name: "people", unique: ["a"], indexed: ["b"])
        try await store.declare([people, CollectionDefinition(name: "pets")])
        _ = try await store.apply(.insert("1", #"{"a":1,"b":1}"#))
        _ = try await store.apply(.insert("2", "{}", in: "pets"))
        try await store.declare([people])
        try await store.declare([
            CollectionDefinition(
                name: "people",
                unique: ["b"],
                references: [Reference(field: "pet", collection: "pets")]
            )
        ])
        #expect(try await store.count(in: "pets") == 1)
        #expect(await refusal { _ = try await store.apply(.insert("2", #"{"b":1}"#)) } != nil)
        #expect(await refusal { _ = try await store.apply(.insert("2", #"{"pet":"3"}"#)) } != nil)
        _ = try await store.apply(.insert("2", #"{"a":1,"b":2,"pet":"2"}"#))
        #expect(await refusal { _ = try await store.apply(.delete("2", in: "pets")) } != nil)
        try await store.declare([CollectionDefinition(name: "people")])
        _ = try await store.apply(.delete("2", in: "pets"))
        // The reference went away, so it leads nowhere and does not hinder other changes when it is back.
        try await store.declare([
            CollectionDefinition(name: "people", references: [Reference(field: "pet", collection: "pets")])
        ])
        _ = try await store.apply(.replace("2", #"{"a":2,"pet":"2"}"#))
        #expect(await refusal { _ = try await store.apply(.replace("2", #"{"pet":"3"}"#)) } != nil)
    }
}

/// JSON text put together for samples with unusual names.
enum JSONText {
    static func object(_ members: KeyValuePairs<String, String>) -> String {
        "{" + members.map { "\(string($0.key)):\($0.value)" }.joined(separator: ",") + "}"
    }

    private static func string(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\\(scalar)"
            case "\u{0}": quoted += "\\u0000"
            case "\n": quoted += "\\n"
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
