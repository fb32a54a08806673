/// Why a document could not be fetched.
public struct HTTPFetchError: Error, Hashable, Sendable {
    /// What went wrong.
    public enum Reason: Hashable, Sendable {
        /// The server answered with a status other than 200.
        case status(Int)
        /// The body has more bytes than the limit.
        case tooLarge(limit: Int)
        /// The server redirects more often than the limit, or in a circle.
        case tooManyRedirects(limit: Int)
        /// A redirect leads from `https` to `http`; nothing is sent there.
        case insecureRedirect
        /// The answer was not complete in time.
        case timeout(Duration)
        /// Nobody knows the host's name.
        case unknownHost(String)
        /// No secure connection, in the words of TLS, for example `CERTIFICATE_VERIFY_FAILED`.
        case insecure(String)
        /// No connection, or one that broke, in the system's words.
        case unreachable(String)
        /// Neither an `http` nor an `https` URL with a host.
        case invalidURL
    }

    /// The URL that was asked for.
    public let url: String
    /// What went wrong.
    public let reason: Reason

    /// An error.
    public init(_ url: String, _ reason: Reason) {
        self.url = url
        self.reason = reason
    }
}
