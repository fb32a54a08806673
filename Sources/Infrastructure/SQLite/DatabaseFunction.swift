import CSQLite

/// One call of a function that Swift adds to SQL.
package struct FunctionCall {
    fileprivate let context: OpaquePointer
    fileprivate let arguments: UnsafeMutablePointer<OpaquePointer?>?

    /// Lends the bytes of an argument, of a text as UTF-8; none when it is null.
    package func withBytes<Result>(at index: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        let value = arguments?[index]
        let isText = sqlite3_value_type(value) == SQLITE_TEXT
        let start = isText ? UnsafeRawPointer(sqlite3_value_text(value)) : sqlite3_value_blob(value)
        let count = start == nil ? 0 : Int(sqlite3_value_bytes(value))
        return UnsafeRawBufferPointer(start: start, count: count)
            .withMemoryRebound(to: UInt8.self) { body($0.span) }
    }

    /// An argument as text.
    package func text(at index: Int) -> String {
        withBytes(at: index) { span in
            span.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) }
        }
    }

    /// An argument as bytes.
    package func bytes(at index: Int) -> [UInt8] {
        withBytes(at: index) { span in span.withUnsafeBufferPointer { Array($0) } }
    }

    /// What is made of an argument; made once for a statement when the argument is constant there.
    ///
    /// A function makes one type of thing of each of its arguments: what was kept is taken for that type unchecked.
    package func made<Value: AnyObject>(from index: Int, _ make: () -> Value) -> Value {
        if let kept = sqlite3_get_auxdata(context, Int32(index)) {
            return Unmanaged<Value>.fromOpaque(kept).takeUnretainedValue()
        }
        let value = make()
        sqlite3_set_auxdata(context, Int32(index), Unmanaged.passRetained(value).toOpaque()) { kept in
            if let kept { Unmanaged<AnyObject>.fromOpaque(kept).release() }
        }
        return value
    }
}

/// What a function returns to SQL.
package enum FunctionResult {
    case null
    case boolean(Bool)
    case integer(Int64)
    case text(String)
    case blob([UInt8])
}

private final class FunctionBox {
    let body: @Sendable (FunctionCall) -> FunctionResult

    init(_ body: @escaping @Sendable (FunctionCall) -> FunctionResult) { self.body = body }
}

extension Database {
    /// Adds a function whose result depends on its arguments alone, so that indexes may use it.
    package func addFunction(
        _ name: String,
        argumentCount: Int,
        _ body: @escaping @Sendable (FunctionCall) -> FunctionResult
    ) throws(SQLiteError) {
        let code = sqlite3_create_function_v2(
            handle,
            name,
            Int32(argumentCount),
            SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
            Unmanaged.passRetained(FunctionBox(body)).toOpaque(),
            { context, _, arguments in
                guard let context, let box = sqlite3_user_data(context) else { return }
                let function = Unmanaged<FunctionBox>.fromOpaque(box).takeUnretainedValue()
                Database.give(function.body(FunctionCall(context: context, arguments: arguments)), to: context)
            },
            nil,
            nil,
            { box in if let box { Unmanaged<FunctionBox>.fromOpaque(box).release() } }
        )
        guard code == SQLITE_OK else { throw SQLiteError(code: code, of: handle) }
    }

    private static func give(_ result: FunctionResult, to context: OpaquePointer) {
        let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        switch result {
        case .null: sqlite3_result_null(context)
        case .boolean(let value): sqlite3_result_int(context, value ? 1 : 0)
        case .integer(let value): sqlite3_result_int64(context, value)
        case .text(var text):
            text.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    sqlite3_result_text64(context, $0.baseAddress, UInt64($0.count), copied, UInt8(SQLITE_UTF8))
                }
            }
        case .blob(let bytes):
            if bytes.isEmpty { return sqlite3_result_zeroblob(context, 0) }
            bytes.withUnsafeBytes { sqlite3_result_blob64(context, $0.baseAddress, UInt64($0.count), copied) }
        }
    }
}
