/// An amount of money, written with a point and a fixed number of decimals.
///
/// Separators of groups are taken out wherever they stand, one sign of money in front and one behind. An amount with too
/// many decimals is refused, never rounded.
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
        var wholeCount = 0
        var fractionCount = 0
        skipGroups(text, &offset)
        while offset < end, let digit = text.digit(at: offset) {
            output.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
            wholeCount += 1
            offset += 1
            skipGroups(text, &offset)
        }
        guard wholeCount > 0, wholeCount <= digitCount else { return false }
        if offset < end, text[offset] == UInt8(ascii: ".") {
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

    @inline(__always)
    private func skipGroups(_ text: Span<UInt8>, _ offset: inout Int) {
        guard let grouping else { return }
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
