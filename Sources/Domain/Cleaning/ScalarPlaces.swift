import Diagnostics
import RegularExpressions

/// Finds where a part of a YAML or JSON scalar stands in the source of a document.
///
/// What a scalar means and how it is written differ by quotes, escapes, folded lines and indentation, so both are walked
/// along together, white space aside.
struct ScalarPlaces: Sendable {
    /// UTF-8; empty when the source is not known.
    private let source: [UInt8]
    /// Where each line begins.
    private let lines: [Int]

    init(source: [UInt8]) {
        self.source = source
        var lines = [0]
        for offset in source.indices {
            let isEnd =
                source[offset] == 0x0A
                || (source[offset] == 0x0D && !(offset + 1 < source.count && source[offset + 1] == 0x0A))
            if isEnd { lines.append(offset + 1) }
        }
        self.lines = lines
    }

    /// The place of a byte of a scalar's text; nil when it cannot be found.
    ///
    /// - Parameters:
    ///   - offset: A 0-based count of UTF-8 bytes, where a character begins that is no white space, or the end.
    ///   - text: What the scalar means.
    ///   - start: Where the scalar begins in the source.
    /// - Returns: The place, with the line and the column of the whole document.
    func position(of offset: Int, in text: String, from start: SourcePosition) -> SourcePosition? {
        guard start.line <= lines.count, var walk = Walk(source, at: lines[start.line - 1], column: start.column) else {
            return nil
        }
        let bytes = Array(text.utf8)
        var done = 0
        while done < min(offset, bytes.count) {
            let scalar = bytes.span.repairedScalar(at: done)
            if !Walk.isBlank(scalar.value), !walk.take(scalar.value) { return nil }
            done += scalar.byteCount
        }
        if offset < bytes.count { walk.skipBlanks() }
        return position(of: walk.offset)
    }

    /// The line and the column of a byte of the source.
    private func position(of offset: Int) -> SourcePosition {
        var first = 0
        var last = lines.count - 1
        while first < last {
            let middle = (first + last + 1) / 2
            if lines[middle] <= offset { first = middle } else { last = middle - 1 }
        }
        var column = 1
        var next = lines[first]
        while next < offset {
            next += source.span.repairedScalar(at: next).byteCount
            column += 1
        }
        return SourcePosition(line: first + 1, column: column)
    }

    /// Goes through the source of one scalar.
    private struct Walk {
        private enum Style {
            case plain
            case single
            case double
        }

        private let source: [UInt8]
        private(set) var offset: Int
        private var style = Style.plain

        init?(_ source: [UInt8], at start: Int, column: Int) {
            self.source = source
            var offset = start
            for _ in 1..<column where offset < source.count {
                offset += source.span.repairedScalar(at: offset).byteCount
            }
            guard offset < source.count else { return nil }
            self.offset = offset
            switch source[offset] {
            case UInt8(ascii: "'"):
                style = .single
                self.offset += 1
            case UInt8(ascii: "\""):
                style = .double
                self.offset += 1
            case UInt8(ascii: "|"), UInt8(ascii: ">"):
                while self.offset < source.count, source[self.offset] != 0x0A { self.offset += 1 }
            default: break
            }
        }

        private static func has(_ byte: UInt8, _ source: [UInt8], _ offset: Int) -> Bool {
            offset < source.count && source[offset] == byte
        }

        static func isBlank(_ scalar: UInt32) -> Bool {
            scalar == 0x20 || (0x09...0x0D).contains(scalar) || scalar == 0x85 || scalar == 0xA0
        }

        mutating func skipBlanks() {
            while offset < source.count {
                if Self.isBlank(UInt32(source[offset])), source[offset] < 0x80 {
                    offset += 1
                } else if style == .double, let escape = escape(), escape.value.map(Self.isBlank) ?? true {
                    offset += escape.byteCount
                } else {
                    break
                }
            }
        }

        /// Passes over blanks and one character; false when it is another one.
        mutating func take(_ scalar: UInt32) -> Bool {
            skipBlanks()
            guard offset < source.count else { return false }
            if style == .double, let escape = escape() {
                offset += escape.byteCount
                return escape.value == scalar
            }
            let found = source.span.repairedScalar(at: offset)
            offset += found.byteCount
            if style == .single, found.value == 0x27, Self.has(0x27, source, offset) { offset += 1 }
            return found.value == scalar
        }

        /// The escape at the offset; without a value when it is a line that goes on.
        private func escape() -> (value: UInt32?, byteCount: Int)? {
            guard source[offset] == UInt8(ascii: "\\"), offset + 1 < source.count else { return nil }
            switch source[offset + 1] {
            case 0x0A, 0x0D: return (nil, 2)
            case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"), UInt8(ascii: "N"), UInt8(ascii: "_"):
                return (0x20, 2)
            case UInt8(ascii: "x"): return (number(2), 4)
            case UInt8(ascii: "u"): return (number(4), 6)
            case UInt8(ascii: "U"): return (number(8), 10)
            default: return (UInt32(source[offset + 1]), 2)
            }
        }

        private func number(_ count: Int) -> UInt32? {
            guard offset + 2 + count <= source.count else { return nil }
            let digits = String(decoding: source[(offset + 2)..<(offset + 2 + count)], as: UTF8.self)
            return UInt32(digits, radix: 16)
        }
    }
}
