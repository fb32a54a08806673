/// What a number format makes of a number.
enum NumberFormat: Hashable, Sendable {
    case number
    case date
    case time
    case dateAndTime
    /// Hours, minutes or seconds that go on past a day.
    case duration

    /// The kind of a built-in format; 27 to 36 and 50 to 58 are those of East Asian programs.
    ///
    /// - SeeAlso: ECMA-376 part 1, section 18.8.30.
    init(builtIn id: Int) {
        switch id {
        case 14...17, 27...31, 36, 50...54, 57, 58: self = .date
        case 18...21, 32...35, 45, 47, 55, 56: self = .time
        case 22: self = .dateAndTime
        case 46: self = .duration
        default: self = .number
        }
    }

    /// The kind of a format that a workbook defines, by its first section.
    ///
    /// Letters such as 年 and 分 stand for parts of a date, but beside a digit's place (`0分`) they are a unit. Chinese
    /// programs write General as `G/通用格式`.
    init(code: String) {
        var hasDate = false
        var hasClock = false
        var hasM = false
        var elapsed = false
        var hasPlace = false
        var hasDateWord = false
        var hasClockWord = false
        var scalars = Substring(code).unicodeScalars
        while let scalar = scalars.popFirst() {
            switch scalar {
            case ";":
                scalars.removeAll()
            case "\"":
                while let next = scalars.popFirst(), next != "\"" {}
            case "\\", "_", "*": _ = scalars.popFirst()
            case "[":
                var inside = ""
                while let next = scalars.popFirst(), next != "]" { inside.unicodeScalars.append(next) }
                let letters = Set(inside.lowercased())
                if letters == ["h"] || letters == ["m"] || letters == ["s"] { elapsed = true }
            case "y", "Y", "d", "D", "b", "B": hasDate = true
            case "h", "H", "s", "S": hasClock = true
            case "年", "月", "日": hasDateWord = true
            case "时", "分", "秒": hasClockWord = true
            case "0", "#", "?": hasPlace = true
            case "m", "M": hasM = true
            case "g", "G":
                if Self.isGeneral(&scalars) { hasPlace = true } else { hasDate = true }
            case "e", "E":
                // An exponent, or the year of an era.
                if let next = scalars.first, next == "+" || next == "-" {
                    scalars.removeFirst()
                } else {
                    hasDate = true
                }
            case "a", "A":
                let rest = String(String.UnicodeScalarView(scalars.prefix(4))).lowercased()
                if rest.hasPrefix("m/pm") {
                    scalars.removeFirst(4)
                    hasClock = true
                } else if rest.hasPrefix("/p") {
                    scalars.removeFirst(2)
                    hasClock = true
                }
            case "上", "下": if scalars.first == "午" { hasClock = true }
            default: break
            }
        }
        if !hasPlace {
            hasDate = hasDate || hasDateWord
            hasClock = hasClock || hasClockWord
        }
        if hasM, !hasClock, !elapsed { hasDate = true }
        if elapsed, !hasDate {
            self = .duration
        } else if hasDate {
            self = hasClock || elapsed ? .dateAndTime : .date
        } else {
            self = hasClock ? .time : .number
        }
    }

    /// Whether the letter before is of General, which Chinese programs write as `G/通用格式`; else it is of an era.
    private static func isGeneral(_ scalars: inout Substring.UnicodeScalarView) -> Bool {
        if String(String.UnicodeScalarView(scalars.prefix(6))).lowercased() == "eneral" {
            scalars.removeFirst(6)
            return true
        }
        return scalars.first == "/"
    }
}
