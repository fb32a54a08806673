/// A few short texts that a cell is compared with, such as `N/A` and `无`, or many of them.
struct TokenSet: Sendable {
    /// The texts, each with its UTF-8 bytes.
    let tokens: [[UInt8]]
    /// Whether ASCII letters of either case are the same.
    let ignoresCase: Bool
    /// Finds one of many; nil when they are few.
    private let index: TextIndex?
    /// Of texts that are found there, where they are among the tokens.
    private let positions: [Int]

    /// So many texts are looked at one after the other.
    private static let fewCount = 8

    /// What people write into a cell that has no value.
    static let noValue = ["NULL", "N/A", "NA", "#N/A", "-", "--", "无", "空", "nan", "none"]

    init(_ tokens: [String], ignoresCase: Bool) {
        self.init(tokens.map { Array($0.utf8) }, ignoresCase: ignoresCase)
    }

    init(_ tokens: [[UInt8]], ignoresCase: Bool) {
        self.tokens = tokens
        self.ignoresCase = ignoresCase
        var positions: [Int] = []
        guard tokens.count > Self.fewCount else {
            index = nil
            self.positions = positions
            return
        }
        var index = TextIndex(ignoresCase: ignoresCase)
        for (position, token) in tokens.enumerated() where index.insert(token.span).isNew {
            positions.append(position)
        }
        self.index = index
        self.positions = positions
    }

    /// Which token a text is, the first of equal ones; nil when it is none.
    func index(of text: Span<UInt8>) -> Int? {
        if let index { return index.index(of: text).map { positions[$0] } }
        for index in tokens.indices where text.equals(tokens[index], ignoringCase: ignoresCase) { return index }
        return nil
    }
}
