import Dispatch
import Glibc
public import Logging
import Synchronization

/// How lines look.
public enum EventFormat: Sendable, Hashable {
    /// For people at a terminal.
    case text
    /// One JSON object a line, for machines.
    case json
}

/// Lines about what happens, on standard error.
///
/// Lines are gathered and written a few times a second, so that reporting a request costs less than answering it;
/// what is left is written when the log is closed.
public final class EventLog: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var isFlushPlanned = false
        var lostCount = 0
    }

    /// How lines look.
    public let format: EventFormat
    private let descriptor: Int32
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "handover.event-log")
    private static let flushByteCount = 1 << 15
    /// More is not kept for a reader that does not read; lines beyond are counted and lost.
    static let maximumByteCount = 8 << 20

    /// A log on a file descriptor.
    ///
    /// - Parameters:
    ///   - format: How lines look; nil chooses text for a terminal and JSON for anything else.
    ///   - descriptor: Where they go; 2 is standard error.
    public init(format: EventFormat? = nil, descriptor: Int32 = 2) {
        self.descriptor = descriptor
        self.format = format ?? (isatty(descriptor) == 1 ? .text : .json)
        // A reader that goes away must not take the service with it.
        signal(SIGPIPE, SIG_IGN)
    }

    /// Adds one line; the line break is added here.
    public func write(_ line: (inout [UInt8]) -> Void) {
        let (isFull, needsPlan) = state.withLock { state in
            if state.buffer.count >= Self.maximumByteCount {
                state.lostCount += 1
                return (false, false)
            }
            let before = state.buffer.count
            line(&state.buffer)
            state.buffer.append(UInt8(ascii: "\n"))
            let needsPlan = !state.isFlushPlanned
            state.isFlushPlanned = true
            return (before <= Self.flushByteCount && state.buffer.count > Self.flushByteCount, needsPlan)
        }
        if isFull {
            queue.async { self.writeOut() }
        } else if needsPlan {
            queue.asyncAfter(deadline: .now() + .milliseconds(100)) { self.writeOut() }
        }
    }

    /// Writes what has been gathered.
    public func flush() { queue.sync { writeOut() } }

    /// Runs on the queue, so that lines keep their order and none stands in the middle of another.
    private func writeOut() {
        var (bytes, lostCount) = state.withLock { state in
            defer {
                state.buffer.removeAll(keepingCapacity: state.buffer.count < 1 << 20)
                state.isFlushPlanned = false
                state.lostCount = 0
            }
            return (state.buffer, state.lostCount)
        }
        if lostCount > 0 {
            EventLine(format, "warning", "log lines were lost", [("count", .number(String(lostCount)))])
                .append(to: &bytes)
            bytes.append(UInt8(ascii: "\n"))
        }
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN, waitUntilWritable() { continue }
            // A log that cannot be written must not stop the service.
            if count <= 0 { return }
            offset += count
        }
    }

    /// Waits for a descriptor that does not block; one second, since others wait for this queue.
    private func waitUntilWritable() -> Bool {
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        return poll(&request, 1, 1000) == 1 && request.revents & Int16(POLLOUT) != 0
    }
}

/// The machinery's own reports, in the same log.
public struct EventLogHandler: LogHandler {
    private let log: EventLog
    private let label: String
    /// Metadata of every line.
    public var metadata: Logger.Metadata = [:]
    /// What is left out.
    public var logLevel: Logger.Level = .warning

    /// A handler for one source of reports.
    public init(log: EventLog, label: String) {
        self.log = log
        self.label = label
    }

    /// One item of metadata.
    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    /// Writes one report.
    public func log(event: LogEvent) {
        var values: [(String, EventLine.Value)] = [("source", .text(label))]
        let own = metadata.merging(event.metadata ?? [:]) { _, given in given }
        for (name, value) in own.sorted(by: { $0.key < $1.key }) { values.append((name, .text("\(value)"))) }
        let line = EventLine(log.format, event.level.rawValue, "\(event.message)", values)
        log.write { line.append(to: &$0) }
    }
}
