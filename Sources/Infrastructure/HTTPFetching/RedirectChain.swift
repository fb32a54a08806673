import FoundationEssentials

/// The way of one fetch: the URL that was asked for, and where servers have sent it since.
///
/// Each step is decided before anything is sent there.
struct RedirectChain: Sendable {
    /// How often servers may send elsewhere.
    let limit: Int
    /// The URLs in order, without fragments; the last one is to be asked now.
    private(set) var urls: [String]
    /// The URL that was asked for, as it was given.
    private let origin: String

    /// A chain that begins at a URL.
    ///
    /// - Throws: ``HTTPFetchError/Reason/invalidURL`` for another scheme than `http` and `https`.
    init(_ url: String, limit: Int) throws(HTTPFetchError) {
        guard Self.isSecure(url) != nil else { throw HTTPFetchError(url, .invalidURL) }
        self.limit = limit
        origin = url
        urls = [Self.withoutFragment(url)]
    }

    /// The URL to ask now.
    var current: String { urls[urls.count - 1] }

    /// Takes the step that an answer asks for.
    ///
    /// - Parameters:
    ///   - status: The answer's status.
    ///   - location: Its `Location` field (RFC 9110, 10.2.2), which may be relative to ``current``.
    /// - Returns: Whether ``current`` is another URL now. An answer that is no redirect leads nowhere, nor does one
    ///   without a URL of HTTP.
    /// - Throws: ``HTTPFetchError/Reason/insecureRedirect`` for a step from `https` to `http`, and
    ///   ``HTTPFetchError/Reason/tooManyRedirects(limit:)`` for one beyond the limit or back to where the fetch has been.
    mutating func follow(status: Int, location: String?) throws(HTTPFetchError) -> Bool {
        guard [301, 302, 303, 307, 308].contains(status), let location,
            let url = URL(string: location, relativeTo: URL(string: current))?.absoluteURL,
            let isSecure = Self.isSecure(url.absoluteString), let host = url.host(), !host.isEmpty
        else { return false }
        let next = Self.withoutFragment(url.absoluteString)
        if !isSecure, Self.isSecure(current) == true { throw HTTPFetchError(origin, .insecureRedirect) }
        guard urls.count <= limit, !urls.contains(next) else {
            throw HTTPFetchError(origin, .tooManyRedirects(limit: limit))
        }
        urls.append(next)
        return true
    }

    /// Whether a URL is one of `https`; nil when it is none of HTTP.
    private static func isSecure(_ url: String) -> Bool? {
        let lowercased = url.lowercased()
        if lowercased.hasPrefix("https://") { return true }
        return lowercased.hasPrefix("http://") ? false : nil
    }

    private static func withoutFragment(_ url: String) -> String {
        String(Substring(url.utf8.prefix { $0 != UInt8(ascii: "#") }))
    }
}
