import Foundation

/// An answer to a request.
struct HTTPAnswer {
    let status: Int
    /// The header fields, names in lower case.
    let fields: [String: String]
    let body: Data

    var text: String { String(decoding: body, as: UTF8.self) }

    /// The body as JSON; an empty object when it is none.
    var object: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }
}

/// One connection to a service on this machine, byte by byte, so that requests may be slow or broken.
final class HTTPConnection {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let descriptor: Int32
    private var received = Data()

    init(port: UInt16) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var patience = timeval(tv_sec: Int(HandoverProcess.patience), tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let code = errno
            close(descriptor)
            throw Failure(description: "cannot connect: \(String(cString: strerror(code)))")
        }
    }

    deinit { close(descriptor) }

    /// Whether nobody listens on a port any more.
    static func isRefused(port: UInt16) -> Bool { (try? HTTPConnection(port: port)) == nil }

    func write(_ text: String) throws {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failure(description: "cannot send") }
            bytes = bytes.dropFirst(count)
        }
    }

    /// Makes a request and reads its answer; the connection can be used again.
    func send(
        _ method: String,
        _ target: String,
        _ fields: [String: String] = [:],
        body: String? = nil
    ) throws -> HTTPAnswer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\n"
        for (name, value) in fields { head += "\(name): \(value)\r\n" }
        if let body {
            if fields["Content-Type"] == nil { head += "Content-Type: application/json\r\n" }
            head += "Content-Length: \(body.utf8.count)\r\n"
        }
        try write(head + "\r\n" + (body ?? ""))
        return try answer(hasBody: method != "HEAD")
    }

    /// Sends the head of a request, and returns once it has been read there.
    func begin(_ method: String, _ target: String, byteCount: Int) throws {
        try write(
            "\(method) \(target) HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: \(byteCount)\r\nExpect: 100-continue\r\n\r\n"
        )
        let interim = try answer()
        guard interim.status == 100 else { throw Failure(description: "status \(interim.status)") }
    }

    /// Reads the next answer.
    func answer(hasBody: Bool = true) throws -> HTTPAnswer {
        let separator = Data("\r\n\r\n".utf8)
        while received.range(of: separator) == nil { try read() }
        guard let end = received.range(of: separator) else { throw Failure(description: "no head") }
        let lines = String(decoding: received[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
        received = Data(received[end.upperBound...])
        let parts = lines[0].split(separator: " ")
        guard parts.count >= 2, let status = Int(parts[1]) else { throw Failure(description: "no status: \(lines[0])") }
        var fields: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            fields[line[..<colon].lowercased()] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
        let count = hasBody ? fields["content-length"].flatMap { Int($0) } ?? 0 : 0
        while received.count < count { try read() }
        let body = Data(received.prefix(count))
        received = Data(received.dropFirst(count))
        return HTTPAnswer(status: status, fields: fields, body: body)
    }

    private func read() throws {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(descriptor, &chunk, chunk.count)
        guard count > 0 else { throw Failure(description: count == 0 ? "the connection was closed" : "cannot read") }
        received += chunk[..<count]
    }
}
