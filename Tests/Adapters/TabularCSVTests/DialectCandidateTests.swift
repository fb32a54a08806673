import Tabular
import TabularTesting
import Testing

@testable import TabularCSV

@Suite("Dialects that were considered")
struct DialectCandidateTests {
    private func source(_ text: String, _ options: SourceOptions = SourceOptions()) -> CSVSource<InMemoryText> {
        CSVSource(InMemoryText(text), options: options)
    }

    @Test("They come with what speaks for them, the best first, and that is the one that is used")
    func candidates() throws {
        var source = source("id;name;price\n1;a,b;1,5\n2;c,d;2,5\n3;e,f;3,5\n")
        let candidates = try source.dialectCandidates()
        #expect(Set(candidates.map(\.dialect.delimiter)) == [[UInt8(ascii: ";")], [UInt8(ascii: ",")]])
        #expect(candidates.map(\.score) == candidates.map(\.score).sorted(by: >))
        let best = try #require(candidates.first)
        #expect(best.width == 3 && best.fit == 1 && best.quoteFit == 1 && (0...1).contains(best.types))
        // Asking reads nothing away.
        let shape = try source.shape()
        #expect(shape.dialect?.delimiter == best.dialect.delimiter && shape.header == ["id", "name", "price"])
        var batch = RecordBatch()
        #expect(try source.next(into: &batch))
        #expect(batch.count == 3)
    }

    @Test("There are none when each line is one field, and one delimiter when it is given")
    func few() throws {
        var lines = source("a\nb\nc\n")
        #expect(try lines.dialectCandidates().isEmpty)
        var options = SourceOptions()
        options.delimiter = [UInt8(ascii: ",")]
        var given = source("a;b,c\n1;2,3\n", options)
        #expect(try given.dialectCandidates().map(\.dialect.delimiter) == [[UInt8(ascii: ",")]])
        var named = source("sep=|\na|b,c\n1|2,3\n")
        #expect(try named.dialectCandidates().map(\.dialect.delimiter) == [[UInt8(ascii: "|")]])
    }
}
