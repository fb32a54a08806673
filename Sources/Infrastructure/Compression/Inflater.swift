import CZlib

/// Why compressed bytes cannot be expanded.
public enum InflateError: Error, Hashable, Sendable {
    /// The bytes are no DEFLATE stream.
    case damaged
    /// There is no memory for the window of 32 KiB.
    case outOfMemory
}

/// Expands a raw DEFLATE stream, buffer by buffer.
///
/// - SeeAlso: RFC 1951.
public struct Inflater: ~Copyable {
    /// How far one call has come.
    public struct Progress: Hashable, Sendable {
        /// Compressed bytes that were used up.
        public let readCount: Int
        /// Expanded bytes that were appended.
        public let writtenCount: Int
        /// Whether the stream has ended.
        public let isAtEnd: Bool
    }

    /// zlib keeps the address, so the state must not move.
    private let stream: UnsafeMutablePointer<z_stream>

    /// A new stream.
    ///
    /// - Throws: ``InflateError/outOfMemory``.
    public init() throws(InflateError) {
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Negative window bits: no zlib header, as ZIP stores it.
        let size = Int32(MemoryLayout<z_stream>.size)
        guard inflateInit2_(stream, -MAX_WBITS, zlibVersion(), size) == Z_OK else {
            stream.deallocate()
            throw .outOfMemory
        }
        self.stream = stream
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Expands what `input` holds from `offset` on, at most `maximumCount` bytes of it.
    ///
    /// - Parameters:
    ///   - input: Compressed bytes.
    ///   - offset: The first of them that has not been used.
    ///   - output: Grows by the expanded bytes.
    ///   - maximumCount: The most that is appended, at least 1.
    /// - Returns: How far it came; nothing written and nothing read means that more input is needed.
    /// - Throws: ``InflateError/damaged``.
    public mutating func inflate(
        _ input: [UInt8],
        from offset: Int,
        into output: inout [UInt8],
        maximumCount: Int
    ) throws(InflateError) -> Progress {
        let available = min(input.count - offset, Int(UInt32.max))
        var status = Z_OK
        var written = 0
        output.append(addingCapacity: maximumCount) { span in
            span.withUnsafeMutableBufferPointer { target, initializedCount in
                status = input.withUnsafeBufferPointer { source in
                    // zlib does not write through next_in; its type lacks the const.
                    stream.pointee.next_in = source.baseAddress.map { UnsafeMutablePointer(mutating: $0 + offset) }
                    stream.pointee.avail_in = UInt32(available)
                    stream.pointee.next_out = target.baseAddress
                    stream.pointee.avail_out = UInt32(maximumCount)
                    return CZlib.inflate(stream, Z_NO_FLUSH)
                }
                written = maximumCount - Int(stream.pointee.avail_out)
                initializedCount = written
            }
        }
        let read = available - Int(stream.pointee.avail_in)
        switch status {
        case Z_OK, Z_BUF_ERROR: return Progress(readCount: read, writtenCount: written, isAtEnd: false)
        case Z_STREAM_END: return Progress(readCount: read, writtenCount: written, isAtEnd: true)
        case Z_MEM_ERROR: throw .outOfMemory
        default: throw .damaged
        }
    }
}
