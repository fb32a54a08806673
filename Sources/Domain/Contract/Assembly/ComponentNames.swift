/// Names of components that are lifted out of other files: short, legal, and each once in its section.
struct ComponentNames {
    private var taken: [OpenAPIObject: Set<ByteName>] = [:]
    /// The number that a name has not had yet; 2 for one that is not here.
    private var nextNumbers: [OpenAPIObject: [String: Int]] = [:]

    /// Words that say what a schema is to another rather than what it is.
    private static let placeWords: Set = [
        "schema", "content", "items", "additionalProperties", "unevaluatedItems", "unevaluatedProperties", "contains",
        "propertyNames", "not", "if", "then", "else", "contentSchema", "properties", "patternProperties", "$defs",
        "definitions", "dependentSchemas", "allOf", "anyOf", "oneOf", "prefixItems", "discriminator", "xml",
        "externalDocs",
    ]

    /// Keeps a name for a component that is there already.
    mutating func reserve(_ name: String, for kind: OpenAPIObject) { taken[kind, default: []].insert(ByteName(name)) }

    /// A name that nothing else in the section has.
    ///
    /// - Parameters:
    ///   - tokens: The way to the component in its file.
    ///   - path: The file, as seen from the folder of the first one.
    ///   - kind: What the component is.
    /// - Returns: The last word of the way, with words and folders before it as far as they are needed.
    mutating func name(of tokens: [String], in path: String, for kind: OpenAPIObject) -> String {
        let stem = FileAddress.stem(of: path)
        var parts: [String] = []
        for token in tokens.reversed() {
            parts.insert(token, at: 0)
            if !Self.placeWords.contains(token), Int(token) == nil { break }
        }
        var prefixes = path.split(separator: "/").dropLast().reversed().map(String.init)
        if !parts.isEmpty { prefixes.insert(stem, at: 0) }
        var name = Self.legal(parts.isEmpty ? stem : parts.joined(separator: "-"))
        for prefix in prefixes where prefix != "." && prefix != ".." {
            if reserveIfFree(name, for: kind) { return name }
            name = "\(Self.legal(prefix)).\(name)"
        }
        if reserveIfFree(name, for: kind) { return name }
        var number = nextNumbers[kind]?[name] ?? 2
        while !reserveIfFree("\(name)-\(number)", for: kind) { number += 1 }
        nextNumbers[kind, default: [:]][name] = number + 1
        return "\(name)-\(number)"
    }

    private mutating func reserveIfFree(_ name: String, for kind: OpenAPIObject) -> Bool {
        taken[kind, default: []].insert(ByteName(name)).inserted
    }

    /// A text with an underscore for everything that the name of a component may not have.
    ///
    /// Of a text in another script nothing would be left; it becomes the numbers of its letters, as `u7528u6237`.
    private static func legal(_ text: String) -> String {
        let legal = text.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", ".", "_", "-": Character(scalar)
            default: "_"
            }
        }
        if legal.isEmpty { return "_" }
        guard legal.allSatisfy({ $0 == "_" }), !text.utf8.allSatisfy({ $0 < 0x80 }) else { return String(legal) }
        return text.unicodeScalars.map { "u" + String($0.value, radix: 16) }.joined()
    }
}
