import Tabular

/// The text of a part as UTF-8, piece by piece and without its mark.
///
/// A part is in UTF-8 or UTF-16, which its first bytes tell.
///
/// - SeeAlso: ECMA-376 part 2, clause 8.2.5; Extensible Markup Language (XML) 1.0, fifth edition, appendix F.1.
struct XMLBytes: Sendable {
    private enum Form {
        case utf8
        case utf16(isBigEndian: Bool)
    }

    private var source: PartBytes
    private let part: String
    /// Nil before the first piece.
    private var form: Form?
    /// Bytes of UTF-16 of which the rest is missing.
    private var pending: [UInt8] = []

    init(_ source: PartBytes, part: String) {
        self.source = source
        self.part = part
    }

    /// Appends the next piece; false at the end.
    ///
    /// - Throws: ``TabularError/Code/malformedXML`` for ill-formed UTF-16, and what the part's bytes cannot be read by.
    mutating func read(into bytes: inout [UInt8]) throws(TabularError) -> Bool {
        guard let form else { return try readFirst(into: &bytes) }
        guard case .utf16(let isBigEndian) = form else { return try source.read(into: &bytes) }
        let count = bytes.count
        while bytes.count == count {
            guard try source.read(into: &pending) else {
                guard pending.isEmpty else { throw illFormed }
                return false
            }
            try decode(isBigEndian, into: &bytes)
        }
        return true
    }

    private mutating func readFirst(into bytes: inout [UInt8]) throws(TabularError) -> Bool {
        var first: [UInt8] = []
        while first.count < 3, try source.read(into: &first) {}
        guard first.count > 1 else {
            form = .utf8
            bytes += first
            return !first.isEmpty
        }
        switch (first[0], first[1]) {
        case (0xFE, 0xFF), (0xFF, 0xFE):
            pending = Array(first.dropFirst(2))
            form = .utf16(isBigEndian: first[0] == 0xFE)
        case (0, UInt8(ascii: "<")), (UInt8(ascii: "<"), 0):
            pending = first
            form = .utf16(isBigEndian: first[0] == 0)
        default:
            form = .utf8
            bytes += first.starts(with: [0xEF, 0xBB, 0xBF]) ? first.dropFirst(3) : first[...]
            return true
        }
        let count = bytes.count
        try decode(first[0] == 0xFE || first[0] == 0, into: &bytes)
        if bytes.count > count { return true }
        return try read(into: &bytes)
    }

    private mutating func decode(_ isBigEndian: Bool, into bytes: inout [UInt8]) throws(TabularError) {
        let text = pending
        func unit(_ index: Int) -> UInt32 {
            let first = UInt32(text[index])
            let second = UInt32(text[index &+ 1])
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        bytes.reserveCapacity(bytes.count + text.count)
        var index = 0
        while index &+ 2 <= text.count {
            var value = unit(index)
            if value < 0x80 {
                bytes.append(UInt8(truncatingIfNeeded: value))
                index &+= 2
                continue
            }
            var count = 2
            if value & 0xFC00 == 0xD800 {
                guard index &+ 4 <= text.count else { break }
                let low = unit(index &+ 2)
                guard low & 0xFC00 == 0xDC00 else { throw illFormed }
                value = 0x10000 + (value & 0x3FF) << 10 + low & 0x3FF
                count = 4
            }
            guard let scalar = Unicode.Scalar(value) else { throw illFormed }
            bytes += UTF8.encode(scalar).map { Array($0) } ?? []
            index &+= count
        }
        pending.removeFirst(index)
    }

    private var illFormed: TabularError { .malformedXML(in: part, "it is not well-formed UTF-16") }
}
