import Compression
import Testing

@Suite("Compression")
struct CompressionTests {
    static let text = Array(String(repeating: "order,2024-05-01,北京\n", count: 9000).utf8)

    static func deflated(_ bytes: [UInt8], pieceByteCount: Int = .max) throws -> [UInt8] {
        var deflater = try Deflater()
        var output: [UInt8] = []
        var offset = 0
        repeat {
            let end = offset + min(pieceByteCount, bytes.count - offset)
            deflater.deflate(Array(bytes[offset..<end]), into: &output, isEnd: end == bytes.count)
            offset = end
        } while offset < bytes.count
        return output
    }

    @Test("What was compressed comes back, whatever the size of the pieces", arguments: [1000, 65_536, .max])
    func roundTrip(pieceByteCount: Int) throws {
        let compressed = try Self.deflated(Self.text, pieceByteCount: pieceByteCount)
        #expect(compressed.count < Self.text.count / 20)
        for room in [1000, 1 << 20] {
            var inflater = try Inflater()
            var output: [UInt8] = []
            var offset = 0
            while true {
                let progress = try inflater.inflate(compressed, from: offset, into: &output, maximumCount: room)
                offset += progress.readCount
                if progress.isAtEnd { break }
            }
            #expect(output == Self.text)
            #expect(offset == compressed.count)
        }
    }

    @Test("Nothing compresses to an empty stream")
    func empty() throws {
        let compressed = try Self.deflated([])
        var inflater = try Inflater()
        var output: [UInt8] = []
        let progress = try inflater.inflate(compressed, from: 0, into: &output, maximumCount: 10)
        #expect(progress.isAtEnd)
        #expect(output.isEmpty)
    }

    @Test("Bytes that are no stream are refused")
    func damaged() throws {
        var inflater = try Inflater()
        var output: [UInt8] = []
        #expect(throws: InflateError.damaged) {
            _ = try inflater.inflate([0xFF, 0xFF, 0xFF, 0xFF], from: 0, into: &output, maximumCount: 10)
        }
    }

    @Test("A stream that ends early asks for more")
    func cut() throws {
        let compressed = try Self.deflated(Self.text)
        var inflater = try Inflater()
        var output: [UInt8] = []
        let half = Array(compressed.prefix(compressed.count / 2))
        let first = try inflater.inflate(half, from: 0, into: &output, maximumCount: 1 << 20)
        #expect(!first.isAtEnd)
        let second = try inflater.inflate(half, from: first.readCount, into: &output, maximumCount: 1 << 20)
        #expect(second.readCount == 0 && second.writtenCount == 0 && !second.isAtEnd)
    }

    @Test("The check sum is the one of the standard's example")
    func checkSum() {
        var sum = CRC32()
        sum.update(with: Array("12345".utf8))
        sum.update(with: Array("__6789".utf8), from: 2)
        #expect(sum.value == 0xCBF4_3926)
        #expect(CRC32().value == 0)
    }
}
