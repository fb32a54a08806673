import Contract
package import JSON

/// Values made from a schema.
///
/// What the author wrote comes first (`const`, `enum`, `example`, `examples`, `default`), then the smallest value that
/// the keywords allow. A sample is a proposal: whoever sends it checks it against the schema, and takes another candidate
/// when it is refused.
package struct SchemaSample: Sendable {
    private let schema: JSONNode
    static let maximumDepth = 12
    /// Deeper than this, only what must be there is made.
    static let fullDepth = 3
    private static let maximumCandidateCount = 96

    /// Samples of a schema.
    package init(of schema: JSONNode) { self.schema = schema }

    /// A value with every property, down to a few levels.
    package var full: JSONValue { value(Maker(isFull: true)) }

    /// A value with required properties only.
    package var minimal: JSONValue { value(Maker(isFull: false)) }

    /// The smallest value, whatever examples the author gave: for what is stored, not shown.
    package var plain: JSONValue {
        var maker = Maker(isFull: false)
        maker.trustsAuthor = false
        return value(maker)
    }

    /// Values to try, best first.
    package var candidates: some Sequence<JSONValue> {
        (0..<Self.maximumCandidateCount).lazy.map { value(Maker(attempt: $0)) }
    }

    private func value(_ maker: Maker) -> JSONValue {
        var maker = maker
        return maker.value(of: [schema], depth: 0, salt: maker.salt)
    }

    /// One attempt at a value.
    struct Maker {
        let isFull: Bool
        /// Whether `example` and `default` are believed.
        var trustsAuthor = true
        /// Told apart by this, values of one schema differ.
        var salt = 0
        var choices = SampleChoices(number: 0)

        init(isFull: Bool) { self.isFull = isFull }

        /// The attempts in the order in which they promise most.
        init(attempt: Int) {
            isFull = attempt % 2 == 0
            guard attempt >= 4 else {
                trustsAuthor = attempt < 2
                return
            }
            let number = attempt / 2 - 1
            trustsAuthor = number % 4 == 3
            choices = SampleChoices(number: number)
            salt = number % 3
        }
    }
}

extension SchemaSample.Maker {
    /// A value that some schemas all accept, as far as one can tell without checking.
    ///
    /// - Parameters:
    ///   - schemas: What the value must meet.
    ///   - depth: How deep the value stands in the whole.
    ///   - salt: Another number gives another value, where there is more than one.
    /// - Returns: The value.
    mutating func value(of schemas: [JSONNode], depth: Int, salt: Int) -> JSONValue {
        let parts = SchemaParts(schemas, choices: &choices)
        if let fixed = fixed(parts, salt: salt) { return fixed }
        if trustsAuthor, salt == 0, let written = written(parts) { return written }
        let types = Self.likelyTypes(parts)
        guard depth < SchemaSample.maximumDepth else {
            return types.contains(.null) ? .null : types.contains(.object) ? [:] : types.contains(.array) ? [] : "text"
        }
        if types.contains(.object) { return object(parts, depth: depth, salt: salt) }
        if types.contains(.array) { return array(parts, depth: depth, salt: salt) }
        if types.contains(.string) { return .string(StringSample(parts).text(salt: salt)) }
        if !types.isDisjoint(with: [.integer, .number]) {
            return NumberSample(parts, isInteger: !types.contains(.number)).value(salt: salt)
        }
        if types.contains(.boolean) { return .boolean(salt % 2 == 0) }
        return .null
    }

    /// What `const` and `enum` leave no choice about.
    private mutating func fixed(_ parts: SchemaParts, salt: Int) -> JSONValue? {
        if let constant = parts.values("const").first { return JSONValue(constant) }
        let lists = parts.values("enum").map { SchemaParts.elements($0).map { JSONValue($0) } }
        guard let first = lists.first, !first.isEmpty else { return nil }
        let types = parts.types
        let common = first.filter { value in
            lists.dropFirst().allSatisfy { $0.contains(value) } && types.contains(SchemaTypes(of: value))
        }
        let choice = common.isEmpty ? first : common
        // The default says which value is the usual one.
        if salt == 0, let usual = parts.values("default").first.map({ JSONValue($0) }), choice.contains(usual) {
            return usual
        }
        return choice[(choices.pick(of: choice.count) + salt) % choice.count]
    }

    private func written(_ parts: SchemaParts) -> JSONValue? {
        // An example of a part says nothing about the rest; only that of the whole is worth having for objects.
        for (index, node) in parts.nodes.enumerated() {
            let found = node["example"] ?? node["examples"]?[0] ?? node["default"]
            guard let found, index == 0 || found.kind != .object || parts.nodes.count == 2 else { continue }
            if parts.types.contains(SchemaTypes(of: JSONValue(found))) { return JSONValue(found) }
        }
        return nil
    }

    /// The types that are left; where nothing says, those that the keywords speak of.
    private static func likelyTypes(_ parts: SchemaParts) -> SchemaTypes {
        let types = parts.types
        let hints: [(SchemaTypes, [String])] = [
            (.object, ["properties", "required", "additionalProperties", "patternProperties", "minProperties"]),
            (.array, ["items", "prefixItems", "minItems", "contains"]),
            (.string, ["pattern", "format", "minLength", "maxLength", "contentEncoding"]),
            ([.number, .integer], ["minimum", "maximum", "multipleOf", "exclusiveMinimum", "exclusiveMaximum"]),
        ]
        for (type, keywords) in hints where !types.isDisjoint(with: type) {
            if keywords.contains(where: { !parts.values($0).isEmpty }) { return types.intersection(type) }
        }
        return types == .all ? .string : types
    }
}

extension SchemaTypes {
    /// The type of a value.
    init(of value: JSONValue) {
        switch value {
        case .null: self = .null
        case .boolean: self = .boolean
        case .number(let number): self = Int(exactly: number) == nil ? .number : [.integer, .number]
        case .string: self = .string
        case .array: self = .array
        case .object: self = .object
        }
    }
}
