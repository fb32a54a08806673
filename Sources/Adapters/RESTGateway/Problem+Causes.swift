import Access
import Contract
import Diagnostics
import HTTPMessages
import Handlers
import JSON
import Records

// What goes wrong, and the problem that a client sees: one table for each source of errors.

extension Problem {
    /// What a message may repeat of a request: enough to know it again.
    static func quote(_ text: some StringProtocol) -> String {
        text.utf8.count <= 200 ? String(text) : "\(String(String(text).unicodeScalars.prefix(64)))…"
    }

    static func brokenEncoding(_ text: Substring) -> Problem {
        Problem(.malformedRequest, ParameterDecoder.Failure.brokenEncoding(text).reason)
    }

    static func pathNotFound(_ path: Substring) -> Problem {
        let path = quote(path)
        return Problem(
            .notFound,
            LocalizedText("nothing is served at '\(path)'", zh: "“\(path)”没有对应的接口")
        )
    }

    static let tooManyFields = Problem(
        .tooLarge,
        LocalizedText(
            "a query or form may have at most \(QueryString.maximumPairCount) fields",
            zh: "查询或表单最多 \(QueryString.maximumPairCount) 个字段"
        )
    )

    static func methodNotAllowed(_ method: String, path: Substring, allow: String) -> Problem {
        let (method, path) = (quote(method), quote(path))
        var problem = Problem(
            .methodNotAllowed,
            LocalizedText("'\(path)' takes \(allow), not \(method)", zh: "“\(path)”支持 \(allow)，不支持 \(method)")
        )
        problem.fields.append("allow", allow)
        return problem
    }

    /// Not a problem at all: the answer to `OPTIONS`, which the contract need not declare.
    static func options(allow: String) -> Problem {
        var answer = Problem(Kind(status: 204, code: "", title: LocalizedText("", zh: "")), LocalizedText("", zh: ""))
        answer.fields.append("allow", allow)
        return answer
    }

    static func unauthenticated(_ challenges: [String], error: TokenError?) -> Problem {
        let reason = error?.message ?? LocalizedText("the request carries no credentials", zh: "请求没有携带凭证")
        var problem = Problem(.unauthenticated, reason)
        for challenge in challenges { problem.fields.append("www-authenticate", challenge) }
        return problem
    }

    static func forbidden(missing: [String], needed: [String]) -> Problem {
        let names = missing.sorted().joined(separator: ", ")
        var problem = Problem(.forbidden, LocalizedText("the token lacks the scope \(names)", zh: "令牌缺少权限范围 \(names)"))
        let scopes = needed.joined(separator: " ").unicodeScalars.filter { $0.isASCII && $0 != "\"" && $0 != "\\" }
        problem.fields.append(
            "www-authenticate",
            #"Bearer error="insufficient_scope", scope="\#(String(String.UnicodeScalarView(scopes)))""#
        )
        return problem
    }

    /// A request that the server could not read.
    init(_ failure: HTTPReadFailure) {
        switch failure {
        case .malformed:
            self.init(.malformedRequest, LocalizedText("the bytes are no HTTP request", zh: "收到的字节不是 HTTP 请求"))
        case .bodyTooLarge(let maximum):
            self.init(
                .tooLarge,
                LocalizedText("the body may have at most \(maximum) bytes", zh: "请求体最多 \(maximum) 字节")
            )
        case .fieldsTooLarge:
            self.init(.fieldsTooLarge, LocalizedText("send fewer or shorter header fields", zh: "请减少或缩短请求头"))
        case .timedOut:
            self.init(.timedOut, LocalizedText("send the request in one go", zh: "请一次性发送请求"))
        }
    }

    /// What a handler or its store threw.
    init(_ error: any Error, route: Route) {
        switch error {
        case let error as Problem: self = error
        case let error as HandlerError: self.init(error, route)
        case let error as RecordError: self.init(error)
        case let error as StoreError: self.init(error)
        default: self.init(.internalError, LocalizedText("the handler failed", zh: "处理程序出错"))
        }
    }

    private init(_ error: HandlerError, _ route: Route) {
        switch error {
        case .notFound(let singular, let key):
            self.init(
                .recordNotFound,
                LocalizedText(
                    "\(singular) not found: there is none with the key '\(key)'",
                    zh: "找不到 \(singular)：没有键为“\(key)”的记录"
                )
            )
            title = LocalizedText("\(singular) not found", zh: "找不到 \(singular)")
        case .preconditionFailed:
            self.init(
                .preconditionFailed,
                LocalizedText("read the record again and repeat the change on its new state", zh: "请重新读取记录，并在其最新状态上重试")
            )
        case .keyMismatch(let property, let expected):
            self.init(
                .invalidRequest,
                LocalizedText(
                    "'\(property)' in the body is not '\(expected)', as the path says",
                    zh: "请求体中的“\(property)”与路径中的“\(expected)”不一致"
                )
            )
        case .unusableBody(let reason): self.init(.invalidRequest, reason)
        case .invalidParameter(let index, let reason):
            let parameter = route.operation.parameters[index].parameter
            let place = Finding.Place.parameter(name: parameter.name, place: parameter.place.rawValue)
            self.init(.invalidRequest, reason, findings: [Finding(place: place, keyword: "type", detail: reason)])
        case .invalidRecord(let findings):
            self.init(
                .unprocessable,
                LocalizedText("the record would break the contract", zh: "记录将不符合契约"),
                findings: findings.map { Finding(place: .body($0.pointer), keyword: $0.keyword, detail: $0.message) }
            )
        case .record(let error): self.init(error)
        }
    }

    private init(_ error: RecordError) {
        let kind: Kind =
            switch error {
            case .notFound: .recordNotFound
            case .alreadyExists, .notUnique, .duplicateValues, .referenced, .idempotencyInProgress: .conflict
            case .danglingReference, .idempotencyMismatch: .unprocessable
            case .invalidCursor: .invalidRequest
            case .unknownCollection: .internalError
            }
        self.init(kind, error.message)
        switch error {
        case .notUnique(let field, _), .danglingReference(let field, _, _):
            let keyword = kind == .conflict ? "unique" : "references"
            let place = Finding.Place.body(JSONPointer(tokens: field.names))
            findings = [Finding(place: place, keyword: keyword, detail: error.message)]
        default: break
        }
    }

    private init(_ error: StoreError) {
        // The message of a store is for the operator; a client learns only whether it may try again.
        let isTransient = [.locked, .full, .overloaded, .closed].contains(error.code)
        self.init(
            isTransient ? .unavailable : .internalError,
            LocalizedText("the store cannot answer: \(error.code)", zh: "存储无法响应：\(error.code)")
        )
        if isTransient { fields.append("retry-after", "1") }
    }
}

extension ParameterDecoder.Failure {
    /// The reason in words.
    var reason: LocalizedText {
        switch self {
        case .brokenEncoding(let raw):
            let text = Problem.quote(raw)
            return LocalizedText("'\(text)' is not valid percent-encoding of UTF-8", zh: "“\(text)”不是有效的 UTF-8 百分号编码")
        case .givenTwice(let count): return LocalizedText("it is given \(count) times", zh: "重复给出了 \(count) 次")
        case .oddPairs(let raw):
            let text = Problem.quote(raw)
            return LocalizedText("'\(text)' does not consist of names and values", zh: "“\(text)”不是由名称和值组成的")
        case .missingPrefix(let prefix): return LocalizedText("it must start with '\(prefix)'", zh: "应以“\(prefix)”开头")
        case .invalidJSON(let reason):
            return LocalizedText("it is no JSON: \(reason.english)", zh: "不是 JSON：\(reason.chinese)")
        }
    }

    func problem(_ subject: LocalizedText) -> Problem {
        Problem(
            .malformedRequest,
            LocalizedText("\(subject.english): \(reason.english)", zh: "\(subject.chinese)：\(reason.chinese)")
        )
    }
}
