import HTTPMessages
import NIOCore
import Testing

@testable import HTTPServer

@Suite("The bytes of a response (RFC 9112, section 4)")
struct ResponseEncoderTests {
    private func text(
        _ response: HTTPResponseMessage,
        _ connection: ResponseEncoder.Connection = .keepsAlive,
        includesBody: Bool = true
    ) -> String {
        var encoder = ResponseEncoder()
        let buffer = encoder.encode(
            response,
            connection: connection,
            includesBody: includesBody,
            allocator: ByteBufferAllocator()
        )
        return String(decoding: buffer.readableBytesView, as: UTF8.self)
    }

    @Test("A status has its phrase, or none")
    func writesStatus() {
        #expect(text(HTTPResponseMessage(status: 200)).hasPrefix("HTTP/1.1 200 OK\r\n"))
        #expect(text(HTTPResponseMessage(status: 299)).hasPrefix("HTTP/1.1 299 \r\n"))
    }

    @Test("No value of a field can begin another one")
    func refusesInjection() {
        var response = HTTPResponseMessage(status: 200, fields: ["x-a": "1\r\nset-cookie: a=b"])
        response.fields.append("x-b", "2\nset-cookie: a=b")
        response.fields.append("x-c", "3\u{0}\u{7F}")
        response.fields.append("set-cookie: a=b\r\nx-d", "4")
        response.fields.append("", "5")
        let text = text(response)
        #expect(!text.contains("set-cookie"))
        #expect(text.contains("x-a: 1\r\nx-b: 2\r\nx-c: 3\r\n"))
    }

    @Test("The length is that of the body, or what is announced when there is none to send")
    func writesLength() {
        var response = HTTPResponseMessage(status: 200, body: Array("abc".utf8))
        #expect(text(response).contains("content-length: 3\r\n"))
        response.announcedByteCount = 7
        let head = text(response, includesBody: false)
        #expect(head.contains("content-length: 7\r\n") && head.hasSuffix("\r\n\r\n"))
        #expect(text(HTTPResponseMessage(status: 404)).contains("content-length: 0\r\n"))
    }

    @Test("Days and months of a date are those of the calendar")
    func writesDates() {
        #expect(ResponseEncoder.date(784_111_777) == "Sun, 06 Nov 1994 08:49:37 GMT")
        #expect(ResponseEncoder.date(0) == "Thu, 01 Jan 1970 00:00:00 GMT")
        #expect(ResponseEncoder.date(1_709_164_799) == "Wed, 28 Feb 2024 23:59:59 GMT")
        #expect(ResponseEncoder.date(1_709_164_800) == "Thu, 29 Feb 2024 00:00:00 GMT")
    }
}
