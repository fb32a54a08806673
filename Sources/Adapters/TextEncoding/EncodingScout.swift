/// Follows all encodings that a text may be in, from its first byte that is not ASCII on.
///
/// ASCII alone decides nothing, however long the text is.
struct EncodingScout: Sendable {
    /// What the bytes so far speak for.
    struct Verdict: Hashable, Sendable {
        let encoding: TextEncoding
        /// From 0 to 1; of two encodings that explain the text equally well neither is likelier than the other.
        let confidence: Double
        /// The other encodings, the likeliest first, with their sums of logarithms.
        let alternatives: [(encoding: TextEncoding, sum: Double)]
        /// Whether more bytes would not change it.
        let isCertain: Bool

        static func == (one: Verdict, other: Verdict) -> Bool {
            one.encoding == other.encoding && one.confidence == other.confidence && one.isCertain == other.isCertain
        }

        func hash(into hasher: inout Hasher) { hasher.combine(encoding) }
    }

    /// Bytes beyond ASCII after which a clear lead decides.
    static let sufficientByteCount = 1024
    /// A lead, as a difference of logarithms, that decides.
    static let sufficientMargin = 6.0

    /// Bytes beyond ASCII so far.
    private(set) var wideByteCount = 0
    private var candidates: [(encoding: TextEncoding, prior: Double, score: any EncodingScore)]
    /// The last byte that was passed over.
    private var previous: UInt8 = 0

    /// A scout for a text that is probably in a language such as `zh-CN`, `zh-TW`, `ja`, `ko` or `en`.
    init(language: String?) {
        let home = Self.homeEncoding(of: language)
        func prior(_ encoding: TextEncoding, _ usual: Double) -> Double {
            if encoding == home { return 0 }
            return encoding == .gb18030 ? -3 : usual
        }
        candidates = [
            (.utf8, 0, UTF8Score()),
            (.gb18030, prior(.gb18030, 0), DoubleByteScore(.gb18030)),
            (.windows1252, prior(.windows1252, -2), Windows1252Score()),
            (.big5, prior(.big5, -3), DoubleByteScore(.big5)),
            (.shiftJIS, prior(.shiftJIS, -3), DoubleByteScore(.shiftJIS)),
            (.eucKR, prior(.eucKR, -4), DoubleByteScore(.eucKR)),
        ]
    }

    private static func homeEncoding(of language: String?) -> TextEncoding {
        let tag = (language ?? "zh-cn").lowercased().replacing("_", with: "-")
        let isTraditional = ["zh-tw", "zh-hk", "zh-mo", "zh-hant"].contains { tag.hasPrefix($0) }
        switch tag.prefix(2) {
        case "zh": return isTraditional ? .big5 : .gb18030
        case "ja": return .shiftJIS
        case "ko": return .eucKR
        case "en", "fr", "de", "es", "it", "pt", "nl", "sv", "da", "no", "nb", "fi": return .windows1252
        default: return .gb18030
        }
    }

    /// Looks at further bytes of the text.
    mutating func feed(_ bytes: Span<UInt8>) {
        var offset = 0
        while offset < bytes.count {
            if candidates.allSatisfy({ $0.score.isIdle }) {
                let next = UTF8Check.endOfASCII(bytes, from: offset)
                if next > offset { previous = bytes[next - 1] }
                offset = next
                guard offset < bytes.count else { return }
                for index in candidates.indices { candidates[index].score.feed(previous) }
            }
            let byte = bytes[offset]
            if byte >= 0x80 { wideByteCount += 1 }
            for index in candidates.indices { candidates[index].score.feed(byte) }
            previous = byte
            offset += 1
        }
    }

    /// What the text so far speaks for.
    ///
    /// - Parameter isEnd: Whether the text ends here.
    /// - Returns: The likeliest encoding; nil when all of the text is ASCII.
    mutating func verdict(isEnd: Bool) -> Verdict? {
        guard wideByteCount > 0 else { return nil }
        if isEnd { for index in candidates.indices { candidates[index].score.finish() } }
        let ranked = candidates.map { (encoding: $0.encoding, sum: $0.score.tally.sum + $0.prior) }
            .sorted { $0.sum > $1.sum }
        let isEnough = wideByteCount >= Self.sufficientByteCount
        let margin = ranked[0].sum - ranked[1].sum
        if let utf8 = candidates.first(where: { $0.encoding == .utf8 })?.score.tally, Self.isUTF8(utf8) {
            return Verdict(
                encoding: .utf8,
                confidence: 1,
                alternatives: ranked.filter { $0.encoding != .utf8 },
                isCertain: isEnd || isEnough
            )
        }
        return Verdict(
            encoding: ranked[0].encoding,
            confidence: 1 - Self.power(ofTen: -min(Self.sufficientMargin, max(0, margin))),
            alternatives: Array(ranked.dropFirst()),
            isCertain: isEnd || isEnough && margin >= Self.sufficientMargin
        )
    }

    /// The encodings with their sums of logarithms, the likeliest first; in no sense when all of the text is ASCII.
    var ranking: [(encoding: TextEncoding, sum: Double)] {
        candidates.map { (encoding: $0.encoding, sum: $0.score.tally.sum + $0.prior) }.sorted { $0.sum > $1.sum }
    }

    /// Whether hardly anything but UTF-8 has such bytes, whatever their characters are.
    private static func isUTF8(_ tally: ScoreTally) -> Bool {
        tally.characterCount > 0 && tally.errorCount * 20 <= tally.characterCount
            && (tally.longCount > 0 && tally.longCount * 4 >= tally.characterCount || tally.characterCount >= 8)
    }

    /// 10 to a power from −6 to 0, to three digits.
    private static func power(ofTen exponent: Double) -> Double {
        // exp(x · ln 10) by its series after halving the exponent often enough.
        let part = exponent * 2.302_585_092_994_046 / 64
        var power = 1 + part * (1 + part / 2 * (1 + part / 3 * (1 + part / 4)))
        for _ in 0..<6 { power *= power }
        return power
    }
}
