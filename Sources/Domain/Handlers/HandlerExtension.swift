import Contract
import Diagnostics
import JSON

/// Which handler an operation names itself.
enum NamedHandler: String, CaseIterable {
    case store
    case example
}

/// What `x-handover` says about an operation.
struct HandlerExtension {
    var handler: NamedHandler?
    var collection: String?
    var action: StoreAction?
    var key: String?
    var envelope: JSONValue?
    var status: Int?
}

/// What `x-handover` says about a property.
struct PropertyExtension {
    var isUnique = false
    var isIndexed = false
    var generation: Generation?
    var references: String?
}

/// Reads `x-handover`, with a finding for everything that cannot be used.
struct ExtensionReader {
    let contract: Contract
    var findings: [Diagnostic] = []

    /// `permission`, `priority` and `audit` are read by others.
    private static let operationNames = [
        "handler", "collection", "action", "key", "envelope", "status", "permission", "priority", "audit",
    ]
    private static let propertyNames = ["unique", "index", "generate", "encrypt", "references"]

    mutating func operationExtension(_ node: JSONNode) -> HandlerExtension {
        var result = HandlerExtension()
        guard node.kind == .object else {
            report(LocalizedText("'x-handover' is no object", zh: "“x-handover”不是对象"), at: node)
            return result
        }
        for (name, value) in node.members {
            switch name {
            case "handler": result.handler = choice(value, of: NamedHandler.self)
            case "collection": result.collection = text(value, name)
            case "action": result.action = choice(value, of: StoreAction.self)
            case "key": result.key = text(value, name)
            case "envelope": result.envelope = JSONValue(value)
            case "status":
                result.status = value.integer.flatMap { (200...299).contains($0) ? $0 : nil }
                if result.status == nil {
                    report(LocalizedText("'status' is no success code", zh: "“status”不是成功状态码"), at: value)
                }
            default: checkName(name, known: Self.operationNames, at: value)
            }
        }
        return result
    }

    mutating func propertyExtension(_ schema: JSONNode) -> PropertyExtension {
        var result = PropertyExtension()
        guard let node = SchemaShape.keyword("x-handover", of: schema) else { return result }
        for (name, value) in node.members {
            switch name {
            case "unique": result.isUnique = value.boolean ?? false
            case "index": result.isIndexed = value.boolean ?? false
            case "references": result.references = text(value, name)
            case "generate":
                result.generation = value.string.flatMap { Generation(text: $0) }
                if result.generation == nil {
                    report(
                        LocalizedText("'\(value.text())' cannot be generated", zh: "无法生成“\(value.text())”"),
                        at: value,
                        remedy: LocalizedText(
                            "write uuid, now, today, sequence, or a text with '{sequence:000}'",
                            zh: "请写 uuid、now、today、sequence，或含“{sequence:000}”的文本"
                        )
                    )
                }
            default: checkName(name, known: Self.propertyNames, at: value)
            }
        }
        return result
    }

    private mutating func text(_ value: JSONNode, _ name: String) -> String? {
        if let text = value.string, !text.isEmpty { return text }
        report(LocalizedText("'\(name)' is no text", zh: "“\(name)”不是文本"), at: value)
        return nil
    }

    private mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ value: JSONNode,
        of type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        if let choice = value.string.flatMap(Choice.init(rawValue:)) { return choice }
        let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
        report(
            LocalizedText("'\(value.text())' is not known here", zh: "此处不能识别“\(value.text())”"),
            at: value,
            remedy: LocalizedText("write one of \(names)", zh: "可用：\(names)")
        )
        return nil
    }

    private mutating func checkName(_ name: String, known: [String], at node: JSONNode) {
        guard !known.contains(name) else { return }
        report(
            LocalizedText("'x-handover' has no '\(name)'", zh: "“x-handover”没有“\(name)”"),
            at: node,
            remedy: LocalizedText(
                "it has \(known.joined(separator: ", "))",
                zh: "可用：\(known.joined(separator: "、"))"
            )
        )
    }

    mutating func report(_ message: LocalizedText, at node: JSONNode, remedy: LocalizedText? = nil) {
        findings.append(
            Diagnostic(
                code: ContractRule.invalidExtension.code,
                message,
                at: contract.location(of: node),
                remedy: remedy
            )
        )
    }
}

extension Generation {
    /// From its text: `uuid`, `now`, `today`, `sequence`, or a text with `{sequence}` or `{sequence:000}` in it.
    init?(text: String) {
        switch text {
        case "uuid": self = .uuid
        case "now": self = .now
        case "today": self = .today
        case "sequence": self = .sequence
        default:
            guard let open = text.firstIndex(of: "{"), let close = text[open...].firstIndex(of: "}") else { return nil }
            let parts = text[text.index(after: open)..<close].split(separator: ":", omittingEmptySubsequences: false)
            guard parts[0] == "sequence", parts.count <= 2 else { return nil }
            let width = parts.count == 2 ? parts[1] : "0"
            guard !width.isEmpty, width.allSatisfy({ $0 == "0" }) else { return nil }
            let suffix = text[text.index(after: close)...]
            guard !suffix.contains("{") else { return nil }
            self = .pattern(prefix: String(text[..<open]), width: width.count, suffix: String(suffix))
        }
    }
}
