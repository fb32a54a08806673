import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import NIOPosix

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
        let isSecure = url.lowercased().hasPrefix("https://")
        guard isSecure || url.lowercased().hasPrefix("http://") else { throw HTTPFetchError(url, .invalidURL) }
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .follow(max: limits.maximumRedirectCount, allowCycles: false)
        configuration.timeout.connect = .nanoseconds(Int64(limits.timeout / .nanoseconds(1)))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let outcome: Result<[UInt8], HTTPFetchError>
        do {
            outcome = .success(try await inTime(url) { try await load(url, accept: accept, isSecure, client) })
        } catch {
            outcome = .failure(error as? HTTPFetchError ?? self.error(from: error, url))
        }
        // The answer is complete, or has failed; what a connection says while it closes changes neither.
        try? await client.shutdown()
        return try outcome.get()
    }

    private func load(
        _ url: String,
        accept: String,
        _ isSecure: Bool,
        _ client: HTTPClient
    ) async throws -> [UInt8] {
        var request = HTTPClientRequest(url: String(url.prefix { $0 != "#" }))
        request.headers.add(name: "accept", value: accept)
        request.headers.add(name: "user-agent", value: "handover")
        let response = try await client.execute(request, timeout: .nanoseconds(Int64(limits.timeout / .nanoseconds(1))))
        if isSecure, response.history.contains(where: { !$0.request.url.lowercased().hasPrefix("https://") }) {
            throw HTTPFetchError(url, .insecureRedirect)
        }
        guard response.status == .ok else { throw HTTPFetchError(url, .status(Int(response.status.code))) }
        return Array(try await response.body.collect(upTo: limits.maximumByteCount).readableBytesView)
    }

    /// Gives up when time is over; a server that sends a byte now and then would otherwise hold us for ever.
    private func inTime(
        _ url: String,
        _ work: @escaping @Sendable () async throws -> [UInt8]
    ) async throws -> [UInt8] {
        let timeout = limits.timeout
        return try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { try await work() }
            group.addTask {
                try await Task.sleep(for: timeout)
                throw HTTPFetchError(url, .timeout(timeout))
            }
            defer { group.cancelAll() }
            guard let first = try await group.next() else { throw HTTPFetchError(url, .timeout(timeout)) }
            return first
        }
    }

    private func error(from error: any Error, _ url: String) -> HTTPFetchError {
        if error is NIOTooManyBytesError { return HTTPFetchError(url, .tooLarge(limit: limits.maximumByteCount)) }
        if let failure = error as? NIOConnectionError {
            guard let first = failure.connectionErrors.first else {
                return HTTPFetchError(url, .unknownHost(failure.host))
            }
            return HTTPFetchError(url, .unreachable(Self.systemWords("\(first.error)")))
        }
        if let error = error as? IOError { return HTTPFetchError(url, .unreachable(Self.systemWords("\(error)"))) }
        guard let error = error as? HTTPClientError else {
            let text = "\(error)"
            return HTTPFetchError(url, Self.securityWords(text).map { .insecure($0) } ?? .unreachable(text))
        }
        switch error {
        case .redirectLimitReached, .redirectCycleDetected:
            return HTTPFetchError(url, .tooManyRedirects(limit: limits.maximumRedirectCount))
        case .deadlineExceeded, .connectTimeout, .readTimeout, .tlsHandshakeTimeout:
            return HTTPFetchError(url, .timeout(limits.timeout))
        case .invalidURL, .emptyHost, .emptyScheme:
            return HTTPFetchError(url, .invalidURL)
        default:
            return HTTPFetchError(url, .unreachable(error.shortDescription))
        }
    }

    /// `Connection refused` of `connection reset (error set): Connection refused (errno: 111)`.
    private static func systemWords(_ text: String) -> String {
        let words = text.split(separator: ":").dropFirst().first?.prefix { $0 != "(" && $0 != ")" } ?? ""
        let trimmed = words.drop { $0 == " " }
        guard !trimmed.isEmpty else { return text }
        return trimmed.last == " " ? String(trimmed.dropLast()) : String(trimmed)
    }

    /// The reason in an error of TLS, which otherwise speaks of its own sources; nil for any other error.
    private static func securityWords(_ text: String) -> String? {
        let parts = text.split(separator: ":")
        guard let index = parts.firstIndex(of: "OPENSSL_internal"), index + 1 < parts.count else { return nil }
        return String(parts[index + 1].prefix { $0.isLetter || $0 == "_" })
    }
}
