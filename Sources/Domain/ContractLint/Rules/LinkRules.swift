import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let linkRules: [LintRule] = [
        LintRule(
            "link.unknown-operation",
            .error,
            LocalizedText("It leads nowhere.", zh: "它没有指向任何操作。"),
            bad: RuleExample(.response, "links: {next: {operationId: listOrdrs}}"),
            good: RuleExample(.response, "links: {next: {operationId: listOrders}}"),
            check: .nodes(.link, LinkRules.unknownOperation)
        ),
        LintRule(
            "link.unknown-parameter",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("The operation does not take it.", zh: "该操作不接受它。"),
            bad: RuleExample(.operation, LinkRules.next("query.pag: $response.body#/next")),
            good: RuleExample(.operation, LinkRules.next("query.page: $response.body#/next")),
            check: .nodes(.link, LinkRules.unknownParameter)
        ),
        LintRule(
            "link.expression",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("Nobody can evaluate it.", zh: "没有人能够求出它的值。"),
            bad: RuleExample(.operation, LinkRules.next("query.page: $response.bdy#/next")),
            good: RuleExample(.operation, LinkRules.next("query.page: $response.body#/next")),
            check: .nodes(.link) { link, run in
                let values = (link["parameters"]?.members.map(\.value) ?? []) + [link["requestBody"]].compactMap { $0 }
                for value in values {
                    guard let text = value.string, let wrong = RuntimeExpression.firstInvalid(in: text) else {
                        continue
                    }
                    run.reportExpression(wrong, at: value)
                }
            }
        ),
        LintRule(
            "callback.expression",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("Nobody knows whom to call.", zh: "没有人知道该调用谁。"),
            bad: RuleExample(.pathItem, LinkRules.callback("{$request.bdy#/url}")),
            good: RuleExample(.pathItem, LinkRules.callback("{$request.body#/url}")),
            check: .nodes(.callback) { callback, run in
                for (name, value) in callback.members where !name.hasPrefix("x-") {
                    guard let wrong = RuntimeExpression.firstInvalid(in: name, isAddress: true) else { continue }
                    run.reportExpression(wrong, on: value)
                }
            }
        ),
    ]
}

/// The checks of `link.*` and `callback.*`.
enum LinkRules {
    static func unknownOperation(_ link: JSONNode, _ run: inout LintRun) {
        if let id = link["operationId"], let text = id.string, target(of: link, run) == nil {
            let ids = run.index.operationIDs
            let nearest = run.nearest(to: text, among: ids)
            run.report(
                LocalizedText("there is no operation '\(text)'", zh: "没有操作“\(text)”"),
                at: id,
                remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
            )
        }
        if let reference = link["operationRef"], let text = reference.string, text.hasPrefix("#"),
            target(of: link, run) == nil
        {
            run.report(
                LocalizedText("'\(text)' names no operation", zh: "“\(text)”没有指向操作"),
                at: reference,
                remedy: LocalizedText("write 'operationId'", zh: "请使用“operationId”")
            )
        }
    }

    /// The operation of a link; nil for one in another document too.
    static func target(of link: JSONNode, _ run: LintRun) -> LintOperation? {
        if let id = link["operationId"]?.string {
            return run.index.operation(withID: id).map { run.operations[$0] }
        }
        guard let reference = link["operationRef"], let node = run.index.target(ofText: reference.index) else {
            return nil
        }
        return run.index.operation(at: node).map { run.operations[$0] }
    }

    static func unknownParameter(_ link: JSONNode, _ run: inout LintRun) {
        guard let given = link["parameters"], given.kind == .object, given.count > 0,
            let operation = target(of: link, run)
        else { return }
        let known = names(for: operation, &run)
        for (name, value) in given.members where !known.contains(name) {
            let nearest = run.nearest(to: name, among: known.sorted)
            run.report(
                LocalizedText("the operation has no parameter '\(name)'", zh: "该操作没有参数“\(name)”"),
                on: value,
                remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
            )
        }
    }

    /// How links may name the parameters of an operation; looked up once for each operation.
    private static func names(
        for operation: LintOperation,
        _ run: inout LintRun
    ) -> KnownNames {
        if let known = run.knownParameterNames[operation.node.index] { return known }
        let names = KnownNames(operation.parameters.flatMap { [$0.name, "\($0.place).\($0.name)"] })
        run.knownParameterNames[operation.node.index] = names
        return names
    }

    /// An operation whose answer links to itself.
    static func next(_ parameter: String) -> String {
        """
        parameters: [{name: page, in: query, schema: {type: string}}]
        responses:
          '200':
            description: The orders
            links:
              next:
                operationId: listOrders
                parameters:
                  \(parameter)
          default: {description: Something went wrong}
        """
    }

    static func callback(_ expression: String) -> String {
        """
        put:
          operationId: watchOrders
          summary: Watches orders
          security: []
          responses: {'204': {description: Done}, default: {description: Something went wrong}}
          callbacks:
            changed:
              '\(expression)':
                post:
                  summary: Tells what changed
                  responses: {'204': {description: Done}}
        """
    }
}

/// The expressions that OpenAPI evaluates while a request is answered.
///
/// - SeeAlso: OpenAPI Specification 3.1.1, section 4.8.20.4.
enum RuntimeExpression {
    /// The first expression of a text that breaks the grammar: the text itself when it begins with `$`, else what
    /// stands in braces after a `$`.
    ///
    /// - Parameters:
    ///   - text: The text.
    ///   - isAddress: Whether it is an address, in which braces can mean nothing else, and which needs a scheme or a
    ///     slash in front.
    /// - Returns: The expression; nil when there is none.
    static func firstInvalid(in text: String, isAddress: Bool = false) -> String? {
        if text.hasPrefix("$") { return isValid(text[...]) ? nil : text }
        if isAddress, isValid("$" + text) { return text }
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            rest = rest[rest.index(after: open)...]
            guard isAddress || rest.hasPrefix("$") else { continue }
            guard let close = rest.firstIndex(of: "}") else { return String(rest) }
            if !isValid(rest[..<close]) { return String(rest[..<close]) }
            rest = rest[close...]
        }
        return nil
    }

    private static func isValid(_ text: String) -> Bool { isValid(text[...]) }

    private static func isValid(_ text: Substring) -> Bool {
        if ["$url", "$method", "$statusCode"].contains(text) { return true }
        guard let prefix = ["$request.", "$response."].first(where: { text.hasPrefix($0) }) else { return false }
        let source = text.dropFirst(prefix.utf8.count)
        if source.hasPrefix("header.") {
            let name = source.dropFirst(7)
            return !name.isEmpty
                && name.unicodeScalars.allSatisfy { $0.isAlphanumeric || "!#$%&'*+-.^_`|~".unicodeScalars.contains($0) }
        }
        if source.hasPrefix("query.") { return source.utf8.count > 6 }
        if source.hasPrefix("path.") { return source.utf8.count > 5 }
        guard source.hasPrefix("body") else { return false }
        let pointer = source.dropFirst(4)
        return pointer.isEmpty || pointer.hasPrefix("#") && JSONPointer(String(pointer.dropFirst())) != nil
    }
}

extension LintRun {
    fileprivate static func words(_ text: String) -> (LocalizedText, LocalizedText) {
        (
            LocalizedText("'\(text)' is no runtime expression", zh: "“\(text)”不是运行时表达式"),
            LocalizedText("write one such as '$request.body#/id'", zh: "请写成“$request.body#/id”")
        )
    }

    fileprivate mutating func reportExpression(_ text: String, at value: JSONNode) {
        let (message, remedy) = Self.words(text)
        report(message, at: value, remedy: remedy)
    }

    fileprivate mutating func reportExpression(_ text: String, on value: JSONNode) {
        let (message, remedy) = Self.words(text)
        report(message, on: value, remedy: remedy)
    }
}
