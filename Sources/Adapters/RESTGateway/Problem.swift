import Diagnostics
import HTTPMessages
import JSON

/// An error as a client sees it.
///
/// - SeeAlso: RFC 9457.
struct Problem: Error, Sendable {
    /// A kind of problem; the code is stable, and part of the `type`.
    struct Kind: Sendable, Hashable {
        let status: Int
        let code: String
        let title: LocalizedText

        /// The URI that names the kind; it is a name only, nothing is served there.
        var type: String { "urn:handover:problem:\(code)" }
    }

    /// One thing that is wrong with a request.
    struct Finding: Sendable, Hashable {
        /// Where it stands: in the body by pointer, or in a parameter.
        enum Place: Sendable, Hashable {
            case body(JSONPointer)
            case parameter(name: String, place: String)
        }

        let place: Place
        let keyword: String
        let detail: LocalizedText
    }

    let kind: Kind
    /// The title, where it says more than that of the kind.
    var title: LocalizedText?
    var detail: LocalizedText
    var findings: [Finding] = []
    /// Header fields that belong to the status, such as `Allow`.
    var fields: HTTPFieldList = [:]

    init(_ kind: Kind, _ detail: LocalizedText, findings: [Finding] = []) {
        self.kind = kind
        self.detail = detail
        self.findings = findings
    }

    /// The problem as a value, in one language.
    func value(in language: Language) -> JSONValue {
        var value: JSONValue = [
            "type": .string(kind.type),
            "title": .string((title ?? kind.title).text(in: language)),
            "status": .integer(kind.status),
            "detail": .string(detail.text(in: language)),
            "code": .string(kind.code),
        ]
        if !findings.isEmpty { value["errors"] = .array(findings.map { $0.value(in: language) }) }
        return value
    }
}

extension Problem.Finding {
    fileprivate func value(in language: Language) -> JSONValue {
        var value: JSONValue = [:]
        switch place {
        case .body(let pointer): value["pointer"] = .string("#\(pointer)")
        case .parameter(let name, let place):
            value["parameter"] = .string(name)
            value["in"] = .string(place)
        }
        value["keyword"] = .string(keyword)
        value["detail"] = .string(detail.text(in: language))
        return value
    }
}

extension Problem.Kind {
    private init(_ status: Int, _ code: String, _ english: String, zh chinese: String) {
        self.init(status: status, code: code, title: LocalizedText(english, zh: chinese))
    }

    static let malformedRequest = Self(400, "malformed-request", "the request cannot be read", zh: "无法读取请求")
    static let invalidRequest = Self(400, "invalid-request", "the request breaks the contract", zh: "请求不符合契约")
    static let unauthenticated = Self(401, "unauthenticated", "who is asking is not known", zh: "身份未验证")
    static let forbidden = Self(403, "forbidden", "this is not allowed", zh: "没有权限")
    static let notFound = Self(404, "not-found", "there is nothing here", zh: "没有此资源")
    static let recordNotFound = Self(404, "record-not-found", "record not found", zh: "找不到记录")
    static let methodNotAllowed = Self(405, "method-not-allowed", "this method is not offered here", zh: "此处不支持该方法")
    static let notAcceptable = Self(406, "not-acceptable", "no answer in an accepted form", zh: "没有可接受的响应格式")
    static let timedOut = Self(408, "request-timeout", "the request took too long to arrive", zh: "请求到达超时")
    static let conflict = Self(409, "conflict", "the request conflicts with what is there", zh: "请求与现有数据冲突")
    static let preconditionFailed = Self(412, "precondition-failed", "the record has changed", zh: "记录已被修改")
    static let tooLarge = Self(413, "content-too-large", "the body is too large", zh: "请求体过大")
    static let unsupportedMediaType = Self(
        415,
        "unsupported-media-type",
        "the body is of a type that is not taken",
        zh: "不支持的请求体类型"
    )
    static let unprocessable = Self(422, "unprocessable", "the request cannot be carried out", zh: "无法执行请求")
    static let fieldsTooLarge = Self(431, "fields-too-large", "the header fields are too large", zh: "请求头过大")
    static let internalError = Self(500, "internal-error", "the service failed", zh: "服务出错")
    static let invalidResponse = Self(500, "invalid-response", "the answer breaks the contract", zh: "响应不符合契约")
    static let unavailable = Self(503, "unavailable", "the service cannot answer now", zh: "服务暂时不可用")
}
