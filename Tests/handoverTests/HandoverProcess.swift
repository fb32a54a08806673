import Foundation
import Testing

/// The executable of this build, running as a process of its own.
final class HandoverProcess: @unchecked Sendable {
    // SAFETY: `condition` guards everything that the reading threads change.
    private let process = Process()
    private let condition = NSCondition()
    private var output = Data()
    private var errors = Data()
    private var openStreams = 2
    private var hasExited = false

    /// What is left of a process.
    struct Outcome {
        let status: Int32
        let output: String
        let errors: String
        let wasKilled: Bool
    }

    /// Long enough for a machine that builds at the same time; a test never waits for it to pass.
    static let patience: TimeInterval = 60

    /// The executable; the build puts it beside the tests.
    static var executable: URL? {
        let folders = [Bundle.main.bundleURL, URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()]
        return folders.map { $0.appending(path: "handover") }
            .first { FileManager.default.isExecutableFile(atPath: $0.path()) }
    }

    var processID: Int32 { process.processIdentifier }

    /// Starts a command.
    ///
    /// - Parameters:
    ///   - arguments: The arguments.
    ///   - environment: The environment, beside what a process needs to be found.
    ///   - folder: Where it runs.
    ///   - errorHandle: Where its standard error goes; gathered when nil.
    ///   - inputHandle: What it reads.
    /// - Throws: What the system says when it cannot be started.
    init(
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: String? = nil,
        standardError errorHandle: FileHandle? = nil,
        standardInput inputHandle: FileHandle = .nullDevice
    ) throws {
        let executable: URL = try #require(Self.executable, "the executable is not beside the tests")
        process.executableURL = executable
        process.arguments = arguments
        process.environment = environment.merging(["PATH": "/usr/bin:/bin"]) { own, _ in own }
        if let folder { process.currentDirectoryURL = URL(filePath: folder) }
        let outputPipe = Pipe()
        process.standardOutput = outputPipe
        process.standardInput = inputHandle
        process.terminationHandler = { [self] _ in note { hasExited = true } }
        if let errorHandle {
            openStreams = 1
            process.standardError = errorHandle
            try process.run()
        } else {
            let errorPipe = Pipe()
            process.standardError = errorPipe
            try process.run()
            follow(errorPipe.fileHandleForReading) { [self] in errors += $0 }
        }
        follow(outputPipe.fileHandleForReading) { [self] in output += $0 }
    }

    /// Runs a command to its end.
    static func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        in folder: String? = nil
    ) throws -> Outcome {
        try HandoverProcess(arguments, environment: environment, in: folder).outcome()
    }

    private func note(_ change: () -> Void) {
        condition.withLock {
            change()
            condition.broadcast()
        }
    }

    private func follow(_ handle: FileHandle, _ add: @escaping @Sendable (Data) -> Void) {
        Thread.detachNewThread { [self] in
            while true {
                let chunk = handle.availableData
                note { if chunk.isEmpty { openStreams -= 1 } else { add(chunk) } }
                if chunk.isEmpty { return }
            }
        }
    }

    /// Waits until something is so, or patience ends.
    private func wait(for isSo: () -> Bool) -> Bool {
        let deadline = Date(timeIntervalSinceNow: Self.patience)
        return condition.withLock {
            while !isSo() {
                if !condition.wait(until: deadline) { return isSo() }
            }
            return true
        }
    }

    /// The next whole line of standard output after some others; nil when the process ends without it.
    func outputLine(_ index: Int = 0) -> String? {
        var line: String?
        _ = wait {
            let lines = output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            if lines.count > index + 1 { line = String(decoding: lines[index], as: UTF8.self) }
            return line != nil || (hasExited && openStreams == 0)
        }
        return line
    }

    /// Waits until standard error holds a text.
    func waitForErrors(containing text: String) -> Bool {
        wait { String(decoding: errors, as: UTF8.self).contains(text) }
    }

    /// Waits for the end; a process that does not end is killed and reported.
    func outcome() -> Outcome {
        if !wait(for: { hasExited && openStreams <= 0 }) {
            Issue.record("'handover \((process.arguments ?? []).joined(separator: " "))' does not end")
            kill(process.processIdentifier, SIGKILL)
            _ = wait { hasExited }
        }
        return condition.withLock {
            Outcome(
                status: process.terminationStatus,
                output: String(decoding: output, as: UTF8.self),
                errors: String(decoding: errors, as: UTF8.self),
                wasKilled: process.terminationReason == .uncaughtSignal
            )
        }
    }

    /// Sends a signal to this process only.
    func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Asks it to stop, and waits.
    @discardableResult
    func stop() -> Outcome {
        send(SIGTERM)
        return outcome()
    }

    /// Ends it at once, as a loss of power would.
    @discardableResult
    func kill9() -> Outcome {
        send(SIGKILL)
        return outcome()
    }
}

/// A service that runs, and where it listens.
struct ServiceProcess {
    let process: HandoverProcess
    /// What it said once it listened.
    let announcement: [String: Any]
    let port: UInt16

    /// Starts a service on a free port and waits until it listens.
    init(
        _ service: String,
        _ arguments: [String] = [],
        environment: [String: String] = [:],
        in folder: String? = nil,
        standardError: FileHandle? = nil
    ) throws {
        process = try HandoverProcess(
            ["serve", service, "--port", "0", "--format", "json"] + arguments,
            environment: environment,
            in: folder,
            standardError: standardError
        )
        guard let line = process.outputLine() else {
            let outcome = process.outcome()
            throw NotStarted(description: "status \(outcome.status): \(outcome.errors)")
        }
        let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
        announcement = try #require(object as? [String: Any])
        let url = try #require((announcement["url"] as? String).flatMap { URL(string: $0) })
        port = UInt16(try #require(url.port))
    }

    struct NotStarted: Error, CustomStringConvertible {
        let description: String
    }

    /// Makes one request on a connection of its own.
    func send(
        _ method: String,
        _ target: String,
        _ fields: [String: String] = [:],
        body: String? = nil
    ) throws -> HTTPAnswer {
        try HTTPConnection(port: port).send(method, target, fields, body: body)
    }
}
