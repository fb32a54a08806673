package import JSON

/// The members of one schema by keyword: read in one pass, then asked for at no cost.
///
/// One value serves for all schemas of a document, one after the other.
package struct SchemaFacts: Sendable {
    /// The schema that was read last; an object or a boolean.
    package private(set) var node: JSONNode
    /// The member names that are no keyword of any draft or version, extensions left out.
    package private(set) var otherNames: [JSONNode] = []
    private var places = [Int32](repeating: 0, count: SchemaKeyword.allCases.count)
    private var filled: [SchemaKeyword] = []

    /// The facts of a schema.
    package init(of schema: JSONNode) {
        node = schema
        read(schema)
    }

    /// Reads another schema; what was known of the last one is gone.
    package mutating func read(_ schema: JSONNode) {
        node = schema
        for keyword in filled { places[Int(keyword.rawValue)] = 0 }
        filled.removeAll(keepingCapacity: true)
        otherNames.removeAll(keepingCapacity: true)
        for (name, value) in schema.memberNodes {
            if let keyword = SchemaKeyword(name.tapeNode, in: schema.document) {
                places[Int(keyword.rawValue)] = Int32(truncatingIfNeeded: value.index)
                filled.append(keyword)
            } else if !schema.document.isExtension(name.tapeNode) {
                otherNames.append(name)
            }
        }
    }

    /// The keywords that are there, in the order written.
    package var keywords: [SchemaKeyword] { filled }

    /// The value of a keyword; nil when it is not there.
    package subscript(keyword: SchemaKeyword) -> JSONNode? {
        let place = Int(places[Int(keyword.rawValue)])
        return place == 0 ? nil : JSONNode(document: node.document, index: place)
    }

    /// Whether a keyword is there.
    package func has(_ keyword: SchemaKeyword) -> Bool { places[Int(keyword.rawValue)] != 0 }

    /// Whether one of some keywords is there.
    package func hasAny(_ keywords: [SchemaKeyword]) -> Bool { keywords.contains { has($0) } }

    /// The name in front of a keyword's value, where findings about it point; the schema when it is not there.
    package func name(of keyword: SchemaKeyword) -> JSONNode {
        self[keyword].map { JSONNode(document: node.document, index: $0.index - 1) } ?? node
    }

    /// The types that `type`, `const` and `enum` leave; nil when none of them is there.
    package var ownTypes: SchemaTypes? {
        hasAny([.type, .const, .enum]) ? SchemaShape.ownTypes(of: node) : nil
    }
}
