import HTTPMessages
import Testing

@testable import HTTPServer

@Suite("The decisions of a connection")
struct ConnectionStateTests {
    private static let request = HTTPRequestMessage(method: "GET", target: "/", fields: ["host": "a"])

    private func state(answering request: HTTPRequestMessage = Self.request) -> ConnectionState {
        var state = ConnectionState(maximumBodyByteCount: 10)
        _ = state.received(head: request, isHTTP10: false, keepsAlive: true)
        _ = state.receivedEnd()
        return state
    }

    @Test("A server that stops closes a connection that is idle, and no other")
    func stops() {
        var idle = ConnectionState(maximumBodyByteCount: 10)
        let idleAction = idle.stop()
        #expect(idleAction.isClose)
        var beginning = ConnectionState(maximumBodyByteCount: 10)
        _ = beginning.receivedPartOfHead()
        let beginningAction = beginning.stop()
        #expect(!beginningAction.isClose)
        var answering = state()
        let answeringAction = answering.stop()
        #expect(!answeringAction.isClose)
        let continuation = answering.answered()
        #expect(continuation == .close)
    }

    @Test("A request that began before the server stopped is read, answered, and the last")
    func finishesRequest() {
        var state = ConnectionState(maximumBodyByteCount: 10)
        _ = state.receivedPartOfHead()
        _ = state.stop()
        _ = state.received(head: Self.request, isHTTP10: false, keepsAlive: true)
        guard case .answer = state.receivedEnd() else {
            Issue.record("the request is not answered")
            return
        }
        let continuation = state.answered()
        #expect(continuation == .close)
    }

    @Test("A body may have the largest size, and not a byte more")
    func countsBody() {
        var state = ConnectionState(maximumBodyByteCount: 10)
        _ = state.received(head: Self.request, isHTTP10: false, keepsAlive: true)
        let most = state.received(body: [UInt8](repeating: 0, count: 10), count: 10)
        #expect(!most.isRefusal)
        let more = state.received(body: [0], count: 1)
        #expect(more.isRefusal)
    }

    @Test("Nothing is answered after the last answer")
    func ignoresRest() {
        var state = state()
        state.finished()
        #expect(!state.isIdle && !state.isReading && !state.isAnswering)
        let action = state.received(head: Self.request, isHTTP10: false, keepsAlive: true)
        #expect(!action.isRefusal)
        if case .answer = state.receivedEnd() { Issue.record("a request is answered after the last one") }
        #expect(!state.failed(.malformed).isRefusal)
    }

    @Test("The responder is asked about a head whose body is announced or large")
    func considersHeads() {
        for (fields, isConsidered) in [
            (["host": "a"], false), (["host": "a", "content-length": "65536"], false),
            (["host": "a", "content-length": "65537"], true), (["host": "a", "expect": "100-continue"], true),
            (["host": "a", "expect": "something"], false),
        ] as [(HTTPFieldList, Bool)] {
            var state = ConnectionState(maximumBodyByteCount: 1 << 20)
            let head = HTTPRequestMessage(method: "POST", target: "/", fields: fields)
            let action = state.received(head: head, isHTTP10: false, keepsAlive: true)
            if case .consider = action { #expect(isConsidered) } else { #expect(!isConsidered) }
        }
    }
}

extension ConnectionState.Action {
    fileprivate var isClose: Bool { if case .close = self { true } else { false } }
    fileprivate var isRefusal: Bool { if case .refuse = self { true } else { false } }
}
