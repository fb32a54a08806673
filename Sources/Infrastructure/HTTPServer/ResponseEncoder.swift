import Glibc
import HTTPMessages
import NIOCore

/// Writes responses as HTTP/1.1 bytes: head and body in one buffer, so that one answer is one write.
///
/// - SeeAlso: RFC 9112, section 4.
struct ResponseEncoder {
    private var dateSecond = 0
    private var dateField: [UInt8] = []

    /// How the connection goes on after a response.
    enum Connection {
        case keepsAlive
        /// As above, for a client that speaks HTTP/1.0 and must be told.
        case keepsAliveExplicitly
        case closes
    }

    /// The bytes of a response.
    ///
    /// - Parameters:
    ///   - response: The response.
    ///   - connection: How the connection goes on.
    ///   - includesBody: False in answer to `HEAD`.
    ///   - allocator: Where the buffer comes from.
    /// - Returns: The whole response.
    mutating func encode(
        _ response: HTTPResponseMessage,
        connection: Connection,
        includesBody: Bool,
        allocator: ByteBufferAllocator
    ) -> ByteBuffer {
        // Statuses without content have neither body nor length (RFC 9110, section 8.6).
        let hasContent = response.status >= 200 && response.status != 204 && response.status != 304
        let includesBody = includesBody && hasContent
        var buffer = allocator.buffer(capacity: 256 + (includesBody ? response.body.count : 0))
        buffer.writeStaticString("HTTP/1.1 ")
        buffer.writeString(String(response.status))
        buffer.writeStaticString(" ")
        buffer.writeStaticString(Self.reason(for: response.status))
        buffer.writeStaticString("\r\n")
        for field in response.fields.fields {
            buffer.writeString(field.name)
            buffer.writeStaticString(": ")
            buffer.writeString(field.value)
            buffer.writeStaticString("\r\n")
        }
        if hasContent {
            buffer.writeStaticString("content-length: ")
            buffer.writeString(String(response.announcedByteCount ?? response.body.count))
            buffer.writeStaticString("\r\n")
        }
        writeDate(to: &buffer)
        switch connection {
        case .keepsAlive: break
        case .keepsAliveExplicitly: buffer.writeStaticString("connection: keep-alive\r\n")
        case .closes: buffer.writeStaticString("connection: close\r\n")
        }
        buffer.writeStaticString("\r\n")
        if includesBody { buffer.writeBytes(response.body) }
        return buffer
    }

    private mutating func writeDate(to buffer: inout ByteBuffer) {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME_COARSE, &now)
        if now.tv_sec != dateSecond || dateField.isEmpty {
            dateSecond = now.tv_sec
            dateField = Array("date: \(Self.date(now.tv_sec))\r\n".utf8)
        }
        buffer.writeBytes(dateField)
    }

    /// The date as IMF-fixdate, for example `Sun, 06 Nov 1994 08:49:37 GMT`.
    ///
    /// - SeeAlso: RFC 9110, section 5.6.7.
    static func date(_ second: Int) -> String {
        var time = second
        var parts = tm()
        gmtime_r(&time, &parts)
        let days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        let two = { (value: Int32) in (value < 10 ? "0" : "") + String(value) }
        let day = "\(days[Int(parts.tm_wday)]), \(two(parts.tm_mday)) \(months[Int(parts.tm_mon)])"
        return "\(day) \(parts.tm_year + 1900) \(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec)) GMT"
    }

    /// The reason phrase of a status; RFC 9112 lets it be empty.
    private static func reason(for status: Int) -> StaticString {
        switch status {
        case 100: "Continue"
        case 200: "OK"
        case 201: "Created"
        case 202: "Accepted"
        case 204: "No Content"
        case 206: "Partial Content"
        case 301: "Moved Permanently"
        case 302: "Found"
        case 303: "See Other"
        case 304: "Not Modified"
        case 307: "Temporary Redirect"
        case 308: "Permanent Redirect"
        case 400: "Bad Request"
        case 401: "Unauthorized"
        case 403: "Forbidden"
        case 404: "Not Found"
        case 405: "Method Not Allowed"
        case 406: "Not Acceptable"
        case 408: "Request Timeout"
        case 409: "Conflict"
        case 410: "Gone"
        case 412: "Precondition Failed"
        case 413: "Content Too Large"
        case 415: "Unsupported Media Type"
        case 417: "Expectation Failed"
        case 422: "Unprocessable Content"
        case 428: "Precondition Required"
        case 429: "Too Many Requests"
        case 431: "Request Header Fields Too Large"
        case 500: "Internal Server Error"
        case 501: "Not Implemented"
        case 502: "Bad Gateway"
        case 503: "Service Unavailable"
        case 504: "Gateway Timeout"
        default: ""
        }
    }
}
