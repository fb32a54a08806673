import JSON
import JSONSchema

/// Walks a description across its files, and parks at those that are not there yet.
struct AssemblyWalk: Sendable {
    let version: OpenAPIVersion
    private(set) var files: [AssembledFile] = []
    private var numbers: [ByteName: Int] = [:]
    /// Files that nobody can give.
    private(set) var failed: Set<ByteName> = []
    /// What waits for a file, by its path.
    private var parked: [ByteName: [Parked]] = [:]
    /// The paths of files that were asked for, in the order in which they were met.
    private var wanted: [String] = []
    /// The first of ``wanted`` that is still missing; those before it have been given or refused.
    private var firstWanted = 0
    /// How many of ``wanted`` have been looked at by ``takeNew()``.
    private var seenCount = 0
    private var identifiers: [ByteName: FileResource] = [:]
    private var pending: [Parked] = []
    /// What fragments lead to, so that each is looked up once.
    private var known: [Fragment: Answer] = [:]

    private struct Fragment: Hashable {
        let place: FileResource
        let text: ByteName
    }

    private struct FileResource: Hashable {
        let file: Int
        let resource: Int
    }

    /// A reference of a file by its place in the order of the walk.
    private enum Parked: Hashable {
        case reference(file: Int, index: Int)
        case data(file: Int, index: Int)
    }

    /// Where a text leads.
    private enum Answer {
        case node(FileNode, keepsText: Bool)
        case metaschema
        case missing(String)
        case failure(ContractReference.Failure)
    }

    init(_ entry: JSONDocument, at path: String, version: OpenAPIVersion) {
        self.version = version
        append(entry, at: path)
        files[0].walk.walk(from: 0, as: WalkShape(.openAPI))
        collect(file: 0)
        advance()
    }

    /// The files that are missing, and the place of the first reference to each.
    var missing: [(path: String, site: JSONNode)] {
        wanted[firstWanted...].compactMap { path in
            guard isMissing(path), let first = parked[ByteName(path)]?.first else { return nil }
            return (path, site(of: first))
        }
    }

    /// The paths that were asked for since the last time.
    mutating func takeNew() -> ArraySlice<String> {
        defer { seenCount = wanted.count }
        return wanted[seenCount...]
    }

    /// The references to a file that nobody gave; those in data stay what they are.
    func references(to path: String) -> [(site: JSONNode, reference: ContractReference)] {
        (parked[ByteName(path)] ?? []).compactMap { parked in
            guard case .reference(let file, let index) = parked else { return nil }
            let reference = files[file].walk.references[index]
            return (files[file].document.node(at: reference.value), reference)
        }
    }

    private func site(of parked: Parked) -> JSONNode {
        switch parked {
        case .reference(let file, let index):
            files[file].document.node(at: files[file].walk.references[index].value)
        case .data(let file, let index):
            files[file].document.node(at: files[file].walk.dataReferences[index].value)
        }
    }

    /// Adds a file that was missing, and walks on.
    mutating func add(_ document: JSONDocument, at path: String) {
        guard numbers[ByteName(path)] == nil else { return }
        append(document, at: path)
        pending += parked.removeValue(forKey: ByteName(path)) ?? []
        advance()
        passWanted()
    }

    /// Gives up on a file.
    mutating func fail(_ path: String) {
        failed.insert(ByteName(path))
        passWanted()
    }

    private mutating func passWanted() {
        while firstWanted < wanted.count, !isMissing(wanted[firstWanted]) { firstWanted += 1 }
    }

    /// Whether somebody still waits for a file that nobody gave up on.
    private func isMissing(_ path: String) -> Bool {
        parked[ByteName(path)] != nil && !failed.contains(ByteName(path))
    }

    private mutating func append(_ document: JSONDocument, at path: String) {
        let number = files.count
        numbers[ByteName(path)] = number
        let file = AssembledFile(document, at: path, version: version)
        for (index, resource) in file.identifiers.resources.enumerated() {
            let uri = ByteName(resource.uri.description)
            // A file without an identifier is known by its path alone.
            if index == 0, document.root["$id"]?.string == nil { continue }
            if identifiers[uri] == nil { identifiers[uri] = FileResource(file: number, resource: index) }
        }
        files.append(file)
    }

    /// Notes what a walk has found since the last time.
    private mutating func collect(file: Int) {
        let walk = files[file].walk
        for index in files[file].references.count..<walk.references.count {
            let reference = walk.references[index]
            files[file].references.append(
                ResolvedReference(reference: reference, namesFile: namesEntry(reference, in: file))
            )
            pending.append(.reference(file: file, index: index))
        }
        for index in files[file].data.count..<walk.dataReferences.count {
            files[file].data.append(ResolvedData(reference: walk.dataReferences[index], target: nil))
            pending.append(.data(file: file, index: index))
        }
    }

    /// Whether a reference names the first file by its path, rather than by an identifier or by nothing.
    private func namesEntry(_ reference: ContractReference, in file: Int) -> Bool {
        let uri = URIReference(reference.text)
        guard !uri.path.isEmpty, let path = files[file].path(namedBy: uri), ByteName(path) == ByteName(files[0].path)
        else { return false }
        let resource = files[file].identifiers.resource(containing: reference.value)
        let address = uri.withoutFragment.resolved(against: files[file].identifiers.resources[resource].uri)
        return identifiers[ByteName(address.description)] == nil
    }

    private mutating func advance() {
        var position = 0
        while position < pending.count {
            switch pending[position] {
            case .reference(let file, let index): resolveReference(file, index)
            case .data(let file, let index): resolveData(file, index)
            }
            position += 1
        }
        pending = []
    }

    private mutating func resolveReference(_ file: Int, _ index: Int) {
        let reference = files[file].references[index].reference
        let answer =
            reference.role == .mapping
            ? mappingTarget(of: reference, in: file) : target(of: reference.text, from: file, at: reference.value)
        switch answer {
        case .metaschema: break
        case .failure(let failure): files[file].references[index].failure = failure
        case .missing(let path):
            files[file].references[index].failure = .otherFile
            // An operation of another description is not part of this one.
            if reference.role != .operation { park(.reference(file: file, index: index), at: path) }
        case .node(let target, let keepsText):
            files[file].references[index].failure = nil
            if reference.role == .operation {
                // Only what the description has taken for an operation is part of it.
                let found = files[target.file].walk.shape(of: target.node).kind
                guard target.file == 0 || found == .operation else {
                    files[file].references[index].failure = found == nil ? .otherFile : .kind(found)
                    return
                }
            } else {
                guard reference.shape.fits(files[target.file].document.node(at: target.node)) else {
                    files[file].references[index].failure = .kind(nil)
                    return
                }
                guard files[target.file].walk.walk(from: target.node, as: reference.shape) else {
                    let found = files[target.file].walk.shape(of: target.node).kind
                    files[file].references[index].failure = .kind(found)
                    return
                }
                collect(file: target.file)
            }
            files[file].references[index].target = target
            files[file].references[index].keepsText = keepsText
        }
    }

    private mutating func resolveData(_ file: Int, _ index: Int) {
        let reference = files[file].data[index].reference
        switch target(of: reference.text, from: file, at: reference.value) {
        case .missing(let path): park(.data(file: file, index: index), at: path)
        case .node(let target, _):
            files[file].data[index] = ResolvedData(reference: reference, target: target)
            files[target.file].walk.findWholeData(at: target.node)
            collect(file: target.file)
        case .metaschema, .failure: break
        }
    }

    private mutating func park(_ item: Parked, at path: String) {
        if parked[ByteName(path)] == nil { wanted.append(path) }
        parked[ByteName(path), default: []].append(item)
    }
}

// MARK: - Where a text leads

extension AssemblyWalk {
    private mutating func target(of text: String, from file: Int, at node: Int) -> Answer {
        let source = files[file]
        let resource = source.identifiers.resource(containing: node)
        let reference = URIReference(text)
        let fragment = reference.fragment ?? ""
        if text.isEmpty || text.utf8.first == UInt8(ascii: "#") { return self.node(of: fragment, file, resource) }
        let address = reference.withoutFragment
        let uri = address.resolved(against: source.identifiers.resources[resource].uri)
        if let known = identifiers[ByteName(uri.description)] {
            return self.node(of: fragment, known.file, known.resource)
        }
        if address.isAbsolute {
            if Dialect(uri: address.description) != nil { return .metaschema }
            return .failure(address.authority == nil ? .dangling : .remote)
        }
        guard address.authority == nil, let name = PercentEncoding.decoded(address.path), !name.isEmpty else {
            return .failure(address.authority == nil ? .dangling : .remote)
        }
        let path = FileAddress.path(name, in: FileAddress.folder(of: source.path))
        guard let number = numbers[ByteName(path)] else { return .missing(path) }
        return self.node(of: fragment, number, 0)
    }

    private mutating func node(of fragment: String, _ file: Int, _ resource: Int) -> Answer {
        let key = Fragment(place: FileResource(file: file, resource: resource), text: ByteName(fragment))
        if let answer = known[key] { return answer }
        let answer = lookUp(fragment, file, resource)
        // Whoever waits for a file asks again.
        if case .missing = answer { return answer }
        known[key] = answer
        return answer
    }

    private func lookUp(_ fragment: String, _ file: Int, _ resource: Int) -> Answer {
        let source = files[file]
        if let node = source.identifiers.node(of: fragment, in: resource, source.parents.children) {
            return .node(FileNode(file: file, node: node), keepsText: false)
        }
        guard let decoded = PercentEncoding.decoded(fragment), let pointer = JSONPointer(decoded) else {
            return .failure(.dangling)
        }
        return follow(pointer, from: FileNode(file: file, node: source.identifiers.resources[resource].root))
    }

    /// Follows a pointer through references on its way, as people expect when a whole section lies in a file.
    private func follow(_ pointer: JSONPointer, from start: FileNode) -> Answer {
        var current = start
        var keepsText = true
        for token in pointer.tokens {
            var steps = 0
            while true {
                let node = files[current.file].document.node(at: current.node)
                if let next = files[current.file].parents.children.child(token, of: current.node) {
                    current = FileNode(file: current.file, node: next)
                    break
                }
                steps += 1
                guard steps <= ContractMap.maximumStepCount, let text = node["$ref"], let name = text.string else {
                    return .failure(.dangling)
                }
                // What is no component of its own is going to be written in place.
                let kind = files[current.file].walk.shape(of: current.node).kind
                if let kind, kind != .pathItem, kind.isReferable(in: version) { keepsText = false }
                switch target(ofPlain: name, from: current.file, at: text.index) {
                case .node(let next, _): current = next
                case let other: return other
                }
            }
        }
        return .node(current, keepsText: keepsText)
    }

    /// As `target(of:from:at:)`, without following pointers through references, so that it ends.
    private func target(ofPlain text: String, from file: Int, at node: Int) -> Answer {
        let reference = URIReference(text)
        guard text.utf8.first != UInt8(ascii: "#") else {
            let resource = files[file].identifiers.resource(containing: node)
            let children = files[file].parents.children
            let found = files[file].identifiers.node(of: reference.fragment ?? "", in: resource, children)
            return found.map { .node(FileNode(file: file, node: $0), keepsText: false) } ?? .failure(.dangling)
        }
        guard !reference.isAbsolute, let name = PercentEncoding.decoded(reference.path) else {
            return .failure(.dangling)
        }
        let path = FileAddress.path(name, in: FileAddress.folder(of: files[file].path))
        guard let number = numbers[ByteName(path)] else { return .missing(path) }
        let other = files[number]
        let found = other.identifiers.node(of: reference.fragment ?? "", in: 0, other.parents.children)
        return found.map { .node(FileNode(file: number, node: $0), keepsText: false) } ?? .failure(.dangling)
    }

    /// What a value of a discriminator's mapping names: a schema by name, or by reference.
    private mutating func mappingTarget(of reference: ContractReference, in file: Int) -> Answer {
        let text = reference.text
        for number in Set([0, file]).sorted() {
            let way = JSONPointer(tokens: ["components", "schemas", text])
            guard files[number].document.root.kind == .object else { continue }
            if let node = files[number].parents.children.node(at: way, below: 0) {
                return .node(FileNode(file: number, node: node), keepsText: number == 0)
            }
        }
        guard
            text.utf8.contains(UInt8(ascii: "/")) || text.utf8.contains(UInt8(ascii: "#"))
                || FileAddress.isDocument(text)
        else { return .failure(.dangling) }
        return target(of: text, from: file, at: reference.value)
    }
}

// MARK: - What came of it

extension AssemblyWalk {
    /// Looks again for what seemed to lie on the network, or in no file of the description: a file that came later may
    /// have its identifier, or the operation of a link.
    mutating func retryOutward() {
        for file in files.indices {
            for (index, resolved) in files[file].references.enumerated() {
                let isLate = resolved.reference.role == .operation && resolved.failure != .dangling
                guard isLate || resolved.failure == .remote else { continue }
                pending.append(.reference(file: file, index: index))
            }
        }
        advance()
    }

    /// The map of the first file, when it is all there is.
    consuming func map() -> ContractMap {
        let entry = files[0]
        let references = entry.references.map { resolved in
            var reference = resolved.reference
            reference.target = resolved.target?.node
            reference.failure = resolved.failure
            return reference
        }
        return ContractMap(
            entry.walk,
            references: references,
            parents: entry.parents,
            identifiers: entry.identifiers
        )
    }
}
