import Foundation
import Synchronization
import Testing

extension HandoverTests {
    @Suite("The end of a service")
    struct EndTests {
        private static let roundCount = 4
        private static let clientCount = 8
        private static let acknowledgedCount = 60

        @Test("kill -9 in the middle of writes loses no acknowledged record")
        func sudden() throws {
            let folder = Scratch()
            try folder.write(SampleContract.notes(), to: "contracts/notes.yaml")
            var acknowledged: Set<String> = []
            for round in 0..<Self.roundCount {
                let service = try ServiceProcess(folder.path)
                let made = Self.write(to: service, round: round)
                #expect(made.count >= Self.acknowledgedCount)
                acknowledged.formUnion(made)
                let restarted = try ServiceProcess(folder.path)
                let connection = try HTTPConnection(port: restarted.port)
                for id in acknowledged.sorted() {
                    let answer = try connection.send("GET", "/notes/\(id)")
                    if answer.status == 200, answer.object["text"] as? String == "text of \(id)" { continue }
                    Issue.record("round \(round): '\(id)' was acknowledged, and is answered with \(answer.status)")
                }
                restarted.process.kill9()
            }
        }

        /// Several clients write until the service is gone; returns what it acknowledged.
        private static func write(to service: ServiceProcess, round: Int) -> Set<String> {
            let acknowledged = Mutex<Set<String>>([])
            let (port, process) = (service.port, service.process)
            DispatchQueue.concurrentPerform(iterations: clientCount) { client in
                guard let connection = try? HTTPConnection(port: port) else { return }
                var number = 0
                while true {
                    let id = "r\(round)c\(client)n\(number)"
                    number += 1
                    let body = #"{"id":"\#(id)","text":"text of \#(id)"}"#
                    // The connection breaks when the process is killed, which is the point.
                    guard let answer = try? connection.send("POST", "/notes", body: body) else { return }
                    if answer.status != 201 { Issue.record("\(id): \(answer.status) \(answer.text)") }
                    let count = acknowledged.withLock { all in
                        if answer.status == 201 { all.insert(id) }
                        return all.count
                    }
                    if count == acknowledgedCount { process.send(SIGKILL) }
                }
            }
            #expect(service.process.outcome().wasKilled)
            return acknowledged.withLock { $0 }
        }

        @Test("SIGTERM: what is being answered is answered, /ready says 503, and the exit status is 0")
        func graceful() throws {
            let folder = Scratch()
            try folder.write(SampleContract.notes(), to: "contracts/notes.yaml")
            let service = try ServiceProcess(folder.path)
            let body = #"{"id":"slow","text":"in time"}"#
            let slow = try HTTPConnection(port: service.port)
            try slow.begin("POST", "/notes", byteCount: body.utf8.count)
            let ready = try HTTPConnection(port: service.port)
            #expect(try ready.send("GET", "/ready").status == 200)
            try ready.begin("GET", "/ready", byteCount: 1)
            let health = try HTTPConnection(port: service.port)
            try health.begin("GET", "/health", byteCount: 1)
            service.process.send(SIGTERM)
            while !HTTPConnection.isRefused(port: service.port) { sched_yield() }
            try ready.write(" ")
            try health.write(" ")
            #expect(try ready.answer().status == 503)
            #expect(try health.answer().status == 200)
            try slow.write(body)
            let made = try slow.answer()
            #expect(made.status == 201)
            #expect(made.fields["connection"] == "close")
            let outcome = service.process.outcome()
            #expect(outcome.status == 0 && !outcome.wasKilled, "\(outcome.errors)")

            let restarted = try ServiceProcess(folder.path)
            #expect(try restarted.send("GET", "/notes/slow").status == 200)
            restarted.process.send(SIGINT)
            #expect(restarted.process.outcome().status == 0)
        }
    }
}
