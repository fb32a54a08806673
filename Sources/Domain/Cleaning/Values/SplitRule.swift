import RegularExpressions

/// Divides a cell into parts, each for a column of its own.
struct SplitRule: Sendable {
    /// What becomes of the parts that have no column.
    enum Rest: String, Sendable, CaseIterable, BitwiseCopyable {
        /// They stay in the last one, with what divides them.
        case last
        case reject
    }

    /// What stands between two parts.
    enum Separator: Sendable {
        /// Not empty.
        case text([UInt8])
        /// What a pattern matches, unless it is nothing.
        case pattern(MatchFinder)
    }

    /// What came of dividing a cell.
    enum Outcome: Sendable {
        case divided
        /// There are more parts than columns.
        case tooMany
        /// The pattern would take more work than a cell is given.
        case tooCostly
    }

    let separator: Separator
    /// How many columns there are; at least one.
    let partCount: Int
    let rest: Rest
    /// Whether the column that is divided is written, too.
    let keepsCell: Bool

    /// Finds the parts of what is in a buffer.
    func find(in buffer: CellBuffer, _ range: Range<Int>, into parts: inout [Range<Int>]) -> Outcome {
        find(in: buffer.bytes.span.extracting(range), into: &parts)
    }

    /// Finds the parts; an empty cell has none.
    func find(in text: Span<UInt8>, into parts: inout [Range<Int>]) -> Outcome {
        parts.removeAll(keepingCapacity: true)
        if text.isEmpty { return .divided }
        switch separator {
        case .text(let separator): return find(separator, in: text, into: &parts)
        case .pattern(let finder):
            do throws(RegularExpressionError) {
                return try find(finder, in: text, into: &parts)
            } catch {
                return .tooCostly
            }
        }
    }

    /// Whether the part at hand is the last one that has a column.
    private func isLast(_ parts: [Range<Int>]) -> Bool { parts.count + 1 == partCount }

    private func find(_ separator: [UInt8], in text: Span<UInt8>, into parts: inout [Range<Int>]) -> Outcome {
        var start = 0
        var offset = 0
        while offset + separator.count <= text.count {
            guard text.has(separator, at: offset) else {
                offset += 1
                continue
            }
            if isLast(parts) {
                if rest == .last { break }
                return .tooMany
            }
            parts.append(start..<offset)
            offset += separator.count
            start = offset
        }
        parts.append(start..<text.count)
        return .divided
    }

    private func find(
        _ finder: MatchFinder,
        in text: Span<UInt8>,
        into parts: inout [Range<Int>]
    ) throws(RegularExpressionError) -> Outcome {
        var match = RegularExpressionMatch()
        var work = 0
        var start = 0
        var next: Int? = 0
        while let offset = next, try finder.firstMatch(in: text, from: offset, into: &match, work: &work) {
            next = finder.nextOffset(behind: match, in: text)
            if match.range.isEmpty { continue }
            if isLast(parts) {
                if rest == .last { break }
                return .tooMany
            }
            parts.append(start..<match.range.lowerBound)
            start = match.range.upperBound
        }
        parts.append(start..<text.count)
        return .divided
    }
}

/// Joins the cells of several columns.
struct MergeRule: Sendable {
    /// What is written between two cells.
    let separator: [UInt8]
    let skipsEmpty: Bool
}
