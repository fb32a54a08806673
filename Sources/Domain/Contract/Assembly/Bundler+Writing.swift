import Diagnostics
import JSON
import JSONSchema

/// A member of an object, wherever it is written.
struct FileMember: Hashable {
    let file: Int
    /// The node of the name; the value follows.
    let name: Int

    var value: FileNode { FileNode(file: file, node: name + 1) }
}

extension Bundler {
    /// Writes a value with all that must change below it; before that, finds the names that it needs.
    mutating func write(_ place: FileNode) {
        guard let first = firstChange(in: place) else {
            if isWriting { copy.value(node(place)) }
            return
        }
        // Files may be as deep as their readers allow, and each may stand in another.
        guard depth < maximumDepth || !node(place).tapeNode.isContainer else {
            tooDeep = tooDeep ?? place
            if isWriting { copy.value(node(place)) }
            return
        }
        depth += 1
        defer { depth -= 1 }
        if first.node == place.node {
            write(place, first.change)
            return
        }
        let node = node(place)
        guard node.kind == .object else {
            if isWriting { copy.beginArray(at: node) }
            for element in node.elements { write(FileNode(file: place.file, node: element.index)) }
            if isWriting { copy.end() }
            return
        }
        writeObject(node, members(of: place))
    }

    private mutating func write(_ place: FileNode, _ change: Change) {
        switch change {
        case .reference(let index): writeReference(place, files[place.file].references[index])
        case .text(let index): writeText(place, files[place.file].references[index])
        case .data(let index): writeData(place, files[place.file].data[index])
        case .identifiers: writeObject(node(place), members(of: place), isLifted: true)
        case .discriminator: writeDiscriminator(place)
        }
    }

    func members(of place: FileNode) -> [FileMember] {
        node(place).memberNodes.map { FileMember(file: place.file, name: $0.name.index) }
    }

    mutating func writeObject(_ node: JSONNode, _ members: [FileMember], isLifted: Bool = false) {
        if isWriting { copy.beginObject(at: node) }
        for member in inOrder(members) {
            if isLifted, drops(member) { continue }
            writeMember(member)
        }
        if isWriting { copy.end() }
    }

    /// Members in the order in which they are looked at: as they are written, but for names, which do not depend on
    /// how the members of an object are ordered.
    private func inOrder(_ members: [FileMember]) -> [FileMember] {
        isWriting ? members : members.sorted { nameBytes($0).lexicographicallyPrecedes(nameBytes($1)) }
    }

    mutating func writeMember(_ member: FileMember) {
        guard isWriting else {
            write(member.value)
            return
        }
        if copy.name(files[member.file].document.node(at: member.name)) { write(member.value) }
    }

    /// Whether a member names a schema in a way that the bundle does not need, or cannot have twice.
    private mutating func drops(_ member: FileMember) -> Bool {
        let document = files[member.file].document
        let value = document.node(at: member.name + 1)
        if member.file == 0 { return movesIdentifiers && nameText(member) == "$id" && value.string != nil }
        switch document.node(at: member.name).nameText {
        case "$id": return value.string != nil
        case "$anchor", "$dynamicAnchor":
            guard let name = value.string.map({ ByteName($0) }) else { return false }
            let owner = anchors[name] ?? .some(member)
            // What is written in several places has its anchor in the first of them.
            anchors[name] = .some(isWriting ? nil : owner)
            return owner != member
        default: return false
        }
    }

    // MARK: References

    private mutating func writeReference(_ place: FileNode, _ resolved: ResolvedReference) {
        guard let target = resolved.target else { return }
        if let home = homes[place] {
            write(home)
            return
        }
        let reference = resolved.reference
        if reference.isMisplaced {
            reportMisplaced(node(FileNode(file: place.file, node: reference.value)), reference.text)
        }
        let isInline = reference.isMisplaced || reference.expected == .pathItem && target.file != 0
        if isInline, !open.contains(target), open.count < maximumStepCount {
            writeInline(place, target, reference)
            return
        }
        // Before 3.1 no component is a path item.
        let hasNoSection = reference.expected == .pathItem && target.file != 0 && version == .v30 && !upgrades
        if reference.isMisplaced || hasNoSection {
            reportCircle(node(FileNode(file: place.file, node: reference.value)), reference.text)
            if isWriting { copy.value(node(place)) }
            return
        }
        let text = text(for: target, as: reference.expected)
        let object = node(place)
        if isWriting { copy.beginObject(at: object) }
        for member in inOrder(members(of: place)) {
            if member.name + 1 == reference.value {
                guard isWriting else { continue }
                let name = node(FileNode(file: member.file, node: member.name))
                if copy.name(name) { copy.string(text, at: node(member.value)) }
            } else if !drops(member) {
                writeMember(member)
            }
        }
        if isWriting { copy.end() }
    }

    /// Writes what a reference leads to in its place, with what stands beside the reference.
    private mutating func writeInline(_ place: FileNode, _ target: FileNode, _ reference: ContractReference) {
        let document = files[target.file].document
        inlinedNodeCount += document.end(of: target.node) - target.node
        guard inlinedNodeCount <= maximumInlinedNodeCount else { return }
        open.append(target)
        // What takes the place of its reference stands as deep as that.
        depth -= 1
        defer {
            open.removeLast()
            depth += 1
        }
        let siblings = members(of: place).filter { $0.name + 1 != reference.value }
        if siblings.isEmpty || node(target).kind != .object {
            write(target)
            return
        }
        depth += 1
        defer { depth -= 1 }
        let names = Set(siblings.map { nameBytes($0) })
        let others = effectiveMembers(of: target)
        if !reference.isMisplaced {
            for other in others
            where names.contains(nameBytes(other)) && ObjectGrammar.methods.contains(nameText(other)) {
                reportConflict(siblings.first { nameBytes($0) == nameBytes(other) } ?? other, reference.text)
            }
        }
        writeObject(node(place), siblings + others.filter { !names.contains(nameBytes($0)) })
    }

    func nameText(_ member: FileMember) -> String { files[member.file].document.node(at: member.name).nameText }

    /// The name as it is written: texts of different bytes may be equal.
    func nameBytes(_ member: FileMember) -> ArraySlice<UInt8> {
        let document = files[member.file].document
        return document.content(of: document.nodes[member.name])
    }

    /// The members of an object once references to be written in place are: its own, then those that they lead to.
    func effectiveMembers(of place: FileNode) -> [FileMember] {
        var result: [FileMember] = []
        var names: Set<ArraySlice<UInt8>> = []
        var current = place
        for _ in 0..<maximumStepCount {
            var next: FileNode?
            var value = 0
            if case .reference(let index)? = change(at: current) {
                let resolved = files[current.file].references[index]
                if resolved.reference.isMisplaced || resolved.reference.expected == .pathItem {
                    next = resolved.target
                    value = resolved.reference.value
                }
            }
            for member in members(of: current) where member.name + 1 != value || next == nil {
                if names.insert(nameBytes(member)).inserted { result.append(member) }
            }
            guard let target = next else { break }
            current = target
        }
        return result
    }

    private mutating func writeText(_ place: FileNode, _ resolved: ResolvedReference) {
        let reference = resolved.reference
        if reference.role == .operation {
            if isWriting { copy.string(operationText(resolved, in: place.file), at: node(place)) }
            return
        }
        guard let target = resolved.target else { return }
        if reference.role == .dynamic {
            reportDynamic(node(place), reference.text)
            // A name of an anchor stays one, since the anchor comes along.
            if reference.text.hasPrefix("#") {
                if isWriting { copy.value(node(place)) }
                return
            }
        }
        let text = text(for: target, as: reference.expected)
        if isWriting { copy.string(text, at: node(place)) }
    }

    /// The operation of a link as seen from the bundle: one of another description is not part of it.
    private func operationText(_ resolved: ResolvedReference, in file: Int) -> String {
        let reference = resolved.reference
        if let target = resolved.target, target.file != 0, let text = operationTexts[target] { return text }
        let uri = URIReference(reference.text)
        guard let path = files[file].path(namedBy: uri) else { return reference.text }
        let fragment = uri.fragment.map { "#" + $0 } ?? ""
        if ByteName(path) == ByteName(files[0].path) { return fragment.isEmpty ? "#" : fragment }
        let folder = FileAddress.folder(of: files[0].path)
        guard let relative = FileAddress.relative(path, to: folder) else { return reference.text }
        return relative.split(separator: "/", omittingEmptySubsequences: false)
            .map { PercentEncoding.encodedPath($0) }.joined(separator: "/") + fragment
    }

    private mutating func writeData(_ place: FileNode, _ data: ResolvedData) {
        guard let target = data.target else { return }
        reportMisplaced(node(FileNode(file: place.file, node: data.reference.value)), data.reference.text)
        inlinedNodeCount += files[target.file].document.end(of: target.node) - target.node
        guard !open.contains(target), open.count < maximumStepCount, inlinedNodeCount <= maximumInlinedNodeCount else {
            if isWriting { copy.value(node(place)) }
            return
        }
        open.append(target)
        depth -= 1
        write(target)
        depth += 1
        open.removeLast()
    }

    /// Writes a discriminator, and adds the names that values had to branches that have other names now.
    private mutating func writeDiscriminator(_ place: FileNode) {
        let file = files[place.file]
        let object = node(place)
        let schema = file.document.node(at: file.parents.parent(of: place.node))
        var additions: [(name: String, text: String, branch: JSONNode)] = []
        let mapped = Set(object["mapping"]?.members.compactMap { $0.value.string }.map { ByteName($0) } ?? [])
        for list in [schema["oneOf"], schema["anyOf"]] {
            for branch in list?.elements.map({ $0 }) ?? [] {
                guard case .reference(let index)? = change(at: FileNode(file: place.file, node: branch.index)),
                    let target = file.references[index].target
                else { continue }
                let reference = file.references[index].reference
                let written = reference.text.split(separator: "/").last.map(String.init) ?? reference.text
                let old = reference.text.contains("#") ? written : FileAddress.stem(of: written)
                let text = text(for: target, as: .schema)
                let isMapped = mapped.contains(ByteName(reference.text)) || mapped.contains(ByteName(old))
                if !isMapped, ByteName(text) != ByteName("#/components/schemas/\(old)") {
                    additions.append((old, text, branch))
                }
            }
        }
        if isWriting { copy.beginObject(at: object) }
        for member in members(of: place) {
            guard isWriting, nameText(member) == "mapping", node(member.value).kind == .object else {
                writeMember(member)
                continue
            }
            guard copy.name(node(FileNode(file: member.file, node: member.name))) else { continue }
            copy.beginObject(at: node(member.value))
            for entry in members(of: member.value) { writeMember(entry) }
            writeMappings(additions)
            copy.end()
            additions = []
        }
        if isWriting {
            if !additions.isEmpty, copy.name("mapping", at: object) {
                copy.beginObject(at: object)
                writeMappings(additions)
                copy.end()
            }
            copy.end()
        }
    }

    private mutating func writeMappings(_ additions: [(name: String, text: String, branch: JSONNode)]) {
        for addition in additions where copy.name(addition.name, at: addition.branch) {
            copy.string(addition.text, at: addition.branch)
        }
    }
}

// MARK: - The root and its components

extension Bundler {
    mutating func writeRoot() {
        let root = node(FileNode(file: 0, node: 0))
        let bySection = Dictionary(grouping: lifts) { $0.kind.section ?? "" }
        var hasComponents = false
        copy.beginObject(at: root)
        for member in members(of: FileNode(file: 0, node: 0)) {
            guard nameText(member) == "components", node(member.value).kind == .object else {
                writeMember(member)
                continue
            }
            hasComponents = true
            reportMisplaced(along: member.value)
            if copy.name(node(FileNode(file: 0, node: member.name))) {
                writeComponents(at: node(member.value), effectiveMembers(of: member.value), bySection)
            }
        }
        if !hasComponents, !lifts.isEmpty, copy.name("components", at: root) {
            writeComponents(at: root, [], bySection)
        }
        copy.end()
    }

    private mutating func writeComponents(
        at node: JSONNode,
        _ members: [FileMember],
        _ bySection: [String: [Lift]]
    ) {
        var written: Set<String> = []
        copy.beginObject(at: node)
        for member in members {
            let section = nameText(member)
            guard let lifts = bySection[section], self.node(member.value).kind == .object else {
                writeMember(member)
                continue
            }
            written.insert(section)
            reportMisplaced(along: member.value)
            let name = files[member.file].document.node(at: member.name)
            guard copy.name(name) else { continue }
            copy.beginObject(at: self.node(member.value))
            for component in effectiveMembers(of: member.value) { writeMember(component) }
            write(lifts)
            copy.end()
        }
        for kind in OpenAPIObject.allCases {
            guard let section = kind.section, let lifts = bySection[section], !written.contains(section) else {
                continue
            }
            guard copy.name(section, at: self.node(lifts[0].target)) else { continue }
            copy.beginObject(at: self.node(lifts[0].target))
            write(lifts)
            copy.end()
        }
        copy.end()
    }

    private mutating func write(_ lifts: [Lift]) {
        for lift in lifts where copy.name(nameOf[lift] ?? "", at: node(lift.target)) { write(lift) }
    }

    /// Writes what was lifted; what comes back to it refers to it.
    mutating func write(_ lift: Lift) {
        open.append(lift.target)
        write(lift.target)
        open.removeLast()
    }
}
