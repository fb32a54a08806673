import HTTPMessages

/// The decisions of one connection, without any I/O.
///
/// One request is answered at a time, in order. Whoever drives it holds back what a client sends ahead while
/// ``isAnswering``, so nothing is ever received in that phase but the news that the server stops.
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
        let isHTTP10: Bool
        let keepsAlive: Bool
        let expectsContinue: Bool
    }

    private enum Phase {
        /// Between two requests.
        case idle
        /// The first bytes of a head have arrived.
        case beginning
        case reading(Request)
        /// The request has been read, and its answer is being made.
        case answering(Request)
        /// The last answer has been written; what still arrives is thrown away.
        case draining
    }

    private var phase = Phase.idle
    private let maximumBodyByteCount: Int
    /// No further request will be taken, because the server stops.
    private var isLast = false

    init(maximumBodyByteCount: Int) { self.maximumBodyByteCount = maximumBodyByteCount }

    /// Whether the connection waits for the client to go on with a request that it has begun.
    var isReading: Bool {
        switch phase {
        case .beginning, .reading: true
        case .idle, .answering, .draining: false
        }
    }
    /// Whether nothing is going on.
    var isIdle: Bool { if case .idle = phase { true } else { false } }
    /// Whether an answer is being made.
    var isAnswering: Bool { if case .answering = phase { true } else { false } }
    /// Whether the method of the request is `HEAD`, whose answer has no body.
    var isHead: Bool {
        switch phase {
        case .reading(let request), .answering(let request): request.message.method == "HEAD"
        case .idle, .beginning, .draining: false
        }
    }

    /// Bytes have arrived that are no whole head yet.
    ///
    /// - Returns: Whether they begin a request.
    mutating func receivedPartOfHead() -> Bool {
        guard isIdle else { return false }
        phase = .beginning
        return true
    }

    mutating func received(head: HTTPRequestMessage, isHTTP10: Bool, keepsAlive: Bool) -> Action {
        switch phase {
        case .idle, .beginning: break
        case .reading, .answering, .draining: return .none
        }
        let framing = Framing(head.fields)
        // What follows a change of protocol is no HTTP, and the parser reads no further.
        let changesProtocol = framing.asksForUpgrade || head.method == "CONNECT"
        phase = .reading(
            Request(
                message: head,
                isHTTP10: isHTTP10,
                keepsAlive: keepsAlive && !changesProtocol && !(isHTTP10 && framing.isChunked),
                expectsContinue: framing.expectsContinue && !isHTTP10
            )
        )
        guard framing.isSound, isHTTP10 || framing.hostCount == 1 else { return .refuse(.malformed, head) }
        if framing.byteCount > maximumBodyByteCount {
            return .refuse(.bodyTooLarge(maximumByteCount: maximumBodyByteCount), head)
        }
        return framing.expectsContinue || framing.byteCount > Self.worthConsidering ? .consider(head) : .none
    }

    /// A body of more bytes is worth looking at its head first.
    private static let worthConsidering = 65536

    /// The responder wants the body.
    func considered() -> Action {
        guard case .reading(let request) = phase, request.expectsContinue else { return .none }
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
    func failed(_ failure: HTTPReadFailure) -> Action {
        switch phase {
        case .idle, .beginning: .refuse(failure, nil)
        case .reading(let request): .refuse(failure, request.message)
        case .answering, .draining: .none
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

    /// Nothing more is read: the last bytes are about to be written.
    mutating func finished() { phase = .draining }

    /// The client has closed its side; what it began and did not finish is lost.
    func receivedEndOfInput() -> Action {
        switch phase {
        case .idle, .beginning, .reading: .close
        case .answering, .draining: .none
        }
    }

    /// The server stops: what has begun is finished, then the connection closes.
    mutating func stop() -> Action {
        isLast = true
        return isIdle ? .close : .none
    }
}

/// What the fields of a head say about its connection and where its body ends.
private struct Framing {
    private(set) var hostCount = 0
    private(set) var byteCount = 0
    private(set) var isChunked = false
    private(set) var expectsContinue = false
    private(set) var asksForUpgrade = false
    /// Whether everybody who reads the head finds the same end of the body.
    private(set) var isSound = true

    init(_ fields: HTTPFieldList) {
        var hasLength = false
        for field in fields.fields {
            let name = field.name
            // Few names are as long as these, so most cost no comparison.
            switch name.utf8.count {
            case 4 where HTTPFieldList.areEqual(name, "host"): hostCount += 1
            case 6 where HTTPFieldList.areEqual(name, "expect"):
                expectsContinue = expectsContinue || HTTPFieldList.areEqual(field.value, "100-continue")
            case 7 where HTTPFieldList.areEqual(name, "upgrade"): asksForUpgrade = true
            case 14 where HTTPFieldList.areEqual(name, "content-length"):
                let digits = field.value.utf8
                if hasLength || !digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) { isSound = false }
                hasLength = true
                // More digits than fit are more bytes than anybody takes.
                byteCount = Int(field.value) ?? .max
            case 17 where HTTPFieldList.areEqual(name, "transfer-encoding"):
                // No other coding is known here, and each one more is a way to disagree about the end.
                if isChunked || !HTTPFieldList.areEqual(field.value, "chunked") { isSound = false }
                isChunked = true
            default: break
            }
        }
        if hasLength, isChunked { isSound = false }
        if hostCount > 1 { isSound = false }
    }
}
