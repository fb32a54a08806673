import Contract
import Diagnostics
import JSON

/// A contract as the checks see it.
struct LintSubject: Sendable {
    /// What kind each node of the loaded document is, and where references lead.
    let map: ContractMap
    /// The version of OpenAPI that it is written in; the loaded document may be upgraded.
    let writtenVersion: OpenAPIVersion
    /// What was found while the contract was assembled and read.
    let findings: [Diagnostic]
    /// Where a node stands in its author's file.
    let location: @Sendable (JSONNode) -> SourceLocation

    /// The nodes at some places, the outermost of each.
    ///
    /// - Complexity: O(*n*) in the document, whatever the number of places.
    func nodes(at places: Set<SourceLocation>) -> [SourceLocation: Int] {
        guard !places.isEmpty else { return [:] }
        var found: [SourceLocation: Int] = [:]
        for index in map.document.nodes.indices {
            let place = location(map.document.node(at: index))
            if places.contains(place), found[place] == nil { found[place] = index }
            if found.count == places.count { break }
        }
        return found
    }
}
