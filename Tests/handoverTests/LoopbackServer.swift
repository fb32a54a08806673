import Foundation
import Glibc

/// A server on this machine that answers each connection once and closes it.
final class LoopbackServer: @unchecked Sendable {
    // SAFETY: `lock` guards `targets`; nothing else changes.
    let port: UInt16
    private let descriptor: Int32
    private let answer: @Sendable (String) -> [String]
    private let lock = NSLock()
    private var targets: [String] = []

    /// A server that listens.
    ///
    /// - Parameter answer: The pieces of the answer to a target, sent one by one; none leaves the request open.
    init(_ answer: @escaping @Sendable (String) -> [String]) {
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
        Thread.detachNewThread { [weak self] in
            while true {
                let connection = accept(descriptor, nil, nil)
                guard connection >= 0, let self else { return }
                Thread.detachNewThread { self.serve(connection) }
            }
        }
    }

    deinit { shutdown(descriptor, Int32(SHUT_RDWR)) }

    /// The targets that were asked for, in order.
    var asked: [String] { lock.withLock { targets } }

    func url(_ path: String) -> String { "http://127.0.0.1:\(port)\(path)" }

    private func serve(_ connection: Int32) {
        var request: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while !String(decoding: request, as: UTF8.self).contains("\r\n\r\n") {
            let count = recv(connection, &chunk, chunk.count, 0)
            if count <= 0 { break }
            request += chunk[..<count]
            // The first byte of a TLS handshake, which has no end of its own here.
            if request.first == 0x16 { break }
        }
        let target = String(decoding: request, as: UTF8.self).split(separator: " ").dropFirst().first.map(String.init)
        lock.withLock { targets.append(target ?? "") }
        let pieces = answer(target ?? "")
        for piece in pieces {
            let bytes = Array(piece.utf8)
            if send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL)) < 0 { break }
        }
        // Held open, the client has to give up by itself.
        if pieces.isEmpty { while recv(connection, &chunk, chunk.count, 0) > 0 {} }
        close(connection)
    }

    /// A whole answer.
    static func answer(_ body: String, status: String = "200 OK", fields: String = "") -> [String] {
        ["HTTP/1.1 \(status)\r\n\(fields)content-length: \(body.utf8.count)\r\nconnection: close\r\n\r\n\(body)"]
    }
}
