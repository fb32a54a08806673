import Diagnostics
import EventLog
import RESTGateway

/// Writes each answered request to the log.
struct RequestLog: Sendable {
    let log: EventLog
    let language: Language

    func report(_ request: RequestReport) {
        let microseconds = Int(request.duration / .microseconds(1))
        let milliseconds = "\(microseconds / 1000).\(String(1000 + microseconds % 1000).dropFirst())"
        switch log.format {
        case .text:
            let line = "\(request.method) \(request.path) → \(request.status)  \(milliseconds) ms"
            log.write { EventLine(.text, "info", line).append(to: &$0) }
        case .json:
            log.write { bytes in
                let values: [(String, EventLine.Value)] = [
                    ("method", .text(request.method)), ("path", .text(request.path)),
                    ("operation", .text(request.operationID ?? "")), ("status", .number(String(request.status))),
                    ("bytes", .number(String(request.byteCount))), ("milliseconds", .number(milliseconds)),
                ]
                EventLine(.json, "info", "request", values).append(to: &bytes)
            }
        }
    }

    func report(_ violation: ResponseViolation) {
        let reasons = violation.findings.map { $0.text(in: language) }.joined(separator: "; ")
        let values: [(String, EventLine.Value)] = [
            ("operation", .text(violation.operationID)), ("status", .number(String(violation.status))),
            ("findings", .text(reasons)),
        ]
        log.write { EventLine(log.format, "error", "response breaks the contract", values).append(to: &$0) }
    }
}
