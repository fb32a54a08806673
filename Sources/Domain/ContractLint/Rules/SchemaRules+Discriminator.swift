import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let schemaDiscriminatorRules: [LintRule] = [
        schema(
            "discriminator-property",
            growing,
            "Without the property nobody can choose the branch.",
            zh: "没有该属性就无法选择分支。",
            bad: RuleExample(.schemas, SchemaRules.pets(cat: "{type: object, properties: {name: {type: boolean}}}")),
            good: RuleExample(.schemas, SchemaRules.pets()),
            SchemaRules.discriminatorProperty
        ),
        schema(
            "discriminator-mapping",
            .error,
            "The value leads to nothing that is offered.",
            zh: "该值不指向任何可选项。",
            bad: RuleExample(.schemas, SchemaRules.pets(mapping: "{cat: '#/components/schemas/Katze'}")),
            good: RuleExample(.schemas, SchemaRules.pets(mapping: "{cat: '#/components/schemas/Cat'}")),
            SchemaRules.discriminatorMapping
        ),
        schema(
            "discriminator-alone",
            warning,
            "There is nothing to choose from.",
            zh: "没有可供选择的内容。",
            bad: RuleExample(
                .schema,
                "type: object\nrequired: [kind]\nproperties: {kind: {type: string}}\ndiscriminator: {propertyName: kind}"
            ),
            good: RuleExample(.schemas, SchemaRules.pets()),
            SchemaRules.discriminatorAlone
        ),
        schema(
            "discriminator-value",
            warning,
            "The value never reaches its branch.",
            zh: "该值永远无法到达其分支。",
            bad: RuleExample(
                .schemas,
                SchemaRules.pets(
                    cat: "{type: object, required: [kind], properties: {kind: {const: Cat}}}",
                    mapping: "{cat: '#/components/schemas/Cat'}"
                )
            ),
            good: RuleExample(
                .schemas,
                SchemaRules.pets(
                    cat: "{type: object, required: [kind], properties: {kind: {const: cat}}}",
                    mapping: "{cat: '#/components/schemas/Cat'}"
                )
            ),
            SchemaRules.discriminatorValue
        ),
    ]
}

/// The checks of `schema.discriminator-*`.
extension SchemaRules {
    static func pets(
        cat: String = "{type: object, required: [kind], properties: {kind: {type: string}}}",
        mapping: String? = nil
    ) -> String {
        let tail = mapping.map { ", mapping: \($0)" } ?? ""
        return """
            Order:
              oneOf: [{$ref: '#/components/schemas/Cat'}, {$ref: '#/components/schemas/Dog'}]
              discriminator: {propertyName: kind\(tail)}
            Cat: \(cat)
            Dog: {type: object, required: [kind, bark], properties: {kind: {type: string}, bark: {type: boolean}}}
            """
    }

    private static func branches(of facts: borrowing SchemaFacts) -> [JSONNode] {
        [SchemaKeyword.oneOf, .anyOf].flatMap { facts[$0]?.elements.map { $0 } ?? [] }
    }

    static func discriminatorProperty(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let property = facts[.discriminator]?["propertyName"]?.string else { return }
        let branches = branches(of: facts).filter { run.schemas.types(of: $0) != .null }
        var search = MentionSearch(property: property, lookup: run.schemas)
        let own = search.ownMention(in: facts.node)
        let mentions = branches.map { search.mention(in: $0) }
        _ = run.schemas.spend(min(search.stepCount, run.schemas.remainingSteps))
        for (branch, mention) in zip(branches, mentions) {
            let isDefined = own.isDefined || mention.isDefined
            if isDefined, own.isRequired || mention.isRequired || !run.isStrict { continue }
            run.report(
                isDefined
                    ? LocalizedText("'\(property)' is not required here", zh: "此处“\(property)”不是必需的")
                    : LocalizedText("nothing here describes '\(property)'", zh: "此处没有描述“\(property)”"),
                on: branch,
                remedy: LocalizedText("describe it in each branch, and require it", zh: "请在每个分支中描述并要求它")
            )
        }
    }

    /// Whether a schema describes and requires a property.
    private struct Mention {
        var isDefined = false
        var isRequired = false

        /// Of a schema that cannot be looked at within the limits: nothing is to be said about it.
        static let unknown = Mention(isDefined: true, isRequired: true)

        mutating func add(_ other: Mention) {
            isDefined = isDefined || other.isDefined
            isRequired = isRequired || other.isRequired
        }
    }

    /// Looks for a property in schemas, each of which is looked at once.
    private struct MentionSearch {
        let property: String
        let lookup: SchemaLookup
        private var known: [Int: Mention] = [:]
        private let maximumCount: Int
        private static let maximumDepth = 200

        /// How many schemas were looked at.
        var stepCount: Int { known.count }

        init(property: String, lookup: SchemaLookup) {
            self.property = property
            self.lookup = lookup
            maximumCount = lookup.remainingSteps
        }

        /// What a schema and its parts say, branches left out.
        mutating func ownMention(in schema: JSONNode) -> Mention { look(in: schema, isBranching: false, depth: 0) }

        /// What a schema says, and all of its branches.
        mutating func mention(in schema: JSONNode, depth: Int = 0) -> Mention {
            if let known = known[schema.index] { return known }
            guard schema.kind == .object else { return Mention() }
            guard depth < Self.maximumDepth, known.count < maximumCount else { return .unknown }
            // Whoever leads back here adds nothing.
            known[schema.index] = Mention()
            let mention = look(in: schema, isBranching: true, depth: depth)
            known[schema.index] = mention
            return mention
        }

        private mutating func look(in schema: JSONNode, isBranching: Bool, depth: Int) -> Mention {
            var mention = Mention(
                isDefined: schema["properties"]?[property] != nil,
                isRequired: schema["required"]?.elements.contains { $0.string == property } ?? false
            )
            for part in lookup.parts(of: schema) { mention.add(self.mention(in: part, depth: depth + 1)) }
            guard isBranching else { return mention }
            for keyword in ["anyOf", "oneOf"] {
                let branches = lookup.list(keyword, of: schema).map { self.mention(in: $0, depth: depth + 1) }
                if branches.isEmpty { continue }
                mention.add(
                    Mention(
                        isDefined: branches.allSatisfy(\.isDefined),
                        isRequired: branches.allSatisfy(\.isRequired)
                    )
                )
            }
            return mention
        }
    }

    static func discriminatorMapping(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let mapping = facts[.discriminator]?["mapping"], mapping.kind == .object else { return }
        let offered = offeredSchemas(branches(of: facts), &run.schemas)
        for (_, value) in mapping.members {
            guard let text = value.string else { continue }
            guard let target = run.index.target(ofText: value.index) else {
                run.report(
                    LocalizedText("'\(text)' is not defined", zh: "“\(text)”没有定义"),
                    at: value,
                    remedy: LocalizedText("name one of the branches", zh: "请指定其中一个分支")
                )
                continue
            }
            guard let offered, !offered.isEmpty, !offered.contains(target) else { continue }
            run.report(
                LocalizedText("'\(text)' is not among the branches", zh: "“\(text)”不在分支之中"),
                at: value,
                remedy: LocalizedText("add it to the branches, or remove the entry", zh: "请将其加入分支，或删除该项")
            )
        }
    }

    /// The schemas that branches lead to, through references and branches of their own; nil when there are more than can
    /// be looked at.
    private static func offeredSchemas(_ branches: [JSONNode], _ lookup: inout SchemaLookup) -> Set<Int>? {
        var offered: Set<Int> = []
        var waiting = branches
        while let schema = waiting.popLast() {
            guard offered.insert(schema.index).inserted else { continue }
            guard lookup.spend() else { return nil }
            waiting += lookup.parts(of: schema) + lookup.list("anyOf", of: schema) + lookup.list("oneOf", of: schema)
        }
        return offered
    }

    static func discriminatorAlone(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let discriminator = facts[.discriminator], !facts.hasAny([.oneOf, .anyOf]) else { return }
        if !run.index.schemas(extending: facts.node.index).isEmpty { return }
        run.report(
            LocalizedText("the discriminator has nothing to choose from", zh: "discriminator 没有可供选择的内容"),
            on: discriminator,
            remedy: LocalizedText(
                "add 'oneOf', or schemas that extend this one by 'allOf'",
                zh: "请添加“oneOf”，或用“allOf”扩展它的模式"
            )
        )
    }

    static func discriminatorValue(_ facts: borrowing SchemaFacts, _ run: inout LintRun) {
        guard let discriminator = facts[.discriminator], let property = discriminator["propertyName"]?.string else {
            return
        }
        for (name, value) in discriminator["mapping"]?.memberNodes.map({ $0 }) ?? [] {
            guard let target = run.index.target(ofText: value.index) else { continue }
            guard let schema = run.schemas.keyword("properties", of: run.document.node(at: target))?[property] else {
                continue
            }
            let values =
                run.schemas.keyword("const", of: schema).map { [$0] }
                ?? run.schemas.keyword("enum", of: schema)?.elements.map { $0 } ?? []
            guard !values.isEmpty, !values.contains(where: { $0.string == name.nameText }) else { continue }
            run.report(
                LocalizedText(
                    "'\(name.nameText)' is no value that '\(property)' may have there",
                    zh: "“\(name.nameText)”不是该处“\(property)”可取的值"
                ),
                at: name,
                remedy: LocalizedText("let both agree", zh: "请使两者一致")
            )
        }
    }
}
