import Diagnostics

/// Numbers as a report shows them, the same in both languages.
enum ReportNumbers {
    /// With a comma between groups of three digits.
    static func grouped(_ number: Int) -> String { DigitGroups.text(number) }

    /// The whole part with a comma between groups of three digits; anything but a plain number stays as it is.
    static func grouped(_ text: String) -> String {
        let whole = text.prefix { $0 != "." }
        guard let number = Int(whole) else { return text }
        let sign = number == 0 && whole.first == "-" ? "-" : ""
        return sign + grouped(number) + text.dropFirst(whole.count)
    }

    /// A share in hundredths with one decimal; what is not all is never shown as 100 %, what is something never as 0 %.
    static func percent(_ part: Int, of whole: Int) -> String {
        guard whole > 0, part > 0 else { return "0%" }
        if part >= whole { return "100%" }
        let tenths = min(999, max(1, Int((Double(part) * 1_000 / Double(whole)).rounded())))
        return tenths % 10 == 0 ? "\(tenths / 10)%" : "\(tenths / 10).\(tenths % 10)%"
    }

    /// A size in bytes.
    static func size(_ byteCount: Int) -> String {
        let units = ["kB", "MB", "GB", "TB"]
        if byteCount < 1_000 { return "\(byteCount) B" }
        var value = Double(byteCount) / 1_000
        var unit = 0
        while value >= 999.95, unit < units.count - 1 {
            value /= 1_000
            unit += 1
        }
        return decimals(value, 1) + " " + units[unit]
    }

    /// With at most so many decimals, up to 18 digits in all.
    static func decimals(_ number: Double, _ count: Int) -> String {
        let factor = (0..<count).reduce(1.0) { power, _ in power * 10 }
        guard number.isFinite, abs(number) * factor < 1e18 else { return String(number) }
        let units = Int((abs(number) * factor).rounded())
        let whole = units / Int(factor)
        var part = String(units % Int(factor))
        part = String(repeating: "0", count: count - part.utf8.count) + part
        while part.last == "0" { part.removeLast() }
        let sign = number < 0 && units > 0 ? "-" : ""
        return sign + grouped(whole) + (part.isEmpty || count == 0 ? "" : ".\(part)")
    }
}
