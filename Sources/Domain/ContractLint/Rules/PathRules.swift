import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let pathRules: [LintRule] = pathShapeRules + pathPairRules + pathHabitRules

    private static let pathShapeRules: [LintRule] = [
        LintRule(
            "path.trailing-slash",
            RuleSeverities(nil, .warning, .error),
            LocalizedText(
                "It is a second address of the same thing, and clients leave it out or add it at will.",
                zh: "它是同一事物的第二个地址，客户端会随意省略或添加它。"
            ),
            bad: RuleExample(.paths, PathRules.list("/orders/")),
            good: RuleExample(.paths, PathRules.list("/orders")),
            check: .paths { path, run in
                guard path.text.count > 1, path.text.hasSuffix("/") else { return }
                run.report(
                    LocalizedText("'\(path.text)' ends with a slash", zh: "“\(path.text)”以斜杠结尾"),
                    on: path.site,
                    remedy: LocalizedText("write '\(path.text.dropLast())'", zh: "请写成“\(path.text.dropLast())”")
                )
            }
        ),
        LintRule(
            "path.query-or-fragment",
            RuleSeverities(nil, .error, .error),
            LocalizedText(
                "The path of a request never has them, so no request is ever answered by it.",
                zh: "请求的路径中不会含有它们，因此永远不会有请求匹配。"
            ),
            bad: RuleExample(.paths, PathRules.list("/orders?status=open")),
            good: RuleExample(
                .operation,
                "parameters: [{name: status, in: query, required: true, schema: {const: open}}]"
            ),
            check: .paths(PathRules.queryOrFragment)
        ),
        LintRule(
            "path.characters",
            RuleSeverities(nil, .warning, .error),
            LocalizedText("They must be percent-encoded in every request.", zh: "它们在每个请求中都必须进行百分号编码。"),
            bad: RuleExample(.paths, PathRules.list("/<order>")),
            good: RuleExample(.paths, PathRules.list("/order")),
            check: .paths(PathRules.characters)
        ),
        LintRule(
            "path.empty-segment",
            RuleSeverities(nil, .warning, .error),
            LocalizedText(
                "Some servers take two slashes for one and others do not, so that requests go astray.",
                zh: "有的服务器把两个斜杠视为一个，有的则不然，请求会因此找不到目标。"
            ),
            bad: RuleExample(.paths, PathRules.list("/shop//orders")),
            good: RuleExample(.paths, PathRules.list("/shop/orders")),
            check: .paths { path, run in
                guard path.template?.segments.dropLast().contains(where: { $0.parts.isEmpty }) ?? false else { return }
                run.report(
                    LocalizedText("'\(path.text)' has two slashes in a row", zh: "“\(path.text)”含有连续的两个斜杠"),
                    on: path.site,
                    remedy: LocalizedText("remove one of them", zh: "请删除其中一个")
                )
            }
        ),
        LintRule(
            "path.no-operations",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("Nobody can call it.", zh: "没有人能够调用它。"),
            bad: RuleExample(.paths, "/orders: {}"),
            good: RuleExample(.paths, PathRules.list("/orders")),
            check: .paths { path, run in
                guard path.operations.isEmpty, path.item["$ref"] == nil else { return }
                // Methods that have no field of their own (3.2).
                if let others = path.item["additionalOperations"], others.count > 0 { return }
                run.report(
                    LocalizedText("'\(path.text)' has no operations", zh: "“\(path.text)”没有任何操作"),
                    on: path.site,
                    remedy: LocalizedText("add one, or remove the path", zh: "请添加操作，或删除该路径")
                )
            }
        ),
    ]

    private static let pathPairRules: [LintRule] = [
        LintRule(
            "path.case-variant",
            RuleSeverities(nil, .warning, .warning),
            LocalizedText("People take two such addresses for one.", zh: "人们会把这样的两个地址当作一个。"),
            bad: RuleExample(.paths, PathRules.list("/orders", "/Orders")),
            good: RuleExample(.paths, PathRules.list("/orders", "/customers")),
            check: .document(PathRules.caseVariants)
        ),
        LintRule(
            "path.same-template",
            RuleSeverities(.warning, .warning, .error),
            LocalizedText(
                "Paths that differ in the names of their parameters only are one path, and tools see one of them.",
                zh: "仅参数名不同的路径是同一个路径，工具只会看到其中之一。"
            ),
            bad: RuleExample(.paths, PathRules.twins("name")),
            good: RuleExample(.paths, PathRules.twins("id", prefix: "/names")),
            check: .document(PathRules.sameTemplates)
        ),
        LintRule(
            "path.overlap",
            RuleSeverities(nil, .note, .warning),
            LocalizedText(
                "One request fits both, and which of them answers depends on the tool.",
                zh: "同一个请求同时符合两者，由哪个应答取决于工具。"
            ),
            bad: RuleExample(.paths, PathRules.list("/{shop}/orders", "/main/{list}")),
            good: RuleExample(.paths, PathRules.list("/shops/{shop}/orders", "/main/{list}")),
            check: .document { run in PathOverlaps.report(&run) }
        ),
    ]

    private static let pathHabitRules: [LintRule] = [
        LintRule(
            "path.case",
            .strictly(.note),
            LocalizedText("Lower case with hyphens is what most people try first.", zh: "多数人首先尝试小写加连字符的写法。"),
            bad: RuleExample(.paths, PathRules.list("/orderItems")),
            good: RuleExample(.paths, PathRules.list("/order-items")),
            check: .paths(PathRules.letterCase)
        ),
        LintRule(
            "path.verb",
            .strictly(.note),
            LocalizedText("The method is the verb already.", zh: "方法本身就是动词。"),
            bad: RuleExample(.paths, PathRules.list("/getOrders")),
            good: RuleExample(.paths, PathRules.list("/orders")),
            check: .paths(PathRules.verb)
        ),
        LintRule(
            "path.versioned",
            .strictly(.warning),
            LocalizedText(
                "A change that breaks clients needs a second address beside the first.",
                zh: "不兼容的改动需要在原地址之外另设一个地址。"
            ),
            bad: RuleExample(.paths, PathRules.list("/orders")),
            good: RuleExample(.paths, PathRules.list("/v1/orders")),
            check: .document(PathRules.versioned)
        ),
        LintRule(
            "path.file-extension",
            .strictly(.note),
            LocalizedText("Media types are negotiated, not named in addresses.", zh: "媒体类型应协商，而不是写在地址里。"),
            bad: RuleExample(.paths, PathRules.list("/orders.json")),
            good: RuleExample(.paths, PathRules.list("/orders")),
            check: .paths { path, run in
                guard let ending = [".json", ".xml", ".html"].first(where: { path.text.hasSuffix($0) }) else { return }
                // Such names are given by others (RFC 8615).
                if path.text.hasPrefix("/.well-known/") { return }
                run.report(
                    LocalizedText("'\(path.text)' ends with '\(ending)'", zh: "“\(path.text)”以“\(ending)”结尾"),
                    on: path.site,
                    remedy: LocalizedText("offer the media type under 'content'", zh: "请在“content”下提供该媒体类型")
                )
            }
        ),
        LintRule(
            "path.parameter-case",
            .strictly(.note),
            LocalizedText("One habit is easier to guess than two.", zh: "统一的习惯更容易猜到。"),
            bad: RuleExample(.paths, PathRules.parameters(last: "order_k")),
            good: RuleExample(.paths, PathRules.parameters(last: "orderK")),
            check: .document { run in
                let names = run.paths.flatMap { path in
                    path.template?.parameterNames.map { (name: $0, value: path.site) } ?? []
                }
                run.reportOddNames(names)
            }
        ),
    ]
}

/// The checks of `path.*`.
enum PathRules {
    /// The sign of a path that keeps every request from fitting; nil when there is none.
    static func queryOrFragment(of path: LintPath) -> Unicode.Scalar? {
        outsideBraces(path.text).first { $0 == "?" || $0 == "#" }
    }

    static func queryOrFragment(_ path: LintPath, _ run: inout LintRun) {
        guard let odd = queryOrFragment(of: path) else { return }
        run.report(
            LocalizedText(
                "'\(path.text)' has '\(odd)', so no request fits it",
                zh: "“\(path.text)”含有“\(odd)”，不会有请求与之匹配"
            ),
            on: path.site,
            remedy: odd == "?"
                ? LocalizedText("declare what follows as query parameters", zh: "请将其后内容声明为查询参数")
                : LocalizedText("remove what follows", zh: "请删除其后内容")
        )
    }

    /// RFC 3986, section 3.3; letters beyond ASCII are encoded by everybody without being asked to.
    static func characters(_ path: LintPath, _ run: inout LintRun) {
        let scalars = outsideBraces(path.text)
        let odd = scalars.indices.first { place in
            let scalar = scalars[place]
            if scalar == "%" { return !isEncoding(scalars[place...].dropFirst().prefix(2)) }
            return scalar.isASCII && !scalar.isAlphanumeric && !"-._~!$&'()*+,;=:@/?#".unicodeScalars.contains(scalar)
        }
        .map { scalars[$0] }
        guard let odd else { return }
        run.report(
            LocalizedText(
                "'\(path.text)' has '\(odd)', which paths must encode",
                zh: "“\(path.text)”中的“\(odd)”在路径中必须编码"
            ),
            on: path.site,
            remedy: odd == "<" || odd == ">"
                ? LocalizedText("write names in braces: '{name}'", zh: "名称应写在花括号中：“{name}”")
                : odd == "%"
                    ? LocalizedText("write '%25', or two hexadecimal digits behind it", zh: "请写“%25”，或在其后写两位十六进制数字")
                    : LocalizedText("use another character", zh: "请改用其他字符")
        )
    }

    /// Whether two digits stand behind a percent sign.
    private static func isEncoding(_ digits: ArraySlice<Unicode.Scalar>) -> Bool {
        digits.count == 2 && digits.allSatisfy(\.properties.isASCIIHexDigit)
    }

    private static func outsideBraces(_ text: String) -> [Unicode.Scalar] {
        var depth = 0
        return text.unicodeScalars.filter { scalar in
            if scalar == "{" { depth += 1 }
            defer { if scalar == "}" { depth -= 1 } }
            return depth == 0 && scalar != "}"
        }
    }

    static func caseVariants(_ run: inout LintRun) {
        var known: [PathTemplate.Pattern: (pattern: PathTemplate.Pattern, text: String)] = [:]
        for path in run.paths {
            guard let pattern = path.template?.pattern else { continue }
            let key = pattern.lowercased
            guard let earlier = known[key] else {
                known[key] = (pattern, path.text)
                continue
            }
            guard earlier.pattern != pattern else { continue }
            run.report(
                LocalizedText(
                    "'\(path.text)' and '\(earlier.text)' differ in letter case only",
                    zh: "“\(path.text)”与“\(earlier.text)”仅大小写不同"
                ),
                on: path.site,
                remedy: LocalizedText("keep one of them", zh: "请只保留其中一个")
            )
        }
    }

    /// Where a method is in both, the contract is ambiguous, which reading says.
    static func sameTemplates(_ run: inout LintRun) {
        var known: [PathTemplate.Pattern: (text: String, methods: Set<String>)] = [:]
        for path in run.paths {
            guard let pattern = path.template?.pattern, pattern.hasNames else { continue }
            let methods = path.operations.map(\.method)
            guard let earlier = known[pattern] else {
                known[pattern] = (path.text, Set(methods))
                continue
            }
            known[pattern]?.methods.formUnion(methods)
            guard earlier.methods.isDisjoint(with: methods) else { continue }
            run.report(
                LocalizedText(
                    "'\(path.text)' is the path '\(earlier.text)' with other names",
                    zh: "“\(path.text)”与“\(earlier.text)”是同一个路径，只是参数名不同"
                ),
                on: path.site,
                remedy: LocalizedText("put the operations under one of them", zh: "请将操作合并到其中一个之下")
            )
        }
    }

    static func letterCase(_ path: LintPath, _ run: inout LintRun) {
        let odd = literals(of: path).first { text in
            !text.unicodeScalars.allSatisfy {
                ("a"..."z").contains($0) || ("0"..."9").contains($0) || "-.~".unicodeScalars.contains($0) || !$0.isASCII
            }
        }
        guard let odd else { return }
        let better = NamingStyle.words(of: odd).joined(separator: "-")
        run.report(
            LocalizedText("'\(odd)' is not in lower case with hyphens", zh: "“\(odd)”不是小写加连字符的写法"),
            on: path.site,
            remedy: LocalizedText("write '\(better)'", zh: "请写成“\(better)”")
        )
    }

    private static let verbs: Set = [
        "add", "create", "delete", "do", "fetch", "get", "insert", "list", "modify", "remove", "set", "update",
    ]

    static func verb(_ path: LintPath, _ run: inout LintRun) {
        let words = literals(of: path).compactMap { NamingStyle.words(of: $0).first }
        guard let verb = words.first(where: { verbs.contains($0) }) else { return }
        run.report(
            LocalizedText("'\(path.text)' has the verb '\(verb)'", zh: "“\(path.text)”含有动词“\(verb)”"),
            on: path.site,
            remedy: LocalizedText("name the thing, and let the method say what happens to it", zh: "请以事物命名，由方法表达动作")
        )
    }

    static func versioned(_ run: inout LintRun) {
        let hasVersionedServer = run.map.objects(of: .server).contains { server in
            // `/{version}` with a default of `v2`, or `/v{number}` with one of `2`.
            server["url"]?.string.map { hasVersion(ServerRules.filled($0, server)) } ?? false
        }
        guard !run.paths.isEmpty, !hasVersionedServer else { return }
        let bare = run.paths.filter { !hasVersion($0.text) }
        guard let first = bare.first else { return }
        run.report(
            LocalizedText(
                bare.count == 1
                    ? "'\(first.text)' has no version"
                    : "\(bare.count) of \(run.paths.count) paths have no version, '\(first.text)' is the first",
                zh: bare.count == 1
                    ? "“\(first.text)”没有版本"
                    : "\(run.paths.count) 个路径中有 \(bare.count) 个没有版本，第一个是“\(first.text)”"
            ),
            on: first.site,
            remedy: LocalizedText("begin paths or a server's url with '/v1'", zh: "路径或服务器地址应以“/v1”开头")
        )
    }

    /// Whether a segment is `v` and a number.
    private static func hasVersion(_ text: String) -> Bool {
        text.split(separator: "/").contains { segment in
            guard segment.first == "v" || segment.first == "V" else { return false }
            let rest = segment.dropFirst().prefix { $0 != "." }
            return !rest.isEmpty && rest.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
    }

    private static func literals(of path: LintPath) -> [String] {
        path.template?.segments.flatMap(\.parts).compactMap { if case .literal(let text) = $0 { text } else { nil } }
            ?? []
    }

    /// Paths with a list each.
    static func list(_ paths: String...) -> String { list(paths) }

    private static func list(_ paths: [String]) -> String {
        paths.enumerated().map { number, path in
            let names = PathTemplate(path)?.parameterNames ?? []
            let parameters = names.map { "{name: \($0), in: path, required: true, schema: {type: string}}" }
            return """
                \(path):
                  get:
                    operationId: list\(number)
                    summary: Lists orders
                    responses: {'200': {description: The orders}, default: {description: Something went wrong}}
                """ + (names.isEmpty ? "" : "\n    parameters: [\(parameters.joined(separator: ", "))]")
        }
        .joined(separator: "\n")
    }

    /// A path that is read, and one that is written.
    static func twins(_ name: String, prefix: String = "/orders") -> String {
        func parameter(_ name: String) -> String {
            "parameters: [{name: \(name), in: path, required: true, schema: {type: string}}]"
        }
        let answers = "responses: {'200': {description: The order}, default: {description: Something went wrong}}"
        return """
            /orders/{id}:
              \(parameter("id"))
              get: {operationId: getOrder, summary: Gets an order, \(answers)}
            \(prefix)/{\(name)}:
              \(parameter(name))
              head: {operationId: checkOrder, summary: Checks an order, \(answers)}
            """
    }

    /// Eleven paths with a name each, of which the last is another.
    static func parameters(last: String) -> String {
        let names = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"].map { "order\($0)" } + [last]
        return list(names.map { "/\($0.filter { $0 != "_" }.lowercased())/{\($0)}" })
    }
}
