import Glibc

/// A client that says exactly the bytes it is given, and waits for answers with a limit.
///
/// Its calls block, so they belong on a thread of their own, see ``withServer(_:_:_:)``.
final class SocketClient {
    enum Failure: Error {
        case notConnected(Int32)
        case closed
        case timedOut
        case notHTTP(String)
    }

    struct Response {
        let status: Int
        let version: String
        let fields: [(name: String, value: String)]
        let body: [UInt8]

        var text: String { String(decoding: body, as: UTF8.self) }

        subscript(name: String) -> String? { fields.first { $0.name.lowercased() == name }?.value }
    }

    private var descriptor: Int32
    private var received: [UInt8] = []

    init(port: Int, receiveBufferByteCount: Int32? = nil, sendTimeout: Int = 20) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        if var count = receiveBufferByteCount {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &count, socklen_t(MemoryLayout<Int32>.size))
        }
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        var sendLimit = timeval(tv_sec: sendTimeout, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &sendLimit, socklen_t(MemoryLayout<timeval>.size))
        var noDelay: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &noDelay, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            Glibc.close(descriptor)
            descriptor = -1
            throw Failure.notConnected(code)
        }
    }

    deinit { close() }

    func send(_ text: String) throws { try send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) throws {
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure.closed }
            offset += count
        }
    }

    func setReceiveTimeout(milliseconds: Int) {
        var limit = timeval(tv_sec: milliseconds / 1000, tv_usec: milliseconds % 1000 * 1000)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    /// Waits until the server has begun to answer.
    func waitForFirstByte() throws {
        var byte: UInt8 = 0
        guard recv(descriptor, &byte, 1, Int32(MSG_PEEK)) == 1 else { throw Failure.closed }
    }

    /// Says that nothing more will be sent.
    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    func close() {
        guard descriptor >= 0 else { return }
        Glibc.close(descriptor)
        descriptor = -1
    }

    /// Closes so that the server sees an error instead of an end.
    func reset() {
        var option = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
        close()
    }

    /// The next response, interim ones included.
    ///
    /// - Parameter toHead: Whether it answers `HEAD`, and so has no body whatever its length says.
    /// - Returns: The response with its body.
    /// - Throws: ``Failure`` when the connection ends or nothing comes.
    func response(toHead: Bool = false) throws -> Response {
        let blank = Array("\r\n\r\n".utf8)
        var end: Int?
        while end == nil {
            end = received.indices.dropLast(3).first { received[$0..<$0 + 4].elementsEqual(blank) }
            if end == nil { try receive() }
        }
        guard let end else { throw Failure.closed }
        let lines = String(decoding: received[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines[0].split(separator: " ", maxSplits: 2)
        guard words.count >= 2, let status = Int(words[1]) else { throw Failure.notHTTP(String(lines[0])) }
        let fields = lines.dropFirst().map { line in
            let halves = line.split(separator: ":", maxSplits: 1)
            return (name: String(halves[0]), value: String(halves.last?.drop { $0 == " " } ?? ""))
        }
        received.removeFirst(end + 4)
        let length = fields.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
        let hasBody = !toHead && status >= 200 && status != 204 && status != 304
        while hasBody, received.count < length { try receive() }
        let body = hasBody ? Array(received.prefix(length)) : []
        received.removeFirst(body.count)
        return Response(status: status, version: String(words[0]), fields: fields, body: body)
    }

    /// Everything until the server closes.
    func remainder() throws -> [UInt8] {
        while true {
            do {
                try receive()
            } catch Failure.closed {
                defer { received = [] }
                return received
            }
        }
    }

    private func receive() throws {
        var chunk = [UInt8](repeating: 0, count: 65536)
        let count = recv(descriptor, &chunk, chunk.count, 0)
        if count < 0 { throw errno == EAGAIN || errno == EWOULDBLOCK ? Failure.timedOut : Failure.closed }
        if count == 0 { throw Failure.closed }
        received.append(contentsOf: chunk[..<count])
    }
}
