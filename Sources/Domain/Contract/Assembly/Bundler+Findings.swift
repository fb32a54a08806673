import Diagnostics
import JSON

extension Bundler {
    mutating func reportMisplaced(_ node: JSONNode, _ text: String) {
        guard isWriting else { return }
        report(
            .misplacedReference,
            .warning,
            LocalizedText(
                "the specification knows no '$ref' here; what '\(text)' leads to is taken all the same",
                zh: "规范不允许在此处使用“$ref”；仍按“\(text)”所指内容处理"
            ),
            at: node,
            remedy: LocalizedText("other tools may refuse it: write the content here", zh: "其他工具可能会拒绝：请在此处直接写入内容")
        )
    }

    /// Reports references that stand for whole sections of components.
    mutating func reportMisplaced(along place: FileNode) {
        var current = place
        for _ in 0..<maximumStepCount {
            guard case .reference(let index)? = change(at: current) else { return }
            let resolved = files[current.file].references[index]
            guard resolved.reference.isMisplaced, let target = resolved.target else { return }
            reportMisplaced(node(FileNode(file: current.file, node: resolved.reference.value)), resolved.reference.text)
            current = target
        }
    }

    mutating func reportCircle(_ node: JSONNode, _ text: String) {
        guard isWriting else { return }
        report(
            .circularReference,
            .error,
            LocalizedText("'\(text)' leads back to itself", zh: "“\(text)”指回了自身"),
            at: node,
            remedy: LocalizedText("define one of the objects in full", zh: "请完整定义其中一个对象")
        )
    }

    mutating func reportConflict(_ member: FileMember, _ text: String) {
        guard isWriting else { return }
        let name = nameText(member)
        report(
            .conflictingFields,
            .warning,
            LocalizedText(
                "'\(name)' stands here and in '\(text)'; the one here is taken",
                zh: "“\(name)”在此处和“\(text)”中都有；以此处为准"
            ),
            at: files[member.file].document.node(at: member.name),
            remedy: LocalizedText("remove one of the two", zh: "请删除其中一个")
        )
    }

    mutating func reportDynamic(_ node: JSONNode, _ text: String) {
        guard isWriting else { return }
        report(
            .dynamicReference,
            .warning,
            LocalizedText(
                "the files of a contract become one, so '\(text)' sees the anchors of all of them",
                zh: "契约的各个文件会合并为一个，因此“\(text)”会看到所有文件的锚点"
            ),
            at: node,
            remedy: LocalizedText("use '$ref'", zh: "请使用“$ref”")
        )
    }
}
