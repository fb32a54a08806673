import Diagnostics
import JSON

/// Turns a description of OpenAPI 3.0 into one of 3.1 that means the same, and repairs what has one meaning only.
///
/// Members keep their order; a changed member stands where the first of its parts stood, and made nodes have the place
/// of the member that caused them. What needs no change is copied as it is.
///
/// - SeeAlso: OpenAPI Specification 3.0.4 and 3.1.1, section 4.8.24 (3.0: 4.7.24).
struct Upgrader {
    let document: JSONDocument
    let map: ContractMap
    let sources: ContractSources
    var copy: JSONCopy
    var findings: [Diagnostic] = []
    private var changed: [Int] = []
    private var changedNodes: [UpgradeStep.Kind: [JSONNode]] = [:]
    /// The text of `openapi` when it must change.
    private var versionNode: Int?

    /// What came of an upgrade.
    struct Result {
        /// The new document; nil when the old one needs no change.
        let document: JSONDocument?
        let steps: [UpgradeStep]
        let findings: [Diagnostic]
    }

    /// Upgrades a description, or only says what is newer than its version.
    ///
    /// - Parameters:
    ///   - map: The description; references to other files must be gone.
    ///   - sources: The files that it came from.
    /// - Returns: The new document, and what was changed and found.
    static func upgrade(_ map: ContractMap, sources: ContractSources) -> Result {
        var upgrader = Upgrader(map, sources: sources)
        return upgrader.run()
    }

    private init(_ map: ContractMap, sources: ContractSources) {
        document = map.document
        self.map = map
        self.sources = sources
        copy = JSONCopy(of: [])
    }

    private mutating func run() -> Result {
        findNewerFields()
        findIgnoredSiblings()
        for node in map.nodes(of: .schema) where document.nodes[node].kind == .object {
            if needsChange(SchemaSlots(document.node(at: node))) { changed.append(node) }
        }
        if map.version == .v30 {
            changed += map.references.filter { $0.role == .reference && hasDroppedSiblings($0) }.map(\.site)
            versionNode = document.root["openapi"]?.index
            changed += versionNode.map { [$0] } ?? []
        }
        guard !changed.isEmpty else { return Result(document: nil, steps: [], findings: findings) }
        changed.sort()
        copy = JSONCopy(of: [document])
        write(document.root)
        let steps = UpgradeStep.Kind.allCases.compactMap { kind in
            changedNodes[kind].map { UpgradeStep(kind: kind, nodes: $0) }
        }
        return Result(document: copy.finish(), steps: steps, findings: findings)
    }

    /// Writes a value with all changes below it.
    mutating func write(_ node: JSONNode) {
        let first = firstChange(from: node.index)
        guard first < changed.count, changed[first] < document.end(of: node.index) else {
            copy.value(node)
            return
        }
        if node.index == versionNode {
            copy.string("3.1.0", at: node)
            return
        }
        if node.kind == .array {
            copy.beginArray(at: node)
            for element in node.elements { write(element) }
            copy.end()
            return
        }
        if changed[first] == node.index {
            if map.version == .v30, map.reference(at: node.index) != nil {
                writeReference(node)
            } else {
                writeSchema(SchemaSlots(node))
            }
            return
        }
        copy.beginObject(at: node)
        for (name, value) in node.memberNodes where copy.name(name) { write(value) }
        copy.end()
    }

    private func firstChange(from node: Int) -> Int {
        var low = 0
        var high = changed.count
        while low < high {
            let middle = (low + high) / 2
            if changed[middle] < node { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// In 3.0 nothing may stand beside a reference, and 3.1 would give it a meaning.
    private func hasDroppedSiblings(_ reference: ContractReference) -> Bool {
        reference.expected != .pathItem && !reference.isMisplaced && document.nodes[reference.site].length > 1
    }

    private mutating func writeReference(_ node: JSONNode) {
        count(.referenceSiblings, node)
        copy.beginObject(at: node)
        for (name, value) in node.memberNodes where value.index == map.reference(at: node.index)?.value {
            if copy.name(name) { copy.value(value) }
        }
        copy.end()
    }

    mutating func count(_ kind: UpgradeStep.Kind, _ node: JSONNode) {
        changedNodes[kind, default: []].append(node.origin)
    }

    mutating func report(
        _ rule: ContractRule,
        _ severity: Diagnostic.Severity,
        _ message: LocalizedText,
        at node: JSONNode,
        remedy: LocalizedText? = nil
    ) {
        findings.append(rule.finding(severity, message, at: sources.location(of: node), remedy: remedy))
    }
}
