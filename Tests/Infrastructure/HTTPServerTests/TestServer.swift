import Dispatch
import Foundation
import HTTPMessages
import HTTPServer
import Logging
import ServiceLifecycle
import Testing

/// A server that runs for the length of a test.
struct TestServer: Sendable {
    let port: Int
    fileprivate let group: ServiceGroup
    fileprivate let stopped: DispatchSemaphore

    func client(receiveBufferByteCount: Int32? = nil, sendTimeout: Int = 20) throws -> SocketClient {
        try SocketClient(port: port, receiveBufferByteCount: receiveBufferByteCount, sendTimeout: sendTimeout)
    }

    func waitUntilStopped() { #expect(stopped.wait(timeout: .now() + 20) == .success) }

    /// Begins to stop; does not wait for the end.
    func stop() {
        let begun = DispatchSemaphore(value: 0)
        let group = group
        Task {
            await group.triggerGracefulShutdown()
            begun.signal()
        }
        begun.wait()
    }
}

/// Runs a server around blocking calls.
///
/// - Parameters:
///   - responder: What answers.
///   - settings: How the server listens; the system chooses the port.
///   - body: Gets a thread of its own, since the server's tasks need those of the pool.
/// - Throws: What the server or the body throws.
func withServer(
    _ responder: some HTTPResponder,
    _ settings: HTTPServerSettings = HTTPServerSettings(),
    _ body: @escaping @Sendable (TestServer) throws -> Void
) async throws {
    let (ports, continuation) = AsyncStream.makeStream(of: Int.self)
    var settings = settings
    settings.port = 0
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let server = HTTPServer(responder: responder, settings: settings, logger: logger) { continuation.yield($0) }
    let group = ServiceGroup(
        configuration: ServiceGroupConfiguration(
            services: [.init(service: server, successTerminationBehavior: .gracefullyShutdownGroup)],
            logger: logger
        )
    )
    try await withThrowingTaskGroup(of: Void.self) { tasks in
        let stopped = DispatchSemaphore(value: 0)
        tasks.addTask {
            defer {
                continuation.finish()
                stopped.signal()
            }
            try await group.run()
        }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        let outcome = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(
                    returning: Result { try body(TestServer(port: port, group: group, stopped: stopped)) }
                )
            }
        }
        await group.triggerGracefulShutdown()
        try await tasks.waitForAll()
        try outcome.get()
    }
}
