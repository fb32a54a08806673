import AsyncHTTPClient
import NIOCore
import NIOPosix

extension HTTPClient.Configuration {
    /// How both the fetcher and the sender connect: certificates are verified, and nothing happens unseen.
    init(_ limits: HTTPFetchLimits) {
        self.init()
        // The client would only tell afterwards where it has been.
        redirectConfiguration = .disallow
        timeout.connect = limits.amount
        httpVersion = .http1Only
        connectionPool.retryConnectionEstablishment = false
    }
}

extension HTTPFetchLimits {
    /// The time of one exchange, as the client takes it.
    var amount: TimeAmount { .nanoseconds(Int64(timeout / .nanoseconds(1))) }

    /// Gives up when time is over; a server that sends a byte now and then would otherwise hold us for ever.
    func inTime<Value: Sendable>(
        _ url: String,
        _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        let timeout = timeout
        return try await withThrowingTaskGroup(of: Value.self) { group in
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
}

extension HTTPFetchError {
    /// What the client, or the system below it, threw.
    init(_ url: String, _ error: any Error, _ limits: HTTPFetchLimits) {
        self = error as? HTTPFetchError ?? HTTPFetchError(url, Self.reason(error, limits))
    }

    private static func reason(_ error: any Error, _ limits: HTTPFetchLimits) -> Reason {
        if error is NIOTooManyBytesError { return .tooLarge(limit: limits.maximumByteCount) }
        if let failure = error as? NIOConnectionError {
            guard let first = failure.connectionErrors.first else { return .unknownHost(failure.host) }
            return .unreachable(systemWords("\(first.error)"))
        }
        if let error = error as? IOError { return .unreachable(systemWords("\(error)")) }
        guard let error = error as? HTTPClientError else {
            let text = "\(error)"
            return securityWords(text).map { .insecure($0) } ?? .unreachable(text)
        }
        switch error {
        case .deadlineExceeded, .connectTimeout, .readTimeout, .tlsHandshakeTimeout: return .timeout(limits.timeout)
        case .invalidURL, .emptyHost, .emptyScheme: return .invalidURL
        default: return .unreachable(error.shortDescription)
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
