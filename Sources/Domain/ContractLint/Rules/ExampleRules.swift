import Contract
import Diagnostics
import JSON
import JSONSchema

extension RuleCatalogue {
    static let exampleRules: [LintRule] = exampleValueRules + exampleHabitRules

    private static func example(
        _ name: String,
        _ english: String,
        zh chinese: String,
        bad: RuleExample,
        good: RuleExample,
        _ places: Set<ExampleChecks.Place>
    ) -> LintRule {
        LintRule(
            "example.\(name)",
            RuleSeverities(nil, .error, .error),
            LocalizedText(english, zh: chinese),
            bad: bad,
            good: good,
            check: .document { run in
                run.reportRefusals(of: places, LocalizedText("the example", zh: "示例"), areFormats: false)
            }
        )
    }

    private static let exampleValueRules: [LintRule] = [
        example(
            "media-type",
            "What the contract shows is refused.",
            zh: "契约展示的内容会被拒绝。",
            bad: RuleExample(.mediaType, "schema: {type: integer}\nexample: many"),
            good: RuleExample(.mediaType, "schema: {type: integer}\nexample: 3"),
            [.mediaType]
        ),
        example(
            "parameter",
            "What the contract shows is refused.",
            zh: "契约展示的内容会被拒绝。",
            bad: RuleExample(.parameters, "- {name: size, in: query, schema: {type: integer}, example: many}"),
            good: RuleExample(.parameters, "- {name: size, in: query, schema: {type: integer}, example: 3}"),
            [.parameter]
        ),
        example(
            "header",
            "What the contract shows is never sent.",
            zh: "契约展示的内容永远不会发送。",
            bad: RuleExample(.response, "headers: {Order-Count: {schema: {type: integer}, example: many}}"),
            good: RuleExample(.response, "headers: {Order-Count: {schema: {type: integer}, example: 3}}"),
            [.header]
        ),
        example(
            "schema",
            "The schema refuses its own example.",
            zh: "模式拒绝自己的示例。",
            bad: RuleExample(.schema, "type: integer\nexamples: [3, many]"),
            good: RuleExample(.schema, "type: integer\nexamples: [3, 4]"),
            [.schema]
        ),
        LintRule(
            "example.format",
            warning,
            LocalizedText("It is right but for its format.", zh: "除格式外都正确。"),
            bad: RuleExample(.schema, "type: string\nformat: date\nexamples: [1.1.2026]"),
            good: RuleExample(.schema, "type: string\nformat: date\nexamples: ['2026-01-01']"),
            check: .document { run in
                let places: Set<ExampleChecks.Place> = [.schema, .mediaType, .parameter, .header]
                run.reportRefusals(of: places, LocalizedText("the example", zh: "示例"), areFormats: true)
            }
        ),
    ]

    private static let exampleHabitRules: [LintRule] = [
        LintRule(
            "example.is-reference",
            warning,
            LocalizedText("An example is data: readers see the '$ref' itself.", zh: "示例是数据：读者看到的是“$ref”本身。"),
            bad: RuleExample(
                .root,
                ExampleRules.referring("example: {$ref: '#/components/examples/Order'}"),
                also: ["component.unused"]
            ),
            good: RuleExample(.root, ExampleRules.referring("examples: {a: {$ref: '#/components/examples/Order'}}")),
            check: .document(ExampleRules.references)
        ),
        LintRule(
            "example.secret",
            growing,
            LocalizedText("It may be real, and everybody reads it.", zh: "它可能是真实的，而且人人可读。"),
            bad: RuleExample(.schema, "type: string\nexamples: [AKIAQ7D2ZX9K4MWLP3RT]"),
            good: RuleExample(.schema, "type: string\nexamples: ['<access key>']"),
            check: .document(ExampleRules.secrets)
        ),
        LintRule(
            "example.missing",
            .strictly(.note),
            LocalizedText("Readers and mocks have to invent one.", zh: "读者和模拟服务只能自行编造。"),
            bad: RuleExample(.mediaType, "schema: {type: string}"),
            good: RuleExample(.mediaType, "schema: {type: string, examples: [a]}"),
            check: .document(ExampleRules.missing)
        ),
    ]
}

extension LintRun {
    /// Reports examples or defaults that their schemas refuse.
    ///
    /// - Parameters:
    ///   - places: Where they stand.
    ///   - subject: What they are called.
    ///   - areFormats: Whether nothing but the format is wrong; nil for both.
    mutating func reportRefusals(of places: Set<ExampleChecks.Place>, _ subject: LocalizedText, areFormats: Bool?) {
        let checks = examples()
        if let obstacle = checks.obstacle, areFormats != true { remark(obstacle, of: subject) }
        for (place, value) in checks.unjudged where places.contains(place) && areFormats != true {
            remarkCost(of: subject, on: value)
        }
        for refusal in checks.refusals where places.contains(refusal.place) {
            if let areFormats, refusal.isFormatOnly != areFormats { continue }
            let node = refusal.finding.instanceNode
            report(
                LocalizedText(
                    "\(subject.english) is refused: \(refusal.finding.message.english)",
                    zh: "\(subject.chinese)会被拒绝：\(refusal.finding.message.chinese)"
                ),
                at: JSONNode(document: document, index: node),
                remedy: refusal.finding.remedy
            )
        }
    }
}

extension LintRun {
    /// Says that no value could be judged, and why.
    private mutating func remark(_ obstacle: SchemaError, of subject: LocalizedText) {
        remark(
            LocalizedText(
                "\(subject.english) was not judged here or elsewhere: \(obstacle.message.english)",
                zh: "此处及其他位置的\(subject.chinese)均未判断：\(obstacle.message.chinese)"
            ),
            on: root[obstacle.pointer] ?? root
        )
    }
}

/// The checks of `example.*` that need no schema.
enum ExampleRules {
    static func referring(_ example: String) -> String {
        """
        paths:
          /orders:
            get:
              operationId: listOrders
              summary: Lists orders
              responses:
                '200':
                  description: The orders
                  content: {application/json: {\(example)}}
                default: {description: Something went wrong}
        components: {examples: {Order: {value: 1}}}
        """
    }

    /// The values that are examples, wherever they stand.
    private static func values(in run: LintRun) -> [JSONNode] {
        var values: [JSONNode] = []
        for kind in [OpenAPIObject.mediaType, .parameter, .header, .schema] {
            for node in run.map.objects(of: kind) {
                if let example = node["example"] { values.append(example) }
                if kind == .schema { values += node["examples"]?.elements.map { $0 } ?? [] }
            }
        }
        return values + run.map.objects(of: .example).compactMap { $0["value"] }
    }

    static func references(_ run: inout LintRun) {
        for value in values(in: run) {
            guard value.kind == .object, value.count == 1, let text = value["$ref"]?.string,
                run.map.target(of: text, at: value.index) != nil
            else { continue }
            run.report(
                LocalizedText("the example is a reference, but references mean nothing here", zh: "示例是引用，但此处引用没有意义"),
                on: value,
                remedy: LocalizedText("put it under 'examples'", zh: "请放到“examples”下")
            )
        }
    }

    static func secrets(_ run: inout LintRun) {
        let defaults = run.map.objects(of: .schema).compactMap { $0["default"] }
        for value in values(in: run) + defaults {
            var waiting = [value]
            while let node = waiting.popLast() {
                waiting += node.elements.map { $0 } + node.members.map(\.value)
                guard let text = node.string, let kind = SecretShape.kind(of: text) else { continue }
                run.report(
                    LocalizedText("this looks like \(kind.english)", zh: "这看起来像\(kind.chinese)"),
                    at: node,
                    remedy: LocalizedText("write something that nobody can use", zh: "请改成无法使用的内容")
                )
            }
        }
    }

    static func missing(_ run: inout LintRun) {
        for node in run.map.objects(of: .mediaType) {
            let anchor = run.map.anchor(of: node.index)
            guard anchor != node.index,
                MediaRange(JSONNode(document: run.document, index: anchor).nameText)?.isJSON == true,
                let schema = node["schema"], node["example"] == nil, node["examples"] == nil
            else { continue }
            let names = ["example", "examples", "default", "const", "enum"]
            let shape = SchemaShape(of: schema)
            let places = [shape.node, schema] + shape.properties.map(\.schema) + [shape.items].compactMap { $0 }
            if places.contains(where: { place in names.contains { run.schemas.keyword($0, of: place) != nil } }) {
                continue
            }
            run.report(
                LocalizedText("there is no example of the body", zh: "没有请求体或响应体的示例"),
                on: node,
                remedy: LocalizedText("add 'example' or 'examples'", zh: "请添加“example”或“examples”")
            )
        }
    }
}

/// The shapes of secrets that their issuers make recognisable.
enum SecretShape {
    private static let prefixes: [(prefix: String, byteCount: Int, kind: LocalizedText)] = [
        ("sk_live_", 24, LocalizedText("a secret key of a payment service", zh: "支付服务的密钥")),
        ("ghp_", 36, LocalizedText("an access token of a code host", zh: "代码托管服务的访问令牌")),
        ("github_pat_", 40, LocalizedText("an access token of a code host", zh: "代码托管服务的访问令牌")),
        ("AKIA", 16, LocalizedText("an access key of a cloud", zh: "云服务的访问密钥")),
        ("AIza", 35, LocalizedText("an API key of a cloud", zh: "云服务的 API 密钥")),
        ("xoxb-", 40, LocalizedText("a token of a chat service", zh: "聊天服务的令牌")),
    ]

    /// Whether a text is a JSON Web Token with a signature: three parts, of which two begin as an object does in base64.
    ///
    /// - SeeAlso: RFC 7519.
    private static func isToken(_ text: String) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].hasPrefix("eyJ"), parts[1].hasPrefix("eyJ") else { return false }
        return parts[2].utf8.count >= 40 && Set(parts[2].utf8).count >= 16
            && parts.allSatisfy { part in
                part.unicodeScalars.allSatisfy { $0.isAlphanumeric || $0 == "-" || $0 == "_" }
            }
    }

    /// What a text looks like; nil when it is no secret.
    static func kind(of text: String) -> LocalizedText? {
        if text.hasPrefix("-----BEGIN "), text.contains("PRIVATE KEY-----"), text.utf8.count > 100 {
            return LocalizedText("a private key", zh: "私钥")
        }
        if isToken(text) { return LocalizedText("a signed token", zh: "已签名的令牌") }
        for (prefix, byteCount, kind) in prefixes where text.hasPrefix(prefix) {
            let rest = text.utf8.dropFirst(prefix.utf8.count)
            guard rest.count >= byteCount, rest.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { continue }
            // Runs of one letter are placeholders, and so are the keys of manuals, which say it.
            if Set(rest).count >= 8, !text.hasSuffix("EXAMPLE") { return kind }
        }
        return nil
    }
}
