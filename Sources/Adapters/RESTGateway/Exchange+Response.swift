import Contract
import Diagnostics
import HTTPMessages
import Handlers
import JSON
import Records

/// The media type that an answer will have, agreed before the handler runs.
struct AnswerForm: Sendable {
    /// nil when the answer has no body, or any JSON will do.
    let content: CompiledOperation.CompiledContent?

    /// Chooses from what a successful answer may have.
    ///
    /// - Throws: ``Problem`` 406 when the client accepts none of it.
    init(_ operation: CompiledOperation, accept: String?) throws(Problem) {
        let offered = operation.offered
        guard let first = offered.first, let accept, accept != "*/*", accept != first.name else {
            content = offered.first
            return
        }
        let ranges = accept.split(separator: ",").compactMap { MediaRange($0) }
        if ranges.isEmpty {
            content = first
            return
        }
        let rated = offered.map { (content: $0, quality: Self.quality(of: $0.content.mediaType, in: ranges)) }
        guard let best = rated.max(by: { $0.quality < $1.quality }), best.quality > 0 else {
            let types = offered.map(\.content.mediaType.description).joined(separator: ", ")
            throw Problem(.notAcceptable, LocalizedText("the answer is \(types)", zh: "响应的类型为 \(types)"))
        }
        content = rated.first { $0.quality == best.quality }?.content ?? best.content
    }

    /// How welcome a type is: the quality of the most exact range that includes it.
    private static func quality(of mediaType: MediaRange, in ranges: [MediaRange]) -> Double {
        let fitting = ranges.filter { $0.includes(mediaType) || mediaType.includes($0) }
        let best = fitting.max { $0.specificity < $1.specificity }
        return best.map { $0["q"].flatMap { Double($0) } ?? 1 } ?? 0
    }

    /// The text for `Content-Type`.
    var contentType: String {
        guard let content, content.content.mediaType.isConcrete else { return "application/json" }
        return content.name
    }
}

extension Exchange {
    /// The answer that a problem becomes, in the contract's own form of errors where it has one.
    func response(_ problem: Problem, _ operation: CompiledOperation? = nil) -> HTTPResponseMessage {
        var response = HTTPResponseMessage(status: problem.kind.status, fields: problem.fields)
        guard problem.kind.status != 204 else { return response }
        let language = language
        let own = operation.flatMap { ErrorBody($0, gateway: gateway).body(for: problem, in: language, self) }
        response.fields.append("content-type", own?.mediaType ?? "application/problem+json")
        response.fields.append("content-language", language.rawValue)
        response.body = Array((own?.value ?? problem.value(in: language)).text().utf8)
        return response
    }

    /// The answer from the contract's own examples.
    func response(
        example examples: [CompiledOperation.Example],
        status: Int,
        _ form: AnswerForm
    ) -> HTTPResponseMessage {
        var response = HTTPResponseMessage(status: status)
        response.fields.append("handover-handler", "example")
        let chosen = examples.first { $0.declared == form.content?.content.mediaType } ?? examples.first
        if let chosen {
            if !chosen.findings.isEmpty, gateway.settings.responseCheck == .refuse {
                return self.response(Problem(violations: chosen.findings))
            }
            response.fields.append("content-type", chosen.mediaType.description)
            response.body = chosen.body
        }
        return response
    }

    /// The answer of a store handler, checked against the contract.
    func response(_ answer: HandlerAnswer, _ route: Route, _ form: AnswerForm) -> HTTPResponseMessage {
        var response = HTTPResponseMessage(status: answer.status)
        if let revision = answer.revision { response.fields.append("etag", EntityTag(revision: revision).description) }
        if answer.isReplay { response.fields.append("idempotency-replayed", "true") }
        if let key = answer.createdKey, let location = location(of: key, route) {
            response.fields.append("location", location)
        }
        if let next = answer.next, case .store(let handler) = route.operation.handler {
            let name = handler.plan.cursorParameterName(in: route.operation.operation) ?? "cursor"
            let start = handler.plan.startParameterNames(in: route.operation.operation)
            let target = target(replacing: name, with: next.text, dropping: start)
            response.fields.append("link", "<\(target)>; rel=\"next\"")
        }
        guard !answer.body.isEmpty else { return response }
        if let problem = violation(status: answer.status, answer.body, route, form),
            gateway.settings.responseCheck == .refuse
        {
            return self.response(problem)
        }
        response.fields.append("content-type", form.contentType)
        response.body = answer.body
        return response
    }

    /// The problem of an answer that breaks the contract, once it is reported; nil when nothing is wrong with it.
    func violation(status: Int, _ body: [UInt8], _ route: Route, _ form: AnswerForm) -> Problem? {
        let findings = violations(status: status, body, route, form)
        if findings.isEmpty { return nil }
        gateway.settings.observeViolation(
            ResponseViolation(
                operationID: route.operation.operation.operationID,
                status: status,
                findings: findings.map(\.detail)
            )
        )
        return Problem(violations: findings)
    }

    private func violations(status: Int, _ body: [UInt8], _ route: Route, _ form: AnswerForm) -> [Problem.Finding] {
        let contents = route.operation.contents(for: status)
        let content = contents.first { $0.content.mediaType == form.content?.content.mediaType } ?? contents.first
        guard let check = content?.check else { return [] }
        do {
            let document = try JSONParser().parse(body)
            return gateway.checks.findings(document.root, check).map {
                Problem.Finding(place: .body($0.pointer), keyword: $0.keyword, detail: $0.message)
            }
        } catch {
            return [Problem.Finding(place: .body(JSONPointer()), keyword: "json", detail: error.message)]
        }
    }

    /// The path of a record that was created: that of its own operation, with the values of this request's path.
    private func location(of key: String, _ route: Route) -> String? {
        guard case .store(let handler) = route.operation.handler, let template = handler.plan.model.itemPath else {
            return nil
        }
        let escaped = PercentEncoding.encoded(key)
        var path = route.basePath
        for (index, segment) in template.segments.enumerated() {
            path += "/"
            for part in segment.parts {
                switch part {
                case .literal(let text): path += PercentEncoding.encodedPath(text)
                case .parameter(let name):
                    let isKey = index == template.segments.count - 1
                    guard let value = isKey ? escaped[...] : route.values[name] else { return nil }
                    path += value
                }
            }
        }
        return path
    }
}

extension Problem {
    /// An answer of our own that breaks the contract.
    fileprivate init(violations: [Finding]) {
        self.init(
            .invalidResponse,
            LocalizedText(
                "the answer breaks the contract; this check is part of development, see 'errors'",
                zh: "响应不符合契约；此检查仅用于开发阶段，详见“errors”"
            ),
            findings: violations
        )
    }
}
