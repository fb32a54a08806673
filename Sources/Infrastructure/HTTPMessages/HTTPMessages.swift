/// Header fields in their order; names compare without case.
///
/// - SeeAlso: RFC 9110, section 5.
public struct HTTPFieldList: Sendable, ExpressibleByDictionaryLiteral {
    /// The fields as they were received or will be sent.
    public private(set) var fields: [(name: String, value: String)]

    /// A list from fields that are known to be well-formed.
    public init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    /// A list from a literal.
    public init(dictionaryLiteral elements: (String, String)...) {
        fields = []
        for (name, value) in elements { append(name, value) }
    }

    /// The value of the first field of that name.
    public subscript(name: String) -> String? {
        for field in fields where Self.areEqual(field.name, name) { return field.value }
        return nil
    }

    /// The values of all fields of that name, in order.
    public func values(of name: String) -> [String] {
        fields.filter { Self.areEqual($0.name, name) }.map(\.value)
    }

    /// The values of all fields of that name as one list.
    public func list(_ name: String) -> String? {
        let values = values(of: name)
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }

    /// Adds a field; a value with line breaks or other control characters is cut there, so nothing can be smuggled in.
    ///
    /// - Parameters:
    ///   - name: A token; a field of any other name is left out.
    ///   - value: The value.
    public mutating func append(_ name: String, _ value: String) {
        guard !name.isEmpty, name.utf8.allSatisfy(Self.isTokenByte) else { return }
        let safe = value.utf8.prefix { ($0 >= 0x20 && $0 != 0x7F) || $0 == 0x09 }
        fields.append((name: name, value: safe.endIndex == value.utf8.endIndex ? value : String(Substring(safe))))
    }

    /// - SeeAlso: RFC 9110, section 5.6.2.
    private static func isTokenByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
            true
        default: "!#$%&'*+.^_`|~".utf8.contains(byte)
        }
    }

    /// Whether two field names are the same, ASCII letters without case.
    public static func areEqual(_ left: String, _ right: String) -> Bool {
        guard left.utf8.count == right.utf8.count else { return false }
        return zip(left.utf8, right.utf8).allSatisfy { one, other in
            one == other || (one | 0x20 == other | 0x20 && one | 0x20 >= 0x61 && one | 0x20 <= 0x7A)
        }
    }
}

/// A request, its body whole.
public struct HTTPRequestMessage: Sendable {
    /// The method as it was sent; methods are case-sensitive.
    public var method: String
    /// The request target: path and query as they were sent.
    public var target: String
    /// The header fields.
    public var fields: HTTPFieldList
    /// The body; empty when there is none.
    public var body: [UInt8]

    /// A request.
    public init(method: String, target: String, fields: HTTPFieldList = [:], body: [UInt8] = []) {
        self.method = method
        self.target = target
        self.fields = fields
        self.body = body
    }
}

/// A response, its body whole.
public struct HTTPResponseMessage: Sendable {
    /// The status code.
    public var status: Int
    /// The header fields; `Content-Length`, `Date` and `Connection` are the server's to add.
    public var fields: HTTPFieldList
    /// The body.
    public var body: [UInt8]
    /// The length to announce when the body itself is not sent, as for `HEAD`.
    public var announcedByteCount: Int?

    /// A response.
    public init(status: Int, fields: HTTPFieldList = [:], body: [UInt8] = []) {
        self.status = status
        self.fields = fields
        self.body = body
    }
}

/// What a responder says to a request.
public enum HTTPReply: Sendable {
    /// The answer, found without waiting.
    case now(HTTPResponseMessage)
    /// The answer, once something has been waited for.
    case later(@Sendable () async -> HTTPResponseMessage)
}

/// Why a server could not read a request.
public enum HTTPReadFailure: Sendable, Hashable {
    /// The bytes are no HTTP request.
    case malformed
    /// The body is larger than the server takes.
    case bodyTooLarge(maximumByteCount: Int)
    /// The header fields are larger than the server takes.
    case fieldsTooLarge
    /// The request did not arrive in time.
    case timedOut
}

/// What answers the requests of a server.
public protocol HTTPResponder: Sendable {
    /// The answer to a request that need not be read to its end, such as one for a path that does not exist.
    ///
    /// - Parameter head: A request without its body.
    /// - Returns: nil when the body is wanted.
    func refusal(of head: HTTPRequestMessage) -> HTTPResponseMessage?

    /// The answer to a request. It is called on the thread that reads from the network, so it must not wait there.
    func reply(to request: HTTPRequestMessage) -> HTTPReply

    /// The answer to a request that could not be read.
    ///
    /// - Parameters:
    ///   - failure: The reason.
    ///   - head: The request without its body, as far as it is known.
    /// - Returns: The last answer of the connection.
    func answer(to failure: HTTPReadFailure, head: HTTPRequestMessage?) -> HTTPResponseMessage
}
