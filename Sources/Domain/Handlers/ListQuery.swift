import Contract
import Diagnostics
import JSON
import Records

/// What a list operation asks the store for.
struct ListQuery {
    private(set) var query = RecordQuery()

    init(_ call: HandlerCall, plan: StorePlan) throws(HandlerError) {
        let rule = plan.listing
        for filter in rule.filters {
            guard let value = call.parameters[filter.parameter] else { continue }
            let values: [JSONValue] = if case .array(let elements) = value { elements } else { [value] }
            query.filters.append(RecordFilter(filter.field, filter.comparison, values))
        }
        for scope in plan.scope {
            guard let value = call.parameters[scope.parameter] else { continue }
            query.filters.append(RecordFilter(FieldPath(names: [scope.property]), .equal, [value]))
        }
        let limit = try Self.count(rule.limit, call) ?? rule.defaultLimit
        query.limit = max(1, min(limit, ListingRule.maximumLimit))
        query.offset = try Self.count(rule.offset, call) ?? 0
        if let page = try Self.count(rule.page, call) {
            let (offset, overflow) = max(0, page - 1).multipliedReportingOverflow(by: query.limit)
            query.offset = overflow ? Int.max / 2 : offset
        }
        if let index = rule.sort, let value = call.parameters[index] {
            query.sort = try Self.sort(value, index: index, call, plan: plan)
        }
        let declared = rule.cursor.flatMap { call.parameters[$0]?.string }
        if let text = declared ?? call.cursor, !text.isEmpty {
            do {
                query.cursor = try RecordCursor(text: text)
            } catch {
                throw .record(error)
            }
        }
        query.countsTotal = plan.envelope.slots.contains(.total)
    }

    private static func count(_ index: Int?, _ call: HandlerCall) throws(HandlerError) -> Int? {
        guard let index, let value = call.parameters[index] else { return nil }
        let number: Int? =
            switch value {
            case .number(let number): Int(exactly: number)
            case .string(let text): Int(text)
            default: nil
            }
        if let number, number >= 0 { return number }
        throw .invalidParameter(
            index: index,
            LocalizedText("'\(value.text())' is no whole number from 0", zh: "“\(value.text())”不是非负整数")
        )
    }

    /// Reads `name`, `-name`, `name:desc`, `name desc`, several with commas or as an array.
    private static func sort(
        _ value: JSONValue,
        index: Int,
        _ call: HandlerCall,
        plan: StorePlan
    ) throws(HandlerError) -> [RecordSort] {
        let texts: [String] =
            if case .array(let elements) = value { elements.compactMap(\.string) } else { [value.string ?? ""] }
        let isDescending =
            plan.listing.direction.flatMap { call.parameters[$0]?.string }.map { $0.lowercased() == "desc" } ?? false
        var sorts: [RecordSort] = []
        for part in texts.flatMap({ $0.split(separator: ",") }) {
            let words = part.split { $0 == ":" || $0 == " " }.map(String.init)
            guard var name = words.first else { continue }
            var descends = isDescending
            if name.hasPrefix("-") || name.hasPrefix("+") {
                descends = name.hasPrefix("-")
                name.removeFirst()
            }
            if words.count > 1 { descends = words[1].lowercased() == "desc" }
            let top = name.split(separator: ".").first.map(String.init) ?? name
            guard plan.model.order.isEmpty || plan.model.order.contains(top) else {
                throw .invalidParameter(
                    index: index,
                    LocalizedText("records have no '\(name)' to sort by", zh: "记录没有可用于排序的“\(name)”")
                )
            }
            sorts.append(RecordSort(FieldPath(name), isDescending: descends))
        }
        return sorts
    }
}

/// Whether a key is kept as text or as a number.
struct SchemaTypesOfKey {
    let isText: Bool

    init(_ schema: JSONNode) { isText = SchemaShape(of: schema).types.contains(.string) }
}
