import CommandLine
import DataCleaning
import Glibc
import Synchronization

/// A line on a terminal that tells how far a run is, with rate and time left; it goes when the run ends.
final class ProgressBar: Sendable {
    private struct State: Sendable {
        var shownAt: ContinuousClock.Instant?
        var isShown = false
    }

    /// More often nobody can read it.
    private static let interval = Duration.milliseconds(100)
    private static let barWidth = 24

    private let start = ContinuousClock.now
    private let state = Mutex(State())

    /// A bar on standard error; nil when that is no terminal.
    init?() {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
    }

    /// Tells how far the run is, at most ten times a second.
    func show(_ progress: CleanProgress) {
        let now = ContinuousClock.now
        let isDue = state.withLock { state in
            // A run that is over in the meantime needs none.
            if now - (state.shownAt ?? start) < Self.interval { return false }
            state.shownAt = now
            state.isShown = true
            return true
        }
        guard isDue else { return }
        Self.write("\r\u{1B}[K" + Self.line(progress, after: (now - start) / .seconds(1)))
    }

    /// Takes the line away.
    func erase() {
        let wasShown = state.withLock { state in
            defer { state.isShown = false }
            return state.isShown
        }
        if wasShown { Self.write("\r\u{1B}[K") }
    }

    /// The line after some seconds.
    static func line(_ progress: CleanProgress, after seconds: Double) -> String {
        let records = "\(progress.recordCount) " + Speech.text("records", zh: "条记录")
        let time = max(seconds, 0.001)
        guard let read = progress.readByteCount else {
            let rate = Double(progress.recordCount) / time
            guard let all = progress.expectedRecordCount, all > 0 else {
                return "\(records) · \(Int(rate / 1000)) " + Speech.text("thousand a second", zh: "千条/秒")
            }
            let speed = "\(Int(rate)) " + Speech.text("a second", zh: "条/秒")
            return bar(done: progress.recordCount, of: all, rate: rate, "\(records) · \(speed)")
        }
        let rate = Double(read) / time
        let speed = "\(Int(rate / 1e6)) MB/s"
        guard let all = progress.byteCount, all > 0 else { return "\(records) · \(speed)" }
        return bar(done: read, of: all, rate: rate, "\(records) · \(speed)")
    }

    /// What is done of all, with some words, and the time that the rest takes.
    private static func bar(done: Int, of all: Int, rate: Double, _ words: String) -> String {
        let share = min(1, Double(done) / Double(all))
        let filled = Int(share * Double(barWidth))
        let bar = String(repeating: "━", count: filled) + String(repeating: "╌", count: barWidth - filled)
        let left = Int((Double(max(0, all - done)) / max(rate, 1)).rounded(.up))
        let time = Speech.text("\(left) s left", zh: "剩余 \(left) 秒")
        return "\(bar) \(Int(share * 100)) % · \(words) · \(time)"
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        // A bar that cannot be shown is no reason to stop.
        _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
}
