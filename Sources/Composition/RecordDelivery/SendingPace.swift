/// When the next request may go out: at most so many a second, and none before a pause ends.
struct SendingPace: Sendable {
    /// The time between two requests; zero for none.
    private let interval: Duration
    /// When the next one may go, since the beginning.
    private var next = Duration.zero

    /// A pace.
    ///
    /// - Parameter rate: The most requests a second, at least 1; nil for any number.
    init(rate: Int?) { interval = rate.map { .seconds(1) / $0 } ?? .zero }

    /// Takes the next place.
    ///
    /// - Parameter now: The time since the beginning.
    /// - Returns: How long to wait for it.
    mutating func wait(now: Duration) -> Duration {
        let place = max(now, next)
        next = place + interval
        return place - now
    }

    /// Lets nobody go for some time.
    mutating func pause(_ pause: Duration, now: Duration) { next = max(next, now + pause) }
}

/// How often, and after which pauses, one record is sent again.
struct RetryPlan: Sendable {
    /// How often a record is sent at most.
    static let maximumAttemptCount = 6
    /// The longest pause that a service may ask for; one that wants more is as good as gone.
    static let maximumPause = Duration.seconds(300)
    private static let firstPause = Duration.milliseconds(500)

    private var attemptCount = 0

    /// Decides after an attempt that failed for now.
    ///
    /// - Parameter wanted: The pause that the service asks for; nil when it says nothing.
    /// - Returns: How long to wait; nil to give up.
    mutating func failed(wanted: Duration? = nil) -> Duration? {
        attemptCount += 1
        guard attemptCount < Self.maximumAttemptCount else { return nil }
        guard let wanted else { return Self.firstPause * (1 << (attemptCount - 1)) }
        return wanted <= Self.maximumPause ? wanted : nil
    }
}

/// The clock of a delivery.
package struct DeliveryClock: Sendable {
    /// The time since some beginning.
    let now: @Sendable () -> Duration
    /// Waits.
    let sleep: @Sendable (Duration) async throws -> Void

    /// A clock.
    init(now: @escaping @Sendable () -> Duration, sleep: @escaping @Sendable (Duration) async throws -> Void) {
        self.now = now
        self.sleep = sleep
    }

    /// The clock of this machine.
    package static var system: DeliveryClock {
        let start = ContinuousClock.now
        return DeliveryClock(now: { ContinuousClock.now - start }, sleep: { try await Task.sleep(for: $0) })
    }
}
