public import Diagnostics
import JSON

/// A reference in a description that leads to something that is no part of it, or to nothing.
public struct OutwardReference: Hashable, Sendable {
    /// The text of the reference.
    public let text: String
    /// Where it stands.
    public let location: SourceLocation
}

extension AssembledContract {
    /// The references of schemas and objects that lead to nothing, to something of another kind, or back to themselves,
    /// in the order of the document.
    ///
    /// A description with one of them means nothing certain, wherever the reference stands.
    public var brokenReferences: [OutwardReference] {
        let circles = Set(map.circles())
        return map.references.compactMap { reference in
            guard reference.role == .reference || reference.role == .dynamic else { return nil }
            switch reference.failure {
            case nil where !circles.contains(reference.site): return nil
            case .dangling, .kind, nil:
                let node = map.document.node(at: reference.value)
                return OutwardReference(text: reference.text, location: sources.location(of: node))
            case .otherFile, .remote: return nil
            }
        }
    }

    /// The references that lead to other files or to the network, in the order of the document.
    ///
    /// Empty for a description that stands for itself. The operation of a link may be one of another API, and does not
    /// count.
    public var outwardReferences: [OutwardReference] {
        map.references.compactMap { reference in
            guard reference.role != .operation, reference.failure == .otherFile || reference.failure == .remote else {
                return nil
            }
            let node = map.document.node(at: reference.value)
            return OutwardReference(text: reference.text, location: sources.location(of: node))
        }
    }
}
