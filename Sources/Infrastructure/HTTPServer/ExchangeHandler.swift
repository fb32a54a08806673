import HTTPMessages
import NIOCore
import NIOHTTP1

/// Carries requests from the network to a responder and its answers back.
///
/// It only does what ``ConnectionState`` decides. Answers that need no waiting are written within the same turn of the
/// event loop; the others are made by the connection's own task, see ``ExchangeChannel``.
final class ExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let responder: any HTTPResponder
    private let settings: HTTPServerSettings
    private let jobs: AsyncStream<ExchangeJob>.Continuation
    private var state: ConnectionState
    private var encoder = ResponseEncoder()
    private var waiting: CircularBuffer<HTTPServerRequestPart> = []
    private var waitingRequestCount = 0
    private var phaseStart = NIODeadline.now()
    private var isDraining = false
    private var clock: RepeatedTask?

    init(responder: any HTTPResponder, settings: HTTPServerSettings, jobs: AsyncStream<ExchangeJob>.Continuation) {
        self.responder = responder
        self.settings = settings
        self.jobs = jobs
        state = ConnectionState(maximumBodyByteCount: settings.maximumBodyByteCount)
    }

    func handlerAdded(context: ChannelHandlerContext) { if context.channel.isActive { startClock(context) } }

    func channelActive(context: ChannelHandlerContext) {
        startClock(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        clock?.cancel()
        clock = nil
        jobs.finish()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let part = unwrapInboundIn(data)
        if state.isAnswering || !waiting.isEmpty {
            guard !isDraining else { return }
            if case .head = part { waitingRequestCount += 1 }
            waiting.append(part)
            if waitingRequestCount >= settings.maximumPipelinedCount { setReading(false, context) }
            return
        }
        take(part, context)
    }

    func channelReadComplete(context: ChannelHandlerContext) { context.flush() }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        phaseStart = .now()
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent: perform(state.noMoreRequests(clientIsGone: false), context)
        case ChannelEvent.inputClosed: perform(state.noMoreRequests(clientIsGone: true), context)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard let error = error as? HTTPParserError else {
            context.close(promise: nil)
            return
        }
        perform(state.failed(error == .headerOverflow ? .fieldsTooLarge : .malformed), context)
        context.flush()
    }

    // MARK: - Requests

    private func take(_ part: HTTPServerRequestPart, _ context: ChannelHandlerContext) {
        switch part {
        case .head(let head):
            phaseStart = .now()
            let message = HTTPRequestMessage(
                method: head.method.rawValue,
                target: head.uri,
                fields: HTTPFieldList(head.headers.map { (name: $0.name, value: $0.value) })
            )
            let isHTTP10 = head.version.major == 1 && head.version.minor == 0
            perform(state.received(head: message, isHTTP10: isHTTP10, keepsAlive: head.isKeepAlive), context)
        case .body(let buffer):
            perform(state.received(body: buffer.readableBytesView, count: buffer.readableBytes), context)
        case .end: perform(state.receivedEnd(), context)
        }
    }

    private func perform(_ action: ConnectionState.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .none: break
        case .close: context.close(promise: nil)
        case .askForBody:
            context.writeAndFlush(
                wrapOutboundOut(ByteBuffer(staticString: "HTTP/1.1 100 Continue\r\n\r\n")),
                promise: nil
            )
        case .consider(let head):
            if let refusal = responder.refusal(of: head) {
                refuse(refusal, context)
            } else {
                perform(state.considered(), context)
            }
        case .refuse(let failure, let head): refuse(responder.answer(to: failure, head: head), context)
        case .answer(let request):
            switch responder.reply(to: request) {
            case .now(let response): write(response, context)
            case .later(let work):
                let complete = completion(context)
                jobs.yield(ExchangeJob(work: work, complete: complete))
            }
        }
    }

    /// Brings an answer back to the event loop, and takes up the requests that have waited.
    private func completion(_ context: ChannelHandlerContext) -> @Sendable (HTTPResponseMessage) -> Void {
        let loop = context.eventLoop
        let bound = NIOLoopBound((self, context), eventLoop: loop)
        return { response in
            loop.execute {
                let (handler, context) = bound.value
                guard context.channel.isActive else { return }
                handler.write(response, context)
                handler.takeWaiting(context)
                context.flush()
            }
        }
    }

    private func takeWaiting(_ context: ChannelHandlerContext) {
        while !state.isAnswering, !isDraining, let part = waiting.popFirst() {
            if case .head = part { waitingRequestCount -= 1 }
            take(part, context)
        }
        if waitingRequestCount < settings.maximumPipelinedCount { setReading(true, context) }
    }

    private func setReading(_ isReading: Bool, _ context: ChannelHandlerContext) {
        // A channel that cannot be set is closed, and reads nothing anyway.
        context.channel.setOption(.autoRead, value: isReading).whenFailure { _ in }
    }

    // MARK: - Responses

    private func write(_ response: HTTPResponseMessage, _ context: ChannelHandlerContext) {
        let includesBody = !state.answersHead
        phaseStart = .now()
        let connection: ResponseEncoder.Connection =
            switch state.answered() {
            case .keepAlive: .keepsAlive
            case .keepAliveExplicitly: .keepsAliveExplicitly
            case .close: .closes
            }
        let buffer = encoder.encode(
            response,
            connection: connection,
            includesBody: includesBody,
            allocator: context.channel.allocator
        )
        if case .closes = connection {
            finish(with: buffer, context)
        } else {
            context.write(wrapOutboundOut(buffer), promise: nil)
        }
    }

    private func refuse(_ response: HTTPResponseMessage, _ context: ChannelHandlerContext) {
        state.refused()
        let buffer = encoder.encode(
            response,
            connection: .closes,
            includesBody: true,
            allocator: context.channel.allocator
        )
        finish(with: buffer, context)
    }

    /// Writes the last bytes and closes our side. The client's side is read to its end for a while, since closing with
    /// unread bytes would reset the connection and could take the answer with it.
    private func finish(with buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        isDraining = true
        waiting.removeAll()
        phaseStart = .now()
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let mode: CloseMode = state.isLast ? .all : .output
        context.writeAndFlush(wrapOutboundOut(buffer)).whenComplete { _ in
            bound.value.close(mode: mode, promise: nil)
        }
        setReading(true, context)
    }

    // MARK: - Time limits

    /// One clock a connection, instead of a timer a request.
    private func startClock(_ context: ChannelHandlerContext) {
        guard clock == nil else { return }
        let shortest = min(settings.requestTimeout, settings.idleTimeout, settings.responseTimeout)
        let tick = TimeAmount.nanoseconds(max(50_000_000, min(5_000_000_000, Int64(shortest / .nanoseconds(4)))))
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        clock = context.eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            let (handler, context) = bound.value
            handler.checkTime(context)
        }
    }

    private func checkTime(_ context: ChannelHandlerContext) {
        let elapsed = Duration.nanoseconds((NIODeadline.now() - phaseStart).nanoseconds)
        if isDraining {
            if elapsed > .seconds(2) { context.close(promise: nil) }
        } else if !context.channel.isWritable {
            if elapsed > settings.responseTimeout { context.close(promise: nil) }
        } else if state.isReading {
            if elapsed > settings.requestTimeout { perform(state.failed(.timedOut), context) }
        } else if state.isIdle {
            if elapsed > settings.idleTimeout { context.close(promise: nil) }
        }
    }
}
