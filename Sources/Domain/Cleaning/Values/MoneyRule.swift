/// An amount of money, written with a point and a fixed number of decimals.
///
/// Separators of groups are taken out, one sign of money in front and one behind. An amount with too many decimals is
/// refused, never rounded.
struct MoneyRule: Sendable {
    /// How many decimals the answer has; 0 to 9.
    let scale: Int
    /// The most digits before the point, leading zeros counted.
    let digitCount: Int
    let allowsNegative: Bool
    /// Whether `(1.00)` is −1.00.
    let allowsAccounting: Bool
    /// The byte that is taken out; nil when there is none.
    let grouping: UInt8?
    /// Signs that may stand in front: `¥`, `CNY`.
    let leading: [[UInt8]]
    /// Signs that may stand behind: `元`, `CNY`.
    let trailing: [[UInt8]]
    /// The byte in front of the decimals.
    var point = UInt8(ascii: ".")
    /// Whether separators are taken out wherever they stand, instead of between groups of three digits only.
    var allowsAnyGroups = false

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        var offset = 0
        var end = text.count
        var isNegative = false
        skipGroups(text, &offset)
        if allowsAccounting, text.count >= 2, text[0] == UInt8(ascii: "("), text[end - 1] == UInt8(ascii: ")") {
            isNegative = true
            offset = 1
            end -= 1
        }
        takeMinus(text, &offset, end, &isNegative)
        takeSign(leading, text, &offset, end)
        takeMinus(text, &offset, end, &isNegative)
        if isNegative { output.append(UInt8(ascii: "-")) }
        guard readDigits(text, from: offset, to: end, into: &output) else { return .refused }
        if isNegative, Self.isZero(output.bytes.span) {
            output.clear()
            return readDigits(text, from: offset, to: end, into: &output) ? .written : .refused
        }
        return .written
    }

    private static func isZero(_ amount: Span<UInt8>) -> Bool {
        for offset in amount.indices where amount.digit(at: offset) ?? 0 > 0 { return false }
        return true
    }

    private func readDigits(
        _ text: Span<UInt8>,
        from start: Int,
        to end: Int,
        into output: inout CellBuffer
    ) -> Bool {
        var offset = start
        var fractionCount = 0
        let wholeCount =
            allowsAnyGroups
            ? readAnyGroups(text, &offset, to: end, into: &output) : readGroups(text, &offset, to: end, into: &output)
        guard wholeCount > 0, wholeCount <= digitCount else { return false }
        if offset < end, text[offset] == point {
            offset += 1
            if scale > 0 { output.append(UInt8(ascii: ".")) }
            skipGroups(text, &offset)
            while offset < end, fractionCount < scale, let digit = text.digit(at: offset) {
                output.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
                fractionCount += 1
                offset += 1
                skipGroups(text, &offset)
            }
            guard fractionCount > 0 else { return false }
        } else if scale > 0 {
            output.append(UInt8(ascii: "."))
        }
        while fractionCount < scale {
            output.append(UInt8(ascii: "0"))
            fractionCount += 1
        }
        takeSign(trailing, text, &offset, end)
        skipGroups(text, &offset)
        return offset == end
    }

    /// Reads whole digits, with separators anywhere among them.
    ///
    /// - Returns: How many digits there are.
    @inline(__always)
    private func readAnyGroups(
        _ text: Span<UInt8>,
        _ offset: inout Int,
        to end: Int,
        into output: inout CellBuffer
    ) -> Int {
        var count = 0
        skipGroups(text, &offset)
        while offset < end, let digit = text.digit(at: offset) {
            output.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
            count += 1
            offset += 1
            skipGroups(text, &offset)
        }
        return count
    }

    /// Reads whole digits: without separators, or with one before each three digits behind the first one to three.
    ///
    /// - Returns: How many digits there are; 0 when a separator stands elsewhere.
    @inline(__always)
    private func readGroups(
        _ text: Span<UInt8>,
        _ offset: inout Int,
        to end: Int,
        into output: inout CellBuffer
    ) -> Int {
        var count = 0
        var groupStart: Int?
        while offset < end {
            if let digit = text.digit(at: offset) {
                output.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
                count += 1
            } else if let grouping, text[offset] == grouping {
                guard groupStart.map({ count - $0 == 3 }) ?? (1...3).contains(count) else { return 0 }
                groupStart = count
            } else {
                break
            }
            offset += 1
        }
        return groupStart.map { count - $0 == 3 } ?? true ? count : 0
    }

    @inline(__always)
    private func skipGroups(_ text: Span<UInt8>, _ offset: inout Int) {
        guard allowsAnyGroups, let grouping else { return }
        while offset < text.count, text[offset] == grouping { offset &+= 1 }
    }

    @inline(__always)
    private func takeMinus(_ text: Span<UInt8>, _ offset: inout Int, _ end: Int, _ isNegative: inout Bool) {
        guard allowsNegative, !isNegative, offset < end, text[offset] == UInt8(ascii: "-") else { return }
        isNegative = true
        offset += 1
        skipGroups(text, &offset)
    }

    @inline(__always)
    private func takeSign(_ signs: [[UInt8]], _ text: Span<UInt8>, _ offset: inout Int, _ end: Int) {
        // Most amounts have none, and a digit or the end is told at once.
        guard offset < end, text.digit(at: offset) == nil else { return }
        for sign in signs where end - offset >= sign.count && text.has(sign, at: offset) {
            offset += sign.count
            skipGroups(text, &offset)
            return
        }
    }
}
