public import Diagnostics

/// A reason why a store cannot do its work.
public struct StoreError: ExplainedError, Hashable {
    /// What is wrong; an open set, since other stores fail in other ways.
    public struct Code: Hashable, Sendable, CustomStringConvertible {
        /// The name users see and search for.
        public let description: String

        /// A code.
        public init(_ description: String) { self.description = description }

        /// The data folder or a file in it cannot be written.
        public static let unwritable = Code("store.unwritable")
        /// Another process uses the data.
        public static let locked = Code("store.locked")
        /// The data is damaged, or no store's data at all.
        public static let corrupt = Code("store.corrupt")
        /// There is no room left.
        public static let full = Code("store.full")
        /// A later version of the product wrote the data.
        public static let newerVersion = Code("store.newer-version")
        /// The store was closed.
        public static let closed = Code("store.closed")
        /// More work waits than the store takes.
        public static let overloaded = Code("store.overloaded")
        /// The storage failed.
        public static let io = Code("store.io")
    }

    /// What is wrong; match on this.
    public let code: Code
    /// What was found.
    public let message: LocalizedText
    /// What to do about it.
    public let remedy: LocalizedText

    /// An error.
    public init(_ code: Code, _ message: LocalizedText, remedy: LocalizedText) {
        self.code = code
        self.message = message
        self.remedy = remedy
    }

    /// The one finding.
    public var diagnostics: [Diagnostic] { [Diagnostic(code: code.description, message, remedy: remedy)] }

    /// The error of a store that was closed.
    public static let closed = StoreError(
        .closed,
        LocalizedText("the store is closed", zh: "存储已关闭"),
        remedy: LocalizedText("the service is stopping; ask again when it is back", zh: "服务正在停止，请在恢复后重试")
    )

    /// The error of a store that has too much to do.
    public static let overloaded = StoreError(
        .overloaded,
        LocalizedText("too much is waiting for the store", zh: "等待存储处理的请求过多"),
        remedy: LocalizedText("wait a moment and ask again", zh: "请稍候重试")
    )
}
