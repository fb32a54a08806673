import Testing

@testable import ProcessMemory

@Suite("Memory of this process")
struct ProcessMemoryTests {
    @Test(
        "Only mappings of code are given back; read-only data may hold what the loader wrote",
        arguments: [
            ("00400000-01b2a000 r-xp 00000000 fe:00 5383632   /opt/handover", 0x400000..<0x1b2a000 as Range<UInt>?),
            ("01b2a000-01bd8000 r--p 01729000 fe:00 5383632   /opt/handover", nil),
            ("01bd8000-01f10000 rw-p 017d7000 fe:00 5383632   /opt/handover", nil),
            ("01bd8000-01f10000 ---p 017d7000 fe:00 5383632   /opt/handover", nil),
            ("nonsense", nil),
        ]
    )
    func ranges(line: String, expected: Range<UInt>?) {
        #expect(ProcessMemory.codeRange(line[...]) == expected)
    }

    @Test("The process goes on after giving its start-up pages back")
    func goesOn() {
        let before = (0..<1000).map { String($0) }
        ProcessMemory.releaseStartUpPages()
        #expect(before.count == 1000 && before[999] == "999")
    }
}
