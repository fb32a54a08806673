import Diagnostics
import Tabular
import TabularTesting
import Testing

@testable import Cleaning

@Suite("Cleaning records")
struct CleanerTests {
    private let header = ["id", "name", "phone"]

    @Test("Without a recipe records are written as they are, ragged ones too")
    func plain() throws {
        let result = try Recipes.clean(
            "{}",
            header: header,
            rows: [["1", " a ", "x,y"], ["2"], ["3", "q\"q", "", "z"]]
        )
        #expect(result.clean == ["1, a ,\"x,y\"", "2", "3,\"q\"\"q\",,z"])
        #expect(result.counts.clean == 3)
    }

    @Test("Without a recipe, too, a record of which a part is missing is a reject, and one that is whole is written")
    func losses() throws {
        let cleaner = try Cleaner(Recipe(), columns: ["id", "name"])
        var worker = cleaner.makeWorker()
        var collector = RecordCollector(cleaner, rejects: .plain)
        var source = InMemorySource(header: ["id", "name"], rows: (1...6).map { ["\($0)", "a"] })
        var batch = RecordBatch()
        #expect(try source.next(into: &batch))
        let flags: [RecordEntry.Flags] = [
            .tooLong, .tooManyFields, .cellTooLong, .badReference, .undecodable, .repaired,
        ]
        for (index, flag) in flags.enumerated() { batch.records[index].flags = flag }
        var clean = CleanBatch()
        cleaner.clean(batch, with: &worker, into: &clean)
        try collector.collect(batch, clean)
        #expect(collector.counts.clean == 2 && collector.counts.rejected == 4)
        #expect(String(decoding: collector.cleanBytes, as: UTF8.self) == "5,a\n6,a\n")
        #expect(
            String(decoding: collector.rejectBytes, as: UTF8.self) == """
                1,source.record-too-long,1,a
                2,source.too-many-fields,2,a
                3,xlsx.cell-too-long,3,a
                4,xlsx.bad-reference,4,a

                """
        )
        #expect(cleaner.keptFlags.contains(.undecodable) && !cleaner.keptFlags.contains(.tooLong))
    }

    @Test("Fields past the last column cannot be kept beside steps, since they have no name")
    func keptFields() throws {
        let error = #expect(throws: RecipeError.self) {
            try Recipes.clean(
                "{source: {long: keep}, columns: {id: [trim]}}",
                header: header,
                rows: [["1", "2", "3", "4"]]
            )
        }
        #expect(error?.diagnostics.map(\.code) == ["recipe.bad-parameter"])
        let kept = try Recipes.clean("source: {long: keep}", header: header, rows: [["1", "2", "3", "4"]])
        #expect(kept.clean == ["1,2,3,4"])
    }

    @Test("A record of one empty cell is no blank line")
    func oneEmptyCell() throws {
        #expect(try Recipes.clean("{}", header: ["a"], rows: [[""], ["b"]]).clean == ["\"\"", "b"])
        #expect(try Recipes.clean("columns: {a: [trim]}", header: ["a"], rows: [[" "]]).clean == ["\"\""])
    }

    @Test("All reasons of a record are told, the first one being that of the first column of the recipe")
    func reasons() throws {
        let recipe = "columns: {phone: [trim, phone], id: [{required: no_id}, {integer: {reject: bad_id}}]}"
        let result = try Recipes.clean(
            recipe,
            header: header,
            rows: [["", "a", "b"], ["x", "a", "13800138000"]],
            style: .full
        )
        #expect(
            result.rejects == [
                "2,1,,phone,b,phone,bad_phone,'b' is not a mobile number of China: 11 digits from 13 to 19,bad_phone@phone; no_id@id,,a,b",
                "3,2,,id,x,integer,bad_id,'x' is not a whole number with at most 18 digits,bad_id@id,x,a,13800138000",
            ]
        )
        #expect(result.reasons.map(\.code.name) == ["bad_phone", "no_id", "bad_id"])
        #expect(result.reasons.map(\.firstCount) == [1, 0, 1])
        #expect(result.refusals.map(\.place.record) == [1, 2])
        #expect(
            result.refusals.map { $0.reasons.map { "\($0.code.name)@\($0.column ?? "")" } }
                == [["bad_phone@phone", "no_id@id"], ["bad_id@id"]]
        )
    }

    @Test("A record counts once for each reason, however many of its cells have it")
    func countsRecords() throws {
        let recipe = "columns: {id: [required], name: [required], phone: [{required: no_phone}]}"
        let rows = [["", "", ""], ["1", "", ""], ["", "a", "x"]]
        let result = try Recipes.clean(recipe, header: header, rows: rows)
        #expect(result.reasons.map(\.code.name) == ["missing", "no_phone"])
        #expect(result.reasons.map(\.count) == [3, 2])
        #expect(result.reasons.map(\.firstCount) == [3, 0])
    }

    @Test("Rejects are JSON objects when that is asked for")
    func objects() throws {
        let recipe = "columns: {phone: [{phone: {reject: {code: p, en: no phone, zh: 非电话}}}]}"
        let result = try Recipes.clean(recipe, header: header, rows: [["1", "a", "b"]], style: .ndjson)
        #expect(
            result.rejects == [
                #"{"line":2,"record":1,"reasons":[{"column":"phone","value":"b","rule":"phone","code":"p","message":"no phone"}],"raw":["1","a","b"]}"#
            ]
        )
    }

    @Test("A cell's steps end with its first refusal; what was refused is told as it reached the step")
    func refusedValue() throws {
        let recipe = "columns: {id: [trim, narrow, {integer: {maximum: 9}}, upper]}"
        let result = try Recipes.clean(recipe, header: header, rows: [[" １２ ", "a", "b"]], style: .full)
        #expect(
            result.rejects == [
                "2,1,,id,12,integer,bad_integer,'12' is not a whole number of at most 9,bad_integer@id, １２ ,a,b"
            ]
        )
    }

    @Test("An empty cell is refused by a typed step, unless it is optional")
    func optional() throws {
        let rows = [["", "a", ""], ["", "", "b"]]
        let result = try Recipes.clean("columns: {phone: [optional, phone]}", header: header, rows: rows)
        #expect(result.clean == [",a,"])
        #expect(result.rejects == ["2,bad_phone,,,b"])
        #expect(try Recipes.clean("columns: {phone: [phone]}", header: header, rows: rows).clean.isEmpty)
    }

    @Test("Empty cells are filled: by a text, by another column as it was read, by the record before")
    func fills() throws {
        let recipe =
            "columns: {name: [{default: {column: id}}], id: [trim, lower], phone: [fillDown, {required: no_phone}]}"
        let rows = [[" A ", "", ""], ["B", "b", "1"], ["C", "", ""], ["D", "d", "2"], ["E", "e", ""]]
        for batchCount in [1, 2, 5] {
            let result = try Recipes.clean(recipe, header: header, rows: rows, batchCount: batchCount)
            #expect(result.clean == ["b,b,1", "c,C,1", "d,d,2", "e,e,2"])
            #expect(result.rejects == ["1,no_phone, A ,,"])
        }
    }

    @Test("A cell is filled with that of a column that steps have made")
    func fillsFromMade() throws {
        let recipe = "columns: {id: [{split: {by: '-', into: [x, y], keep: true}}], name: [{default: {column: y}}]}"
        let result = try Recipes.clean(
            recipe,
            header: header,
            rows: [["1-2", "", "p"], ["3", "", "p"], ["4-5", "n", "p"]]
        )
        #expect(result.clean == ["1-2,1,2,2,p", "3,3,,,p", "4-5,4,5,n,p"])
    }

    @Test("What fills a cell is the last one above as it reached the step, so that the steps behind run over it once")
    func fillsDown() throws {
        let rows: [(steps: String, cells: [String], clean: [String])] = [
            ("fillDown, percent", ["50%", "", "", "20%", ""], ["0.5", "0.5", "0.5", "0.2", "0.2"]),
            ("fillDown, {date: {from: [dmy]}}", ["1/5/2024", "", ""], ["2024-05-01", "2024-05-01", "2024-05-01"]),
            ("fillDown, {compute: number(value) * 2}", ["3", "", ""], ["6", "6", "6"]),
            ("fillDown, {units: {to: kg, from: {g: 0.001}}}", ["5 g", "", "7"], ["0.005", "0.005", "7"]),
            ("trim, fillDown, upper", [" a ", " ", "b"], ["A", "A", "B"]),
            ("fillDown, lower, {remove: b}, fillDown", ["A", "B", ""], ["a", "a", "a"]),
            ("fillDown", ["", "x", ""], ["\"\"", "x", "x"]),
        ]
        for row in rows {
            for batchCount in [1, 2, 9] {
                let result = try Recipes.clean(
                    "columns: {a: [\(row.steps)]}",
                    header: ["a"],
                    rows: row.cells.map { [$0] },
                    batchCount: batchCount
                )
                if result.clean != row.clean { Issue.record("\(row.steps): \(result.clean)") }
            }
        }
    }

    @Test("Cells of rejected records fill nothing; those of records that are left out do")
    func fillsFromDropped() throws {
        let recipe =
            "columns: {id: [fillDown], phone: [integer]}\nrecords: [{drop: \"name == 'void'\"}, {check: \"name != 'x'\"}]"
        let rows = [
            ["A", "a", "1"], ["B", "void", "2"], ["", "b", "3"], ["C", "c", "?"], ["", "d", "4"], ["D", "x", "5"],
            ["", "e", "6"],
        ]
        for batchCount in [1, 3, 7] {
            let result = try Recipes.clean(recipe, header: header, rows: rows, batchCount: batchCount)
            #expect(result.clean == ["A,a,1", "B,b,3", "B,d,4", "B,e,6"])
        }
    }

    @Test("Of records with one key the first clean one stays; empty keys are not compared")
    func unique() throws {
        let recipe = "columns: {id: [trim], phone: [optional, phone]}\nrecords: [{unique: [id], reject: twice}]"
        let rows = [
            ["1", "a", "x"], ["1", "b", ""], [" 1", "c", ""], ["", "d", ""], ["", "e", ""], ["2", "f", ""],
        ]
        for batchCount in [1, 2, 3, 6] {
            let result = try Recipes.clean(recipe, header: header, rows: rows, batchCount: batchCount)
            #expect(result.clean == ["1,b,", ",d,", ",e,", "2,f,"])
            #expect(result.rejects == ["1,bad_phone,1,a,x", "3,twice, 1,c,"])
            #expect(result.counts.rejected == 2 && result.counts.clean == 4)
        }
        let empties = try Recipes.clean("records: [{unique: [id], empties: true}]", header: header, rows: rows)
        #expect(empties.rejects.map { $0.prefix(11) } == ["2,duplicate", "5,duplicate"])
    }

    @Test("Keys of several columns do not run into one another, and a whole record is a key")
    func compositeKeys() throws {
        let rows = [["ab", "c", ""], ["a", "bc", ""], ["ab", "c", "1"], ["ab", "c", ""]]
        #expect(try Recipes.clean("records: [{unique: [id, name]}]", header: header, rows: rows).counts.rejected == 2)
        #expect(try Recipes.clean("records: [{unique: '*'}]", header: header, rows: rows).counts.rejected == 1)
    }

    @Test("A record that one key refuses is not remembered under the other")
    func severalKeys() throws {
        let recipe = "records: [{unique: [id], reject: same_id}, {unique: [name], reject: same_name}]"
        let rows = [["1", "a", ""], ["1", "b", ""], ["2", "b", ""], ["3", "a", ""]]
        let result = try Recipes.clean(recipe, header: header, rows: rows)
        #expect(result.clean == ["1,a,", "2,b,"])
        #expect(result.rejects == ["2,same_id,1,b,", "4,same_name,3,a,"])
    }

    @Test("Rules look at whole records")
    func rules() throws {
        let rows = [["1", "a", "p"], ["2", "", ""], ["3", "a", ""], ["", "", "p"]]
        func numbers(_ rule: String) throws -> [String] {
            try Recipes.clean("records: [\(rule)]", header: header, rows: rows).rejects.map {
                String($0.prefix { $0 != "," })
            }
        }
        #expect(try numbers("{require: [id, name]}") == ["2", "4"])
        #expect(try numbers("{together: [name, phone]}") == ["3", "4"])
        #expect(try numbers("{oneOf: [name, phone]}") == ["1", "2"])
        #expect(try numbers("{require: [id]}, {require: [name], reject: no_name}") == ["2", "4"])
    }

    @Test("A sample drops the others and says so")
    func samples() throws {
        let rows = (1...10).map { [String($0), "", ""] }
        for batchCount in [1, 3, 10] {
            let every = try Recipes.clean(
                "records: [{sample: {every: 4}}]",
                header: header,
                rows: rows,
                batchCount: batchCount
            )
            #expect(every.clean == ["1,,", "5,,", "9,,"] && every.counts.dropped == 7)
            let first = try Recipes.clean(
                "records: [{sample: {first: 2}}]",
                header: header,
                rows: rows,
                batchCount: batchCount
            )
            #expect(first.clean == ["1,,", "2,,"] && first.counts.dropped == 8)
        }
    }

    @Test("Columns are renamed, dropped, kept and put in order")
    func order() throws {
        func output(_ order: String) throws -> [String] {
            try Cleaner(try Recipes.recipe("order: \(order)\ncolumns: {id: [trim]}"), columns: header).outputColumns
        }
        #expect(try output("{rename: {id: 编号}}") == ["编号", "name", "phone"])
        #expect(try output("{drop: [name]}") == ["id", "phone"])
        #expect(try output("{keep: [phone, id]}") == ["id", "phone"])
        #expect(try output("{reorder: [phone, '*']}") == ["phone", "id", "name"])
        #expect(try output("{reorder: ['*', id]}") == ["name", "phone", "id"])
        #expect(try output("{reorder: [name]}") == ["name", "id", "phone"])
        let result = try Recipes.clean(
            "order: {reorder: [phone, '*'], drop: [name]}\ncolumns: {id: [trim]}",
            header: header,
            rows: [["1", "a", "p"]]
        )
        #expect(result.clean == ["p,1"])
    }

    @Test("A record that could not be read well is refused for that, before any step")
    func flags() throws {
        let recipe = try Recipes.recipe("columns: {id: [trim]}")
        let cleaner = try Cleaner(recipe, columns: ["id"])
        var worker = cleaner.makeWorker()
        var batch = RecordBatch()
        batch.text = Array("1234".utf8)
        let flags: [RecordEntry.Flags] = [[], .tooLong, [.otherTable, .undecodable], .repaired]
        for (index, flag) in flags.enumerated() {
            batch.fields.append(FieldRange(start: index, count: 1))
            batch.records.append(RecordEntry(start: index, fieldEnd: index + 1, lineDistance: index, flags: flag))
        }
        var clean = CleanBatch()
        cleaner.clean(batch, with: &worker, into: &clean)
        var collector = RecordCollector(cleaner, rejects: .plain)
        try collector.collect(batch, clean)
        #expect(String(decoding: collector.cleanBytes, as: UTF8.self) == "1\n4\n")
        #expect(
            String(decoding: collector.rejectBytes, as: UTF8.self)
                == "2,source.record-too-long,2\n3,source.other-table,3\n"
        )
        #expect(collector.counts.isBalanced)
    }

    @Test("Quotes inside quoted fields are undone before the first step and written again")
    func escapes() throws {
        let cleaner = try Cleaner(try Recipes.recipe("columns: {id: [trim]}"), columns: ["id"])
        var worker = cleaner.makeWorker()
        var batch = RecordBatch()
        batch.text = Array("\" a \"\"b\"\" \"".utf8)
        batch.fields = [FieldRange(start: 1, count: 9, flags: [.quoted, .hasEscapes])]
        batch.records = [RecordEntry(start: 0, fieldEnd: 1, lineDistance: 0)]
        var clean = CleanBatch()
        cleaner.clean(batch, with: &worker, into: &clean)
        #expect(String(decoding: clean.bytes, as: UTF8.self) == "\"a \"\"b\"\"\"\n")
    }

    @Test("A preview tells what would become of each record, and by which steps")
    func previews() throws {
        let recipe = "columns: {phone: [trim, narrow, phone]}\nrecords: [{unique: [id]}, {sample: {first: 5}}]"
        let cleaner = try Cleaner(try Recipes.recipe(recipe), columns: header)
        let phones = [" １３８００１３８０００", "13800138000", "无", "138-0013-8000", "13800138001", "13800138002"]
        let rows = zip(["1", "2", "3", "2", "5", "6"], phones).map { [$0, "a", $1] }
        var source = InMemorySource(header: header, rows: rows)
        var batch = RecordBatch()
        #expect(try source.next(into: &batch))
        var previewer = RecordPreviewer(cleaner, limit: 10)
        #expect(previewer.add(batch) && !previewer.isFull)
        let previews = previewer.finish()
        #expect(previews.map(\.fate) == [.repaired, .unchanged, .rejected, .rejected, .unchanged, .dropped])
        #expect(previews.map(\.place.line) == [2, 3, 4, 5, 6, 7])
        let change = try #require(previews[0].changes.first)
        #expect(change.column == "phone" && change.before == phones[0] && change.after == "13800138000")
        #expect(change.steps == ["trim", "narrow"])
        #expect(previews[2].refusals.map(\.code.name) == ["bad_phone"] && previews[2].refusals[0].column == "phone")
        #expect(previews[3].refusals.map(\.code.name) == ["duplicate"])
        var shorter = RecordPreviewer(cleaner, limit: 1)
        #expect(!shorter.add(batch) && shorter.isFull)
        #expect(shorter.finish().count == 1)
    }

    @Test("A preview of a rule that keeps the last record judges among the records that it shows")
    func previewsOfLast() throws {
        let recipe = "records: [{unique: [name]}, {unique: [id], keep: last, reject: newer}]"
        let cleaner = try Cleaner(try Recipes.recipe(recipe), columns: header, readsTwice: true)
        let rows = [["1", "a", ""], ["2", "a", ""], ["1", "a", ""], ["", "", ""], ["", "", ""], ["2", "b", ""]]
        var source = InMemorySource(header: header, rows: rows)
        var batch = RecordBatch()
        #expect(try source.next(into: &batch))
        func codes(_ limit: Int) -> [String] {
            var previewer = RecordPreviewer(cleaner, limit: limit)
            _ = previewer.add(batch)
            return previewer.finish().map { $0.refusals.first?.code.name ?? "" }
        }
        #expect(codes(6) == ["newer", "newer", "", "", "", ""])
        #expect(codes(5) == ["newer", "", "duplicate", "", ""])
        #expect(codes(2) == ["", "duplicate"])
    }
}
