import HTTPMessages
import NIOCore
import NIOHTTP1

/// Carries requests from the network to a responder and its answers back.
///
/// It only does what ``ConnectionState`` decides. Answers that need no waiting are written within the same turn of the
/// event loop; the others are made by the connection's own task, see ``ExchangeChannel``. What arrives while an answer
/// is being made, or while the client does not fetch its answers, waits in order and within bounds.
final class ExchangeHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    private let responder: any HTTPResponder
    private let settings: HTTPServerSettings
    private let jobs: AsyncStream<ExchangeJob>.Continuation
    private var state: ConnectionState
    private var encoder = ResponseEncoder()
    private var waiting = WaitingArrivals()
    private var phaseStart = NIODeadline.now()
    private var clock: RepeatedTask?
    private var drainLimit: Scheduled<Void>?
    private var isWritable = true
    private var isAutoReading = true
    private var isStopping = false
    /// The last bytes are written, or being written.
    private var isDraining = false
    private var inputIsClosed = false
    /// Whether a part of a request has come out of the bytes that were read last.
    private var hasParsed = false
    /// How often something was read and thrown away.
    private var drainedCount = 0

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
        release()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) { release() }

    /// Ends the connection's task, and what would keep this handler in memory.
    private func release() {
        clock?.cancel()
        clock = nil
        drainLimit?.cancel()
        drainLimit = nil
        waiting.removeAll()
        jobs.finish()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        hasParsed = true
        receive(.part(unwrapInboundIn(data)), context)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        if isDraining { drainedCount += 1 }
        if !hasParsed, state.receivedPartOfHead() { phaseStart = .now() }
        hasParsed = false
        context.flush()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        isWritable = context.channel.isWritable
        phaseStart = .now()
        if isWritable {
            takeWaiting(context)
            context.flush()
        }
        updateReading(context)
        context.fireChannelWritabilityChanged()
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case is ChannelShouldQuiesceEvent:
            isStopping = true
            perform(state.stop(), context)
        case ChannelEvent.inputClosed:
            inputIsClosed = true
            receive(.endOfInput, context)
        default: break
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        hasParsed = true
        switch error {
        case let error as HTTPParserError:
            receive(.failure(error == .headerOverflow ? .fieldsTooLarge : .malformed), context)
            context.flush()
        case is ByteToMessageDecoderError.PayloadTooLargeError:
            receive(.failure(.malformed), context)
            context.flush()
        // Bytes after those that were no request; the answer to these is on its way.
        case is ByteToMessageDecoderError: break
        default: context.close(promise: nil)
        }
    }

    // MARK: - Requests

    private func receive(_ arrival: WaitingArrivals.Arrival, _ context: ChannelHandlerContext) {
        if isDraining {
            if inputIsClosed, drainLimit != nil { context.close(promise: nil) }
        } else if state.isAnswering || !isWritable || !waiting.isEmpty {
            waiting.append(arrival)
            updateReading(context)
        } else {
            take(arrival, context)
        }
    }

    private func take(_ arrival: WaitingArrivals.Arrival, _ context: ChannelHandlerContext) {
        switch arrival {
        case .part(.head(let head)):
            phaseStart = .now()
            let message = HTTPRequestMessage(
                method: head.method.rawValue,
                target: head.uri,
                fields: HTTPFieldList(head.headers.map { (name: $0.name, value: $0.value) })
            )
            let isHTTP10 = head.version.major == 1 && head.version.minor == 0
            perform(state.received(head: message, isHTTP10: isHTTP10, keepsAlive: head.isKeepAlive), context)
        case .part(.body(let buffer)):
            perform(state.received(body: buffer.readableBytesView, count: buffer.readableBytes), context)
        case .part(.end): perform(state.receivedEnd(), context)
        case .failure(let failure): perform(state.failed(failure), context)
        case .endOfInput: perform(state.receivedEndOfInput(), context)
        }
    }

    private func perform(_ action: ConnectionState.Action, _ context: ChannelHandlerContext) {
        switch action {
        case .none: break
        case .close: finish(with: ByteBuffer(), context)
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
            case .later(let work): jobs.yield(ExchangeJob(work: work, complete: completion(context)))
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
        while !state.isAnswering, isWritable, !isDraining, let arrival = waiting.popFirst() { take(arrival, context) }
        updateReading(context)
    }

    /// Lets the client send on only while somebody has use for what it sends.
    private func updateReading(_ context: ChannelHandlerContext) {
        let isFull = waiting.requestCount >= settings.maximumPipelinedCount || waiting.isLarge
        let isWanted = isDraining || (isWritable && !isFull)
        guard isWanted != isAutoReading else { return }
        isAutoReading = isWanted
        // A channel that cannot be set is closed, and reads nothing anyway.
        context.channel.setOption(.autoRead, value: isWanted).whenFailure { _ in }
    }

    // MARK: - Responses

    private func write(_ response: HTTPResponseMessage, _ context: ChannelHandlerContext) {
        let includesBody = !state.isHead
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
        let buffer = encoder.encode(
            response,
            connection: .closes,
            includesBody: !state.isHead,
            allocator: context.channel.allocator
        )
        finish(with: buffer, context)
    }

    /// Writes the last bytes, after those of earlier answers, and closes our side.
    private func finish(with buffer: ByteBuffer, _ context: ChannelHandlerContext) {
        state.finished()
        isDraining = true
        waiting.removeAll()
        phaseStart = .now()
        // A server that stops may find a connection that it has not even taken up.
        guard context.channel.isActive else {
            context.close(promise: nil)
            return
        }
        updateReading(context)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        context.writeAndFlush(wrapOutboundOut(buffer)).whenComplete { _ in
            let (handler, context) = bound.value
            handler.drain(context)
        }
    }

    /// Reads the client's side to its end for a while, since closing with unread bytes would reset the connection and
    /// could take the answer with it.
    private func drain(_ context: ChannelHandlerContext) {
        guard !inputIsClosed, context.channel.isActive else {
            context.close(promise: nil)
            return
        }
        context.close(mode: .output, promise: nil)
        limitDraining(context, until: .now() + TimeAmount(settings.requestTimeout))
    }

    /// A client may go on sending for as long as a request may take, if it does not pause.
    private func limitDraining(_ context: ChannelHandlerContext, until end: NIODeadline) {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let seen = drainedCount
        drainLimit = context.eventLoop.scheduleTask(in: Self.drainPause) {
            let (handler, context) = bound.value
            let goesOn = handler.drainedCount > seen && !handler.isStopping && .now() < end
            if goesOn { handler.limitDraining(context, until: end) } else { context.close(promise: nil) }
        }
    }

    private static let drainPause = TimeAmount.seconds(2)

    // MARK: - Time limits

    /// One clock a connection, instead of a timer a request.
    private func startClock(_ context: ChannelHandlerContext) {
        guard clock == nil else { return }
        let tick = TimeAmount(settings.clockTick)
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        clock = context.eventLoop.scheduleRepeatedTask(initialDelay: tick, delay: tick) { _ in
            let (handler, context) = bound.value
            handler.checkTime(context)
        }
    }

    private func checkTime(_ context: ChannelHandlerContext) {
        let fetches = isDraining || !isWritable
        if state.isAnswering, !fetches { return }
        let isReading = state.isReading && !fetches
        var limit = fetches ? settings.responseTimeout : isReading ? settings.requestTimeout : settings.idleTimeout
        if isStopping { limit = min(limit, settings.stopTimeout) }
        guard NIODeadline.now() - phaseStart > TimeAmount(limit) else { return }
        if isReading { perform(state.failed(.timedOut), context) } else { context.close(promise: nil) }
    }
}
