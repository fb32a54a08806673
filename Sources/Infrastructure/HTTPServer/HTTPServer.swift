public import HTTPMessages
import HummingbirdCore
public import Logging
import NIOCore
import NIOHTTP1
import NIOPosix
public import ServiceLifecycle

/// An answer that is still to be made, and where it goes.
struct ExchangeJob: Sendable {
    let work: @Sendable () async -> HTTPResponseMessage
    let complete: @Sendable (HTTPResponseMessage) -> Void
}

/// An HTTP/1.1 server around a responder.
///
/// Hummingbird listens, accepts and stops gracefully; the connection itself is ours (``ExchangeHandler``), because one
/// asynchronous task a request was measured to cost a third of the throughput.
public struct HTTPServer: Service {
    private let responder: any HTTPResponder
    private let settings: HTTPServerSettings
    private let logger: Logger
    private let onListening: @Sendable (Int) async -> Void

    /// A server that listens once it runs.
    ///
    /// - Parameters:
    ///   - responder: What answers.
    ///   - settings: How it listens.
    ///   - logger: Where the machinery reports its own trouble.
    ///   - onListening: Called once with the port.
    public init(
        responder: any HTTPResponder,
        settings: HTTPServerSettings,
        logger: Logger,
        onListening: @escaping @Sendable (Int) async -> Void = { _ in }
    ) {
        self.responder = responder
        self.settings = settings
        self.logger = logger
        self.onListening = onListening
    }

    /// Serves until the service group stops it; requests that are being answered are answered to their end.
    ///
    /// - Throws: What the system says when the address cannot be listened on.
    public func run() async throws {
        let onListening = onListening
        let server = Server(
            childChannelSetup: ExchangeChannel(responder: responder, settings: settings),
            configuration: ServerConfiguration(
                address: .hostname(settings.host, port: settings.port),
                backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(settings.maximumConnectionCount)
            ),
            onServerRunning: { channel in await onListening(channel.localAddress?.port ?? 0) },
            eventLoopGroup: MultiThreadedEventLoopGroup.singleton,
            logger: logger
        )
        try await server.run()
    }
}

/// How a new connection is set up and looked after.
struct ExchangeChannel: ServerChildChannel {
    struct Value: ServerChildChannelValue {
        let channel: any Channel
        let jobs: AsyncStream<ExchangeJob>
    }

    let responder: any HTTPResponder
    let settings: HTTPServerSettings

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        channel.eventLoop.makeCompletedFuture {
            let (jobs, continuation) = AsyncStream.makeStream(of: ExchangeJob.self)
            let operations = channel.pipeline.syncOperations
            var limits = NIOHTTPDecoderLimitConfiguration()
            limits.maxHeaderFieldSize = settings.maximumHeadByteCount
            limits.maxHeaderListSize = settings.maximumHeadByteCount
            let decoder = HTTPRequestDecoder(limitConfiguration: limits)
            // The decoder keeps back at most one field, but after a change of protocol all that comes.
            let bufferByteCount = 2 * settings.maximumHeadByteCount + 65536
            try operations.addHandler(ByteToMessageHandler(decoder, maximumBufferSize: bufferByteCount))
            try operations.addHandler(ExchangeHandler(responder: responder, settings: settings, jobs: continuation))
            return Value(channel: channel, jobs: jobs)
        }
    }

    /// Makes the answers that need waiting, one at a time, until the connection closes.
    func handle(value: Value, logger: Logger) async {
        for await job in value.jobs { job.complete(await job.work()) }
    }
}
