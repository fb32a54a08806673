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

    private mutating func target(of text: String, at reference: JSONNode) -> JSONNode? {
        guard text.hasPrefix("#") else {
            report(
                .externalReference,
                LocalizedText("'\(text)' leads out of the document", zh: "“\(text)”指向文档之外"),
                at: reference,
                remedy: LocalizedText(
                    "copy what it names into 'components' and refer to it with '#/components/…'",
                    zh: "请把所指内容复制到“components”，并用“#/components/…”引用"
                )
            )
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
