import Diagnostics
import JSON
import RegularExpressions

extension SchemaCompiler {
    /// Whether there is no use in going on.
    var isDone: Bool { errors.count >= options.limits.maximumErrorCount || isTooLarge }

    /// Checks what a registry holds before anything is compiled.
    mutating func checkRegistry(at node: JSONNode, in document: Int) {
        let limits = options.limits
        if registry.documents.count > limits.maximumDocumentCount {
            let most = "\(limits.maximumDocumentCount)"
            tooLarge(
                "maximumDocumentCount",
                LocalizedText("\(most) documents", zh: "\(most) 个文档"),
                at: node,
                in: document
            )
        }
        checkResources(at: node, in: document)
    }

    /// Checks what became known when the schema at a node was indexed.
    mutating func checkIndexed(at node: JSONNode, in document: Int) {
        let limits = options.limits
        checkResources(at: node, in: document)
        let firstNodes = registry.documents[document].firstNodes
        guard firstNodes.count > limits.maximumSchemaDepth, !isTooLarge else { return }
        isTooLarge = true
        report(
            .tooDeep,
            LocalizedText(
                "more than \(limits.maximumSchemaDepth) schemas stand in one another (maximumSchemaDepth)",
                zh: "模式嵌套超过 \(limits.maximumSchemaDepth) 层（maximumSchemaDepth）"
            ),
            at: registry.document(document).node(at: firstNodes[max(0, limits.maximumSchemaDepth)]),
            in: document,
            remedy: LocalizedText(
                "move inner schemas to '$defs' and refer to them",
                zh: "请将内层模式移到“$defs”并引用"
            )
        )
    }

    private mutating func checkResources(at node: JSONNode, in document: Int) {
        let most = options.limits.maximumResourceCount
        if registry.resources.count > most, !isTooLarge {
            let text = LocalizedText("\(most) schemas with an identifier", zh: "\(most) 个带标识的模式")
            tooLarge("maximumResourceCount", text, at: node, in: document)
        }
    }

    mutating func checkSubschemaCount(at node: JSONNode, in document: Int) {
        let most = options.limits.maximumSubschemaCount
        if subschemas.count > most, !isTooLarge {
            tooLarge(
                "maximumSubschemaCount",
                LocalizedText("\(most) schemas", zh: "\(most) 个模式"),
                at: node,
                in: document
            )
        }
    }

    /// Reports that there is more than a limit allows.
    mutating func tooLarge(_ limit: String, _ most: LocalizedText, at node: JSONNode, in document: Int) {
        isTooLarge = true
        report(
            .tooLarge,
            LocalizedText("there are more than \(most.english) (\(limit))", zh: "超过了 \(most.chinese)（\(limit)）"),
            at: node,
            in: document,
            remedy: LocalizedText("split the schema", zh: "请拆分模式")
        )
    }

    /// Reports what is wrong with the identifiers of the documents that schemas come from.
    mutating func reportIdentities() {
        for problem in registry.problems where reachedDocuments.contains(problem.place.document) {
            if errors.count >= options.limits.maximumErrorCount { return }
            let node = registry.document(problem.place.document).node(at: problem.place.node)
            report(
                problem.code,
                problem.message(first: problem.first.map(location) ?? ""),
                at: node,
                in: problem.place.document,
                remedy: problem.remedy
            )
        }
    }

    private func location(of place: IdentityProblem.Place) -> String {
        let node = registry.document(place.document).node(at: place.node)
        let position = node.position.map { ":\($0.line):\($0.column)" } ?? ""
        return "\(registry.documents[place.document].address)\(position) (#\(node.pointer))"
    }

    // MARK: Patterns

    mutating func costlyPattern(_ limit: String, _ source: String, _ most: Int, at node: JSONNode, in document: Int) {
        let excerpt = Excerpt.shortened(source)
        report(
            .costlyPattern,
            LocalizedText(
                "the pattern '\(excerpt)' goes beyond \(most) (\(limit))",
                zh: "正则表达式“\(excerpt)”超过了 \(most)（\(limit)）"
            ),
            at: node,
            in: document,
            remedy: LocalizedText("shorten it", zh: "请缩短它")
        )
    }

    mutating func report(_ error: RegularExpressionError, _ source: String, at node: JSONNode, in document: Int) {
        let excerpt = Excerpt.shortened(source)
        let isCostly = [.tooDeep, .tooLarge, .tooCostly].contains(error.code)
        report(
            isCostly ? .costlyPattern : .invalidPattern,
            isCostly
                ? LocalizedText(
                    "the pattern '\(excerpt)' asks for too much: \(error.message.english)",
                    zh: "正则表达式“\(excerpt)”开销过大：\(error.message.chinese)"
                )
                : LocalizedText(
                    "'\(excerpt)' is no regular expression: \(error.message.english)",
                    zh: "“\(excerpt)”不是正则表达式：\(error.message.chinese)"
                ),
            at: node,
            in: document,
            remedy: error.remedy ?? LocalizedText("write it as ECMA-262 does", zh: "请按照 ECMA-262 的语法书写")
        )
    }
}
