extension ExpressionEvaluator {
    mutating func call(
        _ operation: ExpressionFunction.Operation,
        _ count: Int
    ) throws(ExpressionFailure) {
        switch operation {
        case .length, .upper, .lower, .trim, .digits, .hash8: try callOfText(operation)
        case .substring: try substring(count)
        case .replace: try replace()
        case .contains, .startsWith, .endsWith:
            let part = popText()
            let text = popText()
            let isThere = try has(part, in: text, operation)
            stack.append(.flag(isThere))
        case .year, .month, .day:
            guard case .day(let day) = pop() else { return stack.append(.empty) }
            let moment = Moment(dayNumber: day)
            let number = operation == .year ? moment.year : operation == .month ? moment.month : moment.day
            stack.append(.number(Decimal(Int128(number))))
        case .age:
            let (born, on) = (pop(below: 1), pop())
            guard case .day(let born) = born, case .day(let on) = on else { return stack.append(.empty) }
            stack.append(.number(Decimal(Int128(Moment.years(from: born, to: on)))))
        case .abs:
            guard case .number(let number) = pop() else { return stack.append(.empty) }
            stack.append(.number(number.digits < 0 ? -number : number))
        case .round: try round(count)
        case .least, .greatest: choose(count, least: operation == .least)
        }
    }

    private mutating func callOfText(_ operation: ExpressionFunction.Operation) throws(ExpressionFailure) {
        let range = popText()
        switch operation {
        case .length:
            var count = 0
            for offset in range where texts[offset] & 0xC0 != 0x80 { count += 1 }
            stack.append(.number(Decimal(Int128(count))))
        case .trim:
            let part = WhiteSpace.trimmed(texts.span.extracting(range), .both)
            stack.append(value(of: range.lowerBound + part.lowerBound..<range.lowerBound + part.upperBound))
        case .upper, .lower:
            let isChanged = Self.write(texts, range, operation == .upper ? .upper : .lower, into: &buffer)
            let changed = try takeBuffer()
            stack.append(value(of: isChanged ? changed : range))
        case .digits:
            for offset in range where (0x30...0x39).contains(texts[offset]) { buffer.append(texts[offset]) }
            let digits = try takeBuffer()
            stack.append(value(of: digits))
        case .hash8:
            let hash = KeyedHash(0, 0).hash(texts.span.extracting(range))
            for shift in stride(from: 28, through: 0, by: -4) {
                let digit = UInt8(truncatingIfNeeded: hash >> UInt128(shift)) & 15
                buffer.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
            let hexadecimal = try takeBuffer()
            stack.append(.text(hexadecimal))
        default: stack.append(.empty)
        }
    }

    /// Writes a text in upper or lower case; false when that is what it is.
    private static func write(
        _ texts: [UInt8],
        _ range: Range<Int>,
        _ letterCase: LetterCase,
        into output: inout CellBuffer
    ) -> Bool {
        if letterCase.apply(to: texts.span.extracting(range), into: &output) == .written { return true }
        output.clear()
        return false
    }

    private mutating func substring(_ count: Int) throws(ExpressionFailure) {
        let wanted: ExpressionValue = count == 3 ? pop() : .number(Decimal(Int128(Int.max)))
        let from = pop()
        let range = popText()
        guard case .number(let wanted) = wanted, case .number(let from) = from else { return stack.append(.empty) }
        guard let length = wanted.integer, length >= 0, let first = from.integer, first >= 1 else { throw .badArgument }
        var start = range.upperBound
        var end = range.upperBound
        var index = 0
        for offset in range where texts[offset] & 0xC0 != 0x80 {
            index += 1
            if index == first { start = offset }
            if index >= first, index - first == length {
                end = offset
                break
            }
        }
        stack.append(value(of: start..<max(start, end)))
    }

    private mutating func replace() throws(ExpressionFailure) {
        let replacement = popText()
        let part = popText()
        let range = popText()
        guard !part.isEmpty, part.count <= range.count else { return stack.append(value(of: range)) }
        let start = texts.count
        var offset = range.lowerBound
        while offset < range.upperBound {
            if try begins(part, at: offset, before: range.upperBound) {
                try copy(replacement)
                offset += part.count
            } else {
                try copy(offset..<offset + 1)
                offset += 1
            }
        }
        stack.append(value(of: start..<texts.count))
    }

    private mutating func begins(
        _ part: Range<Int>,
        at offset: Int,
        before end: Int
    ) throws(ExpressionFailure) -> Bool {
        guard end - offset >= part.count else { return false }
        var index = 0
        while index < part.count, texts[offset + index] == texts[part.lowerBound + index] { index += 1 }
        comparisonsLeft -= index + 1
        if comparisonsLeft < 0 { throw .tooCostly }
        return index == part.count
    }

    private mutating func has(
        _ part: Range<Int>,
        in text: Range<Int>,
        _ operation: ExpressionFunction.Operation
    ) throws(ExpressionFailure) -> Bool {
        guard part.count <= text.count else { return false }
        let last = text.upperBound - part.count
        switch operation {
        case .startsWith: return try begins(part, at: text.lowerBound, before: text.upperBound)
        case .endsWith: return try begins(part, at: last, before: text.upperBound)
        default:
            var offset = text.lowerBound
            while offset <= last {
                if try begins(part, at: offset, before: text.upperBound) { return true }
                offset += 1
            }
            return false
        }
    }

    private mutating func round(_ count: Int) throws(ExpressionFailure) {
        let decimals: ExpressionValue = count == 2 ? pop() : .number(.zero)
        let value = pop()
        guard case .number(let decimals) = decimals, case .number(let number) = value else {
            return stack.append(.empty)
        }
        guard let decimals = decimals.integer, (0...Decimal.maximumDigitCount).contains(decimals) else {
            throw .badArgument
        }
        guard let rounded = number.scaled(to: decimals, rounding: .halfUp) else { throw .tooManyDigits }
        stack.append(.number(rounded))
    }

    private mutating func choose(_ count: Int, least isLeast: Bool) {
        var chosen: Decimal?
        for value in stack.suffix(count) {
            guard case .number(let number) = value else { continue }
            if let other = chosen, !(isLeast ? number < other : other < number) { continue }
            chosen = number
        }
        stack.removeLast(count)
        stack.append(chosen.map { .number($0) } ?? .empty)
    }
}

extension Moment {
    /// The whole years from one day to another, counted from 1970-01-01; negative when the other one is earlier.
    fileprivate static func years(from first: Int, to last: Int) -> Int {
        if last < first { return -years(from: last, to: first) }
        let start = Moment(dayNumber: first)
        let end = Moment(dayNumber: last)
        let isBeforeBirthday = (end.month, end.day) < (start.month, start.day)
        return end.year - start.year - (isBeforeBirthday ? 1 : 0)
    }
}
