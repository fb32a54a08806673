import LibYAML
import Testing

@Suite("libyaml events")
struct YAMLEventStreamTests {
    @Test("Events come in the order of the text, with anchors, tags, styles and 1-based places")
    func events() throws {
        var stream = YAMLEventStream(Array("--- !t\n&a 键: 'v'\nl: [*a, |-\n   x]\n".utf8))
        #expect(try stream.next() == .streamStart)
        #expect(try stream.next() == .documentStart)
        #expect(try stream.next() == .mappingStart(YAMLNodeProperties(tag: "!t")))
        #expect(try stream.next() == .scalar(YAMLNodeProperties(anchor: "a"), .plain))
        #expect(stream.start == YAMLMark(index: 7, line: 2, column: 1))
        #expect(content(of: stream) == "键")
        #expect(try stream.next() == .scalar(YAMLNodeProperties(), .singleQuoted))
        #expect(stream.start == YAMLMark(index: 13, line: 2, column: 7))
        #expect(content(of: stream) == "v")
        #expect(try stream.next() == .scalar(YAMLNodeProperties(), .plain))
        #expect(try stream.next() == .sequenceStart(YAMLNodeProperties()))
        #expect(content(of: stream).isEmpty)
        #expect(try stream.next() == .alias(anchor: "a"))
    }

    @Test("Every style is told apart, and tag handles are resolved")
    func styles() throws {
        var stream = YAMLEventStream(Array("- !!str \"d\"\n- 's'\n- |\n l\n- >\n f\n- p\n".utf8))
        var found: [YAMLScalarStyle] = []
        var tags: [String?] = []
        reading: while true {
            switch try stream.next() {
            case .scalar(let properties, let style):
                found.append(style)
                tags.append(properties.tag)
            case .streamEnd: break reading
            default: break
            }
        }
        #expect(found == [.doubleQuoted, .singleQuoted, .literal, .folded, .plain])
        #expect(tags == ["tag:yaml.org,2002:str", nil, nil, nil, nil])
    }

    @Test("A broken structure names the problem, its place, and what was being read")
    func syntaxError() throws {
        let error = try #require(failure(of: Array("a:\n  - [1, 2\nb: 3\n".utf8)))
        #expect(error.stage == .syntax)
        #expect(error.problem == "did not find expected ',' or ']'")
        #expect(error.mark == YAMLMark(index: 14, line: 3, column: 2))
        #expect(error.context == "while parsing a flow sequence")
        #expect(error.contextMark == YAMLMark(index: 7, line: 2, column: 5))
    }

    @Test("A byte that may not stand in YAML is named by its offset")
    func readerError() throws {
        let control = try #require(failure(of: Array("ab: \u{1}".utf8)))
        #expect(control.stage == .reader)
        #expect(control.byteOffset == 4)
        let invalid = try #require(failure(of: [0x61, 0x3A, 0x20, 0xC0, 0x80]))
        #expect(invalid.stage == .reader)
        #expect(invalid.byteOffset == 3)
    }

    @Test("An empty text is an empty stream, and there is nothing after its end")
    func emptyText() throws {
        var stream = YAMLEventStream([])
        #expect(try stream.next() == .streamStart)
        #expect(try stream.next() == .streamEnd)
        #expect(try stream.next() == .streamEnd)
    }

    private func content(of stream: borrowing YAMLEventStream) -> String {
        var bytes: [UInt8] = []
        stream.appendScalar(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func failure(of text: [UInt8]) -> YAMLStreamError? {
        var stream = YAMLEventStream(text)
        do throws(YAMLStreamError) {
            while true { if case .streamEnd = try stream.next() { return nil } }
        } catch {
            return error
        }
    }
}
