import Dispatch
import Glibc
import Synchronization

/// A server on this machine that answers each connection once and closes it.
public final class LoopbackServer: Sendable {
    /// Where it listens, on 127.0.0.1; the system chooses a free one.
    public let port: UInt16
    private let descriptor: Int32
    private let answer: @Sendable (String) -> [String]
    private let requests = Mutex<[String]>([])

    /// A server that listens.
    ///
    /// - Parameter answer: The pieces of the answer to a target, sent one by one; none leaves the request open.
    public init(_ answer: @escaping @Sendable (String) -> [String]) {
        self.answer = answer
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                precondition(bind(descriptor, generic, length) == 0 && listen(descriptor, 16) == 0)
                getsockname(descriptor, generic, &length)
            }
            return UInt16(bigEndian: pointer.pointee.sin_port)
        }
        let queue = DispatchQueue(label: "loopback server", attributes: .concurrent)
        queue.async { [weak self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0 else { break }
                guard let self else {
                    close(connection)
                    break
                }
                queue.async { self.serve(connection) }
            }
            close(descriptor)
        }
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// The targets that were asked for, in order.
    public var asked: [String] { received.map { Self.target(of: $0) } }

    /// The requests as they came, head and body, in order.
    public var received: [String] { requests.withLock { $0 } }

    private static func target(of request: String) -> String {
        request.split(separator: " ").dropFirst().first.map(String.init) ?? ""
    }

    /// The URL of a path on this server.
    public func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    private func serve(_ connection: Int32) {
        var request: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while !Self.isWhole(request) {
            let count = recv(connection, &chunk, chunk.count, 0)
            if count <= 0 { break }
            request += chunk[..<count]
            // The first byte of a TLS handshake, which has no end of its own here.
            if request.first == 0x16 { break }
        }
        let text = String(decoding: request, as: UTF8.self)
        requests.withLock { $0.append(text) }
        let pieces = answer(Self.target(of: text))
        for piece in pieces {
            let bytes = Array(piece.utf8)
            if send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) < 0 { break }
        }
        // Held open, the client has to give up by itself.
        if pieces.isEmpty { while recv(connection, &chunk, chunk.count, 0) > 0 {} }
        close(connection)
    }

    /// Whether a request is there with its head and as much of a body as the head tells.
    private static func isWhole(_ request: [UInt8]) -> Bool {
        let text = String(decoding: request, as: UTF8.self)
        guard let end = text.utf8.firstRange(of: Array("\r\n\r\n".utf8)) else { return false }
        let length = text[..<end.lowerBound].lowercased().split(separator: "content-length:").dropFirst().first
        let count = length.flatMap { Int($0.prefix { $0 != "\r\n" }.filter(\.isNumber)) } ?? 0
        return text.utf8.distance(from: end.upperBound, to: text.utf8.endIndex) >= count
    }

    /// A whole answer.
    ///
    /// - Parameters:
    ///   - body: The body, whose length is told.
    ///   - status: The status line behind the version.
    ///   - fields: Further header fields, each with its line end.
    /// - Returns: One piece.
    public static func answer(_ body: String, status: String = "200 OK", fields: String = "") -> [String] {
        ["HTTP/1.1 \(status)\r\n\(fields)content-length: \(body.utf8.count)\r\nconnection: close\r\n\r\n\(body)"]
    }
}
