import Testing

@testable import TabularXLSX

@Suite("Strings that a workbook repeats")
struct RepeatedStringsTests {
    @Test("A string has its number as long as there is room, and a long one has none")
    func bounds() {
        var strings = RepeatedStrings()
        var misses = 0
        for number in 0..<RepeatedStrings.stringCount + 100 {
            let known = strings.index(of: Array("string \(number)".utf8).span)
            if let known { #expect(!known.isKnown) } else { misses += 1 }
        }
        // Some have too many neighbours in the table.
        #expect(strings.count <= RepeatedStrings.stringCount)
        #expect(strings.count + misses == RepeatedStrings.stringCount + 100)
        #expect(misses < 5_000)
        let again = strings.index(of: Array("string 7".utf8).span)
        #expect(again?.index == 7)
        #expect(again?.isKnown == true)
        #expect(strings.text.span.extracting(strings.range(of: 7)).count == 8)
        let most = RepeatedStrings.stringByteCount
        var others = RepeatedStrings()
        #expect(others.index(of: [UInt8](repeating: 65, count: most).span)?.index == 0)
        #expect(others.index(of: [UInt8](repeating: 65, count: most + 1).span) == nil)
        #expect(others.index(of: [UInt8]().span)?.index == 1)
    }
}
