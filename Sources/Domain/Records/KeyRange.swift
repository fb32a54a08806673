/// A stretch of the order of values.
package struct KeyRange: Hashable, Sendable {
    package let lower: FieldKey
    package let includesLower: Bool
    package let upper: FieldKey
    package let includesUpper: Bool

    package func contains(_ key: FieldKey) -> Bool {
        (includesLower ? key >= lower : key > lower) && (includesUpper ? key <= upper : key < upper)
    }

    /// The one value.
    package var single: FieldKey? { includesLower && includesUpper && lower == upper ? lower : nil }
}

/// A filter, worked out for searching.
package struct FilterTest: Sendable {
    /// What a field must be to pass.
    package enum Condition: Sendable {
        /// In any of the ranges.
        case inside([KeyRange])
        /// A value other than these, and not null.
        case noneOf([FieldKey])
        /// A text or array with any of these inside.
        case containsAny([FieldKey])
    }

    package let field: FieldPath
    package let condition: Condition
    private let locator: FieldLocator

    package init(_ filter: RecordFilter) {
        field = filter.field
        locator = FieldLocator(filter.field)
        let keys = filter.values.map { FieldKey($0) }
        condition =
            switch filter.comparison {
            case .notEqual: .noneOf(keys)
            case .contains: .containsAny(keys)
            default: .inside(keys.compactMap { Self.range(filter.comparison, $0) })
            }
    }

    /// Whether a record passes.
    package func passes(_ body: Span<UInt8>) -> Bool {
        switch condition {
        case .inside(let ranges):
            let key = locator.key(in: body)
            return ranges.contains { $0.contains(key) }
        case .noneOf(let keys):
            let key = locator.key(in: body)
            return !key.isNull && !keys.contains(key)
        case .containsAny(let parts):
            for part in parts where locator.contains(part, in: body) { return true }
            return false
        }
    }

    /// The values that compare so with a key; nil when there are none.
    private static func range(_ comparison: RecordFilter.Comparison, _ key: FieldKey) -> KeyRange? {
        if comparison == .equal { return KeyRange(lower: key, includesLower: true, upper: key, includesUpper: true) }
        guard !key.isNull, let kind = key.bytes.first else { return nil }
        let first = FieldKey.first(of: kind)
        let end = FieldKey.first(of: kind + 1)
        switch comparison {
        case .less: return KeyRange(lower: first, includesLower: true, upper: key, includesUpper: false)
        case .lessOrEqual: return KeyRange(lower: first, includesLower: true, upper: key, includesUpper: true)
        case .greater: return KeyRange(lower: key, includesLower: false, upper: end, includesUpper: false)
        case .greaterOrEqual: return KeyRange(lower: key, includesLower: true, upper: end, includesUpper: false)
        case .hasPrefix:
            guard key.isString else { return nil }
            // No byte of UTF-8 and no kind is 0xFF, so the last one can always grow.
            var after = key.bytes
            after[after.count - 1] += 1
            return KeyRange(
                lower: key,
                includesLower: true,
                upper: FieldKey(bytes: after),
                includesUpper: false
            )
        case .equal, .notEqual, .contains: return nil
        }
    }
}
