import JSON
import Testing

@testable import JSONSelector

@Suite("Selectors (RFC 9535)")
struct JSONSelectorTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let selector: String
        let found: [String]
        var testDescription: String { selector }

        init(_ selector: String, _ found: String...) {
            self.selector = selector
            self.found = found
        }
    }

    static let text = #"""
        {
          "paths": {
            "/a": {"get": {"tags": ["x", "y"], "n": 1}, "x-a": 1},
            "/b/{id}": {"get": {"n": 5, "deep": {"n": 7}}, "put": {"tags": [], "n": 1.0}}
          },
          "list": [0, 1, 2, 3, 4],
          "odd 'name'": "q",
          "text": {"a": "order-1", "b": "border-12", "c": 3},
          "null": null
        }
        """#

    static let samples = [
        Sample("$", ""),
        Sample("$.list", "/list"),
        Sample("$['list']", "/list"),
        Sample("$[\"list\"]", "/list"),
        Sample("$['odd \\'name\\'']", "/odd 'name'"),
        Sample("$['\\u006cist']", "/list"),
        Sample("$['list','null']", "/list", "/null"),
        Sample("$[ 'null' , 'list' , 'list' ]", "/list", "/null"),
        Sample("$.nothing"),
        Sample("$.list.name"),
        Sample("$.paths.*", "/paths/~1a", "/paths/~1b~1{id}"),
        Sample("$.paths[*].get", "/paths/~1a/get", "/paths/~1b~1{id}/get"),
        Sample("$.paths['/a'].x-a", "/paths/~1a/x-a"),
        Sample(
            "$..n",
            "/paths/~1a/get/n",
            "/paths/~1b~1{id}/get/n",
            "/paths/~1b~1{id}/get/deep/n",
            "/paths/~1b~1{id}/put/n"
        ),
        Sample("$..get..n", "/paths/~1a/get/n", "/paths/~1b~1{id}/get/n", "/paths/~1b~1{id}/get/deep/n"),
        Sample("$.paths..tags[*]", "/paths/~1a/get/tags/0", "/paths/~1a/get/tags/1"),
        Sample("$..[1]", "/paths/~1a/get/tags/1", "/list/1"),
        Sample("$.list[0]", "/list/0"),
        Sample("$.list[-1]", "/list/4"),
        Sample("$.list[5]"),
        Sample("$.list[-6]"),
        Sample("$.list[1:3]", "/list/1", "/list/2"),
        Sample("$.list[3:]", "/list/3", "/list/4"),
        Sample("$.list[:2]", "/list/0", "/list/1"),
        Sample("$.list[-2:]", "/list/3", "/list/4"),
        Sample("$.list[::2]", "/list/0", "/list/2", "/list/4"),
        Sample("$.list[1::2]", "/list/1", "/list/3"),
        Sample("$.list[::-2]", "/list/0", "/list/2", "/list/4"),
        Sample("$.list[3:1:-1]", "/list/2", "/list/3"),
        Sample("$.list[::0]"),
        Sample("$.list[0, 2:4]", "/list/0", "/list/2", "/list/3"),
        Sample("$.list[?@ > 2]", "/list/3", "/list/4"),
        Sample("$.list[?(@ >= 1 && @ <= 2)]", "/list/1", "/list/2"),
        Sample("$.list[?@ == 0 || @ == 4]", "/list/0", "/list/4"),
        Sample("$.list[?(@ < 1 || !(@ < 4))]", "/list/0", "/list/4"),
        Sample("$.list[?@ != 1]", "/list/0", "/list/2", "/list/3", "/list/4"),
        Sample("$.list[?@ == '1']"),
        Sample("$.paths[*][?@.tags]", "/paths/~1a/get", "/paths/~1b~1{id}/put"),
        Sample("$.paths[*][?!@.tags]", "/paths/~1a/x-a", "/paths/~1b~1{id}/get"),
        Sample("$.paths[*][?@.tags[0]]", "/paths/~1a/get"),
        Sample("$.paths[*][?@.tags[0] == 'x']", "/paths/~1a/get"),
        Sample("$.paths[*][?@.tags[?@ == 'y']]", "/paths/~1a/get"),
        Sample("$.paths[*][?@.n == 1]", "/paths/~1a/get", "/paths/~1b~1{id}/put"),
        Sample("$.paths[*][?@.n == $.list[1]]", "/paths/~1a/get", "/paths/~1b~1{id}/put"),
        Sample("$.paths[*][?length(@.tags) == 2]", "/paths/~1a/get"),
        Sample("$.paths[*][?count(@.*) == 2]", "/paths/~1a/get", "/paths/~1b~1{id}/get", "/paths/~1b~1{id}/put"),
        Sample("$[?@ == null]", "/null"),
        Sample("$.list[?@.a == @.b]", "/list/0", "/list/1", "/list/2", "/list/3", "/list/4"),
        Sample("$.text[?match(@, 'order-[0-9]+')]", "/text/a"),
        Sample("$.text[?search(@, 'order-[0-9]+')]", "/text/a", "/text/b"),
        Sample("$.text[?length(@) > 7]", "/text/b"),
        Sample("$ .list [0]", "/list/0"),
        Sample("$ ['list'] [ 1 : 3 ]", "/list/1", "/list/2"),
        Sample("$.list[?@ > 2 && @ [0] != 1]", "/list/3", "/list/4"),
        Sample("$.paths[*][?value(@.tags[*]) == 'x']"),
        Sample("$.paths[*][?value(@.tags[0]) == 'x']", "/paths/~1a/get"),
        Sample("$.paths[*][?value(@..deep.n) == 7]", "/paths/~1b~1{id}/get"),
        Sample("$.paths[*][?@..n]", "/paths/~1a/get", "/paths/~1b~1{id}/get", "/paths/~1b~1{id}/put"),
        Sample("$.paths[*][?count(@..n) > 1]", "/paths/~1b~1{id}/get"),
        Sample("$.paths[*][?count(@['n','n']) == 2]", "/paths/~1a/get", "/paths/~1b~1{id}/get", "/paths/~1b~1{id}/put"),
        Sample("$.paths[*][?length(value(@.tags)) == 2]", "/paths/~1a/get"),
        Sample("$.list[?length('abc') == @]", "/list/3"),
        Sample("$.text[?match('order-1', @)]", "/text/a"),
        Sample("$.text[?search('x-border-12-y', @)]", "/text/a", "/text/b"),
        Sample("$.paths[*].get^", "/paths/~1a", "/paths/~1b~1{id}"),
        Sample("$.paths[*].get^^", "/paths"),
        Sample("$^"),
    ]

    @Test("A selector picks these values, each once, in the order of the document", arguments: samples)
    func picks(_ sample: Sample) throws {
        let document = try JSONParser().parse(Array(Self.text.utf8))
        let found = try JSONSelector(sample.selector).nodes(in: document.root).map(\.pointer.description)
        #expect(found == sample.found)
    }

    @Test("What a filter asks of the root is looked up once, however many values it is asked for")
    func rootFilters() throws {
        let elements = (0..<30_000).map { JSONValue.integer($0) }
        let document = JSONDocument(JSONValue.object([JSONValue.Member("a", .array([.array(elements)]))]))
        for filter in ["$.a[*][*]", "count($.a[*][*]) == 30000", "@ != $.a[0][0] || @ == 0", "!$.b[*]"] {
            #expect(try JSONSelector("$.a[0][?\(filter)]").nodes(in: document.root).count == 30_000)
        }
        #expect(try JSONSelector("$.a[0][?$.a[*][?@ < 0]]").nodes(in: document.root).isEmpty)
    }

    @Test("A text that a pattern cannot judge within its limits is not picked, and told")
    func undecided() throws {
        let text = String(repeating: "a", count: 2_000) + "!"
        let document = JSONDocument(JSONValue.array([.string(text), .string("aab")]))
        let selection = try JSONSelector(#"$[?search(@, '(a+)+\\1b')]"#).selection(in: document.root)
        #expect(selection.nodes.map(\.pointer.description) == ["/1"])
        #expect(selection.undecided.map(\.pointer.description) == ["/0"])
    }

    @Test("'~' picks names, and elements have none")
    func picksNames() throws {
        let document = try JSONParser().parse(Array(Self.text.utf8))
        let names = try JSONSelector("$.paths[*]~").nodes(in: document.root).compactMap(\.string)
        #expect(names == ["/a", "/b/{id}"])
        #expect(try JSONSelector("$.list[*]~").nodes(in: document.root).isEmpty)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let selector: String
        let code: JSONSelectorError.Code
        let offset: Int
        var testDescription: String { String(selector.prefix(40)) }

        init(_ selector: String, _ code: JSONSelectorError.Code, at offset: Int) {
            self.selector = selector
            self.code = code
            self.offset = offset
        }
    }

    static let refusals = [
        Refusal("", .unexpected, at: 0),
        Refusal("paths", .unexpected, at: 0),
        Refusal("$paths", .unexpected, at: 1),
        Refusal("$.", .unexpected, at: 2),
        Refusal("$..", .unexpected, at: 3),
        Refusal("$.a b", .unexpected, at: 3),
        Refusal("$[", .unexpected, at: 2),
        Refusal("$[]", .unexpected, at: 2),
        Refusal("$['a'", .unexpected, at: 5),
        Refusal("$['a]", .invalidText, at: 2),
        Refusal("$['\\x']", .invalidText, at: 2),
        Refusal("$['\\ud800']", .invalidText, at: 2),
        Refusal("$[99999999999999999999]", .invalidNumber, at: 2),
        Refusal("$[-]", .invalidNumber, at: 2),
        Refusal("$.a~.b", .unexpected, at: 4),
        Refusal("$[?]", .unexpected, at: 3),
        Refusal("$[?@.a ==]", .unexpected, at: 9),
        Refusal("$[?@.a == x]", .unexpected, at: 10),
        Refusal("$[?1]", .unexpected, at: 4),
        Refusal("$[?(@.a]", .unexpected, at: 7),
        Refusal(" $", .unexpected, at: 0),
        Refusal("$ ", .unexpected, at: 1),
        Refusal("$.a ", .unexpected, at: 3),
        Refusal("$. a", .unexpected, at: 2),
        Refusal("$[01]", .invalidNumber, at: 2),
        Refusal("$[-0]", .invalidNumber, at: 2),
        Refusal("$[-01]", .invalidNumber, at: 2),
        Refusal("$[1:02]", .invalidNumber, at: 4),
        Refusal("$[?@[00] == 1]", .invalidNumber, at: 5),
        Refusal("$[?@.a == 01]", .unexpected, at: 10),
        Refusal("$['\\\"']", .invalidText, at: 2),
        Refusal("$[\"\\'\"]", .invalidText, at: 2),
        Refusal("$['a\tb']", .invalidText, at: 2),
        Refusal("$[?!!@.a]", .unexpected, at: 4),
        Refusal("$[?!@.a == 1]", .unexpected, at: 8),
        Refusal("$[?@..a == 1]", .unexpected, at: 3),
        Refusal("$[?length(@.*) == 1]", .unexpected, at: 10),
        Refusal("$[?length (@.a) == 1]", .unexpected, at: 3),
        Refusal("$[?length(@.a)]", .unexpected, at: 14),
        Refusal("$[?value(@.a)]", .unexpected, at: 13),
        Refusal("$[?match(@.*, 'a')]", .unexpected, at: 9),
        Refusal("$[?match(@.a, 'a') == true]", .unexpected, at: 19),
        Refusal("$[?@.* == 1]", .unexpected, at: 3),
        Refusal("$[?match(@.a, 'x(')]", .invalidPattern, at: 14),
        Refusal("$[?match(@.a)]", .unexpected, at: 12),
        Refusal("$" + String(repeating: ".a", count: 2_048), .tooLong, at: 0),
    ]

    @Test("A selector that cannot be read is refused where it goes wrong", arguments: refusals)
    func refuses(_ refusal: Refusal) throws {
        let error = #expect(throws: JSONSelectorError.self) { try JSONSelector(refusal.selector) }
        #expect(error?.code == refusal.code)
        #expect(error?.offset == refusal.offset)
    }

    @Test("Filters nest to the limit and not one level further")
    func depth() throws {
        let deepest = JSONSelector.maximumDepth
        func selector(_ depth: Int) -> String {
            "$[?" + String(repeating: "(", count: depth - 1) + "@.a" + String(repeating: ")", count: depth - 1) + "]"
        }
        _ = try JSONSelector(selector(deepest))
        let error = #expect(throws: JSONSelectorError.self) { try JSONSelector(selector(deepest + 1)) }
        #expect(error?.code == .tooDeep)
    }

    @Test("A selector may have as many bytes as the limit says")
    func length() throws {
        let text = "$" + String(repeating: ".a", count: 2_047) + "^"
        #expect(text.utf8.count == JSONSelector.maximumByteCount)
        _ = try JSONSelector(text)
    }
}
