/// A few short texts that a cell is compared with, such as `N/A` and `无`.
struct TokenSet: Sendable {
    /// The texts, each with its UTF-8 bytes.
    let tokens: [[UInt8]]
    /// Whether ASCII letters of either case are the same.
    let ignoresCase: Bool

    /// What people write into a cell that has no value.
    static let noValue = ["NULL", "N/A", "NA", "#N/A", "-", "--", "无", "空", "nan", "none"]

    init(_ tokens: [String], ignoresCase: Bool) {
        self.tokens = tokens.map { Array($0.utf8) }
        self.ignoresCase = ignoresCase
    }

    /// Which token a text is; nil when it is none.
    func index(of text: Span<UInt8>) -> Int? {
        for index in tokens.indices where text.equals(tokens[index], ignoringCase: ignoresCase) { return index }
        return nil
    }
}
