import Diagnostics
import JSON
import JSONSchema
import JSONSelector

/// A rule of a rule file: what selectors pick must be valid against a schema.
struct OwnRule: Sendable {
    /// The name, with a dot.
    let id: String
    /// What to say.
    let message: LocalizedText
    /// What to do, if the file says so.
    let remedy: LocalizedText?
    /// What it is about.
    let selectors: [JSONSelector]
    /// The member that is asserted; nil for what was picked itself.
    let field: String?
    /// Whether a missing member breaks the rule.
    let isFieldRequired: Bool
    /// What the value must be.
    let schema: Schema

    /// Reports what breaks the rule.
    func check(_ run: inout LintRun) {
        for selector in selectors {
            let selection = selector.selection(in: run.root)
            for node in selection.nodes { check(node, &run) }
            for node in selection.undecided { run.remarkCost(of: LocalizedText("the text", zh: "该文本"), on: node) }
        }
    }

    private func check(_ node: JSONNode, _ run: inout LintRun) {
        guard let field else { return checkValue(node, &run) }
        guard node.kind == .object else { return }
        if let value = node[field] { return checkValue(value, &run) }
        guard isFieldRequired else { return }
        run.report(
            message,
            on: node,
            remedy: remedy ?? LocalizedText("add '\(field)'", zh: "请添加“\(field)”")
        )
    }

    private func checkValue(_ value: JSONNode, _ run: inout LintRun) {
        do {
            if try schema.accepts(value) { return }
            run.report(message, at: value, remedy: try remedy ?? schema.findings(in: value, limit: 1).first?.message)
        } catch {
            run.remarkCost(of: LocalizedText("the value", zh: "该值"), on: value)
        }
    }
}
