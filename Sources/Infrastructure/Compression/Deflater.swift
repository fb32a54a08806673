import CZlib

/// Compresses to a raw DEFLATE stream.
///
/// - SeeAlso: RFC 1951.
public struct Deflater: ~Copyable {
    private let stream: UnsafeMutablePointer<z_stream>

    /// A new stream.
    ///
    /// - Parameter level: From 1, fast, to 9, small.
    /// - Throws: ``InflateError/outOfMemory``.
    public init(level: Int = 6) throws(InflateError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let size = Int32(MemoryLayout<z_stream>.size)
        let status = deflateInit2_(
            stream,
            Int32(min(9, max(1, level))),
            Z_DEFLATED,
            -MAX_WBITS,
            8,
            Z_DEFAULT_STRATEGY,
            zlibVersion(),
            size
        )
        guard status == Z_OK else {
            stream.deallocate()
            throw .outOfMemory
        }
        self.stream = stream
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    /// Compresses `input`, all of it.
    ///
    /// - Parameters:
    ///   - input: The next bytes.
    ///   - output: Grows by what is compressed so far; some bytes are held back until the end.
    ///   - isEnd: Whether the stream ends with them.
    public mutating func deflate(_ input: [UInt8], into output: inout [UInt8], isEnd: Bool) {
        let room = 64 << 10
        var offset = 0
        while true {
            var status = Z_OK
            output.append(addingCapacity: room) { span in
                span.withUnsafeMutableBufferPointer { target, initializedCount in
                    status = input.withUnsafeBufferPointer { source in
                        stream.pointee.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + offset) }
                        stream.pointee.avail_in = UInt32(min(input.count - offset, Int(UInt32.max)))
                        stream.pointee.next_out = target.baseAddress
                        stream.pointee.avail_out = UInt32(room)
                        return CZlib.deflate(stream, isEnd ? Z_FINISH : Z_NO_FLUSH)
                    }
                    initializedCount = room - Int(stream.pointee.avail_out)
                }
            }
            let unused = Int(stream.pointee.avail_out)
            offset = input.count - Int(stream.pointee.avail_in)
            if status == Z_STREAM_END || status == Z_BUF_ERROR || unused > 0 && offset == input.count && !isEnd {
                return
            }
        }
    }
}
