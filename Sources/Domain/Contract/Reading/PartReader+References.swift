import Diagnostics
import JSON

extension PartReader {
    /// The object that a node stands for: itself, or what its `$ref` names, through any number of steps.
    ///
    /// - Returns: nil after a finding when the reference leads nowhere, in a circle, or out of the document.
    mutating func resolved(_ node: JSONNode) -> JSONNode? { chain(from: node)?.nodes.last }

    /// A node and all that its references lead to.
    ///
    /// - Returns: nil after a finding when one of the references leads nowhere, in a circle, or out of the document.
    mutating func chain(from node: JSONNode) -> ReferenceChain? {
        let chain = ReferenceChain(from: node, in: map)
        switch chain.end {
        case .object: return chain
        case .noText(let value): wrongType(value, "$ref", ExpectedValue.text)
        case .unresolved(let reference): report(reference, severity: .error)
        case .circle(let target): reportCircle(through: target, severity: .error)
        case .tooLong: reportLongChain(from: node)
        }
        return nil
    }

    private mutating func reportLongChain(from node: JSONNode) {
        guard let reference = map.reference(at: node.index) else { return }
        let maximum = ContractMap.maximumStepCount
        report(
            .tooLarge,
            LocalizedText(
                "'\(reference.text)' leads on over more than \(maximum) references",
                zh: "“\(reference.text)”经过的引用超过 \(maximum) 个"
            ),
            at: document.node(at: reference.value),
            remedy: LocalizedText("refer to what stands at the end", zh: "请直接引用最终所指内容")
        )
    }

    /// Finds references that lead nowhere, whether a request reaches them or not.
    mutating func checkReferences() {
        for reference in map.references where reference.failure != nil {
            let isFollowed = reference.role == .reference || reference.role == .dynamic
            if isFollowed { report(reference, severity: .warning) }
        }
        for node in map.circles() { reportCircle(through: node, severity: .warning) }
    }

    /// Reports a circle at that of its references that stands first.
    private mutating func reportCircle(through node: Int, severity: Diagnostic.Severity) {
        var first = node
        var current = map.target(of: node)
        var steps = 0
        while let next = current, next != node, steps <= map.references.count {
            first = min(first, next)
            current = map.target(of: next)
            steps += 1
        }
        guard let reference = map.reference(at: first) else { return }
        let text = writtenText(of: reference)
        report(
            .circularReference,
            LocalizedText("'\(text)' leads back to itself", zh: "“\(text)”指回了自身"),
            at: document.node(at: reference.value),
            severity: severity,
            remedy: LocalizedText("define one of the objects in full", zh: "请完整定义其中一个对象")
        )
    }

    /// A reference as it was written, before files became one.
    private func writtenText(of reference: ContractReference) -> String {
        document.node(at: reference.value).origin.string ?? reference.text
    }

    private mutating func report(_ reference: ContractReference, severity: Diagnostic.Severity) {
        let text = writtenText(of: reference)
        let node = document.node(at: reference.value)
        switch reference.failure {
        case .dangling:
            report(
                .danglingReference,
                LocalizedText("'\(text)' is not defined", zh: "“\(text)”没有定义"),
                at: node,
                severity: severity,
                remedy: nearestRemedy(to: text)
            )
        case .otherFile: break  // Whoever looked for the file has said why it is not there.
        case .remote where text.lowercased().hasPrefix("file:"):
            report(
                .externalReference,
                LocalizedText("'\(text)' is an address, and only paths are followed", zh: "“\(text)”是地址，而只会按路径查找文件"),
                at: node,
                severity: severity,
                remedy: LocalizedText("write the way from this file to the other", zh: "请写从本文件到该文件的相对路径")
            )
        case .remote:
            report(
                .remoteReference,
                LocalizedText("'\(text)' leads to another host, and nothing is fetched", zh: "“\(text)”指向其他主机，不会下载"),
                at: node,
                severity: severity,
                remedy: LocalizedText("download it, and refer to the file", zh: "请下载后引用本地文件")
            )
        case .kind(let found):
            let wanted = reference.expected.name
            let other = found?.name ?? LocalizedText("something else", zh: "其他内容")
            report(
                .referenceKind,
                LocalizedText(
                    "'\(text)' leads to \(other.english), but \(wanted.english) belongs here",
                    zh: "“\(text)”指向\(other.chinese)，此处应为\(wanted.chinese)"
                ),
                at: node,
                severity: severity,
                remedy: reference.expected.section.map {
                    LocalizedText("refer to '#/components/\($0)/…'", zh: "请引用“#/components/\($0)/…”")
                }
            )
        case nil: break
        }
    }

    /// A remedy that names what the author may have meant.
    private mutating func nearestRemedy(to text: String) -> LocalizedText {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count >= 2 else {
            return LocalizedText("write '#/components/…'", zh: "请写成“#/components/…”")
        }
        remainingSuggestions -= 1
        let parent = JSONPointer(tokens: Array(parts.dropFirst().dropLast()))
        let names = remainingSuggestions < 0 ? [] : document.root[parent]?.members.map(\.name) ?? []
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
