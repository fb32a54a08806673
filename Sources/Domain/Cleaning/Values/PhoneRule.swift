/// A telephone number of mainland China.
///
/// - SeeAlso: The numbering plan of the MIIT: mobile numbers have 11 digits from 13 to 19; fixed ones an area code of
///   3 or 4 digits and 7 or 8 more; 400 and 800 numbers 10 digits.
struct PhoneRule: Sendable, BitwiseCopyable {
    enum Kind: String, Sendable, CaseIterable, BitwiseCopyable {
        case mobile
        case fixed
        case any
    }

    enum Form: String, Sendable, CaseIterable, BitwiseCopyable {
        /// `13800138000`, `01062288888`.
        case national
        /// `+8613800138000`, `+861062288888`.
        case e164
    }

    let kind: Kind
    let form: Form

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        if form == .national, kind != .fixed, text.count == 11, isMobile(text, from: 0) { return text.whole }
        var number = Digits()
        var hasPlus = false
        // The digits in brackets, as in (010)62288888; empty until the closing one.
        var brackets: Range<Int>?
        for offset in text.indices {
            let byte = text[offset]
            if byte == 0x20 || byte == UInt8(ascii: "-") { continue }
            if byte == UInt8(ascii: "("), brackets == nil {
                brackets = number.count..<number.count
            } else if byte == UInt8(ascii: ")"), let open = brackets, open.isEmpty,
                number.count > open.lowerBound
            {
                brackets = open.lowerBound..<number.count
            } else if byte == UInt8(ascii: "+"), number.count == 0, !hasPlus {
                hasPlus = true
            } else {
                let digit = byte &- UInt8(ascii: "0")
                guard digit < 10, number.append(digit) else { return .refused }
            }
        }
        let start = hasPlus || number.count > 12 ? number.countryCodeEnd : 0
        // It is either + or 00.
        if hasPlus, start != 2 { return .refused }
        if let brackets, !isCode(brackets, of: number, from: start) { return .refused }
        return write(number, from: start, into: &output) ? .written : .refused
    }

    /// At most 16 digits, four bits each, the first one highest.
    private struct Digits: BitwiseCopyable {
        var bits: UInt64 = 0
        var count = 0

        mutating func append(_ digit: UInt8) -> Bool {
            guard count < 16 else { return false }
            bits |= UInt64(digit) << UInt64(60 - 4 * count)
            count += 1
            return true
        }

        subscript(index: Int) -> Int { Int(bits >> UInt64(60 - 4 * index) & 15) }

        /// 2 when the digits begin with 86, 4 with 0086.
        var countryCodeEnd: Int {
            let start = count > 4 && self[0] == 0 && self[1] == 0 ? 2 : 0
            return count > start + 2 && self[start] == 8 && self[start + 1] == 6 ? start + 2 : 0
        }
    }

    /// Whether the digits in brackets are the country's code or the area's.
    private func isCode(_ brackets: Range<Int>, of number: Digits, from start: Int) -> Bool {
        if brackets.isEmpty { return false }
        if brackets == 0..<start { return true }
        return brackets.lowerBound == start
            && brackets.count == areaCodeCount(number, from: start, number.count - start)
    }

    private func write(_ number: Digits, from start: Int, into output: inout CellBuffer) -> Bool {
        let count = number.count - start
        let isMobile = count == 11 && number[start] == 1 && number[start + 1] >= 3
        var first = start
        if form == .e164 {
            output.append(UInt8(ascii: "+"))
            output.append(number: 86, digitCount: 2)
        }
        if isMobile {
            guard kind != .fixed else { return false }
        } else {
            guard kind != .mobile, let length = areaCodeCount(number, from: start, count) else { return false }
            // The 0 of an area code is dialled inside the country only.
            if form == .e164, length > 0, number[start] == 0 { first += 1 }
            if form == .national, length > 0, number[start] != 0 { output.append(UInt8(ascii: "0")) }
        }
        for index in first..<number.count { output.append(UInt8(ascii: "0") + UInt8(number[index])) }
        return true
    }

    /// How long the area code is, 0 for a service number; nil when it is no fixed number.
    private func areaCodeCount(_ number: Digits, from start: Int, _ count: Int) -> Int? {
        if count == 10, number[start] == 4 || number[start] == 8, number[start + 1] == 0, number[start + 2] == 0 {
            return 0
        }
        // Behind the country's code the 0 is left out.
        let zero = number[start] == 0 ? 1 : 0
        guard zero == 1 || start > 0, count > zero + 2 else { return nil }
        let first = number[start + zero]
        let isShort = first == 1 || first == 2
        let areaCount = isShort ? 2 : 3
        let local = count - zero - areaCount
        guard first > 0, local == 8 || (local == 7 && !isShort), number[start + zero + areaCount] > 1 else {
            return nil
        }
        if first == 1, number[start + zero + 1] != 0 { return nil }
        return zero + areaCount
    }

    @inline(__always)
    private func isMobile(_ text: Span<UInt8>, from start: Int) -> Bool {
        guard text[start] == UInt8(ascii: "1"), text[start + 1] >= UInt8(ascii: "3") else { return false }
        for offset in start + 1..<start + 11 where text[offset] &- UInt8(ascii: "0") > 9 { return false }
        return true
    }
}
