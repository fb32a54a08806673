import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// A request with a body that lies in memory.
public struct HTTPOutgoingRequest: Sendable {
    /// The method in capitals, for example `POST`.
    public var method: String
    /// An `http` or `https` URL.
    public var url: String
    /// The header fields beside those about length and host.
    public var fields: [(name: String, value: String)]
    /// The body; empty for none.
    public var body: [UInt8]

    /// A request.
    public init(method: String, url: String, fields: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.method = method
        self.url = url
        self.fields = fields
        self.body = body
    }
}

/// A whole answer.
public struct HTTPIncomingAnswer: Sendable {
    /// The status, from 100 to 599 as a rule.
    public let status: Int
    /// The header fields as they came.
    public let fields: [(name: String, value: String)]
    /// The body.
    public let body: [UInt8]

    /// An answer.
    public init(status: Int, fields: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }

    /// The first value of a header field, whose name may be in any case.
    public subscript(name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }
}

/// Sends requests over HTTP, one after the other or several at a time, over connections that are kept.
///
/// Redirects are answers like all others; nothing is sent elsewhere. Certificates are always verified.
public final class HTTPSender: Sendable {
    /// How much one exchange may ask for; redirects do not count here.
    public let limits: HTTPFetchLimits
    private let client: HTTPClient

    /// A sender.
    ///
    /// - Parameters:
    ///   - limits: How much one exchange may ask for.
    ///   - connectionCount: The most connections to one server, at least 1.
    public init(limits: HTTPFetchLimits = HTTPFetchLimits(), connectionCount: Int = 1) {
        precondition(connectionCount >= 1, "something has to be sent over")
        self.limits = limits
        var configuration = HTTPClient.Configuration(limits)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connectionCount
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Sends a request and takes the whole answer.
    ///
    /// - Throws: ``HTTPFetchError``; whether the server did what it was asked is not known then, but for
    ///   ``HTTPFetchError/Reason/invalidURL`` and ``HTTPFetchError/Reason/unknownHost(_:)``.
    public func answer(to request: HTTPOutgoingRequest) async throws(HTTPFetchError) -> HTTPIncomingAnswer {
        // The one judge of what is a URL of HTTP.
        _ = try RedirectChain(request.url, limit: 0)
        do {
            return try await limits.inTime(request.url) { [self] in try await exchange(request) }
        } catch {
            throw HTTPFetchError(request.url, error, limits)
        }
    }

    private func exchange(_ request: HTTPOutgoingRequest) async throws -> HTTPIncomingAnswer {
        var outgoing = HTTPClientRequest(url: request.url)
        outgoing.method = HTTPMethod(rawValue: request.method)
        for field in request.fields { outgoing.headers.add(name: field.name, value: field.value) }
        outgoing.headers.add(name: "user-agent", value: "handover")
        if !request.body.isEmpty { outgoing.body = .bytes(ByteBuffer(bytes: request.body)) }
        let answer = try await client.execute(outgoing, timeout: limits.amount)
        return HTTPIncomingAnswer(
            status: Int(answer.status.code),
            fields: answer.headers.map { ($0.name, $0.value) },
            body: Array(try await answer.body.collect(upTo: limits.maximumByteCount).readableBytesView)
        )
    }

    /// Closes all connections; nothing can be sent afterwards.
    public func close() async {
        // Every answer is complete; what a connection says while it closes changes nothing.
        try? await client.shutdown()
    }
}
