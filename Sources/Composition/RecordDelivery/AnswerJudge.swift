import Cleaning
import Contract
import Diagnostics
import DocumentFiles
import HTTPFetching
import HandoverService
import JSON

/// What an answer to a request that makes a record means.
enum AnswerVerdict: Sendable {
    /// The record is there.
    case taken(isReplay: Bool)
    /// This record is not wanted; others may be.
    case refused(RecordRefusal, RejectCode)
    /// Not now, perhaps after a pause that the service names; the fault is told when patience ends.
    case later(Duration?, ServiceError)
    /// No record can be sent there; `mayBeThere` when this one may have been stored all the same.
    case stop(ServiceError, mayBeThere: Bool = false)
}

/// Judges answers by status, header fields and body, without any I/O.
struct AnswerJudge: Sendable {
    let route: DeliveryRoute
    /// What was sent to.
    let target: String
    let address: ServiceAddress
    /// The cells that records are made of.
    let records: CellRecords

    /// The reasons of rejects.
    static let conflict = RejectCode("conflict")
    static let refused = RejectCode("refused")

    func verdict(on answer: HTTPIncomingAnswer) -> AnswerVerdict {
        switch answer.status {
        case 200..<300: taken(answer)
        case 300..<400: .stop(DeliveryFault.redirected(from: target, to: answer["location"]))
        case 401, 403: .stop(DeliveryFault.refusedCaller(route, answer.status, said(answer)))
        case 404, 405, 406, 415, 426: .stop(DeliveryFault.wrongAddress(self, answer.status))
        // What is being done for an earlier request with the same key will be done soon.
        case 409 where answer["retry-after"] != nil: later(answer)
        case 409: .refused(refusal(answer), Self.conflict)
        case 408, 425, 429: later(answer)
        case 400..<500: .refused(refusal(answer), Self.refused)
        case 501, 505: .stop(DeliveryFault.failed(target, answer.status, said(answer)))
        case 500..<600: later(answer)
        default: .stop(DeliveryFault.unexpected(target, answer.status), mayBeThere: true)
        }
    }

    private func later(_ answer: HTTPIncomingAnswer) -> AnswerVerdict {
        let pause = RetryAfter.pause(answer["retry-after"], date: answer["date"])
        return .later(pause, DeliveryFault.failed(target, answer.status, said(answer)))
    }

    /// An answer that says all went well counts only when the contract knows it: a page of a proxy is none.
    private func taken(_ answer: HTTPIncomingAnswer) -> AnswerVerdict {
        let unexpected = AnswerVerdict.stop(DeliveryFault.unexpected(target, answer.status), mayBeThere: true)
        guard let response = route.operation.response(for: answer.status) else { return unexpected }
        let declared = response.content.map(\.mediaType)
        let hasJSON = declared.contains(where: \.isJSON)
        if hasJSON, !declared.contains(where: { !$0.isJSON && !$0.isConcrete }) {
            let type = answer["content-type"].flatMap { MediaRange($0) }
            let isDeclared = type.map { type in declared.contains { $0.includes(type) } || type.isJSON } ?? false
            guard isDeclared else { return unexpected }
            if type?.isJSON == true, (try? JSONParser().parse(answer.body)) == nil {
                // It is cut off, or something else than it says.
                return unexpected
            }
        }
        return .taken(isReplay: answer["idempotency-replayed"]?.lowercased() == "true")
    }

    // MARK: - What the service says

    /// What the service says about a fault, in one line.
    private func said(_ answer: HTTPIncomingAnswer) -> String {
        let problem = ProblemText(answer)
        return [problem.code, problem.detail].compactMap(\.self).joined(separator: ": ")
    }

    private func refusal(_ answer: HTTPIncomingAnswer) -> RecordRefusal {
        let problem = ProblemText(answer)
        let code = problem.code.map { " \($0)" } ?? ""
        let detail = problem.detail.map { ": \($0)" } ?? ""
        let text = "\(answer.status)\(code)\(detail)"
        return RecordRefusal(
            column: problem.pointers.lazy.compactMap { records.column(at: $0) }.first,
            message: LocalizedText(text, zh: text)
        )
    }
}

/// What the body of an answer says about a fault: a problem of RFC 9457, or what others write in its place.
struct ProblemText: Sendable {
    /// The stable name of the fault.
    let code: String?
    /// What is wrong, in one line.
    let detail: String?
    /// The places in the record that it is about.
    let pointers: [JSONPointer]

    /// The most characters that are repeated.
    static let maximumCharacterCount = 300
    private static let maximumErrorCount = 3

    init(_ answer: HTTPIncomingAnswer) {
        let isJSON = answer["content-type"].flatMap { MediaRange($0) }?.isJSON ?? false
        // What is no JSON, though it says so, says nothing here.
        guard isJSON, let document = try? JSONParser().parse(answer.body), document.root.kind == .object else {
            (code, detail, pointers) = (nil, nil, [])
            return
        }
        let root = document.root
        let inner = root["error"]?.kind == .object ? root["error"] ?? root : root
        code = Self.text(inner["code"]) ?? Self.text(root["type"]).flatMap { $0 == "about:blank" ? nil : $0 }
        let words = [inner["detail"], inner["message"], root["error"], inner["title"]].lazy
            .compactMap { Self.text($0) }.first
        let errors = root["errors"]?.elements.map { $0 } ?? []
        pointers = errors.compactMap { error in
            guard let text = error["pointer"]?.string else { return nil }
            return JSONPointer(text.hasPrefix("#") ? String(text.dropFirst()) : text)
        }
        let places = errors.prefix(Self.maximumErrorCount).compactMap { error -> String? in
            guard let text = Self.text(error["detail"]) ?? Self.text(error["message"]), text != words else {
                return nil
            }
            return (Self.text(error["pointer"]).map { "\($0) " } ?? "") + text
        }
        let parts = (words.map { [$0] } ?? []) + places
        detail = parts.isEmpty ? nil : String(parts.joined(separator: "; ").prefix(Self.maximumCharacterCount))
    }

    /// A text or number in one line, cut when it is long; nil for anything else.
    private static func text(_ node: JSONNode?) -> String? {
        guard let node, node.kind == .string || node.kind == .number else { return nil }
        let text = (node.string ?? node.text()).prefix(maximumCharacterCount)
        let line = String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
        return line.isEmpty ? nil : line
    }
}
