public import Tabular

/// The text of a source as UTF-8, whatever its encoding is, found out while it is read.
///
/// As long as all bytes are ASCII nothing is decided. From the first other byte on, text waits until the encoding is
/// clear, at most ``waitingByteCount``; then the likeliest encoding is taken, and watched: when later bytes speak for
/// another, or too many cannot be decoded, reading ends with ``TabularError/Code/contradictedEncoding``, and
/// ``betterEncoding`` says by which encoding the source should be read from its beginning.
public struct DecodedText: TextChunks {
    /// Reads on in a source: at most so many bytes; none at the end.
    public typealias ByteReader = @Sendable (_ count: Int) throws(TabularError) -> [UInt8]

    /// How an encoding came to be the one that is used.
    enum Decision: Hashable, Sendable {
        /// All bytes so far are ASCII.
        case open
        /// The user's word.
        case given
        /// A mark at the start of the source.
        case marked
        /// Where NULs stand.
        case pattern
        /// The likeliest so far; more bytes may change that.
        case provisional
        /// Found out.
        case found
        /// Taken because another one was contradicted.
        case second
    }

    /// Bytes that are read at once.
    static let chunkByteCount = 256 << 10
    /// Bytes that wait at most for a decision.
    static let waitingByteCount = 64 << 10
    /// Bytes between two looks at what they speak for.
    static let scoutedByteCount = 4 << 10
    /// Undecodable bytes that no text is given up for.
    static let toleratedStrayCount = 16
    /// Undecodable bytes that say nothing against an encoding that is known.
    static let wrongStrayCount = 8
    /// The most offsets of undecodable bytes that are kept.
    static let keptOffsetCount = 5

    private let reader: ByteReader
    private var scout: EncodingScout
    private(set) var decision: Decision
    /// The encoding that the text is read in; nil as long as all of it is ASCII.
    public private(set) var encoding: TextEncoding?
    /// The encoding that explains the source better than the one that was contradicted.
    public private(set) var betterEncoding: TextEncoding?
    /// The number of undecodable bytes so far.
    public private(set) var strayByteCount = 0
    /// Where the first few of them stand in the source, from 0.
    public private(set) var strayOffsets: [Int] = []

    /// Below this confidence in the encoding of the whole text it is not decoded.
    private var neededConfidence = SourceOptions().minimumEncodingConfidence
    /// Whether text is read on in a known encoding in which most of what is no ASCII cannot be decoded.
    private var keepsUndecodable = false
    /// Where the first byte stands that speaks for an encoding; nil while none does.
    private var decidedOffset: Int?
    /// The line in which the first byte that is not ASCII stands, or a part of it.
    private var firstLine: [UInt8] = []
    private var verdict: EncodingScout.Verdict?
    private var decoder: TextDecoder?
    /// Bytes that were read and not decoded: new ones, a cut character, or text that waits for a decision.
    private var input: [UInt8] = []
    /// The first of them that the scout has not seen.
    private var scoutedCount = 0
    /// Whether there are some that nobody has looked at.
    private var isFresh = false
    private var isAtEnd = false
    private var hasStarted = false
    /// Offsets of what comes next, in the source and in the decoded text.
    private var readCount = 0
    private var writtenCount = 0
    private var wideCharacterCount = 0

    /// A text in an encoding that is to be found out, or that is known.
    ///
    /// - Parameters:
    ///   - encoding: The encoding, if the user said it; then nothing contradicts it.
    ///   - language: The language that the text is probably in, such as `zh-CN`, which is assumed without it.
    ///   - reader: Reads on in the source.
    public init(in encoding: TextEncoding? = nil, language: String? = nil, reader: @escaping ByteReader) {
        self.init(encoding, decision: encoding == nil ? .open : .given, language, reader)
    }

    /// A text that is read once more because another encoding was contradicted.
    ///
    /// - Parameters:
    ///   - encoding: The encoding that was better.
    ///   - reader: Reads the source from its beginning.
    public init(insteadIn encoding: TextEncoding, reader: @escaping ByteReader) {
        self.init(encoding, decision: .second, nil, reader)
    }

    /// A text as the options of its source say.
    ///
    /// - Throws: ``TabularError/Code/unknownEncoding``.
    public init(options: SourceOptions, reader: @escaping ByteReader) throws(TabularError) {
        guard let name = options.encoding, name != "auto" else {
            self.init(language: options.language, reader: reader)
            neededConfidence = options.minimumEncodingConfidence
            keepsUndecodable = options.keepsUndecodable
            return
        }
        guard let encoding = TextEncoding(named: name) else { throw .unknownEncoding(name) }
        self.init(in: encoding, language: options.language, reader: reader)
        keepsUndecodable = options.keepsUndecodable
    }

    private init(_ encoding: TextEncoding?, decision: Decision, _ language: String?, _ reader: @escaping ByteReader) {
        self.encoding = encoding
        self.decision = decision
        self.reader = reader
        scout = EncodingScout(language: language)
        decoder = encoding.flatMap(TextDecoder.init)
    }

    /// Appends the next piece of text, at most some 256 KiB of the source.
    ///
    /// - Throws: What the reader throws, and ``TabularError/Code/contradictedEncoding``.
    public mutating func read(into text: inout [UInt8], origins: inout OriginMap) throws(TabularError) -> Bool {
        if !hasStarted { try start(&origins) }
        let start = text.count
        while text.count == start {
            if !isFresh {
                if isAtEnd { return false }
                try readOn()
            }
            isFresh = false
            if decision == .open || decision == .provisional { try decide(into: &text, &origins) }
            let strayCount = origins.strays.count
            if encoding != nil { decode(into: &text, &origins) }
            keepOffsets(origins.strays[strayCount...])
            try checkStrays()
        }
        return true
    }

    /// What is assumed of the encoding so far.
    public var assumptions: [Assumption] {
        let isLate = decidedOffset.map { $0 >= Self.chunkByteCount } ?? false
        return [.encoding(encoding, decision: decision, verdict: verdict, from: isLate ? decidedOffset : nil)]
    }

    /// Reads enough to see a mark and the pattern of NULs.
    private mutating func start(_ origins: inout OriginMap) throws(TabularError) {
        hasStarted = true
        isFresh = true
        while input.count < WideTextPattern.searchedByteCount, !isAtEnd { try readOn() }
        let marked = TextEncoding.marked(input)
        if decision == .open {
            if let marked {
                use(marked, .marked)
            } else if let wide = WideTextPattern.encoding(of: input) {
                use(wide, .pattern)
            }
        } else if let marked, let encoding, marked.unitByteCount == encoding.unitByteCount, encoding.unitByteCount > 1 {
            // A name such as UTF-16 says little about the order of bytes; the mark does.
            use(marked, decision)
        }
        guard let encoding else { return }
        // A wrong mark of UTF-8 is still no text of an encoding that the user knows.
        let isMark = marked == encoding || marked == .utf8 && decision == .given && encoding.unitByteCount == 1
        if let marked, isMark { consume(marked.mark.count) }
        enter(encoding, &origins)
    }

    private mutating func readOn() throws(TabularError) {
        let bytes = try reader(Self.chunkByteCount)
        if bytes.isEmpty {
            isAtEnd = true
        } else if input.isEmpty {
            input = bytes
        } else {
            input += bytes
        }
    }

    private mutating func use(_ encoding: TextEncoding, _ decision: Decision) {
        self.encoding = encoding
        self.decision = decision
        decoder = TextDecoder(encoding)
    }

    /// Starts to measure in an encoding; what came before was ASCII or a mark.
    private func enter(_ encoding: TextEncoding, _ origins: inout OriginMap) {
        origins.add(textOffset: writtenCount, originOffset: readCount)
        if encoding != .utf8 { origins.measure = EncodedWidths(encoding: encoding) }
    }

    private mutating func consume(_ count: Int) {
        if count == input.count { input.removeAll() } else { input.removeFirst(count) }
        readCount += count
        scoutedCount = max(0, scoutedCount - count)
    }

    // MARK: Deciding

    /// Lets the scout see what is new; ASCII goes on while nothing is decided.
    private mutating func decide(into text: inout [UInt8], _ origins: inout OriginMap) throws(TabularError) {
        scoutAhead()
        if decision == .provisional {
            guard let verdict, verdict.isCertain else { return }
            if verdict.encoding != encoding { throw contradicted(by: verdict.encoding) }
            try checkConfidence(verdict)
            decision = .found
            return
        }
        let count = UTF8Check.endOfASCII(input.span, from: 0)
        origins.add(textOffset: writtenCount, originOffset: readCount)
        if count < input.count, firstLine.isEmpty { keepFirstLine(count) }
        text.append(contentsOf: input[..<count])
        writtenCount += count
        consume(count)
        guard let verdict, verdict.isCertain || input.count >= Self.waitingByteCount else { return }
        if verdict.isCertain { try checkConfidence(verdict) }
        decidedOffset = readCount
        use(verdict.encoding, verdict.isCertain ? .found : .provisional)
        enter(verdict.encoding, &origins)
    }

    /// Refuses to take an encoding that is hardly likelier than others; its characters would be wrong for good.
    private func checkConfidence(_ verdict: EncodingScout.Verdict) throws(TabularError) {
        // Bytes that are well-formed UTF-8 are hardly anything else, however few they are.
        guard verdict.encoding != .utf8, verdict.confidence < neededConfidence else { return }
        throw .unclearEncoding(verdict, firstLine: firstLine)
    }

    /// Keeps the line in which the first byte that is not ASCII stands, at an offset of the input.
    private mutating func keepFirstLine(_ offset: Int) {
        let isEnd = { (byte: UInt8) in byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
        let before = input[..<offset].suffix(32)
        let start = before.lastIndex(where: isEnd).map { $0 + 1 } ?? before.startIndex
        firstLine = Array(input[start..<min(input.count, offset + 64)].prefix { !isEnd($0) })
    }

    /// Shows the scout what is new, no more than it needs.
    private mutating func scoutAhead() {
        let bytes = input
        repeat {
            let end = min(bytes.count, scoutedCount + Self.scoutedByteCount)
            scout.feed(bytes.span.extracting(scoutedCount..<end))
            scoutedCount = end
            if let found = scout.verdict(isEnd: isAtEnd && end == bytes.count) { verdict = found }
        } while scoutedCount < bytes.count && verdict?.isCertain != true
    }

    private mutating func keepOffsets(_ strays: ArraySlice<OriginMap.Stray>) {
        guard strayOffsets.count < Self.keptOffsetCount else { return }
        strayOffsets += strays.prefix(Self.keptOffsetCount - strayOffsets.count).map(\.originOffset)
    }

    /// Gives an encoding up that cannot decode more bytes than a good text has wrong ones.
    private mutating func checkStrays() throws(TabularError) {
        if decision == .given || decision == .marked { return try checkKnownEncoding() }
        guard decision == .found || decision == .provisional || decision == .second else { return }
        // UTF-8 is taken with one byte in twenty wrong, because hardly anything else looks like it.
        let share = encoding == .utf8 ? 20 : 1000
        guard strayByteCount > max(Self.toleratedStrayCount, wideCharacterCount / share) else { return }
        let better = decision == .second ? nil : verdict?.alternatives.first?.encoding
        throw contradicted(by: better)
    }

    /// Refuses a text in which most of what is no ASCII is not of the encoding that was given, or that a mark names.
    private func checkKnownEncoding() throws(TabularError) {
        guard let encoding, !keepsUndecodable, strayByteCount >= Self.wrongStrayCount else { return }
        guard strayByteCount > wideCharacterCount, strayByteCount > readCount / 100 else { return }
        throw .wrongEncoding(encoding, isMarked: decision == .marked, strayByteCount, first: strayOffsets.first ?? 0)
    }

    private mutating func contradicted(by better: TextEncoding?) -> TabularError {
        betterEncoding = better
        return .contradictedEncoding(encoding ?? .utf8, by: better)
    }

    // MARK: Decoding

    private mutating func decode(into text: inout [UInt8], _ origins: inout OriginMap) {
        guard let decoder else { return checkUTF8(into: &text, &origins) }
        var (read, written, wide, stray) = (readCount, writtenCount, 0, 0)
        let count = decoder.decode(input, isEnd: isAtEnd, into: &text) { step in
            var strays = step.strays.makeIterator()
            var next = strays.next()
            for point in step.checkpoints {
                while let found = next, found.written < point.written {
                    origins.addStray(textOffset: written + found.written - step.start, originOffset: read + found.read)
                    stray += found.count
                    next = strays.next()
                }
                origins.add(textOffset: written + point.written - step.start, originOffset: read + point.read)
            }
            read += step.readCount
            written += step.writtenCount - step.start
            wide += step.wideCharacterCount
            origins.add(textOffset: written, originOffset: read)
        }
        writtenCount = written
        wideCharacterCount += wide
        strayByteCount += stray
        consume(count)
    }

    private mutating func checkUTF8(into text: inout [UInt8], _ origins: inout OriginMap) {
        var offset = 0
        origins.add(textOffset: writtenCount, originOffset: readCount)
        while true {
            let check = UTF8Check(input.span, from: offset, isEnd: isAtEnd)
            text.append(contentsOf: input[offset..<check.end])
            writtenCount += check.end - offset
            wideCharacterCount += check.wideCharacterCount
            offset = check.end
            guard check.strayCount > 0 else { break }
            origins.addStray(textOffset: writtenCount, originOffset: readCount + offset)
            text += [0xEF, 0xBF, 0xBD]
            writtenCount += 3
            offset += check.strayCount
            strayByteCount += check.strayCount
            origins.add(textOffset: writtenCount, originOffset: readCount + offset)
        }
        consume(offset)
    }
}
