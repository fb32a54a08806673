public import Diagnostics

/// A rule that a change or a query broke.
public enum RecordError: Error, Hashable, Sendable {
    case notFound
    case alreadyExists(key: String)
    case notUnique(field: FieldPath, value: String)
    /// Records that are already there make a field impossible to keep unique.
    case duplicateValues(collection: String, field: FieldPath, value: String)
    case danglingReference(field: FieldPath, value: String, collection: String)
    case referenced(collection: String, field: FieldPath)
    case idempotencyMismatch
    case idempotencyInProgress
    case invalidCursor
    case unknownCollection(name: String)

    /// A stable name; match on the case, or on this.
    public var code: String {
        switch self {
        case .notFound: "record.not-found"
        case .alreadyExists: "record.already-exists"
        case .notUnique: "record.not-unique"
        case .duplicateValues: "record.duplicate-values"
        case .danglingReference: "record.dangling-reference"
        case .referenced: "record.referenced"
        case .idempotencyMismatch: "record.idempotency-mismatch"
        case .idempotencyInProgress: "record.idempotency-in-progress"
        case .invalidCursor: "record.invalid-cursor"
        case .unknownCollection: "record.unknown-collection"
        }
    }

    /// What was found.
    public var message: LocalizedText {
        switch self {
        case .notFound: LocalizedText("there is no such record", zh: "没有这条记录")
        case .alreadyExists(let key):
            LocalizedText("a record with the key '\(key)' exists already", zh: "键为“\(key)”的记录已存在")
        case .notUnique(let field, let value):
            LocalizedText(
                "another record has the value '\(value)' in '\(field)'",
                zh: "另一条记录的“\(field)”已是“\(value)”"
            )
        case .duplicateValues(let collection, let field, let value):
            LocalizedText(
                "'\(field)' cannot be unique: several records of '\(collection)' have the value '\(value)'",
                zh: "“\(field)”无法设为唯一：“\(collection)”中有多条记录的值为“\(value)”"
            )
        case .danglingReference(let field, let value, let collection):
            LocalizedText(
                "'\(field)' refers to '\(value)', which is not in '\(collection)'",
                zh: "“\(field)”引用的“\(value)”不在“\(collection)”中"
            )
        case .referenced(let collection, let field):
            LocalizedText(
                "the record is in use: '\(field)' of a record of '\(collection)' refers to it",
                zh: "记录正在使用：“\(collection)”中有记录的“\(field)”引用了它"
            )
        case .idempotencyMismatch:
            LocalizedText(
                "the idempotency key was used for a different request",
                zh: "该幂等键已用于另一个不同的请求"
            )
        case .idempotencyInProgress:
            LocalizedText("a request with this idempotency key is still running", zh: "使用该幂等键的请求仍在处理中")
        case .invalidCursor: LocalizedText("the cursor does not belong to this query", zh: "游标不属于此查询")
        case .unknownCollection(let name):
            LocalizedText("there is no collection '\(name)'", zh: "没有名为“\(name)”的集合")
        }
    }

    /// What to do about it.
    public var remedy: LocalizedText {
        switch self {
        case .notFound: LocalizedText("check the key", zh: "请检查键")
        case .alreadyExists: LocalizedText("choose another key, or replace the record", zh: "请换一个键，或替换该记录")
        case .notUnique: LocalizedText("choose another value", zh: "请换一个值")
        case .duplicateValues:
            LocalizedText("make the values differ first, or leave the field as it is", zh: "请先消除重复值，或保持该字段不变")
        case .danglingReference: LocalizedText("create that record first", zh: "请先创建被引用的记录")
        case .referenced: LocalizedText("change or delete the referring records first", zh: "请先修改或删除引用它的记录")
        case .idempotencyMismatch: LocalizedText("use a new key for a new request", zh: "新的请求请使用新的键")
        case .idempotencyInProgress: LocalizedText("wait a moment and ask again", zh: "请稍候重试")
        case .invalidCursor: LocalizedText("start again from the first page", zh: "请从第一页重新开始")
        case .unknownCollection: LocalizedText("check the collection's name", zh: "请检查集合名称")
        }
    }
}

extension RecordError: ExplainedError {
    /// The one finding.
    public var diagnostics: [Diagnostic] { [Diagnostic(code: code, message, remedy: remedy)] }
}
