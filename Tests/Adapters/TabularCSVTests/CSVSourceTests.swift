import Diagnostics
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
        #expect(reading.counts.skippedLines == 2)
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

    struct Ending: Sendable, CustomTestStringConvertible {
        let text: String
        let records: [[String]]
        let footer: Int
        var testDescription: String { text.debugDescription }

        init(_ text: String, _ records: [[String]], footer: Int = 0) {
            (self.text, self.records, self.footer) = (text, records, footer)
        }
    }

    @Test(
        "A last record that is not filled is a record; what is left out is counted",
        arguments: [
            Ending("张三,138,北京\n李四,139,上海\n王五,,\n", [["张三", "138", "北京"], ["李四", "139", "上海"], ["王五", "", ""]]),
            Ending("张三,138,北京\n李四,139,上海\n王", [["张三", "138", "北京"], ["李四", "139", "上海"], ["王"]]),
            Ending("王五,,\n", [["王五", "", ""]]),
            Ending("张三,138,北京\n李四,139,上海\n\n完\n", [["张三", "138", "北京"], ["李四", "139", "上海"]], footer: 1),
            Ending("张三,138,北京\n李四,139,上海\n合计：2\n", [["张三", "138", "北京"], ["李四", "139", "上海"]], footer: 1),
        ]
    )
    func endings(_ ending: Ending) throws {
        for size in [1, 7, 1_000] {
            let text = Array(("name,phone,city\n" + ending.text).utf8)
            let reading = try Reading(
                text,
                options: Self.options { $0.limits.batchByteCount = size },
                chunkByteCount: size
            )
            #expect(reading.records == ending.records)
            #expect(reading.counts.footerRecords == ending.footer)
            #expect(reading.counts.records == ending.records.count)
        }
    }

    @Test("Comments and blank lines are counted wherever they stand, also where a sample is nothing else")
    func leadingComments() throws {
        let licence = String(repeating: "# licence\n", count: 300)
        let text = licence + "\n \n# more\nid,name\n# two\n1,a\n\n2,b\n# end\n"
        for (sample, size) in [(100, 1), (100, 33), (1_000, 10_000), (100_000, 64)] {
            let options = Self.options {
                $0.comment = Array("#".utf8)
                $0.limits.sampleByteCount = sample
            }
            let reading = try Reading(Array(text.utf8), options: options, chunkByteCount: size)
            #expect(reading.shape.header == ["id", "name"], "\(sample)")
            #expect(reading.records == [["1", "a"], ["2", "b"]])
            #expect(reading.places.map(\.line) == [306, 308])
            #expect(reading.counts.commentLines == 303)
            #expect(reading.counts.blankLines + reading.counts.preambleLines == 3)
        }
        let none = try Reading(
            licence,
            options: Self.options {
                $0.comment = [0x23]; $0.limits.sampleByteCount = 50
            }
        )
        #expect(none.rows.isEmpty && none.counts.commentLines == 300)
    }

    @Test("A comment, and a line that is skipped, can be longer than all that is kept")
    func longLines() throws {
        let long = String(repeating: "x", count: 5_000)
        let options = Self.options {
            $0.skippedLineCount = 1
            $0.comment = [0x23]
            $0.limits.recordByteCount = 1_000
            $0.limits.sampleByteCount = 200
            $0.limits.batchByteCount = 50
        }
        for size in [1, 64, 100_000] {
            let text = "\(long)\r\n#\(long)\r\nid,name\n1,a\n#\(long)\n2,b\n"
            let reading = try Reading(Array(text.utf8), options: options, chunkByteCount: size)
            #expect(reading.rows == [["id", "name"], ["1", "a"], ["2", "b"]])
            #expect(reading.places.map(\.line) == [4, 6])
            #expect(reading.places.map(\.byteOffset) == [10_013, 15_019])
            #expect(reading.counts.skippedLines == 1 && reading.counts.commentLines == 2)
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

    @Test("A table further behind is read alone by its number, which counts tables of two lines or more")
    func further() throws {
        let options = { (number: Int) in CSVSourceTests.options { $0.table = .number(number) } }
        let second = try Reading(Self.text, options: options(2))
        #expect(second.shape.header == ["order", "item"])
        #expect(second.records.first == ["SO0", "0.50"] && second.records.count == 42)
        #expect(second.flags.map { $0.contains(.otherTable) } == (0..<42).map { $0 >= 40 })
        let third = try Reading(Self.text, options: options(3))
        #expect(third.shape.header == ["x", "y", "z", "w"] && third.records == [["1", "2", "3", "4"]])
        let error = #expect(throws: TabularError.self) { try Reading(Self.text, options: options(4)) }
        #expect(error?.code == .unknownTable)
    }

    @Test("A small first table is told, and can be read")
    func small() throws {
        let text = "a,b\nx,y\nz,w\n\n\nSums of\n\nc,d,e\n1,2,3\n4,5,6\n7,8,9\n"
        let all = try Reading(text)
        #expect(all.shape.header == ["c", "d", "e"] && all.records.count == 3)
        let note = all.shape.notes.first?.english ?? ""
        #expect(note.contains("table 1 from line 1 (2 columns), table 2 from line 6 (3 columns)"))
        #expect(note.contains("columns of table 2") && note.contains("--table 1"))
        let first = try Reading(text, options: CSVSourceTests.options { $0.table = .number(1) })
        #expect(first.shape.header == ["a", "b"])
        let own = zip(first.records, first.flags).filter { !$1.contains(.otherTable) }
        #expect(own.map(\.0) == [["x", "y"], ["z", "w"]])
        let second = try Reading(text, options: CSVSourceTests.options { $0.table = .number(2) })
        #expect(second.shape.header == all.shape.header && second.records == all.records)
        #expect(second.shape.preambleCount == all.shape.preambleCount)
    }

    @Test("One table has no note, whatever its lines are like")
    func one() throws {
        for text in [CSVSourceTests.table, CSVSourceTests.table + "5,Eve\n6,Fay\n7,Gus,Lima\n8\n"] {
            #expect(try Reading(text).shape.notes.isEmpty)
        }
    }

    @Test("A delimiter that divides nothing is told")
    func undivided() throws {
        let options = CSVSourceTests.options { $0.delimiter = [0x3B] }
        #expect(try Reading("a,b\n1,2\n", options: options).shape.notes.count == 1)
    }
}
