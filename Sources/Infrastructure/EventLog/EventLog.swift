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
    }

    /// How lines look.
    public let format: EventFormat
    private let descriptor: Int32
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "handover.event-log")
    private static let flushByteCount = 1 << 15

    /// A log on a file descriptor.
    ///
    /// - Parameters:
    ///   - format: How lines look; nil chooses text for a terminal and JSON for anything else.
    ///   - descriptor: Where they go; 2 is standard error.
    public init(format: EventFormat? = nil, descriptor: Int32 = 2) {
        self.descriptor = descriptor
        self.format = format ?? (isatty(descriptor) == 1 ? .text : .json)
    }

    /// Adds one line; the line break is added here.
    public func write(_ line: (inout [UInt8]) -> Void) {
        let (isFull, needsPlan) = state.withLock { state in
            line(&state.buffer)
            state.buffer.append(UInt8(ascii: "\n"))
            let needsPlan = !state.isFlushPlanned
            state.isFlushPlanned = true
            return (state.buffer.count > Self.flushByteCount, needsPlan)
        }
        if isFull {
            queue.async { self.flush() }
        } else if needsPlan {
            queue.asyncAfter(deadline: .now() + .milliseconds(100)) { self.flush() }
        }
    }

    /// Writes what has been gathered.
    public func flush() {
        let bytes = state.withLock { state in
            defer {
                state.buffer.removeAll(keepingCapacity: state.buffer.count < 1 << 20)
                state.isFlushPlanned = false
            }
            return state.buffer
        }
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            // A log that cannot be written must not stop the service.
            if count <= 0 { return }
            offset += count
        }
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
        let line = EventLine(log.format, event.level.rawValue, "\(event.message)", [("source", .text(label))])
        log.write { line.append(to: &$0) }
    }
}
