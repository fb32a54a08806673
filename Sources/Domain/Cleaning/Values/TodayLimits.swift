import JSON

/// The limits of a day that are the day of the run, which is not known before the recipe is bound to a source.
struct TodayLimits: OptionSet, Sendable, BitwiseCopyable {
    let rawValue: UInt8

    static let minimum = TodayLimits(rawValue: 1)
    static let maximum = TodayLimits(rawValue: 2)

    /// How a recipe calls that day.
    static let word = "today"
}

extension Moment {
    /// The end of a day.
    fileprivate init(endOfDay dayNumber: Int) {
        self.init(dayNumber: dayNumber)
        (hour, minute, second, millisecond) = (23, 59, 59, 999)
    }
}

extension Step {
    /// Whether the step cannot be done without the day of the run.
    var needsToday: Bool {
        switch self {
        case .date(let rule): !rule.todayLimits.isEmpty
        case .range(.days(_, _, let limits)): !limits.isEmpty
        default: false
        }
    }

    /// The step on a day, which is counted from 1970-01-01.
    func bound(to today: Int) -> Step {
        switch self {
        case .date(var rule):
            if rule.todayLimits.contains(.minimum) { rule.minimum = Moment(dayNumber: today) }
            if rule.todayLimits.contains(.maximum) {
                rule.maximum = rule.kind == .date ? Moment(dayNumber: today) : Moment(endOfDay: today)
            }
            return .date(rule)
        case .range(.days(let minimum, let maximum, let limits)):
            return .range(
                .days(
                    minimum: limits.contains(.minimum) ? Moment(dayNumber: today) : minimum,
                    maximum: limits.contains(.maximum) ? Moment(endOfDay: today) : maximum,
                    today: limits
                )
            )
        case .identityCard(var rule):
            rule.latestBirthday = Moment(dayNumber: today)
            return .identityCard(rule)
        default: return self
        }
    }
}

extension StepReader {
    /// The first or last day that a parameter allows; nil when it is not given or the day of the run, which is then
    /// among `limits`.
    mutating func day(_ name: String, _ limit: TodayLimits, _ limits: inout TodayLimits) -> Moment? {
        guard value(name)?.string == TodayLimits.word else { return moment(name) }
        limits.insert(limit)
        return nil
    }
}
