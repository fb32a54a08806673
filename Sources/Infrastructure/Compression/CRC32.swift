import CZlib

/// The check sum of ZIP and gzip.
///
/// - SeeAlso: ISO 3309; RFC 1952, section 8.
public struct CRC32: Hashable, Sendable {
    /// The sum of all bytes so far.
    public private(set) var value: UInt32 = 0

    /// The sum of nothing.
    public init() {}

    /// Takes the bytes from an offset on into the sum.
    public mutating func update(with bytes: [UInt8], from offset: Int = 0) {
        value = bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, offset < buffer.count else { return value }
            return UInt32(truncatingIfNeeded: crc32_z(UInt(value), base + offset, buffer.count - offset))
        }
    }
}
