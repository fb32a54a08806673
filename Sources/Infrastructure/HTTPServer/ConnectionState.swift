import HTTPMessages

/// The decisions of one connection, without any I/O.
///
/// One request is answered at a time, in order; what a client sends ahead waits, up to a bound.
struct ConnectionState {
    enum Action {
        case none
        /// Answer this request.
        case answer(HTTPRequestMessage)
        /// Tell the client to send its body.
        case askForBody
        /// Ask the responder whether the head alone is reason to refuse.
        case consider(HTTPRequestMessage)
        /// Answer that the request could not be read, then close.
        case refuse(HTTPReadFailure, HTTPRequestMessage?)
        case close
    }

    /// What happens after a response has been written.
    enum Continuation {
        case keepAlive
        case keepAliveExplicitly
        case close
    }

    private struct Request {
        var message: HTTPRequestMessage
        let keepsAlive: Bool
        let isHTTP10: Bool
    }

    private enum Phase {
        /// Between two requests.
        case idle
        case reading(Request)
        /// The request has been read, and its answer is being made.
        case answering(Request)
        /// The last answer has been written; what still arrives is thrown away.
        case draining
    }

    private var phase = Phase.idle
    private let maximumBodyByteCount: Int
    /// No further request will be taken, because the server stops or the client has closed its side.
    private(set) var isLast = false

    init(maximumBodyByteCount: Int) { self.maximumBodyByteCount = maximumBodyByteCount }

    /// Whether the connection waits for the client to go on with a request that it has begun.
    var isReading: Bool { if case .reading = phase { true } else { false } }
    /// Whether nothing is going on.
    var isIdle: Bool { if case .idle = phase { true } else { false } }
    /// Whether an answer is being made.
    var isAnswering: Bool { if case .answering = phase { true } else { false } }
    /// Whether the method of the request being answered is `HEAD`.
    var answersHead: Bool {
        if case .answering(let request) = phase { request.message.method == "HEAD" } else { false }
    }

    mutating func received(head: HTTPRequestMessage, isHTTP10: Bool, keepsAlive: Bool) -> Action {
        guard isIdle, !isLast else { return .none }
        phase = .reading(Request(message: head, keepsAlive: keepsAlive, isHTTP10: isHTTP10))
        if let text = head.fields["content-length"], let count = Int(text), count > maximumBodyByteCount {
            return .refuse(.bodyTooLarge(maximumByteCount: maximumBodyByteCount), head)
        }
        let isLarge = head.fields["content-length"].flatMap { Int($0) }.map { $0 > 65536 } ?? false
        return head.fields["expect"] != nil || isLarge ? .consider(head) : .none
    }

    /// The responder wants the body.
    func considered() -> Action {
        guard case .reading(let request) = phase,
            request.message.fields["expect"].map({ $0.lowercased() == "100-continue" }) ?? false
        else { return .none }
        return .askForBody
    }

    mutating func received(body: some Sequence<UInt8>, count: Int) -> Action {
        guard case .reading(var request) = phase else { return .none }
        phase = .idle  // Gives up the only other reference, so that the body grows in place.
        defer { phase = .reading(request) }
        guard request.message.body.count + count <= maximumBodyByteCount else {
            return .refuse(.bodyTooLarge(maximumByteCount: maximumBodyByteCount), request.message)
        }
        request.message.body.append(contentsOf: body)
        return .none
    }

    mutating func receivedEnd() -> Action {
        guard case .reading(let request) = phase else { return .none }
        phase = .answering(request)
        return .answer(request.message)
    }

    /// The bytes were no request, or a request did not arrive in time.
    mutating func failed(_ failure: HTTPReadFailure) -> Action {
        switch phase {
        case .idle: return failure == .timedOut ? .close : .refuse(failure, nil)
        case .reading(let request): return .refuse(failure, request.message)
        case .answering:
            isLast = true
            return .none
        case .draining: return .close
        }
    }

    /// A response is about to be written; says how the connection goes on.
    mutating func answered() -> Continuation {
        guard case .answering(let request) = phase, request.keepsAlive, !isLast else {
            phase = .draining
            return .close
        }
        phase = .idle
        return request.isHTTP10 ? .keepAliveExplicitly : .keepAlive
    }

    /// A refusal is about to be written, after which nothing more is read.
    mutating func refused() { phase = .draining }

    /// The client has closed its side, or the server stops.
    mutating func noMoreRequests(clientIsGone: Bool) -> Action {
        isLast = true
        switch phase {
        case .idle, .draining: return .close
        case .reading: return clientIsGone ? .close : .none
        case .answering: return .none
        }
    }
}
