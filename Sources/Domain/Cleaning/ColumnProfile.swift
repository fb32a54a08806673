/// What a report tells about the clean cells of one column.
public struct ColumnProfile: Sendable {
    /// What the cells of a column are.
    public enum Kind: String, Sendable, CaseIterable {
        case empty
        case integer
        case number
        case date
        case text
    }

    /// The cells that are empty.
    public private(set) var emptyCount = 0
    /// The cells that are not.
    public private(set) var filledCount = 0
    /// The filled cells by kind.
    public private(set) var kinds: [Kind: Int] = [:]
    /// The filled cells by length: from 1 character on, then from 2, 4, 8 and so on.
    public private(set) var lengths: [Int] = []
    /// The smallest number; nil when there is none.
    public private(set) var minimum: Double?
    /// The largest number; nil when there is none.
    public private(set) var maximum: Double?
    private var sum = 0.0
    private var numberCount = 0
    private var distinct = DistinctEstimate()
    private var top = TopValues()
    private static let hash = KeyedHash(0x6861_6e64_6f76_6572, 0x636f_6c75_6d6e_7321)

    /// Nothing yet.
    public init() {}

    /// Takes a clean cell.
    mutating func add(_ text: Span<UInt8>) {
        if text.isEmpty {
            emptyCount += 1
            return
        }
        filledCount += 1
        let hash = UInt64(truncatingIfNeeded: Self.hash.hash(text))
        distinct.add(hash)
        top.add(text, hash: hash)
        countLength(text)
        let kind = Self.kind(of: text)
        kinds[kind, default: 0] += 1
        guard kind == .integer || kind == .number,
            let number = Double(String(decoding: Self.bytes(of: text), as: UTF8.self))
        else { return }
        minimum = min(minimum ?? number, number)
        maximum = max(maximum ?? number, number)
        sum += number
        numberCount += 1
    }

    private static func bytes(of text: Span<UInt8>) -> [UInt8] {
        var bytes: [UInt8] = []
        for offset in text.indices { bytes.append(text[offset]) }
        return bytes
    }

    private mutating func countLength(_ text: Span<UInt8>) {
        var count = 0
        for offset in text.indices where text[offset] & 0xC0 != 0x80 { count += 1 }
        let bucket = max(0, Int.bitWidth - 1 - max(1, count).leadingZeroBitCount)
        while lengths.count <= bucket { lengths.append(0) }
        lengths[bucket] += 1
    }

    private static func kind(of text: Span<UInt8>) -> Kind {
        let first = text[0]
        guard first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || text.digit(at: 0) != nil else { return .text }
        if let decimal = Decimal(text) { return decimal.scale == 0 ? .integer : .number }
        return DateReader.iso(text) == nil ? .text : .date
    }

    /// Takes what another one has seen.
    mutating func merge(_ other: ColumnProfile) {
        emptyCount += other.emptyCount
        filledCount += other.filledCount
        kinds.merge(other.kinds, uniquingKeysWith: +)
        while lengths.count < other.lengths.count { lengths.append(0) }
        for index in other.lengths.indices { lengths[index] += other.lengths[index] }
        if let number = other.minimum { minimum = min(minimum ?? number, number) }
        if let number = other.maximum { maximum = max(maximum ?? number, number) }
        sum += other.sum
        numberCount += other.numberCount
        distinct.merge(other.distinct)
        top.merge(other.top)
    }

    /// What at least nineteen of twenty filled cells are; text when there is no such kind.
    public var kind: Kind {
        if filledCount == 0 { return .empty }
        let integers = kinds[.integer, default: 0]
        if integers * 20 >= filledCount * 19 { return .integer }
        if (integers + kinds[.number, default: 0]) * 20 >= filledCount * 19 { return .number }
        return kinds[.date, default: 0] * 20 >= filledCount * 19 ? .date : .text
    }

    /// How many different values there are.
    public var distinctCount: Int { isDistinctExact ? top.count : distinct.count }
    /// Whether ``distinctCount`` is exact.
    public var isDistinctExact: Bool { top.isExact }
    /// The mean of the numbers; nil when there are none.
    public var mean: Double? { numberCount == 0 ? nil : sum / Double(numberCount) }

    /// The most frequent values, the first one most.
    public func topValues(_ limit: Int) -> [(value: String, count: Int)] { top.most(limit) }
}
