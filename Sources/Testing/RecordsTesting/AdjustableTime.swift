import Synchronization

/// A wall clock that stands still until a test moves it.
public final class AdjustableTime: Sendable {
    private let current: Mutex<Int64>

    /// A clock that shows some time after 1970.
    public init(milliseconds: Int64 = 1_700_000_000_000) { current = Mutex(milliseconds) }

    /// Milliseconds since 1970-01-01 00:00 UTC.
    public var milliseconds: Int64 { current.withLock { $0 } }

    /// Moves the clock.
    public func advance(by duration: Duration) {
        current.withLock { $0 += Int64(duration / .milliseconds(1)) }
    }
}
