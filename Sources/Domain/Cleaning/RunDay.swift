/// The day of a run, which expressions call `today`.
public struct RunDay: Hashable, Sendable {
    /// The days from 1970-01-01.
    let dayNumber: Int

    init(dayNumber: Int) { self.dayNumber = dayNumber }

    /// A day written as `yyyy-MM-dd`; nil when that is no day of the calendar.
    public init?(_ text: String) {
        guard text.utf8.count == 10, let moment = DateReader.iso(text.utf8.span) else { return nil }
        dayNumber = moment.dayNumber
    }

    /// The day of a moment, counted in seconds from 1970-01-01 00:00 of the place where it is used.
    public init(localSecondsSince1970 seconds: Int) {
        dayNumber = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    }

    /// The day as `yyyy-MM-dd`.
    public var text: String {
        var output = CellBuffer()
        Moment(dayNumber: dayNumber).appendDay(to: &output)
        return String(decoding: output.bytes, as: UTF8.self)
    }
}
