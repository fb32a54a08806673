import Contract
import Diagnostics
import JSON

/// The checks of `schema.one-of-overlap` and `schema.closed-all-of`.
extension SchemaRules {
    /// A branch of `oneOf`, with what is known of it at once.
    private struct Branch {
        let site: JSONNode
        let schema: JSONNode
        /// The types of a schema that says nothing else; nil for any other.
        let bareTypes: SchemaTypes?
        /// The values of `const` or `enum`, of a schema that says nothing else; nil for any other.
        let values: [JSONNode]?
        /// Whether null is valid, for a schema that is written out.
        let acceptsNull: Bool

        init(_ site: JSONNode, _ schema: JSONNode) {
            self.site = site
            self.schema = schema
            let names = schema.members.map(\.name).filter { !isAnnotation($0) }
            let types = schema["type"].map { declaredTypes($0) }
            let isObject = schema.kind == .object
            bareTypes = isObject && Set(names).isSubset(of: ["type"]) ? types ?? .all : nil
            let deciding: Set = [
                "const", "enum", "not", "allOf", "anyOf", "oneOf", "$ref", "$dynamicRef", "$recursiveRef", "if",
            ]
            acceptsNull = types?.contains(.null) ?? false && deciding.isDisjoint(with: names)
            let isList = isObject && Set(names).isSubset(of: ["type", "const", "enum"])
            let listed = schema["const"].map { [$0] } ?? schema["enum"]?.elements.map { $0 }
            values = isList ? listed?.filter { value in types.map { accepts($0, value) } ?? true } : nil
        }
    }

    static func overlaps(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let list = facts[.oneOf], list.kind == .array, list.count > 1, list.count <= 100 else { return }
        let branches = list.elements.map { Branch($0, run.schemas.resolved($0)) }
        for (index, narrow) in branches.enumerated() {
            if let other = branches.indices.first(where: { isWider(branches[$0], than: narrow, &run) }) {
                run.report(
                    LocalizedText(
                        "what this branch accepts, branch \(other + 1) accepts too, so 'oneOf' refuses it",
                        zh: "该分支接受的值分支 \(other + 1) 也接受，因此“oneOf”会拒绝"
                    ),
                    on: narrow.site,
                    remedy: LocalizedText("write 'anyOf', or narrow the other branch", zh: "请改用“anyOf”，或收窄另一分支")
                )
            } else {
                reportSharedValue(of: narrow, branches[..<index], &run)
            }
        }
    }

    private static func isWider(_ wide: Branch, than narrow: Branch, _ run: inout LintRun) -> Bool {
        guard let types = wide.bareTypes, narrow.schema.index != wide.schema.index, narrow.schema.kind == .object else {
            return false
        }
        // Two bare branches of one type are equal, which is another rule's business.
        if narrow.bareTypes == types { return false }
        if types == .all { return !run.schemas.types(of: narrow.schema).isEmpty }
        guard let type = narrow.schema["type"] else { return false }
        let inner = declaredTypes(type)
        return !inner.isEmpty && inner.isSubset(of: types)
    }

    /// Reports a single value that an earlier branch accepts too.
    private static func reportSharedValue(of branch: Branch, _ earlier: ArraySlice<Branch>, _ run: inout LintRun) {
        for (index, other) in earlier.enumerated() where other.schema.index != branch.schema.index {
            var shared: String?
            if branch.acceptsNull, other.acceptsNull { shared = "null" }
            if let values = branch.values, let others = other.values {
                let known = Set(others.map { JSONValue($0) })
                // Equal branches are another rule's business.
                if known == Set(values.map { JSONValue($0) }) { continue }
                shared = values.first { known.contains(JSONValue($0)) }.map { excerpt($0) }
            }
            guard let shared else { continue }
            return run.report(
                LocalizedText(
                    "branch \(index + 1) accepts \(shared) too, so 'oneOf' refuses it",
                    zh: "分支 \(index + 1) 也接受 \(shared)，因此“oneOf”会拒绝它"
                ),
                on: branch.site,
                remedy: LocalizedText("leave it to one branch, or write 'anyOf'", zh: "请只保留在一个分支中，或改用“anyOf”")
            )
        }
    }

    // MARK: Closed parts

    static func closedParts(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let list = facts[.allOf], list.kind == .array, list.count <= 100 else { return }
        let parts = list.elements.map { (site: $0, schema: run.schemas.resolved($0)) }
        let beside = facts[.properties]?.members.map { ByteName($0.name) } ?? []
        for (index, part) in parts.enumerated() {
            guard let own = closedNames(of: part.schema, &run.schemas) else { continue }
            var others = SchemaLookup.Properties()
            var visited: Set<Int> = [part.schema.index]
            for (other, sibling) in parts.enumerated() where other != index {
                run.schemas.properties(of: sibling.schema, into: &others, visited: &visited)
            }
            others.names.formUnion(beside)
            guard let first = others.names.subtracting(own).min() else { continue }
            reportClosed(
                LocalizedText(
                    "this part is closed, and refuses '\(first)' of the others",
                    zh: "该部分是封闭的，会拒绝其他部分的“\(first)”"
                ),
                on: part.site,
                &run
            )
        }
        guard let flag = facts[.additionalProperties], flag.boolean == false, !facts.has(.patternProperties) else {
            return
        }
        var inner = SchemaLookup.Properties()
        var visited: Set<Int> = []
        for part in parts { run.schemas.properties(of: part.schema, into: &inner, visited: &visited) }
        guard let first = inner.names.subtracting(beside).min() else { return }
        reportClosed(
            LocalizedText(
                "'additionalProperties' does not see into 'allOf', and refuses '\(first)'",
                zh: "“additionalProperties”看不到“allOf”内部，会拒绝“\(first)”"
            ),
            on: flag,
            &run
        )
    }

    /// The properties that a closed schema allows; nil for one that is open.
    private static func closedNames(of schema: JSONNode, _ lookup: inout SchemaLookup) -> Set<ByteName>? {
        if schema["patternProperties"] != nil { return nil }
        if schema["additionalProperties"]?.boolean == false {
            return Set(schema["properties"]?.members.map { ByteName($0.name) } ?? [])
        }
        guard schema["unevaluatedProperties"]?.boolean == false else { return nil }
        var own = SchemaLookup.Properties()
        var visited: Set<Int> = []
        lookup.properties(of: schema, into: &own, visited: &visited)
        return own.isOpen ? nil : own.names
    }

    private static func reportClosed(_ message: LocalizedText, on node: JSONNode, _ run: inout LintRun) {
        run.report(
            message,
            on: node,
            remedy: LocalizedText(
                "write 'unevaluatedProperties: false' beside 'allOf' instead",
                zh: "请改为在“allOf”旁写“unevaluatedProperties: false”"
            )
        )
    }
}
