import Foundation
import Testing

extension HandoverTests {
    @Suite("The request log")
    struct LogTests {
        @Test("Each line is a JSON object where no terminal reads, whatever clients send")
        func lines() throws {
            let data = Scratch()
            let service = try ServiceProcess(Example.orders, ["--data", data.path])
            let secret = "s3cret-value"
            let targets = [
                "/api/order?id=ORD-001", "/api/order?id=\(secret)", "/%22%5C%0A", "/\u{7F}", "/a\"b", "/日本", "/%FF",
            ]
            for target in targets {
                let fields = ["Authorization": "Bearer \(secret)", "Cookie": "session=\(secret)"]
                // What is no request may be answered by closing; what matters is the log.
                _ = try? service.send("GET", target, fields)
            }
            _ = try service.send("POST", "/api/order", body: #"{"status":"\#(secret)"}"#)
            let outcome = service.process.stop()
            let lines = outcome.errors.split(separator: "\n")
            #expect(lines.count >= 5)
            for line in lines {
                let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
                #expect(object?["time"] != nil && object?["level"] != nil && object?["message"] != nil, "\(line)")
            }
            #expect(
                lines.contains { $0.contains(#""method":"GET","path":"/api/order""#) && $0.contains(#""status":200"#) }
            )
            #expect(!outcome.errors.contains(secret))
        }

        @Test("A terminal is shown text")
        func terminal() throws {
            var (leader, follower): (Int32, Int32) = (-1, -1)
            try #require(openpty(&leader, &follower, nil, nil, nil) == 0)
            let terminal = FileHandle(fileDescriptor: leader, closeOnDealloc: true)
            let data = Scratch()
            let service = try ServiceProcess(
                Example.orders,
                ["--data", data.path],
                standardError: FileHandle(fileDescriptor: follower, closeOnDealloc: true)
            )
            #expect(try service.send("GET", "/api/order?id=ORD-001").status == 200)
            let line = String(decoding: terminal.availableData, as: UTF8.self)
            #expect(line.contains(" info GET /api/order → 200 ") && !line.contains("{"), "\(line)")
            service.process.kill9()
        }

        @Test("The service goes on when nobody reads the log any more")
        func closedLog() throws {
            let data = Scratch()
            let pipe = Pipe()
            let service = try ServiceProcess(
                Example.orders,
                ["--data", data.path],
                standardError: pipe.fileHandleForWriting
            )
            try pipe.fileHandleForWriting.close()
            try pipe.fileHandleForReading.close()
            let connection = try HTTPConnection(port: service.port)
            // More than is gathered before it is written.
            for _ in 0..<400 { #expect(try connection.send("GET", "/api/order?id=ORD-001").status == 200) }
            #expect(service.process.stop().status == 0)
        }
    }
}
