import Dispatch
import Foundation
import Logging
import Testing

@testable import EventLog

@Suite("The log")
struct EventLogTests {
    /// Both ends of a pipe; the reading end is read on a thread of its own.
    // SAFETY: the pipe's ends are set once; what was read is handed over by the semaphore.
    private final class Destination: @unchecked Sendable {
        let pipe = Pipe()
        private var data = Data()
        private let done = DispatchSemaphore(value: 0)

        var descriptor: Int32 { pipe.fileHandleForWriting.fileDescriptor }

        func startReading() {
            Thread.detachNewThread { [self] in
                data = pipe.fileHandleForReading.readDataToEndOfFile()
                done.signal()
            }
        }

        func lines() throws -> [String] {
            try pipe.fileHandleForWriting.close()
            done.wait()
            return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
        }
    }

    @Test("What was reported is written when the log is flushed, in order")
    func flushes() throws {
        let destination = Destination()
        destination.startReading()
        let log = EventLog(format: .text, descriptor: destination.descriptor)
        for number in 0..<10 { log.write { $0.append(contentsOf: "line \(number)".utf8) } }
        log.flush()
        log.flush()
        #expect(try destination.lines() == (0..<10).map { "line \($0)" })
    }

    @Test("Many threads lose no line, and none stands in another")
    func takesThreads() async throws {
        let destination = Destination()
        destination.startReading()
        let log = EventLog(format: .text, descriptor: destination.descriptor)
        let filler = String(repeating: "x", count: 200)
        await withTaskGroup(of: Void.self) { group in
            for thread in 0..<8 {
                group.addTask {
                    for number in 0..<2000 {
                        log.write { $0.append(contentsOf: "\(thread) \(number) \(filler)".utf8) }
                        if number.isMultiple(of: 500) { log.flush() }
                    }
                }
            }
        }
        log.flush()
        let lines = try destination.lines()
        #expect(lines.count == 16000)
        for thread in 0..<8 {
            let own = lines.filter { $0.hasPrefix("\(thread) ") }
            #expect(own == (0..<2000).map { "\(thread) \($0) \(filler)" })
        }
    }

    @Test("A line is written soon without being asked")
    func writesByItself() throws {
        let pipe = Pipe()
        let log = EventLog(format: .text, descriptor: pipe.fileHandleForWriting.fileDescriptor)
        log.write { $0.append(contentsOf: "hello".utf8) }
        #expect(String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self) == "hello\n")
    }

    @Test("A reader that is gone stops nobody")
    func survivesBrokenPipe() throws {
        let pipe = Pipe()
        let log = EventLog(format: .text, descriptor: pipe.fileHandleForWriting.fileDescriptor)
        try pipe.fileHandleForReading.close()
        log.write { $0.append(contentsOf: "hello".utf8) }
        log.flush()
        log.write { $0.append(contentsOf: "hello".utf8) }
        log.flush()
    }

    @Test("A reader that does not read costs lines, not memory, and is told how many")
    func limitsMemory() throws {
        let destination = Destination()
        let log = EventLog(format: .text, descriptor: destination.descriptor)
        let line = [UInt8](repeating: 0x61, count: 1 << 16)
        for _ in 0..<400 { log.write { $0.append(contentsOf: line) } }
        destination.startReading()
        log.flush()
        log.flush()
        let lines = try destination.lines()
        let kept = lines.count { $0.utf8.count == line.count }
        #expect(kept * line.count <= 2 * EventLog.maximumByteCount + (4 << 20))
        let lost = lines.compactMap { $0.split(separator: "count=").last.flatMap { Int($0) } }.reduce(0, +)
        #expect(kept + lost == 400)
    }

    @Test("Anything but a terminal gets JSON")
    func choosesFormat() {
        let pipe = Pipe()
        #expect(EventLog(descriptor: pipe.fileHandleForWriting.fileDescriptor).format == .json)
    }

    @Test("Reports of the machinery keep their source and metadata")
    func takesReports() throws {
        let destination = Destination()
        destination.startReading()
        let log = EventLog(format: .text, descriptor: destination.descriptor)
        var logger = Logger(label: "http") { EventLogHandler(log: log, label: $0) }
        logger[metadataKey: "b"] = "two\nlines"
        logger.warning("it\nhappened", metadata: ["a": "1"])
        logger.info("left out")
        log.flush()
        let lines = try destination.lines()
        #expect(lines.count == 1)
        #expect(lines.first?.hasSuffix(#" warning it\u000ahappened  source=http  a=1  b="two\u000alines""#) == true)
    }
}
