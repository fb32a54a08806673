import Access
import Contract
import Crypto
import Diagnostics
import HTTPMessages
import Handlers
import JSON
import Records

/// One request on its way to an answer.
final class Exchange: Sendable {
    let request: HTTPRequestMessage
    let gateway: Gateway
    /// When it began; nil when nobody wants to know.
    let start: ContinuousClock.Instant?
    /// The path as it was sent.
    let path: Substring
    private let rawQuery: Substring

    init(_ request: HTTPRequestMessage, gateway: Gateway) {
        self.request = request
        self.gateway = gateway
        start = gateway.settings.observe == nil ? nil : .now
        let target = Self.originForm(request.target)
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
        path = target[..<mark]
        rawQuery = mark == target.endIndex ? "" : target[target.utf8.index(after: mark)...]
    }

    /// Proxies are sent whole URLs; only what follows the authority counts.
    ///
    /// - SeeAlso: RFC 9112, section 3.2.2.
    static func originForm(_ target: String) -> Substring {
        if target.utf8.first == UInt8(ascii: "/") { return target[...] }
        for scheme in ["http://", "https://"] where target.prefix(scheme.count).lowercased() == scheme {
            let rest = target.dropFirst(scheme.count)
            guard let start = rest.firstIndex(where: { $0 == "/" || $0 == "?" }) else { return "/" }
            return rest[start] == "/" ? rest[start...] : "/" + rest[start...]
        }
        return target[...]
    }

    var query: QueryString { QueryString(rawQuery) }

    /// The cookies in order.
    ///
    /// - SeeAlso: RFC 6265, section 4.2.
    static func cookies(of request: HTTPRequestMessage) -> [(name: String, value: Substring)] {
        request.fields.values(of: "cookie").flatMap { line in
            line.split(separator: ";").compactMap { pair -> (name: String, value: Substring)? in
                let halves = pair.drop { $0 == " " }.split(
                    separator: "=",
                    maxSplits: 1,
                    omittingEmptySubsequences: false
                )
                guard halves.count == 2 else { return nil }
                var value = halves[1]
                if value.count >= 2, value.hasPrefix("\""), value.hasSuffix("\"") {
                    value = value.dropFirst().dropLast()
                }
                return (String(halves[0]), value)
            }
        }
    }

    /// The language that the client asked for.
    var language: Language {
        request.fields.list("accept-language").map { Language(acceptLanguage: $0) } ?? gateway.settings.language
    }

    /// The query with one pair replaced, for links to other pages.
    func target(replacing name: String, with value: String, dropping dropped: Set<String> = []) -> String {
        let kept = rawQuery.split(separator: "&").filter { pair in
            let raw = pair.prefix { $0 != "=" }
            let other = PercentEncoding.decoded(raw, plusIsSpace: true)
            return other != name && !(other.map(dropped.contains) ?? false)
        }
        let pair = "\(PercentEncoding.encoded(name))=\(PercentEncoding.encoded(value))"
        return Self.safe("\(path)?\((kept.map(String.init) + [pair]).joined(separator: "&"))")
    }

    /// A target without what ends a link in `Link`, however the client wrote it.
    private static func safe(_ target: String) -> String {
        let isUnsafe = { (byte: UInt8) in byte <= 0x20 || byte >= 0x7F || "<>\"\\^`{|}".utf8.contains(byte) }
        guard target.utf8.contains(where: isUnsafe) else { return target }
        var safe = ""
        for byte in target.utf8 {
            if isUnsafe(byte) {
                safe += (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
            } else {
                safe.unicodeScalars.append(UnicodeScalar(byte))
            }
        }
        return safe
    }

    // MARK: - From request to call

    /// The decoded and checked call, and the form that its answer will have.
    ///
    /// - Parameters:
    ///   - route: The operation.
    ///   - caller: Who is asking, if anybody is known.
    /// - Returns: What the handler is asked.
    /// - Throws: ``Problem`` with everything that is wrong with the request.
    func call(_ route: Route, _ caller: Principal?) throws(Problem) -> (call: HandlerCall, form: AnswerForm) {
        let operation = route.operation
        let mediaType = try mediaType(of: operation, hasBody: !request.body.isEmpty)
        var findings: [Problem.Finding] = []
        let query = query
        if let broken = query.brokenName { throw Problem.brokenEncoding(broken) }
        guard query.pairs.count <= QueryString.maximumPairCount else { throw Problem.tooManyFields }
        let parameters = try values(route, query, &findings)
        let body = try body(of: operation, mediaType, &findings)
        guard findings.isEmpty else {
            let count = findings.count
            throw Problem(
                .invalidRequest,
                count == 1
                    ? findings[0].detail
                    : LocalizedText("the request breaks the contract in \(count) places", zh: "请求有 \(count) 处不符合契约"),
                findings: findings
            )
        }
        let form = try AnswerForm(operation, accept: request.fields.list("accept"))
        var call = HandlerCall(parameters: parameters, body: body)
        if case .store(let handler) = operation.handler {
            call.precondition = precondition
            call.idempotency = try idempotencyKey(handler.plan, caller)
            if gateway.settings.responseCheck == .refuse {
                call.inspect = { [self] status, body in
                    if let problem = violation(status: status, body, route, form) { throw problem }
                }
            }
            if handler.plan.action == .list {
                call.cursor = query.values(of: "cursor").first.flatMap {
                    PercentEncoding.decoded($0, plusIsSpace: true)
                }
            }
        }
        return (call, form)
    }

    private func values(
        _ route: Route,
        _ query: QueryString,
        _ findings: inout [Problem.Finding]
    ) throws(Problem) -> [JSONValue?] {
        let operation = route.operation
        if operation.parameters.isEmpty { return [] }
        let usesCookies = operation.parameters.contains { $0.parameter.place == .cookie }
        let source = ParameterDecoder.Source(
            path: route.values,
            query: query,
            fields: request.fields,
            cookies: usesCookies ? Self.cookies(of: request) : []
        )
        var values: [JSONValue?] = []
        for compiled in operation.parameters {
            let parameter = compiled.parameter
            let place = Problem.Finding.Place.parameter(name: parameter.name, place: parameter.place.rawValue)
            var value: JSONValue?
            do {
                value = try compiled.decoder.decode(source)
            } catch {
                if case .brokenEncoding = error {
                    throw error.problem(LocalizedText("parameter '\(parameter.name)'", zh: "参数“\(parameter.name)”"))
                }
                findings.append(Problem.Finding(place: place, keyword: "style", detail: error.reason))
                values.append(nil)
                continue
            }
            if parameter.allowsEmptyValue, value == "" || value == [] || value == [""] {
                values.append(value)
                continue
            }
            if value == nil, parameter.isRequired {
                let detail = LocalizedText(
                    "\(parameter.place.rawValue) parameter '\(parameter.name)' is missing",
                    zh: "缺少 \(parameter.place.rawValue) 参数“\(parameter.name)”"
                )
                findings.append(Problem.Finding(place: place, keyword: "required", detail: detail))
            }
            if let value, let check = compiled.check {
                for finding in gateway.checks.findings(JSONDocument(value).root, check) {
                    findings.append(Problem.Finding(place: place, keyword: finding.keyword, detail: finding.message))
                }
            }
            values.append(value ?? compiled.defaultValue)
        }
        return values
    }

    /// The media type of the body, once it is one that the operation takes.
    ///
    /// - Returns: nil for a request without body, or an operation that takes none.
    func mediaType(of operation: CompiledOperation, hasBody: Bool) throws(Problem) -> MediaRange? {
        guard operation.operation.requestBody != nil, hasBody else { return nil }
        guard let text = request.fields["content-type"] else {
            throw unsupported(operation, LocalizedText("the body has no Content-Type", zh: "请求体没有 Content-Type"))
        }
        let decoder = BodyDecoder(contents: operation.bodies, limits: limits)
        guard let mediaType = MediaRange(text), decoder.content(for: mediaType) != nil else {
            throw unsupported(
                operation,
                LocalizedText(
                    "a body of type '\(Problem.quote(text))' is not taken",
                    zh: "不接受类型为“\(Problem.quote(text))”的请求体"
                )
            )
        }
        if let charset = mediaType["charset"], !["utf-8", "utf8", "us-ascii"].contains(charset.lowercased()) {
            throw unsupported(
                operation,
                LocalizedText("the charset '\(charset)' is not taken", zh: "不接受字符集“\(charset)”")
            )
        }
        if let coding = request.fields["content-encoding"], coding.lowercased() != "identity" {
            throw unsupported(operation, LocalizedText("the coding '\(coding)' is not taken", zh: "不接受编码“\(coding)”"))
        }
        return mediaType
    }

    /// Whether a body is on its way, as far as the head says.
    var announcesBody: Bool {
        (request.fields["content-length"] ?? "0") != "0" || request.fields["transfer-encoding"] != nil
    }

    private func unsupported(_ operation: CompiledOperation, _ detail: LocalizedText) -> Problem {
        let types = operation.bodies.map(\.content.mediaType.description).joined(separator: ", ")
        var problem = Problem(
            .unsupportedMediaType,
            LocalizedText("\(detail.english); send \(types)", zh: "\(detail.chinese)；请使用 \(types)")
        )
        problem.fields.append(request.method == "PATCH" ? "accept-patch" : "accept", types)
        return problem
    }

    private var limits: JSONLimits {
        JSONLimits(
            maximumDepth: gateway.settings.maximumBodyDepth,
            maximumByteCount: gateway.settings.maximumBodyByteCount
        )
    }

    private func body(
        of operation: CompiledOperation,
        _ mediaType: MediaRange?,
        _ findings: inout [Problem.Finding]
    ) throws(Problem) -> JSONNode? {
        guard let declared = operation.operation.requestBody else { return nil }
        let decoder = BodyDecoder(contents: operation.bodies, limits: limits)
        guard let mediaType, let content = decoder.content(for: mediaType) else {
            if declared.isRequired {
                let detail = LocalizedText("the body is missing", zh: "缺少请求体")
                findings.append(Problem.Finding(place: .body(JSONPointer()), keyword: "required", detail: detail))
            }
            return nil
        }
        guard let decoded = try decoder.decode(request.body, mediaType: mediaType, content: content) else { return nil }
        let root = decoded.document.root
        if let check = decoded.content.check {
            findings += gateway.checks.findings(root, check).map {
                Problem.Finding(place: .body($0.pointer), keyword: $0.keyword, detail: $0.message)
            }
        }
        return root
    }

    private var precondition: Precondition {
        Precondition(ifMatch: tags("if-match"), ifNoneMatch: tags("if-none-match"))
    }

    private func tags(_ name: String) -> Precondition.Tags? {
        guard let text = request.fields.list(name) else { return nil }
        let tags = text.split(separator: ",").map { $0.filter { $0 != " " && $0 != "\t" } }
        if tags.contains("*") { return .any }
        return .list(tags.compactMap { EntityTag($0) })
    }

    /// The mark of a request that may be repeated: one of the same key and content acts once.
    private func idempotencyKey(_ plan: StorePlan, _ caller: Principal?) throws(Problem) -> IdempotencyKey? {
        guard plan.action != .list, plan.action != .get, let key = request.fields["idempotency-key"] else { return nil }
        guard !key.isEmpty, key.utf8.count <= 255 else {
            let detail = LocalizedText("an Idempotency-Key has 1 to 255 bytes", zh: "Idempotency-Key 应为 1 至 255 字节")
            throw Problem(.malformedRequest, detail)
        }
        var hash = SHA256()
        hash.update(data: Array("\(request.method) \(request.target)\n".utf8))
        hash.update(data: request.body)
        // Keys of two callers must not meet, and a caller may come back with a new token.
        return IdempotencyKey(
            scope: caller?.subject ?? "",
            key: key,
            fingerprint: Array(hash.finalize()),
            lifetime: gateway.settings.idempotencyLifetime
        )
    }
}
