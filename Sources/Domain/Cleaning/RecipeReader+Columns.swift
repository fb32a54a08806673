import Diagnostics
import JSON

extension RecipeReader {
    mutating func readColumn(_ name: JSONNode, _ value: JSONNode) {
        let text = name.nameText
        let location = findings.location(name)
        guard value.kind == .array else {
            return findings.reportType(text, LocalizedText("a list of steps", zh: "步骤列表"), at: value)
        }
        var steps: [Recipe.ColumnStep] = []
        for node in value.elements { if let step = step(node) { steps.append(step) } }
        checkOrder(of: steps)
        if text == "*" {
            for step in steps where step.name == "split" || step.name == "merge" {
                findings.report(
                    .badParameter,
                    LocalizedText("'\(step.name)' is about one column", zh: "“\(step.name)”只能用于单独的一列"),
                    at: step.location,
                    remedy: LocalizedText("write it under the name of that column", zh: "请写在该列的名称之下")
                )
            }
            recipe.otherSteps = steps
        } else {
            recipe.columns.append(Recipe.Column(name: text, location: location, steps: steps))
        }
    }

    /// A step that can never do anything is a mistake, though a harmless one.
    private mutating func checkOrder(of steps: [Recipe.ColumnStep]) {
        var fallback: Recipe.ColumnStep?
        for step in steps.filter({ $0.name == "mask" }).dropFirst() {
            findings.report(
                .badParameter,
                LocalizedText("a column is masked in one way", zh: "一列只能有一种脱敏方式"),
                at: step.location,
                remedy: LocalizedText("leave one of the steps 'mask' out", zh: "请删去多余的“mask”步骤")
            )
        }
        for step in steps {
            if step.name == "default" { fallback = step }
            guard step.name == "required" || step.name == "optional", let fallback else { continue }
            findings.report(
                .unreachableStep,
                LocalizedText(
                    "'\(step.name)' has nothing to do behind '\(fallback.name)'",
                    zh: "“\(step.name)”在“\(fallback.name)”之后不起作用"
                ),
                at: step.location,
                remedy: LocalizedText("put it in front, or leave it out", zh: "请移到前面或删除"),
                severity: .warning
            )
        }
    }

    /// A name, or an object of one name and its parameters.
    private mutating func step(_ node: JSONNode) -> Recipe.ColumnStep? {
        if let name = stepName(node) { return step(name, parameters: nil, at: node) }
        if node.kind == .object, node.count == 1, let member = node.memberNodes.first(where: { _ in true }) {
            return step(member.name.nameText, parameters: member.value, at: member.name)
        }
        findings.report(
            .wrongType,
            LocalizedText("a step is a name, or an object with one name", zh: "步骤应为名称，或只有一个名称的对象"),
            at: node,
            remedy: LocalizedText("write trim or {date: {from: [ymd]}}", zh: "请写 trim 或 {date: {from: [ymd]}}")
        )
        return nil
    }

    /// YAML reads an unquoted null as no value; as a step it is the one of that name.
    private func stepName(_ node: JSONNode) -> String? { node.string ?? (node.isNull ? "null" : nil) }

    private mutating func step(_ name: String, parameters: JSONNode?, at node: JSONNode) -> Recipe.ColumnStep? {
        guard let description = StepCatalogue.step(name) else {
            findings.reportUnknown(.unknownStep, name, at: node, among: StepCatalogue.all.map(\.name)) {
                LocalizedText("there is no step '\($0)'", zh: "没有步骤“\($0)”")
            }
            return nil
        }
        guard let values = values(of: description, parameters, at: node) else { return nil }
        var code = description.code.map { RejectCode($0) }
        if let reject = values["reject"] { code = self.code(reject) ?? code }
        var reader = StepReader(node: node, values: values, findings: findings, files: files)
        let step = description.make(&reader)
        findings = reader.findings
        guard let step, !reader.hasFailed else { return nil }
        return Recipe.ColumnStep(name: name, step: step, code: code, location: findings.location(node))
    }

    /// The parameters by name; nil when they cannot be read.
    private mutating func values(
        of description: StepDescription,
        _ parameters: JSONNode?,
        at node: JSONNode
    ) -> [String: JSONNode]? {
        guard let parameters, !parameters.isNull else { return [:] }
        let names = description.parameters.map(\.name) + (description.code == nil ? [] : ["reject"])
        if parameters.kind == .object, description.shortForm != "reject" || parameters["code"] == nil {
            findings.checkNames(of: parameters, names)
            var values: [String: JSONNode] = [:]
            for (name, value) in parameters.memberNodes { values[name.nameText] = value }
            return values
        }
        if let shortForm = description.shortForm { return [shortForm: parameters] }
        findings.report(
            .wrongType,
            LocalizedText("the parameters of '\(description.name)' are an object", zh: "“\(description.name)”的参数应为对象"),
            at: parameters,
            remedy: names.isEmpty
                ? LocalizedText("write '\(description.name)' alone", zh: "请只写“\(description.name)”")
                : LocalizedText("it takes \(names.joined(separator: ", "))", zh: "可用参数：\(names.joined(separator: "、"))")
        )
        return nil
    }

    mutating func readOrder(_ root: JSONNode) {
        guard let node = root["order"], !node.isNull else { return }
        guard node.kind == .object else {
            return findings.reportType("order", LocalizedText("an object", zh: "对象"), at: node)
        }
        findings.checkNames(of: node, ["rename", "drop", "keep", "reorder"])
        for (name, value) in members(node, "rename") {
            let column = ColumnReference(name: name.nameText, location: findings.location(name))
            guard let text = value.scalarText, !text.isEmpty else {
                findings.reportType("rename", LocalizedText("an object of names", zh: "名称对象"), at: value)
                continue
            }
            recipe.order.renamed.append((column, text))
        }
        if let drop = node["drop"] { recipe.order.dropped = columns(drop, "drop") ?? [] }
        if let keep = node["keep"] { recipe.order.kept = columns(keep, "keep") }
        if let sequence = node["reorder"] { recipe.order.sequence = columns(sequence, "reorder") }
    }
}
