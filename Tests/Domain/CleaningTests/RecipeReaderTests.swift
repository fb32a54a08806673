import Diagnostics
import Tabular
import Testing

@testable import Cleaning

@Suite("Recipes")
struct RecipeReaderTests {
    @Test("An empty recipe judges nothing")
    func empty() throws {
        for text in ["{}", "~", "version: 1"] { #expect(try !Recipes.recipe(text).judges) }
    }

    @Test("Steps stand in their order, alone or with parameters, in the short form or the long one")
    func steps() throws {
        let recipe = try Recipes.recipe(
            """
            columns:
              a: [trim, narrow, {required: missing_a}, {date: {from: [ymd, yyyyMMdd], reject: bad_a}}]
              b: ['null', null, {default: x}]
              '*': [trim]
            """
        )
        #expect(recipe.columns.map(\.name) == ["a", "b"])
        #expect(recipe.columns[0].steps.map(\.name) == ["trim", "narrow", "required", "date"])
        #expect(recipe.columns[0].steps.map { $0.code?.name } == [nil, nil, "missing_a", "bad_a"])
        #expect(recipe.columns[1].steps.map(\.name) == ["null", "null", "default"])
        #expect(recipe.otherSteps.map(\.name) == ["trim"])
    }

    @Test("A reason can be told in both languages")
    func reasons() throws {
        let recipe = try Recipes.recipe("columns: {a: [{phone: {reject: {code: bad_a, en: no phone, zh: 不是电话}}}]}")
        #expect(recipe.columns[0].steps[0].code == RejectCode("bad_a", message: LocalizedText("no phone", zh: "不是电话")))
        let short = try Recipes.recipe("columns: {a: [{required: {code: none_a, en: empty}}]}")
        #expect(short.columns[0].steps[0].code == RejectCode("none_a", message: LocalizedText("empty", zh: "empty")))
    }

    @Test("What is known about the source is read")
    func source() throws {
        let source = try Recipes.recipe(
            """
            source:
              encoding: gb18030
              language: zh-CN
              undecodable: replace
              delimiter: tab
              quote: none
              escape: '\\'
              header: 2
              skip: 3
              skipFooter: 1
              table: 2
              comment: '#'
              short: reject
              long: keep
              minimumConfidence: 0.2
              sheet: 订单
              range: B3:K
              hiddenRows: skip
              merged: fill
              errors: text
              numbers: {decimals: 2}
              columns: [a, b]
              limits: {recordByteCount: 1000}
            """
        ).source
        #expect(source.encoding == "gb18030" && source.language == "zh-CN" && source.keepsUndecodable)
        #expect(source.delimiter == [0x09] && source.quote == .none && source.escape == .byte(0x5C))
        #expect(source.header == .records(count: 2) && source.skippedLineCount == 3 && source.skippedFooterCount == 1)
        #expect(
            source.table == .number(2) && source.comment == [0x23] && source.short == .reject && source.long == .keep
        )
        #expect(source.minimumConfidence == 0.2 && source.sheet == .name("订单") && source.range == "B3:K")
        #expect(source.skipsHiddenRows && source.fillsMergedCells && source.errorValues == .text)
        #expect(
            source.numbers == .decimals(2) && source.columnNames == ["a", "b"] && source.limits.recordByteCount == 1000
        )
        let standard = try Recipes.recipe("source: {header: auto, encoding: auto}").source
        #expect(standard.encoding == nil && standard.header == .automatic)
        #expect(standard.short == .fill && standard.long == .dropEmpty)
    }

    struct Refusal: Sendable, CustomTestStringConvertible {
        let text: String
        let code: String
        let place: String
        var testDescription: String { text }

        init(_ text: String, _ code: String, at place: String) {
            self.text = text
            self.code = code
            self.place = place
        }
    }

    @Test(
        "Each mistake is reported where it stands",
        arguments: [
            Refusal("[]", "recipe.wrong-type", at: "1:1"),
            Refusal("colums: {}", "recipe.unknown-field", at: "1:1"),
            Refusal("version: 2", "recipe.bad-parameter", at: "1:10"),
            Refusal("columns: []", "recipe.wrong-type", at: "1:10"),
            Refusal("columns:\n  a: trim", "recipe.wrong-type", at: "2:6"),
            Refusal("columns:\n  a: [trimm]", "recipe.unknown-step", at: "2:7"),
            Refusal("columns:\n  a: [{trim: both, narrow: ~}]", "recipe.wrong-type", at: "2:7"),
            Refusal("columns:\n  a: [{trim: {sides: both}}]", "recipe.unknown-field", at: "2:15"),
            Refusal("columns:\n  a: [{trim: middle}]", "recipe.bad-parameter", at: "2:14"),
            Refusal("columns:\n  a: [{narrow: 1}]", "recipe.wrong-type", at: "2:16"),
            Refusal("columns:\n  a: [{phone: {reject: Bad Phone}}]", "recipe.bad-parameter", at: "2:24"),
            Refusal("columns:\n  a: [{phone: {reject: {code: x, de: y}}}]", "recipe.unknown-field", at: "2:34"),
            Refusal("columns:\n  a: [{trim: {reject: x}}]", "recipe.unknown-field", at: "2:15"),
            Refusal("columns:\n  a: [replace]", "recipe.missing-parameter", at: "2:7"),
            Refusal("columns:\n  a: [{replace: {text: '', with: a}}]", "recipe.bad-parameter", at: "2:24"),
            Refusal("columns:\n  a: [{replace: {with: a}}]", "recipe.missing-parameter", at: "2:8"),
            Refusal("columns:\n  a: [{replace: {text: a, pattern: b, with: c}}]", "recipe.bad-parameter", at: "2:36"),
            Refusal("columns:\n  a: [{replace: {pattern: '(a', with: c}}]", "recipe.bad-pattern", at: "2:27"),
            Refusal("columns:\n  a: [{replace: {pattern: '(a)', with: $2}}]", "recipe.bad-pattern", at: "2:40"),
            Refusal("columns:\n  a: [{remove: {pattern: '[a'}}]", "recipe.bad-pattern", at: "2:26"),
            Refusal("columns:\n  a: [{remove: {characters: a, pattern: b}}]", "recipe.bad-parameter", at: "2:41"),
            Refusal("columns:\n  a: [{remove: {}}]", "recipe.missing-parameter", at: "2:8"),
            Refusal("columns:\n  a: [{date: [yyy]}]", "recipe.bad-date-pattern", at: "2:14"),
            Refusal("columns:\n  a: [{date: ['HH:mm']}]", "recipe.bad-date-pattern", at: "2:14"),
            Refusal("columns:\n  a: [{time: [ymd]}]", "recipe.bad-date-pattern", at: "2:14"),
            Refusal("columns:\n  a: [{date: {to: QQ}}]", "recipe.bad-date-pattern", at: "2:19"),
            Refusal("columns:\n  a: [{date: {minimum: 2024-02-30}}]", "recipe.bad-parameter", at: "2:24"),
            Refusal("columns:\n  a: [{integer: {digits: 19}}]", "recipe.bad-parameter", at: "2:26"),
            Refusal("columns:\n  a: [{number: {minimum: x}}]", "recipe.bad-parameter", at: "2:26"),
            Refusal("columns:\n  a: [{number: {decimal: ',,'}}]", "recipe.bad-parameter", at: "2:26"),
            Refusal("columns:\n  a: [{units: {to: kg}}]", "recipe.missing-parameter", at: "2:8"),
            Refusal("columns:\n  a: [{pattern: '(a'}]", "recipe.bad-pattern", at: "2:17"),
            Refusal("columns:\n  a: [{pattern: 'a)|(b'}]", "recipe.bad-pattern", at: "2:17"),
            Refusal("columns:\n  a: [enum]", "recipe.missing-parameter", at: "2:7"),
            Refusal("columns:\n  a: [{boolean: {to: [x]}}]", "recipe.bad-parameter", at: "2:22"),
            Refusal("columns:\n  a: [{'null': {ignoreCase: maybe}}]", "recipe.bad-parameter", at: "2:29"),
            Refusal("source: {encodings: x}", "recipe.unknown-field", at: "1:10"),
            Refusal("source: {quote: '\"\"'}", "recipe.bad-parameter", at: "1:17"),
            Refusal("source: {header: -1}", "recipe.bad-parameter", at: "1:18"),
            Refusal("source: {short: none}", "recipe.bad-parameter", at: "1:17"),
            Refusal("source: {minimumConfidence: 2}", "recipe.bad-parameter", at: "1:29"),
            Refusal("source: {table: first}", "recipe.bad-parameter", at: "1:17"),
            Refusal("source: {numbers: {decimals: 20}}", "recipe.bad-parameter", at: "1:19"),
            Refusal("source: {limits: {recordBytes: 1}}", "recipe.unknown-field", at: "1:19"),
            Refusal("source: {merged: all}", "recipe.bad-parameter", at: "1:18"),
            Refusal("records: {}", "recipe.wrong-type", at: "1:10"),
            Refusal("records: [{uniq: [a]}]", "recipe.unknown-step", at: "1:11"),
            Refusal("records: [{unique: []}]", "recipe.bad-parameter", at: "1:20"),
            Refusal("records: [{unique: [a], keep: some}]", "recipe.bad-parameter", at: "1:31"),
            Refusal("records: [{unique: a}]", "recipe.wrong-type", at: "1:20"),
            Refusal("records: [{sample: {every: 0}}]", "recipe.bad-parameter", at: "1:28"),
            Refusal("records: [{sample: {}}]", "recipe.missing-parameter", at: "1:20"),
            Refusal("records: [{together: [a], when: x}]", "recipe.unknown-field", at: "1:27"),
            Refusal("records: [{require: [a], when: x}]", "recipe.type-conflict", at: "1:32"),
            Refusal("records: [{check: amount}]", "recipe.type-conflict", at: "1:19"),
            Refusal("records: [{check: [a]}]", "recipe.wrong-type", at: "1:19"),
            Refusal("records: [{check: a > }]", "recipe.bad-expression", at: "1:22"),
            Refusal("records: [{drop: 'a == ''x'' and b'}]", "recipe.type-conflict", at: "1:34"),
            Refusal("records: [{drop: a == 1, reject: x}]", "recipe.unknown-field", at: "1:26"),
            Refusal("records:\n- check: >\n    a == 1\n    and fool(b)", "recipe.unknown-function", at: "4:9"),
            Refusal("columns:\n  a: [{compute: value * }]", "recipe.bad-expression", at: "2:24"),
            Refusal("columns:\n  a: [compute]", "recipe.missing-parameter", at: "2:7"),
            Refusal("computed: {}", "recipe.wrong-type", at: "1:11"),
            Refusal("computed: [x]", "recipe.wrong-type", at: "1:12"),
            Refusal("computed: [{value: '1'}]", "recipe.missing-parameter", at: "1:12"),
            Refusal("computed: [{name: x}]", "recipe.missing-parameter", at: "1:12"),
            Refusal("computed: [{name: '', value: a}]", "recipe.wrong-type", at: "1:19"),
            Refusal("computed: [{name: x, value: a, before: b}]", "recipe.unknown-field", at: "1:32"),
            Refusal("computed:\n- name: x\n  value: \"a + \\\n    matches(b, '(')\"", "recipe.bad-pattern", at: "4:16"),
            Refusal("order: {renam: {}}", "recipe.unknown-field", at: "1:9"),
            Refusal("order: {rename: {a: [b]}}", "recipe.wrong-type", at: "1:21"),
            Refusal("order: {drop: a}", "recipe.wrong-type", at: "1:15"),
        ]
    )
    func refuses(_ refusal: Refusal) throws {
        let findings = try Recipes.findings(refusal.text)
        let found = findings.map { "\($0.code) \($0.location?.description ?? "")" }
        #expect(found.contains("\(refusal.code) r.yaml:\(refusal.place)"), "\(found)")
    }

    @Test("All mistakes are reported at once, with the nearest name")
    func collects() throws {
        let findings = try Recipes.findings("columns: {a: [trimm, {datee: x}]}\nrecord: []")
        #expect(findings.map(\.code) == ["recipe.unknown-field", "recipe.unknown-step", "recipe.unknown-step"])
        #expect(findings[1].remedy?.english == "did you mean 'trim'?")
    }

    @Test("A step that can do nothing is only a warning")
    func warns() throws {
        #expect(try Recipes.findings("columns: {a: [{default: x}, required]}").isEmpty)
        let findings = try Recipes.findings("columns: {a: [{default: x}, required, trimm]}")
        #expect(findings.map(\.code) == ["recipe.unknown-step", "recipe.unreachable-step"])
        #expect(findings.map(\.severity) == [.error, .warning])
    }

    @Test("Columns are found by their exact name, without case, or by number; others are reported")
    func binds() throws {
        let header = [" Order ID ", "ＮＡＭＥ", "name", "City"]
        for name in ["Order ID", "order id", "NAME", "name", "city", "'#4'"] {
            #expect(throws: Never.self) { try Recipes.clean("columns: {\(name): [trim]}", header: header, rows: []) }
        }
        for (recipe, code, place) in [
            ("columns: {Citty: [trim]}", "recipe.unknown-column", "1:11"),
            ("columns: {Name: [trim]}", "recipe.unknown-column", "1:11"),
            ("columns: {'#5': [trim]}", "recipe.unknown-column", "1:11"),
            ("columns: {City: [trim], city: [trim]}", "recipe.duplicate-column", "1:25"),
            ("records: [{unique: [x]}]", "recipe.unknown-column", "1:21"),
            ("columns: {City: [{default: {column: x}}]}", "recipe.unknown-column", "1:37"),
            ("order: {drop: [x]}\ncolumns: {City: [trim]}", "recipe.unknown-column", "1:16"),
        ] {
            let error = #expect(throws: RecipeError.self) { try Recipes.clean(recipe, header: header, rows: []) }
            #expect(error?.diagnostics.map(\.code) == [code], "\(recipe)")
            #expect(error?.diagnostics.first?.location?.description == "r.yaml:\(place)", "\(recipe)")
        }
        let error = #expect(throws: RecipeError.self) {
            try Recipes.clean("columns: {Citty: [trim]}", header: header, rows: [])
        }
        #expect(
            error?.diagnostics.first?.remedy?.english.hasPrefix("did you mean 'City'? the columns are Order ID,")
                == true
        )
    }
}
