import Tabular
import Testing

@testable import TabularXLSX

@Suite("Strings that cells share")
struct SharedStringsTests {
    /// Strings of many lengths, some empty.
    static let strings = (0..<5_000).map { number in
        number % 7 == 0 ? "" : "\(number)·" + String(repeating: "字", count: number % 91)
    }

    static func part(_ strings: [String]) -> PartBytes {
        .whole(Array("<sst>\(strings.map { "<si><t>\($0)</t></si>" }.joined())</sst>".utf8))
    }

    static func string(_ index: Int, of shared: SharedStrings) -> String? {
        var bytes: [UInt8] = []
        return shared.append(index, to: &bytes) ? String(decoding: bytes, as: UTF8.self) : nil
    }

    @Test("In memory or in a file, they are the same", arguments: [0, 1, 1_000, 100_000, 16 << 20])
    func isSame(_ memory: Int) throws {
        var limits = WorkbookLimits()
        limits.sharedMemoryByteCount = memory
        let shared = try SharedStrings(Self.part(Self.strings), part: "s", limits: limits)
        #expect(shared.isSpilled == (memory < 16 << 20))
        #expect(shared.count == Self.strings.count)
        for (index, string) in Self.strings.enumerated() where Self.string(index, of: shared) != string {
            Issue.record("string \(index)")
        }
        // Backwards, too: what was looked at long ago is still there.
        for index in Self.strings.indices.reversed() where Self.string(index, of: shared) != Self.strings[index] {
            Issue.record("string \(index) from behind")
        }
        #expect(Self.string(-1, of: shared) == nil)
        #expect(Self.string(Self.strings.count, of: shared) == nil)
    }

    @Test("Strings stay in memory up to the one that reaches the limit; those behind it go into a file")
    func memory() throws {
        var limits = WorkbookLimits()
        // Five bytes of text and four of their place: the first string fits, and the second one is past the limit.
        for (memory, isSpilled) in [(17, false), (9, false), (8, true), (0, true)] {
            limits.sharedMemoryByteCount = memory
            let shared = try SharedStrings(Self.part(["12345", "67890"]), part: "s", limits: limits)
            #expect(shared.isSpilled == isSpilled)
            #expect(shared.count == 2)
            #expect(Self.string(0, of: shared) == "12345")
            #expect(Self.string(1, of: shared) == "67890")
            #expect(Self.string(2, of: shared) == nil)
        }
    }

    @Test("A string that is longer than a cell can be is cut, and its record says so")
    func longString() throws {
        let limit = WorkbookLimits().cellByteCount
        for (count, isCut) in [(limit, false), (limit + 1, true)] {
            let book = MadeWorkbook(
                rows: "<row><c t=\"s\"><v>1</v></c><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>0</v></c></row>",
                shared: "<si><t>a</t></si><si><t>\(String(repeating: "x", count: count))</t></si>"
            )
            var options = SourceOptions()
            options.header = .none
            let read = try book.read(options)
            #expect(read.flags.first?.contains(.cellTooLong) == isCut)
            #expect(read.records[0][0].utf8.count == limit)
        }
    }

    @Test("They are read up to their limit and not past it", arguments: [0, 16 << 20])
    func limit(_ memory: Int) throws {
        var limits = WorkbookLimits()
        limits.sharedMemoryByteCount = memory
        limits.sharedByteCount = 18
        #expect(try SharedStrings(Self.part(["12345", "67890"]), part: "s", limits: limits).count == 2)
        limits.sharedByteCount = 17
        let error = #expect(throws: TabularError.self) {
            try SharedStrings(Self.part(["12345", "67890"]), part: "s", limits: limits)
        }
        #expect(error?.code == .workbookTooLarge)
        #expect(WorkbookLimits().sharedByteCount == 4 << 30)
    }
}
