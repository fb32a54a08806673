import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let descriptionRules: [LintRule] = [
        LintRule(
            "description.script",
            RuleSeverities(nil, .error, .error),
            LocalizedText(
                "Documentation shows descriptions as HTML, and this runs in the reader's browser.",
                zh: "文档会将描述作为 HTML 显示，这段内容会在读者的浏览器中运行。"
            ),
            bad: RuleExample(.operation, "description: 'Orders <script>alert(1)</script>'"),
            good: RuleExample(.operation, "description: 'Orders; `<script>` is shown as text'"),
            check: .document(DescriptionRules.script)
        ),
        LintRule(
            "description.eval",
            .strictly(.warning),
            LocalizedText("Copied into a page, it runs.", zh: "复制到页面后会被执行。"),
            bad: RuleExample(.operation, "description: Then call eval(answer)"),
            good: RuleExample(.operation, "description: Never call `eval(answer)`"),
            check: .document { run in
                for text in run.texts() {
                    let prose = MarkdownProse(run.document.content(of: text.tapeNode))
                    guard prose.places(of: "eval(").contains(where: { !prose.isAlphanumeric(at: $0 - 1) }) else {
                        continue
                    }
                    run.report(
                        LocalizedText("the text has 'eval(' outside of code", zh: "文本在代码之外含有“eval(”"),
                        at: text,
                        remedy: LocalizedText("write it as a code span", zh: "请写成行内代码")
                    )
                }
            }
        ),
        LintRule(
            "description.placeholder",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Somebody meant to come back to it.", zh: "有人本打算回头补上。"),
            bad: RuleExample(.operation, "description: 'TODO: describe the order'"),
            good: RuleExample(.operation, "description: Lists the orders of the last week"),
            check: .document(DescriptionRules.placeholder)
        ),
        LintRule(
            "description.repeats-summary",
            .strictly(.note),
            LocalizedText("It says nothing new.", zh: "它没有提供新的信息。"),
            bad: RuleExample(.operation, "summary: Lists orders\ndescription: lists orders."),
            good: RuleExample(.operation, "summary: Lists orders\ndescription: The newest come first"),
            check: .operations { operation, run in
                guard let description = operation.node["description"], let text = description.string,
                    let summary = operation.node["summary"]?.string, !summary.isEmpty,
                    DescriptionRules.core(of: text) == DescriptionRules.core(of: summary)
                else { return }
                run.report(
                    LocalizedText("the description repeats the summary", zh: "描述与摘要重复"),
                    on: description,
                    remedy: LocalizedText("remove it, or say more", zh: "请删除它，或补充内容")
                )
            }
        ),
        LintRule(
            "description.schema",
            .strictly(.note),
            LocalizedText("A name is not always enough.", zh: "只有名称往往不够。"),
            bad: RuleExample(.schema, "type: object\nadditionalProperties: {type: boolean}"),
            good: RuleExample(
                .schema,
                "type: object\nadditionalProperties: {type: boolean}\ndescription: What is open"
            ),
            check: .document { run in
                for (name, schema) in run.root["components"]?["schemas"]?.members.map({ ($0.name, $0.value) }) ?? []
                where schema.kind == .object && schema["$ref"] == nil {
                    guard !schema.hasText("description"), !schema.hasText("title") else { continue }
                    run.report(
                        LocalizedText("'\(name)' has no description", zh: "“\(name)”没有描述"),
                        on: schema,
                        remedy: LocalizedText("add 'description: …'", zh: "请添加“description: …”")
                    )
                }
            }
        ),
    ]
}

/// The checks of `description.*`.
enum DescriptionRules {
    static func script(_ run: inout LintRun) {
        for text in run.texts() {
            let content = run.document.content(of: text.tapeNode)
            guard content.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "]") }),
                let found = ActiveMarkup(MarkdownProse(content)).first
            else { continue }
            report(found, at: text, &run)
        }
        for address in addresses(in: run) {
            guard let found = ActiveMarkup.scheme(of: run.document.content(of: address.tapeNode)) else { continue }
            report(found, at: address, &run)
        }
    }

    private static func report(_ found: String, at text: JSONNode, _ run: inout LintRun) {
        run.report(
            LocalizedText("the text has '\(found)', which runs in a browser", zh: "文本含有“\(found)”，会在浏览器中运行"),
            at: text,
            remedy: LocalizedText("remove it, or write it as code", zh: "请删除它，或写成代码")
        )
    }

    /// The addresses that documentation shows as links.
    private static func addresses(in run: LintRun) -> [JSONNode] {
        let fields: [(kind: OpenAPIObject, name: String)] = [
            (.info, "termsOfService"), (.contact, "url"), (.license, "url"), (.externalDocs, "url"),
        ]
        return fields.flatMap { field in run.map.objects(of: field.kind).compactMap { $0[field.name] } }
            .filter { $0.kind == .string }
    }

    static func placeholder(_ run: inout LintRun) {
        for text in run.texts() {
            let content = run.document.content(of: text.tapeNode)
            guard let word = placeholder(in: content) else { continue }
            run.report(
                LocalizedText("the text has '\(word)'", zh: "文本含有“\(word)”"),
                at: text,
                remedy: LocalizedText("write what is missing", zh: "请补上缺少的内容")
            )
        }
    }

    /// The words, each as people write it; `Todo` is a word of other languages, and `XXX` the code of no currency.
    private static let placeholders = [
        "TODO", "FIXME", "TBD", "Tbd", "tbd", "XXX", "Lorem ipsum", "lorem ipsum", "Lorem Ipsum", "LOREM IPSUM",
    ]

    /// A whole word, where it cannot be the name of a state: alone, at the start, or before a colon.
    private static func placeholder(in content: ArraySlice<UInt8>) -> String? {
        for word in ["待补充", "待完善", "待填写"] where contains(word, content) { return word }
        var prose: MarkdownProse?
        for word in placeholders where contains(word, content) {
            let text = prose ?? MarkdownProse(content)
            prose = text
            let isPlaceholder = text.places(of: word.lowercased()).contains { place in
                let end = place + word.utf8.count
                guard text.bytes[place..<end].elementsEqual(word.utf8) else { return false }
                guard !text.isAlphanumeric(at: place - 1), !text.isAlphanumeric(at: end) else { return false }
                if word.utf8.count > 8 { return true }
                let isFirst = text.bytes[..<place].allSatisfy { " *_(#-\n".utf8.contains($0) }
                let after = text.byte(at: end)
                if word == "XXX" { return isFirst && text.bytes[end...].allSatisfy { " .*_):\n".utf8.contains($0) } }
                return isFirst && (after == nil || " :.-)\n".utf8.contains(after ?? 0)) || after == UInt8(ascii: ":")
            }
            if isPlaceholder { return word }
        }
        return nil
    }

    private static func contains(_ word: String, _ content: ArraySlice<UInt8>) -> Bool {
        let wanted = Array(word.utf8)
        var index = content.startIndex
        while index + wanted.count <= content.endIndex {
            if content[index] == wanted[0], content[index..<index + wanted.count].elementsEqual(wanted) { return true }
            index += 1
        }
        return false
    }

    /// A text without what does not count when two are compared.
    static func core(of text: String) -> String {
        var core = text[...]
        while let first = core.first, first.isWhitespace { core = core.dropFirst() }
        while let last = core.last, last.isWhitespace || last == "." || last == "。" { core = core.dropLast() }
        return core.lowercased()
    }
}

extension LintRun {
    /// The descriptions, summaries and titles of every object, in the order of the document.
    func texts() -> [JSONNode] {
        let names = ["description", "summary", "title"].map { MemberName($0) }
        var texts: [JSONNode] = []
        for index in document.nodes.indices where map.kind(of: index) != nil {
            for (name, value) in document.node(at: index).memberNodes where value.kind == .string {
                if names.contains(where: { $0.matches(name.tapeNode, in: document) }) { texts.append(value) }
            }
        }
        return texts
    }
}
