import Tabular
import TabularTesting
import Testing

@testable import TabularCSV

@Suite("CSV source")
struct CSVSourceTests {
    static func options(_ change: (inout SourceOptions) -> Void) -> SourceOptions {
        var options = SourceOptions()
        change(&options)
        return options
    }

    static let table = "id,name,city\n1,Ann,Rome\n2,Bob,Oslo\n3,Cyd,Bonn\n4,Dan,Nice\n"

    @Test("Records of another width stay as they are, are filled, cut or marked, as asked")
    func ragged() throws {
        let text = Self.table + "5,Eve\n6,Fay,Lima,,\n7,Gus,Riga,x\n"
        let kept = try Reading(text)
        #expect(kept.records.suffix(3) == [["5", "Eve"], ["6", "Fay", "Lima", "", ""], ["7", "Gus", "Riga", "x"]])
        #expect(kept.counts.shortRecords == 1 && kept.counts.longRecords == 2)
        let filled = try Reading(text, options: Self.options { ($0.short, $0.long) = (.fill, .dropEmpty) })
        #expect(filled.records.suffix(3) == [["5", "Eve", ""], ["6", "Fay", "Lima"], ["7", "Gus", "Riga", "x"]])
        #expect(filled.flags.suffix(3) == [.filled, .repaired, .extraFields])
        #expect(filled.repairs == [.missingFields, .emptyExtraFields])
        let rejected = try Reading(text, options: Self.options { ($0.short, $0.long) = (.reject, .reject) })
        #expect(rejected.flags.suffix(3) == [.missingFields, .extraFields, .extraFields])
    }

    @Test("A line with exactly the fields under another delimiter is divided by that")
    func otherDelimiter() throws {
        let reading = try Reading(Self.table + "5;Eve;Lima\n6;Fay\n7,Gus,Riga\n")
        #expect(reading.records.suffix(3) == [["5", "Eve", "Lima"], ["6;Fay"], ["7", "Gus", "Riga"]])
        #expect(reading.repairs == [.otherDelimiter])
    }

    @Test("The header is found, given, or there is none")
    func header() throws {
        #expect(try Reading(Self.table).shape.header == ["id", "name", "city"])
        let none = try Reading(Self.table, options: Self.options { $0.header = .none })
        #expect(none.shape.header == [] && none.records.count == 5)
        let two = try Reading(Self.table, options: Self.options { $0.header = .records(count: 2) })
        #expect(two.shape.header == ["id 1", "name Ann", "city Rome"])
        #expect(two.shape.headerCount == 2 && two.records.count == 3)
        let named = try Reading(
            "1,Ann\n2,Bob\n",
            options: Self.options { ($0.header, $0.columnNames) = (.none, ["id", "name"]) }
        )
        #expect(named.rows == [["id", "name"], ["1", "Ann"], ["2", "Bob"]])
        #expect(named.shape.headerCount == 0)
    }

    @Test("Lines at the start, records at the end and comments are left out as asked")
    func skipping() throws {
        let text = "x\ny;z\n" + Self.table + "# a,b,c\n5,Eve,Lima\n#\n6,Fay,Riga\n"
        let reading = try Reading(
            text,
            options: Self.options {
                $0.skippedLineCount = 2
                $0.skippedFooterCount = 1
                $0.comment = Array("#".utf8)
            }
        )
        #expect(reading.shape.header == ["id", "name", "city"])
        #expect(reading.records.map(\.first) == ["1", "2", "3", "4", "5"])
        #expect(reading.places.map(\.line) == [4, 5, 6, 7, 9])
        #expect(reading.places.first?.byteOffset == 6 + 13)
        #expect(reading.counts.commentLines == 2 && reading.counts.footerRecords == 1)
    }

    @Test("A footer is left out at the end of the stream, and lines like it are records elsewhere")
    func footer() throws {
        var text = "id,name,city\n"
        for index in 0..<300 { text += index == 150 ? "no more data here\n" : "\(index),Ann,Rome\n" }
        let footer = "total: 300\n\nmade by Ann\n"
        for size in [16, 1_000, 100_000] {
            let options = Self.options {
                $0.limits.sampleByteCount = 1_000
                $0.limits.batchByteCount = size
            }
            let reading = try Reading(Array((text + footer).utf8), options: options, chunkByteCount: size)
            #expect(reading.records.count == 300)
            #expect(reading.records[150] == ["no more data here"])
            #expect(reading.records.last == ["299", "Ann", "Rome"])
            #expect(reading.counts.footerRecords == 2 && reading.counts.blankLines == 1)
            #expect(reading.places.map(\.line) == Array(2...301))
        }
    }

    @Test("Records in which undecodable bytes stand are marked")
    func strays() throws {
        /// Text with two undecodable bytes, as a decoder reports them.
        struct StrayText: TextChunks {
            var isRead = false
            var assumptions: [Assumption] { [] }
            var strayByteCount: Int { 2 }

            mutating func read(into text: inout [UInt8], origins: inout OriginMap) throws(TabularError) -> Bool {
                guard !isRead else { return false }
                isRead = true
                let all = "id,name\n1,a\u{FFFD}\n2,b\n3,\u{FFFD}\n4,d\n"
                text += Array(all.utf8)
                for (offset, origin) in [(11, 11), (21, 19)] {
                    origins.addStray(textOffset: offset, originOffset: origin)
                    origins.add(textOffset: offset + 3, originOffset: origin + 1)
                }
                return true
            }
        }
        var source = CSVSource(StrayText())
        var batch = RecordBatch()
        #expect(try source.next(into: &batch))
        #expect(batch.records.map { $0.flags.contains(.undecodable) } == [true, false, true, false])
        #expect((0..<4).map { batch.place(of: $0).byteOffset } == [8, 13, 17, 21])
        #expect(source.counts.strayBytes == 2)
    }

    @Test("A source with nothing in it has no columns and no records")
    func empty() throws {
        for text in ["", "\u{FEFF}"] {
            let reading = try Reading(text)
            #expect(reading.shape.columnCount == 0 && reading.rows.isEmpty)
        }
    }

    @Test("Many records in a row of another width are told as drift")
    func drift() throws {
        var text = "id,name,city\n"
        for index in 0..<2_000 { text += "\(index),Ann,Rome\n" }
        #expect(try Reading(text).counts.drifts == 0)
        for index in 0..<2_000 { text += "\(index),Ann,Rome,Italy\n" }
        #expect(try Reading(text).counts.drifts == 2)
    }

    @Test("What was assumed is told, with what else could be")
    func assumptions() throws {
        let shape = try Reading("Report\n\n" + Self.table.replacing(",", with: ";")).shape
        let told = shape.assumptions.map { "\($0.subject.rawValue) \($0.value)" }
        #expect(told == ["delimiter ';'", "quote \"", "lineEnds LF", "header 1", "preamble 2"])
        #expect(shape.preambleCount == 2)
    }
}

@Suite("Several tables in one source")
struct TableBreaksTests {
    static let text =
        CSVSourceTests.table + (5..<60).map { "\($0),Eve,Lima\n" }.joined() + "\n"
        + "order,item\n" + (0..<40).map { "SO\($0),\($0).50\n" }.joined()
        + "x,y,z,w\n1,2,3,4\n"

    @Test("All tables follow each other, unless the first alone is wanted; then records of the others are marked")
    func tables() throws {
        let all = try Reading(Self.text)
        #expect(all.records.count == 59 + 41 + 2)
        #expect(all.flags.allSatisfy { !$0.contains(.otherTable) })
        for size in [20, 333, 100_000] {
            let options = CSVSourceTests.options {
                $0.table = .number(1)
                $0.delimiter = [UInt8(ascii: ",")]
                $0.limits.sampleByteCount = 600
                $0.limits.batchByteCount = size
            }
            let first = try Reading(Array(Self.text.utf8), options: options, chunkByteCount: size)
            #expect(first.records == all.records)
            #expect(first.flags.map { $0.contains(.otherTable) } == all.records.indices.map { $0 >= 59 })
        }
    }

    @Test("Records of another width that name nothing belong to the table in which they stand")
    func ragged() throws {
        let options = CSVSourceTests.options { $0.table = .number(1) }
        let reading = try Reading(CSVSourceTests.table + "5,Eve\n6,Fay\n7,Gus,Lima\n8\n", options: options)
        #expect(reading.flags.allSatisfy { !$0.contains(.otherTable) })
    }

    @Test("A table further behind cannot be chosen")
    func second() {
        let options = CSVSourceTests.options { $0.table = .number(2) }
        let error = #expect(throws: TabularError.self) { try Reading(Self.text, options: options) }
        #expect(error?.code == .unknownTable)
    }
}
