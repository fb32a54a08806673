import Synchronization
import Tabular

@testable import TextEncoding

/// Text in any encoding, made by looking up the tables backwards.
enum EncodedText {
    private static let reverse: [TextEncoding: [UInt32: [UInt8]]] = {
        var all: [TextEncoding: [UInt32: [UInt8]]] = [:]
        let tables: [(TextEncoding, DoubleByteTable)] = [
            (.gb18030, .gb18030), (.big5, .big5), (.shiftJIS, .shiftJIS), (.eucKR, .eucKR),
        ]
        for (encoding, table) in tables {
            var codes: [UInt32: [UInt8]] = [:]
            for first in UInt8(0x81)...0xFE {
                for second in UInt8(0x40)...0xFE {
                    let codePoint = table.codePoint(first, second)
                    if codePoint != 0, codes[codePoint] == nil { codes[codePoint] = [first, second] }
                }
            }
            for (place, codePoint) in table.singles.enumerated() where codePoint != 0 {
                if codes[UInt32(codePoint)] == nil { codes[UInt32(codePoint)] = [UInt8(0x80 + place)] }
            }
            all[encoding] = codes
        }
        return all
    }()

    /// `text` in an encoding; a character that it does not have is left out.
    static func bytes(_ text: String, in encoding: TextEncoding) -> [UInt8] {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            let value = scalar.value
            switch encoding {
            case .utf8: bytes += Array(String(scalar).utf8)
            case .utf16LittleEndian:
                for unit in String(scalar).utf16 { bytes += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
            case .utf16BigEndian:
                for unit in String(scalar).utf16 { bytes += [UInt8(unit >> 8), UInt8(unit & 0xFF)] }
            case .utf32LittleEndian:
                bytes += [0, 8, 16, 24].map { UInt8(value >> $0 & 0xFF) }
            case .utf32BigEndian:
                bytes += [24, 16, 8, 0].map { UInt8(value >> $0 & 0xFF) }
            case .windows1252:
                if value < 0x80 {
                    bytes.append(UInt8(value))
                } else if let place = Windows1252Table.codes.firstIndex(of: UInt16(truncatingIfNeeded: value)) {
                    bytes.append(UInt8(0x80 + place))
                }
            case .gb18030, .big5, .shiftJIS, .eucKR:
                if value < 0x80 { bytes.append(UInt8(value)) } else { bytes += reverse[encoding]?[value] ?? [] }
            }
        }
        return bytes
    }

    /// What was read of some bytes.
    struct Reading {
        var text: [UInt8] = []
        var origins = OriginMap()
        var source: DecodedText
        var error: TabularError?

        var string: String { String(decoding: text, as: UTF8.self) }
    }

    /// Reads bytes to their end, in pieces of at most a size.
    static func read(
        _ bytes: [UInt8],
        in encoding: TextEncoding? = nil,
        insteadIn second: TextEncoding? = nil,
        language: String? = nil,
        pieceByteCount: Int = .max
    ) -> Reading {
        let rest = Remainder(bytes)
        let reader: DecodedText.ByteReader = { count in rest.take(min(count, pieceByteCount)) }
        var reading = Reading(
            source: second.map { DecodedText(insteadIn: $0, reader: reader) }
                ?? DecodedText(in: encoding, language: language, reader: reader)
        )
        do throws(TabularError) {
            while try reading.source.read(into: &reading.text, origins: &reading.origins) {}
        } catch {
            reading.error = error
        }
        return reading
    }
}

/// Bytes that are taken from the front.
final class Remainder: Sendable {
    private let bytes: [UInt8]
    private let offset = Atomic(0)

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    func take(_ count: Int) -> [UInt8] {
        let start = offset.load(ordering: .relaxed)
        let end = start + min(count, bytes.count - start)
        offset.store(end, ordering: .relaxed)
        return Array(bytes[start..<end])
    }
}
