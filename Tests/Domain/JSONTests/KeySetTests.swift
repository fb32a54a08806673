@testable import JSON
import Testing

@Suite("Names given twice")
struct KeySetTests {
    @Test("A second name is refused at its quote, whatever its length and escapes")
    func twice() {
        Refusal.check([
            Refusal(#"{"a":1,"a":2}"#, .duplicateKey, at: 7), Refusal(#"{"a":1,"\u0061":2}"#, .duplicateKey, at: 7),
            Refusal(#"{"\u0061":1,"a":2}"#, .duplicateKey, at: 12), Refusal(#"{"":1,"":2}"#, .duplicateKey, at: 6),
            Refusal(#"{"longerThanEight":1,"x":2,"longerThanEight":3}"#, .duplicateKey, at: 27),
            Refusal(#"{"longerThanEight":1,"x":2,"longerThan\u0045ight":3}"#, .duplicateKey, at: 27),
            Refusal(#"{"longerThan\u0045ight":1,"longer\u0054hanEight":3}"#, .duplicateKey, at: 26),
            Refusal(#"[{"a":1},{"b":1,"c":{"d":1,"d":2}}]"#, .duplicateKey, at: 27),
            Refusal(#"{"a":{"b":1,"b":2},"a":1}"#, .duplicateKey, at: 12),
            Refusal(#"{"中文":1,"中文":2}"#, .duplicateKey, at: 12),
            Refusal(#"{"a\u0000":1,"a\u0000":2}"#, .duplicateKey, at: 13),
        ])
    }

    @Test("Names that only resemble each other are different")
    func different() throws {
        let texts = [
            #"{"a":1,"A":2}"#, #"{"a":1,"b":{"a":1},"c":[{"a":1},{"a":1}]}"#,
            #"{"a":1,"a\u0000":2,"a\u0000\u0000":3,"":4}"#,
            "{\"é\":1,\"e\u{301}\":2}", #"{"sevenby":1,"sevenby8":2,"sevenby89":3}"#, #"{"abcdefgh1":1,"abcdefgh2":2}"#,
        ]
        for text in texts { #expect(try JSONParser().parse(text).root.count > 1) }
    }

    @Test(
        "The same names again and again are checked, also when one of them changes",
        arguments: [3, 9, 10, 11, 12, 40]
    )
    func shapes(count: Int) throws {
        let names = (0..<count).map { "member\($0)" }
        let members = names.map { "\"\($0)\":0" }.joined(separator: ",")
        let object = "{\(members)}"
        let list = Array(repeating: object, count: 50)
        #expect(try JSONParser().parse("[\(list.joined(separator: ","))]").root.count == 50)
        for position in 0..<(count - 1) {
            var changed = names
            changed[count - 1] = names[position]
            let twice = "{" + changed.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
            let text = "[" + (list + [twice]).joined(separator: ",") + "]"
            #expect(Refusal.error(of: Array(text.utf8))?.code == .duplicateKey)
        }
    }

    /// Short names that share a slot of a table of 1,024 when their bits are spread without a seed, half of them each way.
    private static let prepared: [String] = {
        var names: [String] = []
        var number = 0
        while names.count < 400 {
            number += 1
            let name = String(String(number + 10_000_000, radix: 26).suffix(7))
            let hash = KeyHash.hash(name)
            let spreads = [hash &* 0x9E37_79B9_7F4A_7C15 >> 32, KeyHash.spread(hash, seed: 0)]
            if spreads[number & 1] & 1023 == 0, !names.contains(name) { names.append(name) }
        }
        return names
    }()

    @Test("Names that were made to share a slot do not")
    func collisions() {
        var keys = KeySet()
        var open = OpenNames()
        for (index, name) in Self.prepared.enumerated() {
            keys.add(hash: KeyHash.hash(name), offset: 0, length: name.utf8.count)
            #expect(open.add(hash: KeyHash.hash(name), node: index, isSame: { _ in false }) == nil)
        }
        let text = Array("{}".utf8)
        #expect(keys.close(from: 0, text: text.span, decoded: []) == nil)
        // Without the seed they would meet some 20,000 times.
        #expect(keys.collisionCount < 2_000)
        #expect(open.collisionCount < 2_000)
    }

    @Test("A hundred thousand names in one object are told apart", arguments: ["n", "aLongerNameThanEightBytes"])
    func many(prefix: String) throws {
        let members = (0..<100_000).map { "\"\(prefix)\($0)\":\($0)" }
        let root = try JSONParser().parse("{" + members.joined(separator: ",") + "}").root
        #expect(root.count == 100_000)
        #expect(root["\(prefix)99999"]?.integer == 99_999)
        let text = "{" + members.joined(separator: ",") + ",\"\(prefix)50000\":1}"
        let error = try #require(Refusal.error(of: Array(text.utf8)))
        #expect(error.code == .duplicateKey)
        #expect(error.excerpt == "\(prefix)50000")
    }
}
