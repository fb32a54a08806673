/// A value that no log, error message, mirror or encoder shows: a key, a password, a token.
///
/// It has no `Codable` and no `Equatable`: whoever needs the value asks for it by name, with ``use(_:)``, and compares
/// it in constant time.
public struct Secret<Value: Sendable>: Sendable {
    private let value: Value

    /// Takes custody of a value.
    public init(_ value: Value) { self.value = value }

    /// Lends the value for the length of one closure.
    public func use<Result, Failure: Error>(_ body: (Value) throws(Failure) -> Result) throws(Failure) -> Result {
        try body(value)
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// A placeholder, the same for every value.
    public var description: String { "<redacted>" }

    /// A placeholder, the same for every value.
    public var debugDescription: String { "<redacted>" }

    /// A mirror without children, since `dump` and test failures print by reflection.
    public var customMirror: Mirror { Mirror(self, children: [(label: String?, value: Any)]()) }
}
