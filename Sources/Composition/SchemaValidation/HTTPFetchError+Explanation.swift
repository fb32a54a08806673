import Diagnostics
import DocumentFiles
import HTTPFetching

extension HTTPFetchError {
    /// The failure in words, at the reference that asked for the document.
    func explained(at location: SourceLocation?) -> ServiceError {
        let (reason, zh) = words
        return ServiceError(
            "schema.not-fetched",
            LocalizedText("'\(url)' cannot be fetched: \(reason)", zh: "无法获取“\(url)”：\(zh)"),
            at: location,
            remedy: LocalizedText(
                "try again, or keep the document in a folder and use '--remotes'",
                zh: "请重试，或将文档存入文件夹并使用“--remotes”"
            ),
            isOutside: true
        )
    }

    private var words: (english: String, chinese: String) {
        switch reason {
        case .status(let status): ("the server answers with status \(status)", "服务器返回状态 \(status)")
        case .tooLarge(let limit): ("it has more than \(limit) bytes", "超过 \(limit) 字节")
        case .tooManyRedirects(let limit): ("more than \(limit) redirects", "重定向超过 \(limit) 次")
        case .insecureRedirect: ("a redirect leads from https to http", "从 https 重定向到 http")
        case .timeout(let time): ("no answer within \(time)", "\(time) 内没有完整响应")
        case .unknownHost(let host): ("nobody knows the host '\(host)'", "无法解析主机“\(host)”")
        case .insecure(let text): ("there is no secure connection: \(text)", "无法建立安全连接：\(text)")
        case .unreachable(let text): (text, text)
        case .invalidURL: ("the URL is no http or https URL", "不是 http 或 https URL")
        }
    }
}
