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
            for node in selector.nodes(in: run.root) { check(node, &run) }
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
            // What cannot be decided within the limits is not what the rule asks for.
            run.report(message, at: value, remedy: remedy)
        }
    }
}
