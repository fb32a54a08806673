import Diagnostics
import JSON

extension ContractReader {
    /// The object that a node stands for: itself, or what its `$ref` names, through any number of steps.
    ///
    /// - Returns: nil after a finding when the reference leads nowhere, in a circle, or out of the document.
    mutating func resolved(_ node: JSONNode) -> JSONNode? {
        var current = node
        var seen: Set<Int> = []
        while let reference = current["$ref"] {
            guard let text = reference.string else {
                reportWrongType(reference, "$ref", expected: ("a string", "字符串"))
                return nil
            }
            guard seen.insert(current.index).inserted else {
                report(
                    .circularReference,
                    LocalizedText("'\(text)' leads back to itself", zh: "“\(text)”指回了自身"),
                    at: reference,
                    remedy: LocalizedText("define one of the objects in full", zh: "请完整定义其中一个对象")
                )
                return nil
            }
            guard let target = target(of: text, at: reference) else { return nil }
            current = target
        }
        return current
    }

    /// Finds references to other files, in schemas too; those to a schema's own `$id` or a metaschema stay.
    mutating func checkExternalReferences() {
        let data: Set = ["example", "examples", "default", "const", "enum", "value"]
        var waiting = [document.root]
        var found: [JSONNode] = []
        while let node = waiting.popLast() {
            // A document with identifiers of its own may refer to them by any URI.
            if node["$id"]?.string != nil { return }
            if let reference = node["$ref"], let text = reference.string, Self.namesFile(text) {
                found.append(reference)
            }
            if node.kind == .array { waiting += node.elements.map { $0 } }
            for (name, value) in node.members where !data.contains(name) && !name.hasPrefix("x-") {
                if value.kind == .object || value.kind == .array { waiting.append(value) }
            }
        }
        for reference in found { reportExternal(reference.string ?? "", at: reference) }
    }

    private static func namesFile(_ text: String) -> Bool {
        guard !text.hasPrefix("#"), !text.hasPrefix("https://json-schema.org/") else { return false }
        let file = text.prefix { $0 != "#" }.lowercased()
        return file.hasPrefix(".") || [".yaml", ".yml", ".json"].contains { file.hasSuffix($0) }
    }

    private mutating func reportExternal(_ text: String, at reference: JSONNode) {
        report(
            .externalReference,
            LocalizedText("'\(text)' leads out of the document", zh: "“\(text)”指向文档之外"),
            at: reference,
            remedy: LocalizedText(
                "copy what it names into 'components' and refer to it with '#/components/…'",
                zh: "请把所指内容复制到“components”，并用“#/components/…”引用"
            )
        )
    }

    private mutating func target(of text: String, at reference: JSONNode) -> JSONNode? {
        guard text.hasPrefix("#") else {
            reportExternal(text, at: reference)
            return nil
        }
        if let pointer = PercentEncoding.decoded(text.dropFirst()).flatMap({ JSONPointer($0) }),
            let target = document.root[pointer]
        {
            return target
        }
        report(
            .danglingReference,
            LocalizedText("'\(text)' is not defined", zh: "“\(text)”没有定义"),
            at: reference,
            remedy: nearestRemedy(to: text)
        )
        return nil
    }

    /// A remedy that names what the author may have meant.
    func nearestRemedy(to text: String) -> LocalizedText {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count >= 2 else {
            return LocalizedText("write '#/components/…'", zh: "请写成“#/components/…”")
        }
        let parent = JSONPointer(tokens: Array(parts.dropFirst().dropLast()))
        let names = document.root[parent]?.members.map(\.name) ?? []
        let wanted = parts[parts.count - 1]
        let place = parts.dropLast().joined(separator: "/")
        if let nearest = EditDistance.nearest(to: wanted, among: names) {
            return LocalizedText(
                "define it under '\(place)', or did you mean '\(nearest)'?",
                zh: "请在“\(place)”下定义它，或者是否为“\(nearest)”？"
            )
        }
        return LocalizedText("define it under '\(place)'", zh: "请在“\(place)”下定义它")
    }
}
