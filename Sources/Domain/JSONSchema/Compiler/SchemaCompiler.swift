import Diagnostics
import JSON
import StringFormats
import RegularExpressions

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
    var formats: [StringAssertion] = []
    var errors: [SchemaError] = []
    var referenceTargets: [ReferenceKey: ReferenceTarget] = [:]
    var children = ChildIndex()
    /// How many dangling references may still get a suggestion.
    var remainingSuggestions = 20
    /// Whether a limit was hit that makes the rest meaningless.
    var isTooLarge = false
    private var ids: [Place: SubschemaID] = [:]
    private var compiledCount = 0
    /// By the patterns' bytes: patterns of different bytes may be equal as texts.
    private var patternIDs: [[UInt8]: Int] = [:]
    private var patternProgramSize = 0
    private var formatIDs: [StringAssertion: Int] = [:]
    private var dialects: [Int: Dialect] = [:]
    /// The resources with a `$recursiveAnchor`, and by name those with a dynamic anchor, as they are reached.
    private var recursiveResources: [Int] = []
    private var dynamicResources: [String: [Int]] = [:]
    private var dynamicNameIDs: [String?: Int] = [:]
    private var reachedResources: Set<Int> = []
    private(set) var reachedDocuments: Set<Int> = []

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
            let hasLearned = registry.index(node, in: document)
            let isNewDocument = reachedDocuments.insert(document).inserted
            if hasLearned || isNewDocument {
                checkIndexed(at: registry.document(document).node(at: node), in: document)
            }
            id = subschemas.count
            ids[place] = id
            let own = registry.resource(containing: node, in: document)
            subschemas.append(Subschema(document: document, node: node, resource: own))
            if reachedResources.insert(own).inserted { noteAnchors(of: own) }
        }
        if subschemas[id].resource != resource { subschemas[id].isScopeEntry = true }
        return id
    }

    /// Compiles all that is waiting, and finds the loops in it.
    ///
    /// `isTolerant` looks for loops even where other errors hide some of them, and takes them out.
    mutating func finish(isTolerant: Bool = false) {
        while compiledCount < subschemas.count, !isDone {
            let place = subschemas[compiledCount]
            compile(compiledCount)
            compiledCount += 1
            checkSubschemaCount(at: registry.document(place.document).node(at: place.node), in: place.document)
        }
        reportIdentities()
        if isTolerant || errors.isEmpty { findEndlessReferences(leavesOut: isTolerant) }
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
            subschemas[id].annotations = context.annotations
        case .null, .number, .string, .array:
            reportNoSchema(node, in: place.document)
        }
    }

    mutating func reportNoSchema(_ node: JSONNode, in document: Int) {
        report(
            .notASchema,
            LocalizedText(
                "a schema is an object or a boolean, not \(Excerpt.of(node))",
                zh: "模式必须是对象或布尔值，而不是 \(Excerpt.of(node))"
            ),
            at: node,
            in: document
        )
    }

    // MARK: Tables

    mutating func pattern(_ source: String, at node: JSONNode, in document: Int) -> Int? {
        let key = Array(source.utf8)
        if let id = patternIDs[key] { return id }
        if isTooLarge { return nil }
        let limits = options.limits
        do throws(RegularExpressionError) {
            if key.count > limits.maximumPatternByteCount {
                costlyPattern("maximumPatternByteCount", source, limits.maximumPatternByteCount, at: node, in: document)
                return nil
            }
            var patternLimits = RegularExpressionLimits()
            patternLimits.maximumStepCount = limits.maximumPatternStepCount
            patternLimits.maximumWorkCount = limits.patternWorkCount
            let pattern = try SchemaPattern(source, mode: options.patternMode, limits: patternLimits)
            patternProgramSize += pattern.programSize
            if patternProgramSize > limits.maximumPatternProgramSize {
                let most = limits.maximumPatternProgramSize
                costlyPattern("maximumPatternProgramSize", source, most, at: node, in: document)
                isTooLarge = true
                return nil
            }
            patterns.append(pattern)
        } catch {
            report(error, source, at: node, in: document)
            return nil
        }
        patternIDs[key] = patterns.count - 1
        return patterns.count - 1
    }

    mutating func format(_ assertion: StringAssertion) -> Int {
        if let id = formatIDs[assertion] { return id }
        formats.append(assertion)
        formatIDs[assertion] = formats.count - 1
        return formats.count - 1
    }

    /// The table entry of a dynamic anchor's name.
    mutating func dynamicName(_ name: String?) -> Int {
        if let known = dynamicNameIDs[name] { return known }
        let id = dynamicNames.count
        dynamicNames.append(DynamicName(name: name))
        dynamicNameIDs[name] = id
        let resources = name.map { dynamicResources[$0] ?? [] } ?? recursiveResources
        for resource in resources.sorted() { addCandidate(for: id, in: resource) }
        return id
    }

    private mutating func noteAnchors(of resource: Int) {
        let place = registry.resources[resource]
        if place.isRecursiveAnchor {
            recursiveResources.append(resource)
            if let id = dynamicNameIDs[nil] { addCandidate(for: id, in: resource) }
        }
        for name in place.dynamicAnchors.keys.sorted() {
            dynamicResources[name, default: []].append(resource)
            if let id = dynamicNameIDs[name] { addCandidate(for: id, in: resource) }
        }
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
        if errors.count >= options.limits.maximumErrorCount { return }
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
