import JSON

extension SchemaCompiler {
    // MARK: On the same instance

    mutating func readLogic(_ keyword: Keyword, _ value: JSONNode, _ context: inout SchemaContext) {
        switch keyword {
        case .allOf, .anyOf, .oneOf:
            guard value.kind == .array, value.count > 0 else { return invalid(keyword, value, .schemas, in: context) }
            let schemas = value.elements.map { subschema($0, context) }
            let check: Check =
                switch keyword {
                case .allOf: .allOf(schemas)
                case .anyOf: .anyOf(schemas)
                default: .oneOf(schemas)
                }
            context.add(keyword, value, check)
        case .not: context.add(keyword, value, .not(subschema(value, context)))
        case .if:
            let condition = subschema(value, context)
            let then = context[.then].map { subschema($0, context) }
            let otherwise = context[.else].map { subschema($0, context) }
            context.add(keyword, value, .conditional(condition, then: then, else: otherwise))
        case .dependentSchemas:
            guard value.kind == .object else { return invalid(keyword, value, .object, in: context) }
            let dependents = value.members.map { name, schema in
                DependentSchema(trigger: PropertyName(name), schema: subschema(schema, context))
            }
            context.add(keyword, value, .dependentSchemas(dependents))
        case .dependencies: readDependencies(value, &context)
        default: break
        }
    }

    private mutating func readDependencies(_ value: JSONNode, _ context: inout SchemaContext) {
        guard value.kind == .object else { return invalid(.dependencies, value, .object, in: context) }
        var names: [DependentNames] = []
        var schemas: [DependentSchema] = []
        for (name, dependency) in value.members {
            if dependency.kind == .array {
                guard let required = self.names(dependency, .dependencies, context) else { continue }
                names.append(DependentNames(trigger: PropertyName(name), names: required))
            } else {
                let schema = subschema(dependency, context)
                schemas.append(DependentSchema(trigger: PropertyName(name), schema: schema))
            }
        }
        if !names.isEmpty { context.add(.dependencies, value, .dependentRequired(names)) }
        if !schemas.isEmpty { context.add(.dependencies, value, .dependentSchemas(schemas)) }
    }

    // MARK: On children

    mutating func readChildren(_ keyword: Keyword, _ value: JSONNode, _ context: inout SchemaContext) {
        switch keyword {
        case .prefixItems:
            guard value.kind == .array else { return invalid(keyword, value, .schemas, in: context) }
            context.add(keyword, value, .prefixItems(value.elements.map { subschema($0, context) }))
        case .items: readItems(value, &context)
        case .contains: readContains(value, &context)
        case .properties:
            guard value.kind == .object else { return invalid(keyword, value, .object, in: context) }
            let names = propertyNames(context)
            let schemas = value.memberNodes.map { subschema($0.value, context) }
            context.add(keyword, value, .properties(schemas, PropertyTable(names)))
        case .patternProperties:
            guard value.kind == .object else { return invalid(keyword, value, .object, in: context) }
            var properties: [PatternProperty] = []
            for (source, schema) in value.members {
                guard let pattern = pattern(source, at: schema, in: context.document) else { continue }
                properties.append(PatternProperty(pattern: pattern, schema: subschema(schema, context)))
            }
            context.add(keyword, value, .patternProperties(properties))
        case .additionalProperties:
            var patterns: [Int] = []
            if let siblings = context[.patternProperties], siblings.kind == .object {
                for (source, schema) in siblings.members {
                    // A pattern that cannot be read is reported by the keyword it stands in.
                    if let pattern = pattern(source, at: schema, in: context.document) { patterns.append(pattern) }
                }
            }
            let names = propertyNames(context)
            let known = PropertyTable(names)
            let schema = subschema(value, context)
            context.add(keyword, value, .additionalProperties(schema, known: known, patterns: patterns))
        case .propertyNames: context.add(keyword, value, .propertyNames(subschema(value, context)))
        case .unevaluatedItems: context.add(keyword, value, .unevaluatedItems(subschema(value, context)))
        case .unevaluatedProperties: context.add(keyword, value, .unevaluatedProperties(subschema(value, context)))
        default: break
        }
    }

    private func propertyNames(_ context: SchemaContext) -> [PropertyName] {
        guard let properties = context[.properties] else { return [] }
        return properties.members.map { PropertyName($0.name) }
    }

    private mutating func readItems(_ value: JSONNode, _ context: inout SchemaContext) {
        guard context.dialect.revision < .draft2020 else {
            let prefix = context[.prefixItems]?.count ?? 0
            return context.add(.items, value, .items(subschema(value, context), from: prefix))
        }
        guard value.kind == .array else {
            return context.add(.items, value, .items(subschema(value, context), from: 0))
        }
        context.add(.items, value, .prefixItems(value.elements.map { subschema($0, context) }))
        if let rest = context[.additionalItems] {
            context.add(.additionalItems, rest, .items(subschema(rest, context), from: value.count))
        }
    }

    private mutating func readContains(_ value: JSONNode, _ context: inout SchemaContext) {
        let least = context[.minContains].flatMap { count($0, .minContains, context) }
        let most = context[.maxContains].flatMap { count($0, .maxContains, context) }
        let check = Check.contains(
            subschema(value, context),
            minimum: least ?? 1,
            maximum: most,
            marks: context.dialect.revision == .draft2020
        )
        context.add(.contains, value, check)
    }

    /// Says whether a schema that decides nothing, because the keyword that would ask for it is missing, is one at all.
    ///
    /// What stands inside it is as free as what stands in a definition that nobody refers to.
    mutating func checkShape(of value: JSONNode, _ context: SchemaContext) {
        if value.kind != .object, value.boolean == nil { reportNoSchema(value, in: context.document) }
    }

    private mutating func subschema(_ node: JSONNode, _ context: SchemaContext) -> SubschemaID {
        schema(at: node.index, in: context.document, from: context.resource)
    }
}
