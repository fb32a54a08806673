import Diagnostics
import JSON

/// What has been found wrong with a recipe so far.
struct RecipeFindings {
    /// The file, for people.
    let file: String
    /// The text of the file, to find places inside scalars.
    let places: ScalarPlaces
    private(set) var diagnostics: [Diagnostic] = []

    init(file: String, source: [UInt8] = []) {
        self.file = file
        places = ScalarPlaces(source: source)
    }

    mutating func add(_ diagnostic: Diagnostic) { diagnostics.append(diagnostic) }

    func location(_ node: JSONNode) -> SourceLocation { SourceLocation(file: file, position: node.position) }

    mutating func report(
        _ finding: RecipeFinding,
        _ message: LocalizedText,
        at location: SourceLocation?,
        remedy: LocalizedText? = nil,
        severity: Diagnostic.Severity = .error
    ) {
        diagnostics.append(
            Diagnostic(code: finding.rawValue, severity: severity, message, at: location, remedy: remedy)
        )
    }

    mutating func report(
        _ finding: RecipeFinding,
        _ message: LocalizedText,
        at node: JSONNode,
        remedy: LocalizedText? = nil
    ) {
        report(finding, message, at: location(node), remedy: remedy)
    }

    /// Reports a value of the wrong type.
    mutating func reportType(_ name: String, _ expected: LocalizedText, at node: JSONNode) {
        report(
            .wrongType,
            LocalizedText("'\(name)' must be \(expected.english)", zh: "“\(name)”应为\(expected.chinese)"),
            at: node
        )
    }

    /// Reports a value that cannot be used.
    mutating func reportValue(_ name: String, _ remedy: LocalizedText, at node: JSONNode) {
        let text = node.scalarText ?? node.text()
        report(
            .badParameter,
            LocalizedText("'\(text)' cannot be used as '\(name)'", zh: "“\(text)”不能用作“\(name)”"),
            at: node,
            remedy: remedy
        )
    }

    mutating func reportMissing(_ name: String, at node: JSONNode) {
        report(
            .missingParameter,
            LocalizedText("'\(name)' is missing", zh: "缺少“\(name)”"),
            at: node,
            remedy: LocalizedText("add '\(name)' here", zh: "请在此处添加“\(name)”")
        )
    }

    /// Reports each member of an object that has another name than these.
    mutating func checkNames(of node: JSONNode, _ names: [String]) {
        for (name, _) in node.memberNodes where !names.contains(name.nameText) {
            reportUnknown(.unknownField, name.nameText, at: name, among: names) {
                LocalizedText("'\($0)' has no meaning here", zh: "“\($0)”在此处没有意义")
            }
        }
    }

    /// Reports a name that is none of those that are known.
    mutating func reportUnknown(
        _ finding: RecipeFinding,
        _ name: String,
        at node: JSONNode,
        among names: [String],
        _ message: (String) -> LocalizedText
    ) {
        let nearest = EditDistance.nearest(to: name, among: names)
        let all = names.joined(separator: ", ")
        report(
            finding,
            message(name),
            at: node,
            remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                ?? LocalizedText("known are \(all)", zh: "可用的有 \(all)")
        )
    }
}

extension JSONNode {
    /// A text, or the text of a number or of true and false, which YAML takes for such without quotes.
    var scalarText: String? {
        string ?? (number != nil || boolean != nil ? text() : nil)
    }
}
