import HTTPMessages
import NIOCore
import NIOHTTP1

/// What has arrived on a connection and cannot be taken up yet, in order.
struct WaitingArrivals {
    enum Arrival {
        case part(HTTPServerRequestPart)
        case failure(HTTPReadFailure)
        case endOfInput
    }

    private var arrivals: CircularBuffer<Arrival> = []
    private var byteCount = 0
    /// The requests that have begun among them.
    private(set) var requestCount = 0

    var isEmpty: Bool { arrivals.isEmpty }
    /// Whether the bodies among them are as much as should be kept for later.
    var isLarge: Bool { byteCount >= 65536 }

    mutating func append(_ arrival: Arrival) {
        arrivals.append(arrival)
        count(arrival, 1)
    }

    mutating func popFirst() -> Arrival? {
        guard let arrival = arrivals.popFirst() else { return nil }
        count(arrival, -1)
        return arrival
    }

    mutating func removeAll() { self = WaitingArrivals() }

    private mutating func count(_ arrival: Arrival, _ sign: Int) {
        switch arrival {
        case .part(.head): requestCount += sign
        case .part(.body(let buffer)): byteCount += sign * buffer.readableBytes
        case .part(.end), .failure, .endOfInput: break
        }
    }
}
