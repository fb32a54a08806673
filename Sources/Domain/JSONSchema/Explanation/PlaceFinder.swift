import Diagnostics
import JSON

/// Finds out where values stand, in the instance and in the schemas, for many at once.
struct PlaceFinder {
    private let program: Program
    private let instance: JSONDocument
    private let instanceDepth: Int
    private let instancePlaces: [Int: NodePlace]
    /// By document of the registry.
    private let schemaPlaces: [Int: [Int: NodePlace]]

    /// A keyword's value, in the schema that it is a keyword of.
    struct Site {
        let schema: SubschemaID
        let node: Int
    }

    init(_ program: Program, instance: JSONNode, values: [Int], sites: [Site]) {
        self.program = program
        self.instance = instance.document
        instancePlaces = instance.document.places(of: values + [instance.index])
        instanceDepth = instancePlaces[instance.index]?.pointer.tokens.count ?? 0
        var nodes: [Int: Set<Int>] = [:]
        for site in sites {
            let place = program.subschemas[site.schema]
            nodes[place.document, default: []].insert(site.node)
            nodes[place.document, default: []].insert(program.registry.resources[place.resource].root)
        }
        var places: [Int: [Int: NodePlace]] = [:]
        for (document, indices) in nodes { places[document] = program.registry.document(document).places(of: indices) }
        schemaPlaces = places
    }

    // MARK: Instances

    /// The way to a value from the instance that was asked about.
    func pointer(to value: Int) -> JSONPointer {
        JSONPointer(tokens: Array((instancePlaces[value]?.pointer.tokens ?? []).dropFirst(instanceDepth)))
    }

    /// The name of the member that a value is, or its position in an array; empty for the whole document.
    func name(of value: Int) -> String { instancePlaces[value]?.pointer.tokens.last ?? "" }

    /// The name of the member that a value is; the value itself where it is none.
    func nameNode(of value: Int) -> Int { instancePlaces[value]?.role == .value ? value - 1 : value }

    /// Whether a node is a member's name.
    func isName(_ value: Int) -> Bool { instancePlaces[value]?.role == .name }

    // MARK: Schemas

    /// The URI of a resource, with the way to the keyword as its fragment.
    func location(of site: Site) -> String {
        let place = program.subschemas[site.schema]
        let resource = program.registry.resources[place.resource]
        let places = schemaPlaces[place.document] ?? [:]
        let outer = places[resource.root]?.pointer.tokens.count ?? 0
        let tokens = (places[site.node]?.pointer.tokens ?? []).dropFirst(outer)
        return "\(resource.uri)#\(URIReference.fragment(of: JSONPointer(tokens: Array(tokens))))"
    }

    /// The node of a keyword's name; of the value where it has none.
    func keywordNode(of site: Site) -> Int {
        let place = schemaPlaces[program.subschemas[site.schema].document]?[site.node]
        return place?.role == .value ? site.node - 1 : site.node
    }
}

extension URIReference {
    /// A JSON pointer as a fragment, with all but the allowed characters percent-encoded.
    ///
    /// - SeeAlso: RFC 6901, section 6.
    static func fragment(of pointer: JSONPointer) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var text = String.UnicodeScalarView()
        for byte in pointer.description.utf8 {
            if isAllowedInFragment(byte) {
                text.append(Unicode.Scalar(byte))
            } else {
                text.append("%")
                text.append(digits[Int(byte >> 4)])
                text.append(digits[Int(byte & 15)])
            }
        }
        return String(text)
    }

    private static func isAllowedInFragment(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~!$&'()*+,;=:@/?".utf8.contains(byte)
        }
    }
}
