import Contract
import JSON
import Records

extension ListingRule {
    /// What the parameters of an operation ask for.
    ///
    /// - Parameters:
    ///   - operation: The operation that lists.
    ///   - model: The collection that it lists.
    ///   - scoped: Parameters that name a parent, and are no part of this.
    init(of operation: Operation, model: CollectionModel, scoped: Set<Int>) {
        for (index, parameter) in operation.parameters.enumerated() where !scoped.contains(index) {
            guard parameter.place == .query || parameter.place == .path else { continue }
            if model.order.contains(parameter.name) {
                addFilter(index, field: parameter.name, .equal, model)
            } else if !addPaging(index, parameter), !addFolded(index, parameter, model) {
                if let (field, comparison) = ParameterComparison.infer(parameter.name, properties: model.order) {
                    filters.append(
                        FilterRule(parameter: index, field: FieldPath(names: [field]), comparison: comparison)
                    )
                }
            }
        }
        if limit != nil || page != nil || cursor != nil || offset != nil {
            let declared = limit.flatMap { operation.parameters[$0].schema }
            defaultLimit =
                declared.flatMap { SchemaShape.keyword("default", of: $0)?.integer }
                ?? min(100, declared.flatMap { SchemaShape.keyword("maximum", of: $0)?.integer } ?? 100)
        }
        if let schema = sort.flatMap({ operation.parameters[$0].schema }) {
            let items = SchemaShape(of: schema).items
            sortIsChecked =
                SchemaShape.keyword("enum", of: schema) ?? items.flatMap { SchemaShape.keyword("enum", of: $0) } != nil
        }
        if let schema = page.flatMap({ operation.parameters[$0].schema }) {
            let least =
                SchemaShape.keyword("default", of: schema)?.integer
                ?? SchemaShape.keyword("minimum", of: schema)?.integer
            if least == 0 { firstPage = 0 }
        }
    }

    private mutating func addFilter(
        _ index: Int,
        field: String,
        _ comparison: RecordFilter.Comparison,
        _ model: CollectionModel
    ) {
        let types = model.fieldTypes[field] ?? .all
        // An array is asked for what it contains.
        let holdsMany = types.contains(.array) && types.isDisjoint(with: [.string, .integer, .number])
        filters.append(
            FilterRule(
                parameter: index,
                field: FieldPath(names: [field]),
                comparison: holdsMany && comparison == .equal ? .contains : comparison
            )
        )
    }

    private mutating func addPaging(_ index: Int, _ parameter: Parameter) -> Bool {
        switch FoldedName(parameter.name).text {
        case "limit", "pagesize", "perpage", "size", "maxresults", "top", "pagelimit", "count", "take": limit = index
        case "offset", "skip", "start", "startindex": offset = index
        case "page", "pagenumber", "pageno", "pageindex", "pagenum", "current": page = index
        case "cursor", "after", "pagetoken", "nexttoken", "startingafter", "continuationtoken", "marker", "nextcursor":
            cursor = index
        case "sort", "sortby", "orderby", "order", "ordering", "direction", "sortorder", "sortdirection", "sortdir",
            "dir":
            if Self.isDirection(parameter) { direction = index } else { sort = index }
        case "filter", "filters", "where":
            guard parameter.style == .deepObject else { return false }
            filterObject = index
        default: return false
        }
        return true
    }

    /// `user_id` for `userId`, `statuses` or `ids` for what may be one of several.
    private mutating func addFolded(_ index: Int, _ parameter: Parameter, _ model: CollectionModel) -> Bool {
        if let name = FoldedName.match(parameter.name, in: model.order) {
            addFilter(index, field: name, .equal, model)
            return true
        }
        let types = parameter.schema.map { SchemaShape(of: $0).types } ?? .all
        let stems = [HandlerPlanner.singular(of: parameter.name), String(parameter.name.dropLast(2))]
        guard types.contains(.array), types != .all,
            let name = stems.lazy.compactMap({ FoldedName.match($0, in: model.order) }).first
        else { return false }
        addFilter(index, field: name, .equal, model)
        return true
    }

    private static func isDirection(_ parameter: Parameter) -> Bool {
        let values = parameter.schema.flatMap { SchemaShape.keyword("enum", of: $0) }?.elements.compactMap(\.string)
        let words: Set = ["asc", "desc", "ascending", "descending"]
        if let values { return !values.isEmpty && values.allSatisfy { words.contains($0.lowercased()) } }
        return ["direction", "sortorder", "sortdirection", "sortdir", "dir"].contains(FoldedName(parameter.name).text)
    }
}

/// What a parameter such as `age_gte`, `minAge`, `price[lt]` or `createdAfter` compares.
enum ParameterComparison {
    private static let endings: [(String, RecordFilter.Comparison)] = [
        ("[gte]", .greaterOrEqual), ("[lte]", .lessOrEqual), ("[gt]", .greater), ("[lt]", .less), ("[ne]", .notEqual),
        ("[contains]", .contains), ("[like]", .contains), (".gte", .greaterOrEqual), (".lte", .lessOrEqual),
        (".gt", .greater), (".lt", .less), (".ne", .notEqual), ("_gte", .greaterOrEqual), ("_lte", .lessOrEqual),
        ("_gt", .greater), ("_lt", .less), ("_ne", .notEqual), ("_not", .notEqual), ("_like", .contains),
        ("_contains", .contains), ("Contains", .contains), ("Like", .contains), ("_prefix", .hasPrefix),
        ("Prefix", .hasPrefix), ("StartsWith", .hasPrefix), ("_starts_with", .hasPrefix), ("From", .greaterOrEqual),
        ("To", .lessOrEqual), ("_from", .greaterOrEqual), ("_to", .lessOrEqual), ("Since", .greaterOrEqual),
        ("_since", .greaterOrEqual), ("Until", .lessOrEqual), ("_until", .lessOrEqual), ("After", .greater),
        ("Before", .less), ("_after", .greater), ("_before", .less), ("Min", .greaterOrEqual), ("Max", .lessOrEqual),
        ("_min", .greaterOrEqual), ("_max", .lessOrEqual),
    ]
    private static let beginnings: [(String, RecordFilter.Comparison)] = [
        ("min", .greaterOrEqual), ("max", .lessOrEqual), ("from", .greaterOrEqual), ("to", .lessOrEqual),
        ("since", .greaterOrEqual), ("until", .lessOrEqual), ("after", .greater), ("before", .less),
    ]

    /// The property and the comparison; nil when the name says neither.
    static func infer(
        _ name: String,
        properties: [String]
    ) -> (field: String, comparison: RecordFilter.Comparison)? {
        for (ending, comparison) in endings where name.hasSuffix(ending) {
            if let property = property(String(name.dropLast(ending.count)), in: properties) {
                return (property, comparison)
            }
        }
        for (beginning, comparison) in beginnings where name.hasPrefix(beginning) {
            let rest = name.dropFirst(beginning.count)
            // `maximum` is a word of its own, `maxPrice` and `max_price` are not.
            guard let first = rest.first, first.isUppercase || first == "_" || first == "-" else { continue }
            if let property = property(String(rest), in: properties) { return (property, comparison) }
        }
        return nil
    }

    /// `created` may mean `createdAt`.
    private static func property(_ stem: String, in properties: [String]) -> String? {
        if stem.isEmpty { return nil }
        for candidate in [stem, stem + "At", stem + "Date", stem + "On", stem + "Time"] {
            if let match = FoldedName.match(candidate, in: properties) { return match }
        }
        return nil
    }
}
