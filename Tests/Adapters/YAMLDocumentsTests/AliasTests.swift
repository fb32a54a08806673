import Diagnostics
import JSON
import Testing
import YAMLDocuments

@Suite("Anchors, aliases and merge keys")
struct AliasTests {
    @Test("An alias is the value of the last anchor of its name")
    func aliases() {
        Reading.check([
            Reading(
                "x: &a {p: 1, q: [2]}\ny: *a\nz: [*a, *a]\n",
                #"{"x":{"p":1,"q":[2]},"y":{"p":1,"q":[2]},"z":[{"p":1,"q":[2]},{"p":1,"q":[2]}]}"#
            ),
            Reading("x: &a 5\ny: *a\n", #"{"x":5,"y":5}"#),
            Reading("x: &a 0xFF\ny: *a\n*a : z\n", #"{"x":255,"y":255,"0xFF":"z"}"#),
            Reading("- &a a\n- &a b\n- *a\n", #"["a","b","b"]"#),
            Reading("- &a [&a x]\n- *a\n", #"[["x"],"x"]"#),
            Reading("a: &x\nb: *x\n", #"{"a":null,"b":null}"#),
            Reading("&k key: v\nother: *k\n", #"{"key":"v","other":"key"}"#),
            Reading("&k 200: v\nother: *k\n", #"{"200":"v","other":200}"#),
            Reading("&k 0x10: v\nother: *k\n", #"{"0x10":"v","other":16}"#),
            Reading("key: &k v\n*k : w\n", #"{"key":"v","v":"w"}"#),
            Reading("a: &1 1\nb: &2 [*1, *1]\nc: [*2, *2]\n", #"{"a":1,"b":[1,1],"c":[[1,1],[1,1]]}"#),
        ])
    }

    @Test("A plain '<<' merges mappings; explicit keys win, then earlier mappings")
    func merging() {
        Reading.check([
            Reading("b: &b {a: 1, b: 2}\nd:\n  <<: *b\n  b: 3\n", #"{"b":{"a":1,"b":2},"d":{"b":3,"a":1}}"#),
            Reading("b: &b {a: 1}\nd:\n  b: 3\n  <<: *b\n", #"{"b":{"a":1},"d":{"b":3,"a":1}}"#),
            Reading(
                "b: &b {a: 1, b: 2}\nc: &c {b: 5, c: 6}\nd: {<<: [*b, *c]}\n",
                #"{"b":{"a":1,"b":2},"c":{"b":5,"c":6},"d":{"a":1,"b":2,"c":6}}"#
            ),
            Reading("{<<: {a: 5, y: 6}, x: 0, a: 1}", #"{"x":0,"a":1,"y":6}"#),
            Reading("{<<: [{a: 1}, {a: 2, b: 3}]}", #"{"a":1,"b":3}"#),
            Reading(
                "a: &a {x: 1}\nb: &b {<<: *a, y: 2}\nc: {<<: *b, x: 3}\n",
                #"{"a":{"x":1},"b":{"y":2,"x":1},"c":{"x":3,"y":2}}"#
            ),
            Reading("l: &l [{a: 1}, {b: 2}]\nm: {<<: *l}\n", #"{"l":[{"a":1},{"b":2}],"m":{"a":1,"b":2}}"#),
            Reading("{<<: &i {a: 1}, b: *i}", #"{"b":{"a":1},"a":1}"#),
            Reading("{<<: {}}", "{}"),
            Reading("{<<: []}", "{}"),
        ])
    }

    @Test("'<<' with any other value, or in quotes, is an ordinary key")
    func ordinaryKey() {
        Reading.check([
            Reading("{<<: 1}", #"{"<<":1}"#),
            Reading("{<<: [1, {a: 2}]}", #"{"<<":[1,{"a":2}]}"#),
            Reading("{'<<': {a: 1}}", #"{"<<":{"a":1}}"#),
            Reading("a: &a x\nb: {<<: *a}\n", #"{"a":"x","b":{"<<":"x"}}"#),
        ])
    }

    @Test("Aliases of aliases are refused before they expand")
    func laughs() throws {
        var yaml = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...30 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            yaml += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let error = try #require(throws: YAMLError.self) { try YAMLReader().read(Array(yaml.utf8)) }
        #expect(error.code == .aliasExpansion)
        #expect(error.position.line == 6)
    }

    @Test("Merging that does the same over and over is refused, though it adds no members")
    func mergeLaughs() throws {
        var yaml = "a0: &a0 {x: 1}\n"
        for level in 1...60 { yaml += "a\(level): &a\(level) {<<: [*a\(level - 1), *a\(level - 1)]}\n" }
        let error = try #require(throws: YAMLError.self) { try YAMLReader().read(Array(yaml.utf8)) }
        #expect(error.code == .aliasExpansion)
    }

    @Test("A long text under many aliases is refused, though its nodes are few")
    func longText() throws {
        let yaml = "a: &a \(String(repeating: "x", count: 100_000))\nb:\n" + String(repeating: "- *a\n", count: 5000)
        let error = try #require(throws: YAMLError.self) { try YAMLReader().read(Array(yaml.utf8)) }
        #expect(error.code == .aliasExpansion)
    }

    @Test("The alias limits hold exactly")
    func limits() throws {
        var limits = YAMLLimits(maximumAliasFactor: 0, aliasAllowance: 4)
        let yaml = Array("- &a [1, 2]\n- *a\n- *a\n".utf8)
        #expect(throws: Never.self) { try YAMLReader(limits: limits).read(yaml) }
        limits.aliasAllowance = 3
        let error = try #require(throws: YAMLError.self) { try YAMLReader(limits: limits).read(yaml) }
        #expect(error.code == .aliasExpansion)
        #expect(error.position == SourcePosition(line: 3, column: 3))
    }
}
