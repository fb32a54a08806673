import Diagnostics
import JSON
import StringFormats

extension SchemaCompiler {
    /// Reads the keywords of a schema object into rules; what is wrong with them becomes errors.
    mutating func read(_ context: inout SchemaContext) {
        for (keyword, value) in context.members {
            switch keyword {
            case .schema, .defs, .definitions, .vocabulary, .recursiveAnchor, .contentSchema: break
            case .id, .legacyID, .anchor, .dynamicAnchor: _ = text(of: value, keyword, in: context)
            case .ref, .dynamicRef, .recursiveRef: readReference(keyword, value, &context)
            case .type, .const, .enum, .multipleOf, .maximum, .exclusiveMaximum, .minimum, .exclusiveMinimum:
                readValueKeyword(keyword, value, &context)
            case .maxLength, .minLength, .pattern, .format, .maxItems, .minItems, .uniqueItems, .maxProperties,
                .minProperties, .required, .dependentRequired, .contentEncoding, .contentMediaType:
                readSizeKeyword(keyword, value, &context)
            case .allOf, .anyOf, .oneOf, .not, .if, .dependentSchemas, .dependencies:
                readLogic(keyword, value, &context)
            case .prefixItems, .items, .contains, .properties, .patternProperties, .additionalProperties,
                .propertyNames, .unevaluatedItems, .unevaluatedProperties:
                readChildren(keyword, value, &context)
            case .then, .else: if context[.if] == nil { checkShape(of: value, context) }
            case .maxContains, .minContains: if context[.contains] == nil { _ = count(value, keyword, context) }
            case .additionalItems: if context[.items]?.kind != .array { checkShape(of: value, context) }
            }
        }
        // Whatever they look at must have been evaluated before.
        let last = context.rules.filter { $0.keyword == .unevaluatedItems || $0.keyword == .unevaluatedProperties }
        if !last.isEmpty {
            context.rules.removeAll { $0.keyword == .unevaluatedItems || $0.keyword == .unevaluatedProperties }
            context.rules += last
        }
    }

    // MARK: Any type, numbers

    private mutating func readValueKeyword(_ keyword: Keyword, _ value: JSONNode, _ context: inout SchemaContext) {
        switch keyword {
        case .type:
            if let types = types(value, context) { context.add(keyword, value, .type(types)) }
        case .const: context.add(keyword, value, .values([value]))
        case .enum:
            guard value.kind == .array else { return invalid(keyword, value, .array, in: context) }
            context.add(keyword, value, .values(Array(value.elements)))
        case .multipleOf:
            guard value.kind == .number, value.exactNumber.signum > 0 else {
                return invalid(keyword, value, .positiveNumber, in: context)
            }
            guard value.exactNumber.significantDigitCount <= options.limits.maximumDivisorDigitCount else {
                let most = options.limits.maximumDivisorDigitCount
                let text = LocalizedText("\(most) digits", zh: "\(most) 位数字")
                return tooLarge("maximumDivisorDigitCount", text, at: value, in: context.document)
            }
            context.add(keyword, value, .multipleOf(value.exactNumber))
        case .maximum, .minimum:
            guard value.kind == .number else { return invalid(keyword, value, .number, in: context) }
            let isUpper = keyword == .maximum
            let modifier = context[isUpper ? .exclusiveMaximum : .exclusiveMinimum]
            let isExclusive = context.dialect.revision == .draft4 && modifier?.boolean == true
            let bound = NumberBound(value: value.exactNumber, isUpper: isUpper, isExclusive: isExclusive)
            context.add(keyword, value, .bound(bound))
        case .exclusiveMaximum, .exclusiveMinimum:
            if context.dialect.revision == .draft4 {
                if value.boolean == nil { invalid(keyword, value, .boolean, in: context) }
                return
            }
            guard value.kind == .number else { return invalid(keyword, value, .number, in: context) }
            let isUpper = keyword == .exclusiveMaximum
            let bound = NumberBound(value: value.exactNumber, isUpper: isUpper, isExclusive: true)
            context.add(keyword, value, .bound(bound))
        default: break
        }
    }

    private mutating func types(_ value: JSONNode, _ context: SchemaContext) -> TypeSet? {
        let nodes = value.kind == .array ? Array(value.elements) : [value]
        var types: TypeSet = []
        for node in nodes {
            let name = node.string ?? ""
            guard node.kind == .string, var type = TypeSet.names.first(where: { $0.name == name })?.type else {
                unknownType(node, in: context)
                return nil
            }
            if type == .integer, context.dialect.revision == .draft4 { type = .integerSyntax }
            types.insert(type)
        }
        return types
    }

    private mutating func unknownType(_ node: JSONNode, in context: SchemaContext) {
        let names = TypeSet.names.map(\.name)
        let nearest = node.string.flatMap { NearestName.of($0, among: names) }
        report(
            .invalidKeyword,
            LocalizedText("\(Excerpt.of(node)) is no type", zh: "\(Excerpt.of(node)) 不是类型名"),
            at: node,
            in: context.document,
            remedy: LocalizedText(
                nearest.map { "did you mean '\($0)'?" } ?? "use one of \(Excerpt.list(names: names))",
                zh: nearest.map { "是否想写“\($0)”？" } ?? "请使用 \(Excerpt.list(names: names)) 之一"
            )
        )
    }

    // MARK: Sizes and names

    private mutating func readSizeKeyword(_ keyword: Keyword, _ value: JSONNode, _ context: inout SchemaContext) {
        switch keyword {
        case .pattern:
            guard let source = text(of: value, keyword, in: context),
                let pattern = pattern(source, at: value, in: context.document)
            else { return }
            context.add(keyword, value, .pattern(pattern))
        case .format:
            guard let name = text(of: value, keyword, in: context) else { return }
            guard options.assertsFormat || context.dialect.assertsFormat else { return }
            if context.dialect.isOpenAPI, let format = NumberFormat(name: name) {
                context.add(keyword, value, .numberFormat(format))
            } else if let format = StringFormat(name: name) {
                context.add(keyword, value, .format(self.format(.format(format))))
            }
        case .contentEncoding, .contentMediaType:
            // Read together, once.
            let first = context.members.first { $0.keyword == .contentEncoding || $0.keyword == .contentMediaType }
            guard options.assertsContent, first?.keyword == keyword else { return }
            let (encoding, mediaType) = (context[.contentEncoding]?.string, context[.contentMediaType]?.string)
            if let content = StringAssertion(encoding: encoding, mediaType: mediaType) {
                context.add(keyword, value, .format(format(content)))
            }
        case .uniqueItems:
            guard let isUnique = value.boolean else { return invalid(keyword, value, .boolean, in: context) }
            if isUnique { context.add(keyword, value, .uniqueItems) }
        case .required:
            guard let names = names(value, keyword, context) else { return }
            let exempt = exempt(of: names, in: context)
            context.add(keyword, value, .required(exempt.isEmpty ? names : names.filter { !exempt.contains($0) }))
        case .dependentRequired:
            guard value.kind == .object else { return invalid(keyword, value, .object, in: context) }
            var dependencies: [DependentNames] = []
            for (name, list) in value.members {
                guard let names = names(list, keyword, context) else { continue }
                dependencies.append(DependentNames(trigger: PropertyName(name), names: names))
            }
            context.add(keyword, value, .dependentRequired(dependencies))
        default:
            guard let count = count(value, keyword, context) else { return }
            let check: Check =
                switch keyword {
                case .maxLength: .maximumLength(count)
                case .minLength: .minimumLength(count)
                case .maxItems: .maximumItems(count)
                case .minItems: .minimumItems(count)
                case .maxProperties: .maximumProperties(count)
                default: .minimumProperties(count)
                }
            context.add(keyword, value, check)
        }
    }

    /// A count of something; one beyond `Int` is as good as no upper bound.
    mutating func count(_ value: JSONNode, _ keyword: Keyword, _ context: SchemaContext) -> Int? {
        if value.kind == .number {
            let number = value.exactNumber
            if number.isInteger, number.signum >= 0 { return number.integer ?? Int.max }
        }
        invalid(keyword, value, .count, in: context)
        return nil
    }

    mutating func names(_ value: JSONNode, _ keyword: Keyword, _ context: SchemaContext) -> [PropertyName]? {
        var seen: Set<PropertyName> = []
        var names: [PropertyName] = []
        guard value.kind == .array, value.elements.allSatisfy({ $0.kind == .string }) else {
            invalid(keyword, value, .names, in: context)
            return nil
        }
        for element in value.elements {
            let name = PropertyName(element.string ?? "")
            if seen.insert(name).inserted { names.append(name) }
        }
        return names
    }

    mutating func text(of value: JSONNode, _ keyword: Keyword, in context: SchemaContext) -> String? {
        if let text = value.string { return text }
        invalid(keyword, value, .string, in: context)
        return nil
    }

    // MARK: Wrong values

    /// What a keyword's value has to be.
    enum Expectation {
        case array, boolean, count, names, number, object, positiveNumber, schemas, string

        var text: LocalizedText {
            switch self {
            case .array: LocalizedText("an array", zh: "数组")
            case .boolean: LocalizedText("true or false", zh: "true 或 false")
            case .count: LocalizedText("a whole number of at least 0", zh: "不小于 0 的整数")
            case .names: LocalizedText("an array of strings", zh: "字符串数组")
            case .number: LocalizedText("a number", zh: "数字")
            case .object: LocalizedText("an object", zh: "对象")
            case .positiveNumber: LocalizedText("a number above 0", zh: "大于 0 的数字")
            case .schemas: LocalizedText("an array of schemas, at least one", zh: "至少含一个模式的数组")
            case .string: LocalizedText("a string", zh: "字符串")
            }
        }
    }

    mutating func invalid(
        _ keyword: Keyword,
        _ value: JSONNode,
        _ expected: Expectation,
        in context: SchemaContext
    ) {
        let found = Excerpt.of(value)
        report(
            .invalidKeyword,
            LocalizedText(
                "'\(keyword.rawValue)' is \(expected.text.english), not \(found)",
                zh: "“\(keyword.rawValue)”应为\(expected.text.chinese)，而不是 \(found)"
            ),
            at: value,
            in: context.document
        )
    }
}
