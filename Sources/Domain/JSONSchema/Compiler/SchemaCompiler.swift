internal import Diagnostics
internal import JSON
internal import StringFormats
internal import RegularExpressions

/// Turns schemas into ``Subschema`` values, each one once, as references lead to them.
///
/// Without recursion, since schemas may nest deeply: a list of waiting places takes its part.
struct SchemaCompiler {
    private struct Place: Hashable {
        let document: Int
        let node: Int
    }

    /// One name that `$dynamicRef` looks for, and where it may be found.
    struct DynamicName {
        /// Nil for `$recursiveRef`, whose anchor has no name.
        let name: String?
        var candidates: [(resource: Int, schema: SubschemaID)] = []
    }

    var registry: SchemaRegistry
    let options: SchemaOptions
    var subschemas: [Subschema] = []
    var dynamicNames: [DynamicName] = []
    var patterns: [SchemaPattern] = []
    var formats: [StringFormat] = []
    var errors: [SchemaError] = []
    var referenceTargets: [ReferenceKey: ReferenceTarget] = [:]
    private var ids: [Place: SubschemaID] = [:]
    private var compiledCount = 0
    private var patternIDs: [String: Int] = [:]
    private var formatIDs: [String: Int] = [:]
    private var dialects: [Int: Dialect] = [:]
    private var reachedResources: Set<Int> = []

    init(registry: SchemaRegistry, options: SchemaOptions) {
        self.registry = registry
        self.options = options
    }

    /// The schema at a node, compiled when its turn comes.
    ///
    /// `resource` is the one that evaluation comes from; nil when it begins here.
    mutating func schema(at node: Int, in document: Int, from resource: Int?) -> SubschemaID {
        let place = Place(document: document, node: node)
        let id: SubschemaID
        if let known = ids[place] {
            id = known
        } else {
            registry.index(node, in: document)
            id = subschemas.count
            ids[place] = id
            let own = registry.resource(containing: node, in: document)
            subschemas.append(Subschema(document: document, node: node, resource: own))
            if reachedResources.insert(own).inserted {
                for name in dynamicNames.indices { addCandidate(for: name, in: own) }
            }
        }
        if subschemas[id].resource != resource { subschemas[id].isScopeEntry = true }
        return id
    }

    /// Compiles all that is waiting, and finds the loops in it.
    mutating func finish() {
        while compiledCount < subschemas.count {
            compile(compiledCount)
            compiledCount += 1
        }
        if errors.isEmpty { findEndlessReferences() }
    }

    private mutating func compile(_ id: SubschemaID) {
        let place = subschemas[id]
        let node = registry.document(place.document).node(at: place.node)
        switch node.kind {
        case .true: subschemas[id].boolean = true
        case .false: subschemas[id].boolean = false
        case .object:
            var context = SchemaContext(
                document: place.document,
                resource: place.resource,
                dialect: dialect(of: place.resource),
                node: node
            )
            read(&context)
            subschemas[id].rules = context.rules
        case .null, .number, .string, .array:
            report(
                .notASchema,
                LocalizedText(
                    "a schema is an object or a boolean, not \(Excerpt.of(node))",
                    zh: "模式必须是对象或布尔值，而不是 \(Excerpt.of(node))"
                ),
                at: node,
                in: place.document
            )
        }
    }

    // MARK: Tables

    mutating func pattern(_ source: String, at node: JSONNode, in document: Int) -> Int? {
        if let id = patternIDs[source] { return id }
        do {
            patterns.append(try SchemaPattern(source, mode: options.patternMode))
        } catch {
            report(
                .invalidPattern,
                LocalizedText(
                    "'\(Excerpt.shortened(source))' is no regular expression: \(error.message.english)",
                    zh: "“\(Excerpt.shortened(source))”不是正则表达式：\(error.message.chinese)"
                ),
                at: node,
                in: document,
                remedy: error.remedy ?? LocalizedText("write it as ECMA-262 does", zh: "请按照 ECMA-262 的语法书写")
            )
            return nil
        }
        patternIDs[source] = patterns.count - 1
        return patterns.count - 1
    }

    mutating func format(_ name: String) -> Int? {
        if let id = formatIDs[name] { return id }
        guard let format = StringFormat(name: name) else { return nil }
        formats.append(format)
        formatIDs[name] = formats.count - 1
        return formats.count - 1
    }

    /// The table entry of a dynamic anchor's name.
    mutating func dynamicName(_ name: String?) -> Int {
        if let known = dynamicNames.firstIndex(where: { $0.name == name }) { return known }
        dynamicNames.append(DynamicName(name: name))
        for resource in reachedResources.sorted() { addCandidate(for: dynamicNames.count - 1, in: resource) }
        return dynamicNames.count - 1
    }

    private mutating func addCandidate(for name: Int, in resource: Int) {
        let place = registry.resources[resource]
        let node: Int? =
            if let text = dynamicNames[name].name {
                place.dynamicAnchors[text]
            } else {
                place.isRecursiveAnchor ? place.root : nil
            }
        guard let node else { return }
        let id = schema(at: node, in: place.document, from: nil)
        dynamicNames[name].candidates.append((resource, id))
    }

    // MARK: Dialects

    private mutating func dialect(of resource: Int) -> Dialect {
        if let known = dialects[resource] { return known }
        let place = registry.resources[resource]
        var dialect = place.dialect
        if let uri = place.schemaURI {
            do throws(DialectError) {
                dialect = try DialectReader(registry: registry).dialect(uri)
            } catch {
                report(error, in: resource)
            }
        } else if let parent = place.parent {
            dialect = self.dialect(of: parent)
        }
        dialects[resource] = dialect
        return dialect
    }

    private mutating func report(_ error: DialectError, in resource: Int) {
        let place = registry.resources[resource]
        let root = registry.document(place.document).node(at: place.root)
        report(
            error.code,
            error.message,
            at: root["$schema"] ?? root,
            in: place.document,
            remedy: error.remedy,
            missing: error.missingDocument
        )
    }

    // MARK: Errors

    mutating func report(
        _ code: SchemaError.Code,
        _ message: LocalizedText,
        at node: JSONNode,
        in document: Int,
        remedy: LocalizedText? = nil,
        missing: String? = nil
    ) {
        errors.append(
            SchemaError(
                code: code,
                documentURI: registry.documents[document].address.description,
                pointer: node.pointer,
                position: node.position,
                message: message,
                remedy: remedy,
                missingDocument: missing
            )
        )
    }
}
