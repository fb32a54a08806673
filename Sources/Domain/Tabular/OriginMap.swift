/// How many bytes of the source a piece of decoded text takes.
public protocol OriginMeasure: Sendable {
    /// The bytes that `text`, well-formed UTF-8 without stray bytes, takes in the source's encoding.
    func originByteCount(of text: Span<UInt8>) -> Int
}

/// The measure of sources that are UTF-8 themselves.
public struct SameWidth: OriginMeasure {
    /// The measure.
    public init() {}

    /// The number of bytes of `text`.
    public func originByteCount(of text: Span<UInt8>) -> Int { text.count }
}

/// Where offsets in decoded text are in the source's own bytes.
///
/// A decoder adds a checkpoint every kilobyte or so, and one behind each stray byte and each byte order mark; between
/// two checkpoints the text is measured, and only for records that someone asks about.
public struct OriginMap: Sendable {
    /// One pair of offsets that belong together.
    public struct Checkpoint: Hashable, Sendable {
        /// The offset in the decoded text, from 0.
        public let textOffset: Int
        /// The offset in the source, from 0.
        public let originOffset: Int

        /// A pair.
        public init(textOffset: Int, originOffset: Int) {
            self.textOffset = textOffset
            self.originOffset = originOffset
        }
    }

    /// Bytes of the source that its encoding does not know; each run stands as U+FFFD in the text.
    public typealias Stray = Checkpoint

    /// The pairs, ascending.
    public private(set) var checkpoints: [Checkpoint]
    /// Undecodable bytes, ascending.
    public private(set) var strays: [Stray] = []
    /// The measure between two checkpoints.
    public var measure: any OriginMeasure

    /// A map that starts at the beginning of the source.
    public init(measure: any OriginMeasure = SameWidth()) {
        checkpoints = [Checkpoint(textOffset: 0, originOffset: 0)]
        self.measure = measure
    }

    /// Adds a pair behind all others; one with the same text offset takes the place of the last.
    public mutating func add(textOffset: Int, originOffset: Int) {
        if let last = checkpoints.last, last.textOffset >= textOffset { checkpoints.removeLast() }
        checkpoints.append(Checkpoint(textOffset: textOffset, originOffset: originOffset))
    }

    /// Adds an undecodable byte; the decoder adds a checkpoint behind it, too.
    public mutating func addStray(textOffset: Int, originOffset: Int) {
        strays.append(Stray(textOffset: textOffset, originOffset: originOffset))
    }

    /// Where `textOffset` is in the source.
    ///
    /// - Parameters:
    ///   - textOffset: An offset in the decoded text, not before `start`.
    ///   - text: The decoded text from `start` on, as far as `textOffset` at least.
    ///   - start: The offset of `text` in the decoded text.
    /// - Returns: The offset in the source, from 0.
    public func originOffset(of textOffset: Int, in text: Span<UInt8>, from start: Int) -> Int {
        var low = 0
        var high = checkpoints.count
        while low < high {
            let middle = (low + high) / 2
            if checkpoints[middle].textOffset <= textOffset { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return textOffset }
        let checkpoint = checkpoints[low - 1]
        precondition(checkpoint.textOffset >= start, "the text holds all from the checkpoint on")
        let piece = text.extracting(checkpoint.textOffset - start..<textOffset - start)
        return checkpoint.originOffset + measure.originByteCount(of: piece)
    }

    /// Forgets what lies before `textOffset` and takes that offset, with its place in the source, as the first pair.
    public mutating func forget(before textOffset: Int, originOffset: Int) {
        checkpoints.removeAll { $0.textOffset <= textOffset }
        checkpoints.insert(Checkpoint(textOffset: textOffset, originOffset: originOffset), at: 0)
        strays.removeAll { $0.textOffset < textOffset }
    }
}
