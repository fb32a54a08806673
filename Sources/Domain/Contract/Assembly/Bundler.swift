import Diagnostics
import JSON

/// Writes a description that lies in several files as one document with references within itself only.
///
/// The first file keeps its order and its components their names. What references of a legal kind lead to in other
/// files becomes a component once, whatever refers to it; path items, and references where the specification knows
/// none, are written in place. The result depends on nothing but the order of the description.
struct Bundler {
    /// What is lifted out of a file.
    struct Lift: Hashable {
        let target: FileNode
        let kind: OpenAPIObject
    }

    /// What to do at a node that cannot stay as it is.
    enum Change {
        /// An object with a reference that has this index in its file.
        case reference(Int)
        /// A text that names a schema or an operation.
        case text(Int)
        /// An object in data with a reference.
        case data(Int)
        /// A schema with an identifier or anchor that may have to go.
        case identifiers
        /// A discriminator whose branches may get other names.
        case discriminator
    }

    let files: [AssembledFile]
    let version: OpenAPIVersion
    let sources: ContractSources
    /// The nodes of each file that cannot stay as they are, in order, and what to do there.
    let changes: [[(node: Int, change: Change)]]
    /// Whether schemas of the first file lose their identifiers, since a pointer in one leads nowhere else.
    let movesIdentifiers: Bool
    var names = ComponentNames()
    /// The names of lifts.
    var nameOf: [Lift: String] = [:]
    /// The lifts in the order in which they were met.
    var lifts: [Lift] = []
    var copy: JSONCopy
    var findings: [Diagnostic] = []
    /// The components of the first file that are nothing but references to other files, which come in their place.
    var homes: [FileNode: FileNode] = [:]
    /// What is being written in place.
    var open: [FileNode] = []
    /// The member that keeps each anchor, the first of that name to be met; nil for one of the first file.
    var anchors: [ByteName: FileMember?] = [:]
    var inlinedNodeCount = 0
    /// Where operations of other files stand in the bundle, as references, once it was written without them.
    var operationTexts: [FileNode: String] = [:]
    let maximumInlinedNodeCount: Int
    let maximumStepCount: Int
    let maximumDepth: Int
    /// Whether the bundle becomes one of OpenAPI 3.1 at least.
    let upgrades: Bool
    /// How many arrays and objects of the bundle are around what is looked at.
    var depth = 0
    /// What first stood deeper than the bundle may be; nothing below it is looked at.
    var tooDeep: FileNode?
    /// Whether nodes are written; before that, names are found.
    var isWriting = false

    /// Whether a description is a bundle already: nothing of it leads to another file, and nothing must be moved.
    static func isNeeded(for walk: AssemblyWalk) -> Bool {
        let entry = walk.files[0]
        return entry.references.contains { $0.target.map { $0.file != 0 } ?? false }
            || entry.references.contains { $0.reference.isMisplaced && $0.target != nil }
            || entry.references.contains { $0.namesFile && ($0.target != nil || $0.reference.role == .operation) }
            || entry.data.contains { $0.target != nil }
    }

    init(_ walk: AssemblyWalk, sources: ContractSources, options: AssemblyOptions) {
        files = walk.files
        version = walk.version
        self.sources = sources
        maximumInlinedNodeCount = options.maximumInlinedNodeCount
        maximumStepCount = options.maximumReferenceSteps
        maximumDepth = options.maximumDepth
        upgrades = options.upgrades
        copy = JSONCopy(of: [])
        movesIdentifiers = Self.movesIdentifiers(of: walk.files[0])
        changes = walk.files.indices.map { [movesIdentifiers] number in
            Self.changes(of: walk.files[number], number: number, files: walk.files, movesIdentifiers)
        }
        for (section, members) in files[0].document.root["components"]?.members.map({ ($0.name, $0.value) }) ?? [] {
            guard let kind = OpenAPIObject.allCases.first(where: { $0.section == section }) else { continue }
            let components = effectiveMembers(of: FileNode(file: 0, node: members.index))
            let sorted = components.sorted { nameBytes($0).lexicographicallyPrecedes(nameBytes($1)) }
            for component in sorted { names.reserve(nameText(component), for: kind) }
            // Whoever names something without detour comes first.
            for isDirect in [true, false] {
                for component in sorted { settle(component, as: kind, isDirect: isDirect) }
            }
        }
        let entryAnchors = files[0].identifiers.resources[0].anchors
        for anchor in entryAnchors.keys { anchors.updateValue(nil, forKey: anchor) }
    }

    /// The bundle, or why there is none.
    ///
    /// - Returns: The document, nil when it would be too large or too deep, and what was found.
    static func bundle(
        _ walk: AssemblyWalk,
        sources: ContractSources,
        options: AssemblyOptions
    ) -> (document: JSONDocument?, findings: [Diagnostic]) {
        let result = bundle(walk, sources, options, operationTexts: [:])
        guard let document = result.document else { return result }
        let texts = operationTexts(in: document, of: walk)
        // Where an operation comes to stand is known when all is written, and a name of it changes nothing of that.
        return texts.isEmpty ? result : bundle(walk, sources, options, operationTexts: texts)
    }

    /// References to the operations of other files that links name, as they stand in a bundle.
    private static func operationTexts(in document: JSONDocument, of walk: AssemblyWalk) -> [FileNode: String] {
        let targets = walk.files.flatMap(\.references).compactMap { resolved in
            resolved.reference.role == .operation ? resolved.target : nil
        }
        let wanted = Set(targets.filter { $0.file != 0 })
        if wanted.isEmpty { return [:] }
        let numbers = Dictionary(walk.files.enumerated().map { (ObjectIdentifier($1.document), $0) }) { first, _ in
            first
        }
        let parents = NodeParents(document)
        var texts: [FileNode: String] = [:]
        for index in document.nodes.indices where document.nodes[index].kind == .object {
            let origin = document.node(at: index).origin
            guard let file = numbers[ObjectIdentifier(origin.document)] else { continue }
            let place = FileNode(file: file, node: origin.index)
            guard wanted.contains(place), texts[place] == nil else { continue }
            texts[place] = "#" + fragment(of: parents.pointer(of: index, in: document))
        }
        return texts
    }

    private static func bundle(
        _ walk: AssemblyWalk,
        _ sources: ContractSources,
        _ options: AssemblyOptions,
        operationTexts: [FileNode: String]
    ) -> (document: JSONDocument?, findings: [Diagnostic]) {
        var bundler = Bundler(walk, sources: sources, options: options)
        bundler.operationTexts = operationTexts
        let root = FileNode(file: 0, node: 0)
        bundler.write(root)
        // Lifts that are met while others are looked at come behind them.
        var position = 0
        while position < bundler.lifts.count, bundler.tooDeep == nil {
            bundler.write(bundler.lifts[position])
            position += 1
        }
        guard bundler.inlinedNodeCount <= bundler.maximumInlinedNodeCount else {
            bundler.reportTooLarge()
            return (nil, bundler.findings)
        }
        if let place = bundler.tooDeep {
            bundler.reportTooDeep(bundler.node(place))
            return (nil, bundler.findings)
        }
        bundler.isWriting = true
        bundler.inlinedNodeCount = 0
        bundler.copy = JSONCopy(of: bundler.files.map(\.document))
        bundler.writeRoot()
        let document = bundler.copy.finish()
        // Lifts stand deeper than they were looked at, and so may what is copied as it is.
        if let node = bundler.tooDeep.map({ bundler.node($0) }) ?? firstTooDeep(in: document, options.maximumDepth) {
            bundler.reportTooDeep(node)
            return (nil, bundler.findings)
        }
        return (document, bundler.findings)
    }

    /// The first array or object that has more around it than a reader would accept; nil when there is none.
    private static func firstTooDeep(in document: JSONDocument, _ maximumDepth: Int) -> JSONNode? {
        var ends: [Int] = []
        for index in document.nodes.indices where document.nodes[index].isContainer {
            while let end = ends.last, end <= index { ends.removeLast() }
            if ends.count >= maximumDepth { return document.node(at: index) }
            ends.append(document.nodes[index].end)
        }
        return nil
    }

    // MARK: What must change

    private static func changes(
        of file: AssembledFile,
        number: Int,
        files: [AssembledFile],
        _ movesIdentifiers: Bool
    ) -> [(node: Int, change: Change)] {
        var changes: [Int: Change] = [:]
        for (index, resolved) in file.references.enumerated() {
            let reference = resolved.reference
            if reference.role == .operation {
                let isOutside = number != 0 || resolved.target.map { $0.file != 0 } ?? false
                if isOutside || resolved.namesFile { changes[reference.value] = .text(index) }
                continue
            }
            guard resolved.target != nil else { continue }
            let isMoved = movesIdentifiers && isNamed(resolved, in: file)
            let keepsText = number == 0 && !isMoved && !leaves(resolved)
            switch reference.role {
            case .reference: if !keepsText || reference.isMisplaced { changes[reference.site] = .reference(index) }
            case .dynamic, .mapping: if !keepsText { changes[reference.value] = .text(index) }
            case .operation: break
            }
        }
        for (index, data) in file.data.enumerated() where data.target != nil {
            changes[data.reference.site] = .data(index)
        }
        if number == 0, movesIdentifiers {
            for resource in file.identifiers.resources.dropFirst() where changes[resource.root] == nil {
                if file.walk.shape(of: resource.root).kind == .schema { changes[resource.root] = .identifiers }
            }
        }
        if number != 0 {
            let resources = file.identifiers.resources
            for node in resources.map(\.root) + resources.flatMap(\.anchors.values) where changes[node] == nil {
                if file.walk.shape(of: node).kind == .schema { changes[node] = .identifiers }
            }
        }
        if files.count > 1 {
            for (node, code) in file.walk.shapes.enumerated()
            where code == OpenAPIObject.discriminator.rawValue && file.document.nodes[node].kind == .object {
                changes[node] = .discriminator
            }
        }
        return changes.map { (node: $0.key, change: $0.value) }.sorted { $0.node < $1.node }
    }

    /// Whether a reference of the first file cannot keep its text.
    private static func leaves(_ resolved: ResolvedReference) -> Bool {
        guard let target = resolved.target else { return false }
        return resolved.namesFile || target.file != 0 && !resolved.keepsText
    }

    /// Whether a reference of the first file stands in a schema with an identifier, or leads into one.
    private static func isNamed(_ resolved: ResolvedReference, in file: AssembledFile) -> Bool {
        if file.identifiers.resource(containing: resolved.reference.value) != 0 { return true }
        guard let target = resolved.target, target.file == 0 else { return false }
        return file.identifiers.resource(containing: target.node) != 0
    }

    private static func movesIdentifiers(of entry: AssembledFile) -> Bool {
        guard entry.identifiers.resources.count > 1 else { return false }
        return entry.references.contains { resolved in
            leaves(resolved) && entry.identifiers.resource(containing: resolved.reference.value) != 0
        }
    }

    /// What must change at a node or first below it.
    func firstChange(in place: FileNode) -> (node: Int, change: Change)? {
        let changes = self.changes[place.file]
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if changes[middle].node < place.node { low = middle + 1 } else { high = middle }
        }
        guard low < changes.count, changes[low].node < files[place.file].document.end(of: place.node) else {
            return nil
        }
        return changes[low]
    }

    func node(_ place: FileNode) -> JSONNode { files[place.file].document.node(at: place.node) }

    // MARK: Names

    /// The reference that names a target in the bundle.
    mutating func text(for target: FileNode, as kind: OpenAPIObject) -> String {
        let target = throughReferences(target)
        let file = files[target.file]
        if target.file == 0 {
            return "#" + Self.fragment(of: file.parents.pointer(of: target.node, in: file.document))
        }
        let lift = Lift(target: target, kind: kind)
        let section = kind.section ?? "schemas"
        return "#/components/\(section)/\(name(of: lift))"
    }

    mutating func name(of lift: Lift) -> String {
        if let name = nameOf[lift] { return name }
        let file = files[lift.target.file]
        let tokens = file.parents.pointer(of: lift.target.node, in: file.document).tokens
        let folder = FileAddress.folder(of: files[0].path)
        let path = FileAddress.relative(file.path, to: folder) ?? file.path
        let name = names.name(of: tokens, in: path, for: lift.kind)
        nameOf[lift] = name
        lifts.append(lift)
        return name
    }

    /// Lets what a component stands for in another file have the component's name.
    private mutating func settle(_ component: FileMember, as kind: OpenAPIObject, isDirect: Bool) {
        let place = component.value
        let target = throughReferences(place)
        guard isDirect == (target == place || next(place) == target) else { return }
        let lift = Lift(target: target, kind: kind)
        guard target.file != 0, nameOf[lift] == nil, target != place || place.file != 0 else { return }
        guard files[target.file].walk.shape(of: target.node).kind == kind else { return }
        nameOf[lift] = nameText(component)
        if target != place { homes[place] = target }
    }

    /// Where a target leads that is nothing but a reference itself.
    private func throughReferences(_ target: FileNode) -> FileNode {
        var current = target
        for _ in 0..<maximumStepCount {
            guard let next = next(current) else { return current }
            current = next
        }
        return target
    }

    /// Where a place leads in one step that is nothing but a reference.
    private func next(_ place: FileNode) -> FileNode? {
        guard node(place).count == 1, case .reference(let index)? = change(at: place) else { return nil }
        return files[place.file].references[index].target
    }

    func change(at place: FileNode) -> Change? {
        guard let first = firstChange(in: place), first.node == place.node else { return nil }
        return first.change
    }

    /// A pointer as the fragment of a URI.
    private static func fragment(of pointer: JSONPointer) -> String {
        pointer.tokens.map { "/" + PercentEncoding.encodedPath(JSONPointer.escape($0)) }.joined()
    }

    // MARK: Findings

    mutating func report(
        _ rule: ContractRule,
        _ severity: Diagnostic.Severity,
        _ message: LocalizedText,
        at node: JSONNode,
        remedy: LocalizedText? = nil
    ) {
        findings.append(rule.finding(severity, message, at: sources.location(of: node), remedy: remedy))
    }

    private mutating func reportTooDeep(_ node: JSONNode) {
        report(
            .tooLarge,
            .error,
            LocalizedText(
                "written in place of its reference, this stands deeper than \(maximumDepth) levels",
                zh: "就地展开引用后，此处嵌套超过 \(maximumDepth) 层"
            ),
            at: node,
            remedy: LocalizedText("put what references lead to into 'components'", zh: "请把引用所指内容放入“components”")
        )
    }

    private mutating func reportTooLarge() {
        report(
            .tooLarge,
            .error,
            LocalizedText(
                "references that must be written in place hold more than \(maximumInlinedNodeCount) values",
                zh: "需要就地展开的引用超过 \(maximumInlinedNodeCount) 个值"
            ),
            at: files[0].document.root,
            remedy: LocalizedText("put what they lead to into 'components'", zh: "请把所指内容放入“components”")
        )
    }
}
