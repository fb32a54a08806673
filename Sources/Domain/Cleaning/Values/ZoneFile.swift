/// Reads the files of the time zone database.
///
/// - SeeAlso: RFC 8536 (TZif), versions 1 to 4.
enum ZoneFile {
    /// No file of a zone is larger.
    static let maximumByteCount = 1 << 20

    /// The rules of a file; nil when it is damaged, or none.
    static func rules(_ bytes: [UInt8]) -> ZoneRules? {
        let file = bytes.span
        guard file.count <= maximumByteCount, let first = Header(file, at: 0) else { return nil }
        guard first.version >= 2 else { return rules(file, first, timeByteCount: 4, footer: nil) }
        // The first block is for old readers; the second one has times of eight bytes, and a rule behind them.
        guard let second = Header(file, at: first.end(timeByteCount: 4)) else { return nil }
        let end = second.end(timeByteCount: 8)
        guard file.count > end, file[end] == 0x0A else { return nil }
        var close = end + 1
        while close < file.count, file[close] != 0x0A { close += 1 }
        guard close < file.count else { return nil }
        return rules(file, second, timeByteCount: 8, footer: end + 1..<close)
    }

    private struct Header {
        let start: Int
        let version: Int
        /// isutc, isstd, leap, time, type, char.
        let counts: [Int]

        init?(_ file: Span<UInt8>, at start: Int) {
            guard start >= 0, file.count - start >= 44, file.has(Array("TZif".utf8), at: start) else { return nil }
            self.start = start
            version = file[start + 4] == 0 ? 1 : Int(file[start + 4]) - 0x30
            counts = (0..<6).map { ZoneFile.number(file, at: start + 20 + $0 * 4, byteCount: 4) }
            // A file that says it has more would reach past its end.
            guard counts.allSatisfy({ (0...ZoneFile.maximumByteCount).contains($0) }) else { return nil }
        }

        var timeCount: Int { counts[3] }
        var typeCount: Int { counts[4] }

        func end(timeByteCount: Int) -> Int {
            let times = timeCount * (timeByteCount + 1)
            let types = typeCount * 6 + counts[5]
            return start + 44 + times + types + counts[2] * (timeByteCount + 4) + counts[1] + counts[0]
        }
    }

    private static func rules(
        _ file: Span<UInt8>,
        _ header: Header,
        timeByteCount: Int,
        footer: Range<Int>?
    ) -> ZoneRules? {
        guard header.end(timeByteCount: timeByteCount) <= file.count, header.typeCount > 0 else { return nil }
        let times = header.start + 44
        let indices = times + header.timeCount * timeByteCount
        let types = indices + header.timeCount
        func offset(ofType type: Int) -> Int? {
            type < header.typeCount ? number(file, at: types + type * 6, byteCount: 4) : nil
        }
        var changes: [Int] = []
        var offsets: [Int] = []
        for index in 0..<header.timeCount {
            let time = number(file, at: times + index * timeByteCount, byteCount: timeByteCount)
            guard let offset = offset(ofType: Int(file[indices + index])), abs(offset) < 86_400 * 2,
                changes.last ?? .min < time
            else { return nil }
            changes.append(time)
            offsets.append(offset)
        }
        guard let first = offset(ofType: 0) else { return nil }
        var rule: YearlyZoneRule?
        if let footer, !footer.isEmpty {
            rule = YearlyZoneRule(file.extracting(footer))
            if rule == nil { return nil }
        }
        return ZoneRules(firstOffset: first, times: changes, offsets: offsets, rule: rule)
    }

    /// A signed number, its highest byte first.
    private static func number(_ file: Span<UInt8>, at offset: Int, byteCount: Int) -> Int {
        var bits: UInt64 = 0
        for index in 0..<byteCount { bits = bits << 8 | UInt64(file[offset + index]) }
        return byteCount == 4 ? Int(Int32(truncatingIfNeeded: bits)) : Int(Int64(bitPattern: bits))
    }
}
