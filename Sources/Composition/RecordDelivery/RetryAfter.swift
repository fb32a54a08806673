/// How long a service wants to be left alone.
///
/// - SeeAlso: RFC 9110, section 10.2.3.
enum RetryAfter {
    /// The pause of a `Retry-After` field.
    ///
    /// - Parameters:
    ///   - text: The field: seconds, or a date.
    ///   - date: The answer's own `Date`, which a date counts from, so that no clock has to be right.
    /// - Returns: The pause; nil when it says none that can be told.
    static func pause(_ text: String?, date: String?) -> Duration? {
        guard let text else { return nil }
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            return .seconds(Int(text) ?? Int(Int32.max))
        }
        guard let end = seconds(text), let start = date.flatMap(seconds) else { return nil }
        return .seconds(max(0, end - start))
    }

    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// The seconds of an IMF-fixdate, `Sun, 06 Nov 1994 08:49:37 GMT`, since 1970.
    private static func seconds(_ text: String) -> Int? {
        let parts = text.split(separator: " ")
        guard parts.count == 6, parts[5] == "GMT", let day = Int(parts[1]), (1...31).contains(day),
            let month = months.firstIndex(of: String(parts[2])), let year = Int(parts[3]), (1970...9999).contains(year)
        else { return nil }
        let time = parts[4].split(separator: ":").map { Int($0) ?? -1 }
        guard time.count == 3, (0...23).contains(time[0]), (0...59).contains(time[1]), (0...60).contains(time[2]) else {
            return nil
        }
        // Days of years that begin in March, so that a leap day is the last one.
        let shifted = month < 2 ? year - 1 : year
        let dayOfYear = ((month + 10) % 12 * 153 + 2) / 5 + day - 1
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
        return days * 86_400 + time[0] * 3600 + time[1] * 60 + time[2]
    }
}
