package import JSON

/// What a field holds.
package enum FieldShape: Hashable, Sendable {
    case text
    case flag
    case number
    case any
    /// A list of texts.
    case texts
    /// An object whose members are texts.
    case textMap
    case object(OpenAPIObject)
    case list(OpenAPIObject)
    /// An object with free names.
    case map(OpenAPIObject)
}

/// One field of an OpenAPI object.
package struct Field: Sendable {
    package let name: String
    package let shape: FieldShape
    /// The versions that know the field.
    package let versions: ClosedRange<OpenAPIVersion>
    /// The versions that ask for the field; nil when none does.
    package let requiredVersions: ClosedRange<OpenAPIVersion>?

    init(
        _ name: String,
        _ shape: FieldShape,
        since first: OpenAPIVersion = .v30,
        until last: OpenAPIVersion = .v32,
        required: ClosedRange<OpenAPIVersion>? = nil
    ) {
        self.name = name
        self.shape = shape
        versions = first...last
        requiredVersions = required
    }

    /// A field that every version asks for.
    static func required(_ name: String, _ shape: FieldShape) -> Self {
        Self(name, shape, required: .v30 ... .v32)
    }

    /// Whether the object is incomplete without the field.
    package func isRequired(in version: OpenAPIVersion) -> Bool { requiredVersions?.contains(version) ?? false }
}

/// The fields of one kind of object.
///
/// A class, since it is looked up for every object of a document and copying an array and a table each time is not free.
package final class ObjectGrammar: Sendable {
    /// The kind of object.
    package let kind: OpenAPIObject
    /// The fixed fields.
    package let fields: [Field]
    /// What members hold whose names follow a pattern, as in `paths`; nil when the kind has no such members.
    package let patterned: OpenAPIObject?
    private let positions: [UInt64: Int]

    init(_ kind: OpenAPIObject, _ fields: [Field], patterned: OpenAPIObject? = nil) {
        self.kind = kind
        self.fields = fields
        self.patterned = patterned
        positions = Dictionary(fields.enumerated().map { (KeyHash.hash($1.name), $0) }) { first, _ in first }
    }

    private static let all: [ObjectGrammar] = OpenAPIObject.allCases.map(make)

    /// The grammar of a kind.
    package static func of(_ kind: OpenAPIObject) -> ObjectGrammar { all[Int(kind.rawValue) - 1] }

    /// The field of a member name, of any version; nil when there is none.
    package func field(_ name: JSONNode) -> Field? {
        position(of: name.tapeNode, in: name.document).map { fields[$0] }
    }

    /// The place in ``fields`` of a member name; nil when it is not among them.
    package func position(of name: TapeNode, in document: JSONDocument) -> Int? {
        guard let position = positions[name.keyHash] else { return nil }
        let text = fields[position].name.utf8
        guard text.count == name.length else { return nil }
        return name.length <= KeyHash.exactByteCount || document.content(of: name).elementsEqual(text)
            ? position : nil
    }

    /// The field of that name.
    package func field(named name: String) -> Field? { fields.first { $0.name == name } }
}

extension JSONDocument {
    /// Whether a member name is that of an extension, which is data: it starts with `x-`.
    package func isExtension(_ name: TapeNode) -> Bool {
        name.length >= 2 && bytes[name.offset] == UInt8(ascii: "x") && bytes[name.offset + 1] == UInt8(ascii: "-")
    }
}
