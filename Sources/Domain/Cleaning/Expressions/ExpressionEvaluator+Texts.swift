import RegularExpressions

extension ExpressionEvaluator {
    /// Appends the value as it is written to a cell.
    func append(_ value: ExpressionValue, to output: inout CellBuffer) {
        switch value {
        case .empty: break
        case .flag(let flag): output.append(Array((flag ? "true" : "false").utf8))
        case .number(let number): number.write(into: &output)
        case .day(let day): Moment(dayNumber: day).appendDay(to: &output)
        case .text(let range): output.append(texts.span, range)
        }
    }

    mutating func write(_ bytes: [UInt8]) throws(ExpressionFailure) -> Range<Int> {
        let start = texts.count
        guard start + bytes.count <= maximumByteCount else { throw .tooCostly }
        texts.append(contentsOf: bytes)
        return start..<texts.count
    }

    /// Copies a text behind the others.
    mutating func copy(_ range: Range<Int>) throws(ExpressionFailure) {
        guard texts.count + range.count <= maximumByteCount else { throw .tooCostly }
        for offset in range { texts.append(texts[offset]) }
    }

    mutating func takeBuffer() throws(ExpressionFailure) -> Range<Int> {
        defer { buffer.clear() }
        return try write(buffer.bytes)
    }

    mutating func join(_ count: Int) throws(ExpressionFailure) {
        let start = texts.count
        for index in stack.count - count..<stack.count {
            if case .text(let range) = stack[index] {
                try copy(range)
            } else {
                append(stack[index], to: &buffer)
                _ = try takeBuffer()
            }
        }
        stack.removeLast(count)
        stack.append(value(of: start..<texts.count))
    }

    mutating func matches(_ pattern: RegularExpression) throws(ExpressionFailure) {
        let range = popText()
        do throws(RegularExpressionError) {
            let isMatch = try pattern.matches(texts.span.extracting(range))
            stack.append(.flag(isMatch))
        } catch {
            throw .tooCostly
        }
    }

    /// The text on top; an empty one for what is none.
    mutating func popText() -> Range<Int> {
        if case .text(let range) = pop() { return range }
        return 0..<0
    }
}

extension Moment {
    /// Writes `yyyy-MM-dd`.
    func appendDay(to output: inout CellBuffer) {
        output.append(number: year, digitCount: 4)
        output.append(UInt8(ascii: "-"))
        output.append(number: month, digitCount: 2)
        output.append(UInt8(ascii: "-"))
        output.append(number: day, digitCount: 2)
    }
}
