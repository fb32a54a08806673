import Contract
import JSON

/// The slots of a list's answer that say where in the list it stands.
struct PageSlots {
    private let shape: SchemaShape
    private let words: Set<String>
    private static let maximumDepth = 2

    /// The slots among the properties of an object.
    init(_ shape: SchemaShape) {
        self.shape = shape
        words = Set(shape.properties.map { FoldedName($0.name).text })
    }

    /// The slot for a property, or an object of slots; nil for a property that says something else.
    func value(_ name: String, _ schema: JSONNode, depth: Int = 0) -> JSONValue? {
        let inner = SchemaShape(of: schema)
        if inner.types.contains(.object), !inner.properties.isEmpty, depth < Self.maximumDepth {
            return object(inner, depth: depth)
        }
        let word = FoldedName(name).text
        if !inner.types.isDisjoint(with: [.integer, .number]) { return number(word) }
        if inner.types.contains(.boolean) { return flag(word) }
        return inner.types.contains(.string) ? cursor(word, name, schema, inner.types) : nil
    }

    private func object(_ inner: SchemaShape, depth: Int) -> JSONValue? {
        let slots = PageSlots(inner)
        var hasSlot = false
        var members: [JSONValue.Member] = []
        for (name, property) in inner.properties {
            if let slot = slots.value(name, property, depth: depth + 1) {
                hasSlot = true
                members.append(JSONValue.Member(name, slot))
            } else if let value = FixedValue.of(property, named: name, in: inner) {
                members.append(JSONValue.Member(name, value))
            }
        }
        return hasSlot ? .object(members) : nil
    }

    private func number(_ word: String) -> JSONValue? {
        switch word {
        case "total", "totalcount", "totalitems", "totalelements", "totalresults", "totalrecords", "totalhits",
            "itemcount",
            "recordcount", "totalnumber":
            return "$total"
        case "count", "resultcount":
            // Beside a total, a count is that of this page.
            return words.isDisjoint(with: ["total", "totalcount", "totalitems", "totalelements", "totalrecords"])
                ? "$total" : "$count"
        case "numberofelements", "returned", "pagecountofitems": return "$count"
        case "totalpages", "pagecount", "pages", "lastpage", "numpages": return "$pages"
        case "limit", "pagesize", "perpage", "itemsperpage": return "$limit"
        case "size": return "$limit"
        case "offset", "skip", "from": return "$offset"
        case "page", "pagenumber", "currentpage", "pageno", "number", "pageindex", "current", "pagenum": return "$page"
        default: return nil
        }
    }

    private func flag(_ word: String) -> JSONValue? {
        switch word {
        case "hasmore", "hasnext", "more", "hasnextpage": "$hasMore"
        case "hasprevious", "hasprev", "haspreviouspage", "hasprevpage": "$hasPrevious"
        default: nil
        }
    }

    private func cursor(_ word: String, _ name: String, _ schema: JSONNode, _ types: SchemaTypes) -> JSONValue? {
        let names: Set = [
            "next", "nextcursor", "cursor", "nextpage", "nextpagetoken", "nexttoken", "endcursor", "continuationtoken",
            "nextmarker", "after",
        ]
        guard names.contains(word) else { return nil }
        // A link is more than a cursor; the `Link` header carries it.
        if SchemaShape.keyword("format", of: schema)?.string?.hasPrefix("uri") == true {
            return types.contains(.null) ? .null : nil
        }
        if types.contains(.null) { return "$next" }
        return shape.required.contains(ByteName(name)) ? "$next!" : "$next?"
    }
}
