public import Access
public import Diagnostics

/// How a gateway behaves.
public struct GatewaySettings: Sendable {
    /// What happens to an answer that breaks the contract.
    public enum ResponseCheck: String, Sendable, CaseIterable {
        /// It is replaced by a problem that says what is wrong; for development.
        case refuse
        /// It is reported and sent.
        case report
    }

    /// What happens to an answer that breaks the contract.
    public var responseCheck: ResponseCheck
    /// The language of clients that do not ask for one.
    public var language: Language
    /// How deep a request body may nest.
    public var maximumBodyDepth: Int
    /// The largest body of a request, in bytes; the server counts, the gateway says it in words.
    public var maximumBodyByteCount: Int
    /// How long an idempotency key is remembered.
    public var idempotencyLifetime: Duration
    /// What proves callers; nil lets nobody in where the contract asks for proof.
    public var tokens: VerifiedTokenCache?
    /// Whether new requests are welcome, for `/ready`.
    public var isReady: @Sendable () -> Bool
    /// Called once for every answer; nil saves the measuring.
    public var observe: (@Sendable (RequestReport) -> Void)?
    /// Called with each answer that broke the contract.
    public var observeViolation: @Sendable (ResponseViolation) -> Void

    /// Settings; the defaults are those of development.
    public init(
        responseCheck: ResponseCheck = .refuse,
        language: Language = .english,
        maximumBodyDepth: Int = 256,
        maximumBodyByteCount: Int = 10 << 20,
        idempotencyLifetime: Duration = .seconds(86400),
        tokens: VerifiedTokenCache? = nil,
        isReady: @escaping @Sendable () -> Bool = { true },
        observe: (@Sendable (RequestReport) -> Void)? = nil,
        observeViolation: @escaping @Sendable (ResponseViolation) -> Void = { _ in }
    ) {
        self.responseCheck = responseCheck
        self.language = language
        self.maximumBodyDepth = maximumBodyDepth
        self.maximumBodyByteCount = maximumBodyByteCount
        self.idempotencyLifetime = idempotencyLifetime
        self.tokens = tokens
        self.isReady = isReady
        self.observe = observe
        self.observeViolation = observeViolation
    }
}

/// One request that was answered.
public struct RequestReport: Sendable {
    /// The method.
    public let method: String
    /// The path without its query.
    public let path: String
    /// The operation that answered; nil when there was none.
    public let operationID: String?
    /// The status of the answer.
    public let status: Int
    /// The bytes of the answer's body.
    public let byteCount: Int
    /// From the whole request to the whole answer.
    public let duration: Duration
}

/// An answer that breaks the contract.
public struct ResponseViolation: Sendable {
    /// The operation that answered.
    public let operationID: String
    /// The status of the answer.
    public let status: Int
    /// What is wrong, one line each.
    public let findings: [LocalizedText]
}
