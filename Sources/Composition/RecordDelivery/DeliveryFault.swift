import Contract
import Diagnostics
import DocumentFiles
import HTTPFetching

/// Why no more records can be sent; all of it lies outside of what the user gave.
enum DeliveryFault {
    private static func fault(_ code: String, _ message: LocalizedText, _ remedy: LocalizedText) -> ServiceError {
        ServiceError("delivery.\(code)", message, remedy: remedy, isOutside: true)
    }

    static func redirected(from target: String, to location: String?) -> ServiceError {
        let place = location.map { String($0.prefix(200)) }
        return fault(
            "redirected",
            place.map { LocalizedText("'\(target)' sends elsewhere, to '\($0)'", zh: "“\(target)”重定向到“\($0)”") }
                ?? LocalizedText("'\(target)' sends elsewhere", zh: "“\(target)”发生了重定向"),
            LocalizedText(
                "records go to no address that nobody named; give the right one with --server",
                zh: "不会将记录发往未指定的地址；请用 --server 指定正确的地址"
            )
        )
    }

    static func refusedCaller(_ route: DeliveryRoute, _ status: Int, _ said: String) -> ServiceError {
        let words = said.isEmpty ? "" : " (\(said))"
        let scopes = route.operation.security.flatMap { $0.scopes.values.flatMap(\.self) }
        let needed = Set(scopes).sorted().map { " --scope \($0)" }.joined()
        return fault(
            "refused-caller",
            status == 401
                ? LocalizedText("the service does not know who is calling\(words)", zh: "服务无法识别调用者\(words)")
                : LocalizedText("the caller may not store records\(words)", zh: "调用者无权存储记录\(words)"),
            LocalizedText(
                "give a token that is valid and allows this with --token-file or HANDOVER_TOKEN; "
                    + "'handover token create FOLDER --subject me\(needed)' makes one",
                zh: "请用 --token-file 或 HANDOVER_TOKEN 提供有效且有权限的令牌；"
                    + "可用“handover token create 文件夹 --subject me\(needed)”签发"
            )
        )
    }

    static func wrongAddress(_ judge: AnswerJudge, _ status: Int) -> ServiceError {
        let basePath = judge.route.basePath
        let method = judge.route.operation.method
        let remedy =
            !basePath.isEmpty && !judge.address.url.hasSuffix(basePath)
            ? LocalizedText(
                "the contract is served under '\(basePath)': write --server \(judge.address.url)\(basePath)",
                zh: "该契约位于“\(basePath)”之下：请写 --server \(judge.address.url)\(basePath)"
            )
            : LocalizedText(
                "check that --server and the contract belong to the same service",
                zh: "请确认 --server 与契约属于同一服务"
            )
        return fault(
            "wrong-address",
            LocalizedText(
                "the service answers \(method) \(judge.target) with \(status): it is not what the contract describes",
                zh: "服务对 \(method) \(judge.target) 答复 \(status)：与契约不符"
            ),
            remedy
        )
    }

    static func unexpected(_ target: String, _ status: Int) -> ServiceError {
        fault(
            "unexpected-answer",
            LocalizedText(
                "'\(target)' answers with status \(status), but not as the contract says it would",
                zh: "“\(target)”答复状态 \(status)，但内容与契约不符"
            ),
            LocalizedText(
                "check that --server is the address of the service, and the contract the one that it follows",
                zh: "请确认 --server 是该服务的地址，且契约是其所遵循的契约"
            )
        )
    }

    static func failed(_ target: String, _ status: Int, _ said: String) -> ServiceError {
        let words = said.isEmpty ? "" : " (\(said))"
        return fault(
            "unavailable",
            LocalizedText(
                "'\(target)' cannot take records now: status \(status)\(words)",
                zh: "“\(target)”目前无法接收记录：状态 \(status)\(words)"
            ),
            LocalizedText(
                "try again later, or slower with --rate and --concurrency",
                zh: "请稍后重试，或用 --rate 和 --concurrency 放慢速度"
            )
        )
    }

    /// What happened to a connection.
    static func unreachable(_ target: String, _ reason: HTTPFetchError.Reason) -> ServiceError {
        let words = words(reason)
        return fault(
            "unreachable",
            LocalizedText(
                "'\(target)' cannot be reached: \(words.english)",
                zh: "无法访问“\(target)”：\(words.chinese)"
            ),
            remedy(reason)
        )
    }

    private static func words(_ reason: HTTPFetchError.Reason) -> LocalizedText {
        switch reason {
        case .status(let status): LocalizedText("status \(status)", zh: "状态 \(status)")
        case .tooLarge(let limit):
            LocalizedText("the answer has more than \(limit) bytes", zh: "答复超过 \(limit) 字节")
        case .tooManyRedirects, .insecureRedirect: LocalizedText("it sends elsewhere", zh: "发生了重定向")
        case .timeout(let time): LocalizedText("no whole answer within \(time)", zh: "\(time) 内没有完整的答复")
        case .unknownHost(let host): LocalizedText("nobody knows the host '\(host)'", zh: "找不到主机“\(host)”")
        case .insecure(let text): LocalizedText("no secure connection (\(text))", zh: "无法建立安全连接（\(text)）")
        case .unreachable(let text): SystemWords.text(text)
        case .invalidURL: LocalizedText("this is no URL of HTTP", zh: "不是 HTTP 的 URL")
        }
    }

    private static func remedy(_ reason: HTTPFetchError.Reason) -> LocalizedText {
        switch reason {
        case .insecure:
            LocalizedText(
                "certificates are always verified: install that of the service's authority in this system, or write "
                    + "http:// if it has no TLS",
                zh: "证书总会被校验：请在本系统安装其签发机构的证书；若服务不用 TLS，请写 http://"
            )
        case .unknownHost, .invalidURL:
            LocalizedText("check the address behind --server", zh: "请检查 --server 的地址")
        default:
            LocalizedText(
                "check that the service is running, and the address behind --server",
                zh: "请确认服务正在运行，并检查 --server 的地址"
            )
        }
    }
}
