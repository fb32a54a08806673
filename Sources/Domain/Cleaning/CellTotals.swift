import Tabular

/// What is known of one cell that is not empty.
struct CellMeasure: Sendable {
    /// What it holds.
    enum Content: Sendable {
        case value
        /// White space alone.
        case blank
        /// A word for "no value", such as `N/A` or `无`.
        case nullToken
    }

    let content: Content
    let kind: CellKind
    let characterCount: Int
    let number: FixedNumber?

    private static let tokens = TokenSet(TokenSet.noValue, ignoresCase: true)

    init(_ text: Span<UInt8>) {
        var characterCount = 0
        for offset in text.indices where text[offset] & 0xC0 != 0x80 { characterCount &+= 1 }
        self.characterCount = characterCount
        let range = WhiteSpace.trimmed(text)
        kind = CellKind(text, range)
        if range.isEmpty {
            content = .blank
        } else if kind == .empty {
            content = .nullToken
        } else if range.count <= 4, Self.tokens.index(of: text.extracting(range)) != nil {
            content = .nullToken
        } else {
            content = .value
        }
        number = content == .value ? FixedNumber(text, kind: kind) : nil
    }
}

/// Sums over cells, the same in whatever order they are taken.
struct CellTotals: Sendable {
    private(set) var blankCount = 0
    private(set) var nullTokenCount = 0
    /// Cells that hold a value, by the raw value of their kind.
    private(set) var kinds = [Int](repeating: 0, count: CellKind.allCases.count)
    /// Cells that hold a value, by ``lengthBucket(of:)``.
    private(set) var lengths = [Int](repeating: 0, count: 64)
    private(set) var numberCount = 0
    private(set) var sum: Int128 = 0
    private(set) var minimum: FixedNumber?
    private(set) var maximum: FixedNumber?

    /// The cells that hold a value.
    var valueCount: Int { kinds.reduce(0, +) }

    mutating func add(_ cell: CellMeasure, times count: Int) {
        switch cell.content {
        case .blank: blankCount &+= count
        case .nullToken: nullTokenCount &+= count
        case .value:
            kinds[Int(cell.kind.rawValue)] &+= count
            lengths[Self.lengthBucket(of: cell.characterCount)] &+= count
            guard let number = cell.number else { return }
            numberCount &+= count
            // At most 28 digits a number: sums of more than a thousand million of them fit.
            sum &+= number.units &* Int128(count)
            if let least = minimum, least < number {} else { minimum = number }
            if let most = maximum, number < most {} else { maximum = number }
        }
    }

    mutating func merge(_ other: CellTotals) {
        blankCount += other.blankCount
        nullTokenCount += other.nullTokenCount
        for index in kinds.indices { kinds[index] += other.kinds[index] }
        for index in lengths.indices { lengths[index] += other.lengths[index] }
        numberCount += other.numberCount
        sum &+= other.sum
        if let number = other.minimum { minimum = min(minimum ?? number, number) }
        if let number = other.maximum { maximum = max(maximum ?? number, number) }
    }

    /// Each length up to 32 characters has a bucket of its own; then come 33 to 64, 65 to 128, and so on.
    static func lengthBucket(of count: Int) -> Int {
        if count <= 32 { return max(0, count - 1) }
        return 26 + (Int.bitWidth - (count - 1).leadingZeroBitCount)
    }

    /// The lengths of a bucket.
    static func lengths(in bucket: Int) -> ClosedRange<Int> {
        if bucket < 32 { return bucket + 1...bucket + 1 }
        let low = 1 << (bucket - 27)
        return low + 1...low * 2
    }
}
