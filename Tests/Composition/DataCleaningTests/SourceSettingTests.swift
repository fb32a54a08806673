import Cleaning
import Diagnostics
import Tabular
import Testing

@testable import DataCleaning

@Suite("Members of a recipe's source that are given with the command")
struct SourceSettingTests {
    private func source(_ settings: String...) throws -> SourceOptions {
        var recipe = Recipe()
        for text in settings { recipe = try #require(SourceSetting(text)).applied(to: recipe) }
        return recipe.source
    }

    @Test("Each member can be set, and the last word counts")
    func members() throws {
        #expect(try source("source.encoding=gb18030").encoding == "gb18030")
        #expect(try source("source.delimiter=;").delimiter == [UInt8(ascii: ";")])
        #expect(try source("source.delimiter=|").delimiter == [UInt8(ascii: "|")])
        for (word, byte) in [("tab", 0x09), (#"\t"#, 0x09), ("comma", 0x2C), ("semicolon", 0x3B), ("pipe", 0x7C)] {
            #expect(try source("source.delimiter=\(word)").delimiter == [UInt8(byte)], "\(word)")
        }
        #expect(try source("source.delimiter=space").delimiter == [0x20])
        #expect(try source("source.quote='").quote == .byte(UInt8(ascii: "'")))
        #expect(try source("source.header=2").header == .records(count: 2))
        #expect(try source("source.header=2", "source.header=none").header == SourceOptions.Header.none)
        #expect(try source("source.sheet=2").sheet == .number(2))
        #expect(try source("source.sheet=\"2\"").sheet == .name("2"))
        #expect(try source("source.sheet=a=b").sheet == .name("a=b"))
        #expect(try source("source.numbers.decimals=2").numbers == .decimals(2))
        #expect(try source("source.table=2").table == .number(2))
        #expect(try source("source.limits.fieldCount=9").limits.fieldCount == 9)
        #expect(try source("source.columns=[\"a\", \"b\"]").columnNames == ["a", "b"])
        #expect(try source("source.columns=[甲, 乙]").columnNames == ["甲", "乙"])
    }

    @Test(
        "A sheet is a name, a number, or all of them",
        arguments: [("all", SourceOptions.Sheet.all), ("2", .number(2)), ("All", .name("All"))]
    )
    func sheets(_ text: String, _ sheet: SourceOptions.Sheet) throws {
        #expect(try source("source.sheet=\(text)").sheet == sheet)
    }

    @Test("A word for what is usual takes back what was said before")
    func takesBack() throws {
        let set = [
            "encoding=big5", "delimiter=;", "table=1", "numbers.decimals=2", "quote='", "header=2", "escape=none",
        ]
        let back = [
            "encoding=auto", "delimiter=auto", "table=all", "numbers=shortest", "quote=auto", "header=auto",
            "escape=auto",
        ]
        var recipe = Recipe()
        for text in set + back { recipe = try #require(SourceSetting("source." + text)).applied(to: recipe) }
        #expect(recipe.source == SourceOptions())
    }

    @Test("Members that are not set stay as they are")
    func others() throws {
        let options = try source("source.skip=3")
        #expect(options.short == .keep && options.long == .keep && options.skippedLineCount == 3)
    }

    @Test(
        "What is no member of source is none",
        arguments: ["", "source", "source.=1", "columns.a=1", "encoding=x", "=x"]
    )
    func noSetting(_ text: String) {
        #expect(SourceSetting(text) == nil)
    }

    @Test(
        "What a recipe may not have is refused in its words",
        arguments: [
            ("source.headr=2", "recipe.unknown-field"), ("source.header=many", "recipe.bad-parameter"),
            ("source.numbers.decimals=x", "recipe.bad-parameter"), ("source.sheet={a: 1}", "recipe.wrong-type"),
            ("source.limits.none=1", "recipe.unknown-field"), ("source.table=none", "recipe.bad-parameter"),
            ("source.limits.recordByteCount=268435456", "recipe.bad-parameter"),
        ]
    )
    func refusals(_ text: String, _ code: String) throws {
        let setting = try #require(SourceSetting(text))
        let error = #expect(throws: RecipeError.self) { try setting.applied(to: Recipe()) }
        #expect(error?.diagnostics.first?.code == code)
        #expect(error?.diagnostics.first?.location?.description == "--set \(text)")
    }
}
