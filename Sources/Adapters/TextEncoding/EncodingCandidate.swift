/// An encoding that a text could be in, and how much speaks for it.
public struct EncodingCandidate: Hashable, Sendable {
    /// The encoding.
    public let encoding: TextEncoding
    /// The logarithm, to base 10, of how likely the text is in it; nil when a mark or the places of NULs decide.
    public let logLikelihood: Double?
    /// The first line of the text that is not blank, decoded by it; at most ``lineByteCount`` bytes of it.
    public let firstLine: String

    /// The most bytes of a line that are decoded.
    public static let lineByteCount = 1_000

    /// The encodings that a text could be in.
    ///
    /// - Parameters:
    ///   - bytes: The beginning of the text.
    ///   - isWhole: Whether it is all of it.
    ///   - language: The language that it is probably in; nil for Chinese.
    /// - Returns: The candidates, the likeliest first; none when all of the text is ASCII.
    public static func candidates(of bytes: [UInt8], isWhole: Bool, language: String? = nil) -> [EncodingCandidate] {
        if let clear = TextEncoding.marked(bytes) ?? WideTextPattern.encoding(of: bytes) {
            let isMarked = TextEncoding.marked(bytes) == clear
            let text = Array(bytes.dropFirst(isMarked ? clear.mark.count : 0))
            return [EncodingCandidate(encoding: clear, logLikelihood: nil, firstLine: line(of: text, in: clear))]
        }
        var scout = EncodingScout(language: language)
        scout.feed(bytes.span)
        guard let verdict = scout.verdict(isEnd: isWhole) else { return [] }
        let ranking = scout.ranking
        // UTF-8 is taken whatever the sums say when hardly anything else has such bytes.
        let first = ranking.filter { $0.encoding == verdict.encoding }
        return (first + ranking.filter { $0.encoding != verdict.encoding }).map { encoding, sum in
            EncodingCandidate(encoding: encoding, logLikelihood: sum, firstLine: line(of: bytes, in: encoding))
        }
    }

    /// The first line of a text that is not blank, decoded.
    static func line(of bytes: [UInt8], in encoding: TextEncoding) -> String {
        let part = Array(bytes.prefix(lineByteCount * encoding.unitByteCount))
        var text: [UInt8] = []
        if let decoder = TextDecoder(encoding) {
            _ = decoder.decode(part, isEnd: false, into: &text) { _ in }
        } else {
            text = part
        }
        let lines = String(decoding: text, as: UTF8.self).unicodeScalars
            .split { $0 == "\n" || $0 == "\r" }
        let first = lines.first { line in line.contains { $0 != " " && $0 != "\t" } }
        var result = ""
        result.unicodeScalars.append(contentsOf: first ?? ""[...].unicodeScalars)
        return result
    }
}
