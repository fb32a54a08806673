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
        addObjectFilters(call, plan: plan)
        for scope in plan.scope {
            guard let value = call.parameters[scope.parameter] else { continue }
            query.filters.append(RecordFilter(FieldPath(names: [scope.property]), .equal, [value]))
        }
        let limit = try Self.count(rule.limit, call) ?? rule.defaultLimit
        if limit == 0, let index = rule.limit {
            throw .invalidParameter(
                index: index,
                LocalizedText("a page has at least one record", zh: "每页至少一条记录")
            )
        }
        query.limit = max(1, min(limit, ListingRule.maximumLimit))
        query.offset = try Self.count(rule.offset, call) ?? 0
        if let page = try Self.count(rule.page, call) {
            let (offset, overflow) = max(0, page - rule.firstPage).multipliedReportingOverflow(by: query.limit)
            query.offset = overflow ? Int.max / 2 : offset
        }
        if let index = rule.sort, let value = call.parameters[index] {
            let direction = rule.direction.flatMap { call.parameters[$0]?.string }.flatMap(SortOrder.direction)
            // What nobody may see, nobody may sort by: the order would tell.
            let properties = plan.model.order.filter { !plan.model.writeOnly.contains($0) }
            let order = SortOrder(value, properties: properties, isDescending: direction ?? false)
            if let name = order.unknownName, !rule.sortIsChecked {
                throw .invalidParameter(
                    index: index,
                    LocalizedText("records have no '\(name)' to sort by", zh: "记录没有可用于排序的“\(name)”")
                )
            }
            query.sort = order.sorts
        }
        let declared = rule.cursor.flatMap { call.parameters[$0]?.string }
        if let text = declared ?? call.cursor, !text.isEmpty {
            do {
                query.cursor = try RecordCursor(text: text)
            } catch {
                throw .record(error)
            }
        }
        query.countsTotal = !plan.envelope.slots.isDisjoint(with: [.total, .pages])
    }

    /// `filter[status]=open`: each member of the object is a condition.
    private mutating func addObjectFilters(_ call: HandlerCall, plan: StorePlan) {
        guard let index = plan.listing.filterObject, case .object(let members) = call.parameters[index] else { return }
        for member in members {
            guard let field = FoldedName.match(member.name, in: plan.model.order) else { continue }
            let values: [JSONValue] = if case .array(let elements) = member.value { elements } else { [member.value] }
            query.filters.append(RecordFilter(FieldPath(names: [field]), .equal, values))
        }
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
}

/// Whether a key is kept as text or as a number.
struct SchemaTypesOfKey {
    let isText: Bool

    init(_ schema: JSONNode) { isText = SchemaShape(of: schema).types.contains(.string) }
}
