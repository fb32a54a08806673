import Diagnostics
import JSON

/// A reference as it is written, and where.
struct ReferenceKey: Hashable {
    let resource: Int
    /// As bytes: texts of different bytes may be equal.
    let text: [UInt8]
}

/// What a reference leads to.
struct ReferenceTarget {
    let document: Int
    let node: Int
    /// The anchor's name, when a `$dynamicAnchor` declares it.
    var dynamicAnchor: String?
}

extension SchemaCompiler {
    mutating func readReference(_ keyword: Keyword, _ value: JSONNode, _ context: inout SchemaContext) {
        guard let text = text(of: value, keyword, in: context),
            let target = target(of: text, from: context.resource, at: value, in: context.document)
        else { return }
        let schema = schema(at: target.node, in: target.document, from: context.resource)
        if keyword == .dynamicRef, let name = target.dynamicAnchor {
            context.add(keyword, value, .dynamicReference(name: dynamicName(name), fallback: schema))
        } else if keyword == .recursiveRef, registry.resources[context.resource].isRecursiveAnchor {
            context.add(keyword, value, .dynamicReference(name: dynamicName(nil), fallback: schema))
        } else {
            context.add(keyword, value, .reference(schema))
        }
    }

    /// Follows a reference; nil, with an error noted, when it leads nowhere.
    mutating func target(of text: String, from resource: Int, at site: JSONNode, in document: Int) -> ReferenceTarget? {
        let key = ReferenceKey(resource: resource, text: Array(text.utf8))
        if let known = referenceTargets[key] { return known }
        let reference = URIReference(text)
        var home = resource
        if text.utf8.first != UInt8(ascii: "#") {
            let address = reference.resolved(against: registry.resources[resource].uri).withoutFragment.description
            guard let found = registry.resourcesByURI[address] else {
                danglingDocument(address, text, at: site, in: document)
                return nil
            }
            home = found
        }
        // A fragment that is not UTF-8 once its bytes are decoded is no pointer and no anchor, and so leads nowhere.
        let fragment = reference.decodedFragment ?? reference.fragment ?? ""
        guard let target = target(of: fragment, in: home, text, at: site, in: document) else { return nil }
        referenceTargets[key] = target
        return target
    }

    private mutating func target(
        of fragment: String,
        in resource: Int,
        _ text: String,
        at site: JSONNode,
        in document: Int
    ) -> ReferenceTarget? {
        let place = registry.resources[resource]
        if fragment.isEmpty { return ReferenceTarget(document: place.document, node: place.root) }
        if fragment.utf8.first == UInt8(ascii: "/") {
            let root = registry.document(place.document).node(at: place.root)
            if let pointer = JSONPointer(fragment), let node = children.value(at: pointer, below: root) {
                return ReferenceTarget(document: place.document, node: node.index)
            }
            danglingPointer(fragment, from: root, text, at: site, in: document)
            return nil
        }
        if let node = place.anchors[fragment] {
            let isDynamic = place.dynamicAnchors[fragment] == node
            return ReferenceTarget(
                document: place.document,
                node: node,
                dynamicAnchor: isDynamic ? fragment : nil
            )
        }
        let nearest = maySuggest() ? NearestName.of(fragment, among: place.anchors.keys.sorted()) : nil
        dangling(text, nearest.map { "#\($0)" }, at: site, in: document)
        return nil
    }

    // MARK: References that lead nowhere

    /// Names are suggested for the first few errors only, since each looks at many.
    private mutating func maySuggest() -> Bool {
        remainingSuggestions -= 1
        return remainingSuggestions >= 0
    }

    private mutating func danglingDocument(_ address: String, _ text: String, at site: JSONNode, in document: Int) {
        let nearest = maySuggest() ? NearestName.of(address, among: registry.resourcesByURI.keys.sorted()) : nil
        report(
            .danglingReference,
            LocalizedText("'\(text)' refers to '\(address)', which is not known", zh: "“\(text)”引用了未知的“\(address)”"),
            at: site,
            in: document,
            remedy: LocalizedText(
                nearest.map { "did you mean '\($0)'?" } ?? "register the document; nothing is fetched",
                zh: nearest.map { "是否想写“\($0)”？" } ?? "请注册该文档；不会从网络获取"
            ),
            missing: address
        )
    }

    private mutating func danglingPointer(
        _ fragment: String,
        from root: JSONNode,
        _ text: String,
        at site: JSONNode,
        in document: Int
    ) {
        var reached = root
        var path = JSONPointer()
        var nearest: String?
        for token in JSONPointer(fragment)?.tokens ?? [] {
            if let next = reached[JSONPointer(tokens: [token])] {
                reached = next
                path = path.appending(token)
                continue
            }
            if maySuggest() { nearest = NearestName.of(token, among: reached.members.map(\.name)) }
            break
        }
        dangling(text, nearest.map { "#\(path.appending($0))" }, at: site, in: document)
    }

    private mutating func dangling(_ text: String, _ nearest: String?, at site: JSONNode, in document: Int) {
        report(
            .danglingReference,
            LocalizedText("'\(text)' is not defined", zh: "“\(text)”没有定义"),
            at: site,
            in: document,
            remedy: LocalizedText(
                nearest.map { "did you mean '\($0)'?" } ?? "define it, or correct the reference",
                zh: nearest.map { "是否想写“\($0)”？" } ?? "请定义它，或更正引用"
            )
        )
    }
}
