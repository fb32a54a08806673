import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Fetches whole documents over HTTP.
///
/// Every bound is a limit: bytes, redirects and time. Nothing is kept between two fetches.
public struct HTTPFetcher: Sendable {
    /// How much one fetch may ask for.
    public let limits: HTTPFetchLimits

    /// A fetcher with limits.
    public init(limits: HTTPFetchLimits = HTTPFetchLimits()) { self.limits = limits }

    /// The body of the answer to a `GET`.
    ///
    /// - Parameters:
    ///   - url: An `http` or `https` URL; its fragment is not sent.
    ///   - accept: The media types that are wanted, as an `Accept` field.
    /// - Returns: The body of the answer with status 200.
    /// - Throws: ``HTTPFetchError``.
    public func body(of url: String, accept: String) async throws(HTTPFetchError) -> [UInt8] {
        let chain = try RedirectChain(url, limit: limits.maximumRedirectCount)
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPClient.Configuration(limits))
        let outcome: Result<[UInt8], HTTPFetchError>
        do {
            outcome = .success(try await limits.inTime(url) { try await load(url, accept: accept, chain, client) })
        } catch {
            outcome = .failure(HTTPFetchError(url, error, limits))
        }
        // The answer is complete, or has failed; what a connection says while it closes changes neither.
        try? await client.shutdown()
        return try outcome.get()
    }

    private func load(
        _ url: String,
        accept: String,
        _ start: RedirectChain,
        _ client: HTTPClient
    ) async throws -> [UInt8] {
        var chain = start
        while true {
            var request = HTTPClientRequest(url: chain.current)
            request.headers.add(name: "accept", value: accept)
            request.headers.add(name: "user-agent", value: "handover")
            let response = try await client.execute(request, timeout: limits.amount)
            let status = Int(response.status.code)
            if try chain.follow(status: status, location: response.headers.first(name: "location")) { continue }
            guard response.status == .ok else { throw HTTPFetchError(url, .status(status)) }
            return Array(try await response.body.collect(upTo: limits.maximumByteCount).readableBytesView)
        }
    }
}
