import RegularExpressions

/// What a pattern may ask for in one cell.
enum CellPatterns {
    /// The limits of all patterns in recipes; a cell that would take more is refused as `pattern_too_costly`.
    static let limits = RegularExpressionLimits(maximumStepCount: 1_000_000, maximumWorkCount: 10_000_000)
    /// The longest text that replacing may make of a cell, in bytes.
    static let maximumByteCount = 16 << 20
}

/// Replaces what a regular expression matches, or the first of it.
struct PatternReplacement: Sendable {
    let finder: MatchFinder
    let template: ReplacementTemplate
    let isFirstOnly: Bool

    func apply(to cell: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        do throws(RegularExpressionError) {
            return try replace(cell, into: &output)
        } catch {
            return .tooCostly
        }
    }

    private func replace(
        _ cell: Span<UInt8>,
        into output: inout CellBuffer
    ) throws(RegularExpressionError) -> CellOutcome {
        var match = RegularExpressionMatch()
        var work = 0
        var copied = 0
        var isFound = false
        var next: Int? = 0
        while let offset = next, try finder.firstMatch(in: cell, from: offset, into: &match, work: &work) {
            isFound = true
            output.append(cell, copied..<match.range.lowerBound)
            template.write(match, in: cell, to: &output)
            if output.count > CellPatterns.maximumByteCount { return .tooCostly }
            copied = match.range.upperBound
            next = isFirstOnly ? nil : finder.nextOffset(behind: match, in: cell)
        }
        guard isFound else { return cell.whole }
        output.append(cell, copied..<cell.count)
        return .written
    }
}

extension CellBuffer: ReplacementOutput {}
