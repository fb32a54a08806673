import Diagnostics
import JSON

/// Works out the places of findings and puts them into words.
struct FindingWriter {
    private let program: Program
    private let instance: JSONNode

    init(_ program: Program, _ instance: JSONNode) {
        self.program = program
        self.instance = instance
    }

    func findings(_ raw: [RawFinding]) -> [SchemaFinding] {
        if raw.isEmpty { return [] }
        let sites = raw.map(site)
        let finder = PlaceFinder(program, instance: instance, values: raw.map(\.instance), sites: sites)
        let marked = raw.map { finding in
            if case .memberNotAllowed = finding.fault { return finder.nameNode(of: finding.instance) }
            return finding.instance
        }
        let positions = instance.document.positions(of: marked)
        let keywords = sites.map { finder.keywordNode(of: $0) }
        let schemaPositions = schemaPositions(sites, keywords)
        return raw.indices.map { index in
            let finding = raw[index]
            let document = program.subschemas[finding.schema].document
            let text = FaultText(
                fault: finding.fault,
                found: instance.document.node(at: finding.instance),
                schema: finding.schema,
                program: program,
                name: finder.name(of: finding.instance),
                parent: finding.parent < 0 ? nil : instance.document.node(at: finding.parent)
            )
            return SchemaFinding(
                instancePointer: finder.pointer(to: finding.instance),
                instanceNode: finding.instance,
                position: positions[marked[index]],
                evaluationPath: JSONPointer(tokens: finding.path),
                schemaLocation: finder.location(of: sites[index]),
                schemaDocument: program.registry.documents[document].address.description,
                schemaPosition: schemaPositions[document]?[keywords[index]],
                keyword: finding.keyword,
                message: text.message,
                found: text.excerpt,
                expected: text.expected,
                remedy: text.remedy,
                branches: finding.branches.map(branch)
            )
        }
    }

    /// The keyword's value: another's where a keyword such as `minContains` is read with its partner.
    private func site(of finding: RawFinding) -> PlaceFinder.Site {
        let place = program.subschemas[finding.schema]
        var node = finding.site
        if finding.keyword == Keyword.minContains.rawValue || finding.keyword == Keyword.maxContains.rawValue,
            let value = program.registry.document(place.document).node(at: place.node)[finding.keyword]
        {
            node = value.index
        }
        return PlaceFinder.Site(schema: finding.schema, node: node)
    }

    private func schemaPositions(_ sites: [PlaceFinder.Site], _ keywords: [Int]) -> [Int: [Int: SourcePosition]] {
        var nodes: [Int: Set<Int>] = [:]
        for (site, keyword) in zip(sites, keywords) {
            nodes[program.subschemas[site.schema].document, default: []].insert(keyword)
        }
        var positions: [Int: [Int: SourcePosition]] = [:]
        for (document, indices) in nodes {
            positions[document] = program.registry.document(document).positions(of: indices)
        }
        return positions
    }

    private func branch(_ raw: RawBranch) -> SchemaBranch {
        SchemaBranch(
            keyword: raw.keyword.rawValue,
            evaluationPath: JSONPointer(tokens: raw.path),
            index: raw.position,
            count: raw.count,
            name: name(of: raw.schema)
        )
    }

    /// The title of a schema, or else the last part of what it refers to.
    private func name(of schema: SubschemaID) -> String? {
        let place = program.subschemas[schema]
        let node = program.registry.document(place.document).node(at: place.node)
        if let title = node["title"]?.string, !title.isEmpty { return Excerpt.shortened(title) }
        guard let reference = node["$ref"]?.string ?? node["$dynamicRef"]?.string else { return nil }
        let last = reference.split { $0 == "/" || $0 == "#" }.last.map(String.init)
        return last.map { Excerpt.shortened(URIReference("#\($0)").decodedFragment ?? $0) }
    }
}
