import Dispatch
import HTTPMessages
import Synchronization

/// Answers by path: `/later…` once its gate opens, `/size/N` with N bytes, anything else with what it was sent.
final class TestResponder: HTTPResponder {
    let gate = Gate()
    /// Signalled for each request that could not be read.
    let failures = DispatchSemaphore(value: 0)
    private let lastFailure = Mutex<HTTPReadFailure?>(nil)

    var failure: HTTPReadFailure? { lastFailure.withLock { $0 } }

    func refusal(of head: HTTPRequestMessage) -> HTTPResponseMessage? {
        head.target == "/refused" ? HTTPResponseMessage(status: 403, body: Array("no".utf8)) : nil
    }

    func reply(to request: HTTPRequestMessage) -> HTTPReply {
        if request.target.hasPrefix("/later") {
            return .later { [gate] in
                await gate.wait()
                return Self.answer(request)
            }
        }
        if request.target.hasPrefix("/soon") { return .later { Self.answer(request) } }
        return .now(Self.answer(request))
    }

    private static func answer(_ request: HTTPRequestMessage) -> HTTPResponseMessage {
        if request.target.hasPrefix("/size/"), let count = Int(request.target.dropFirst(6)) {
            return HTTPResponseMessage(status: 200, body: [UInt8](repeating: 0x61, count: count))
        }
        if request.target.hasPrefix("/status/"), let status = Int(request.target.dropFirst(8)) {
            return HTTPResponseMessage(status: status, body: Array("body".utf8))
        }
        var response = HTTPResponseMessage(status: 200, fields: ["content-type": "text/plain"])
        response.fields.append("x-echo", request.fields["x-echo"] ?? "")
        response.body = Array("\(request.method) \(request.target) ".utf8) + request.body
        if request.method == "HEAD" {
            response.announcedByteCount = response.body.count
            response.body = []
        }
        return response
    }

    func answer(to failure: HTTPReadFailure, head: HTTPRequestMessage?) -> HTTPResponseMessage {
        lastFailure.withLock { $0 = failure }
        failures.signal()
        let status =
            switch failure {
            case .malformed: 400
            case .bodyTooLarge: 413
            case .fieldsTooLarge: 431
            case .timedOut: 408
            }
        return HTTPResponseMessage(status: status, body: Array("\(failure)".utf8))
    }
}

/// Holds tasks back until it is opened.
final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())
    /// Signalled for each task that has come to the gate.
    let arrivals = DispatchSemaphore(value: 0)

    func wait() async {
        await withCheckedContinuation { continuation in
            let isOpen = state.withLock { state in
                if !state.isOpen { state.waiting.append(continuation) }
                return state.isOpen
            }
            if isOpen { continuation.resume() }
            arrivals.signal()
        }
    }

    func open() {
        let waiting = state.withLock { state in
            state.isOpen = true
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume() }
    }
}
