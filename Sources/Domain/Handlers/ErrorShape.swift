import Contract
package import JSON

/// What went wrong with a request, in the words that error bodies are made of.
package struct ErrorFacts: Sendable {
    /// One thing that is wrong.
    package struct Finding: Sendable {
        /// The member or parameter, for example `address.city`.
        package var field: String
        /// Where that is: `body`, `query`, `path`, `header` or `cookie`.
        package var place: String
        /// The rule that was broken.
        package var code: String
        /// What is wrong.
        package var message: String

        /// A finding.
        package init(field: String, place: String, code: String, message: String) {
            self.field = field
            self.place = place
            self.code = code
            self.message = message
        }
    }

    /// The status of the answer.
    package var status: Int
    /// The stable code, in words with hyphens.
    package var code: String
    /// The URI that names the kind.
    package var type: String
    /// The kind in words.
    package var title: String
    /// What went wrong this time.
    package var detail: String
    /// The path of the request.
    package var path: String
    /// The method of the request.
    package var method: String
    /// The time, RFC 3339 in UTC.
    package var time: Timestamp
    /// What names this request.
    package var requestID: String
    /// The single findings.
    package var findings: [Finding]

    /// Facts about a problem.
    package init(
        status: Int,
        code: String,
        type: String,
        title: String,
        detail: String,
        path: String,
        method: String,
        time: Timestamp,
        requestID: String,
        findings: [Finding] = []
    ) {
        self.status = status
        self.code = code
        self.type = type
        self.title = title
        self.detail = detail
        self.path = path
        self.method = method
        self.time = time
        self.requestID = requestID
        self.findings = findings
    }
}

/// The contract's own form of an error body, filled by the names of its properties.
package struct ErrorShape {
    private let facts: ErrorFacts
    private static let maximumDepth = 4

    /// The body for some facts in the form of a schema.
    ///
    /// - Returns: nil when the schema has no place for what went wrong. What is returned must still be checked.
    package static func value(_ facts: ErrorFacts, schema: JSONNode) -> JSONValue? {
        let shape = ErrorShape(facts: facts)
        let value = shape.value(of: schema, depth: 0)
        return value.flatMap { shape.saysSomething($0) ? $0 : nil }
    }

    /// Whether the message or the code came through.
    private func saysSomething(_ value: JSONValue) -> Bool {
        switch value {
        case .string(let text):
            // A message may have been cut.
            !text.isEmpty && (facts.detail.hasPrefix(text) || text == facts.title)
                || spellings(of: facts.code).contains(text)
                || facts.findings.contains { !$0.message.isEmpty && text.hasSuffix($0.message) }
        case .array(let elements): elements.contains { saysSomething($0) }
        case .object(let members): members.contains { saysSomething($0.value) }
        case .null, .boolean, .number: false
        }
    }

    private func value(of schema: JSONNode, depth: Int) -> JSONValue? {
        let shape = SchemaShape(of: schema)
        if shape.types.contains(.object), !shape.properties.isEmpty { return object(shape, depth: depth) }
        if shape.types.contains(.array), let items = shape.items, depth < Self.maximumDepth {
            return value(of: items, depth: depth + 1).map { [$0] }
        }
        if shape.types.contains(.string) { return text(facts.detail, schema) }
        return nil
    }

    private func object(_ shape: SchemaShape, depth: Int) -> JSONValue? {
        guard depth < Self.maximumDepth else { return nil }
        let names = Set(shape.properties.map { FoldedName($0.name).text })
        var members: [JSONValue.Member] = []
        for (name, schema) in shape.properties {
            if SchemaShape.keyword("writeOnly", of: schema)?.boolean == true { continue }
            if let value = member(FoldedName(name).text, schema, beside: names, depth: depth) {
                members.append(JSONValue.Member(name, value))
            } else if shape.required.contains(ByteName(name)) {
                members.append(JSONValue.Member(name, filler(schema)))
            }
        }
        for name in shape.required.sorted().map(\.description) where shape[name] == nil {
            members.append(JSONValue.Member(name, .string(facts.detail)))
        }
        return .object(members)
    }

    /// What a property gets that must be there and says nothing about errors.
    private func filler(_ schema: JSONNode) -> JSONValue {
        SchemaShape(of: schema).types.contains(.null) ? .null : SchemaSample(of: schema).minimal
    }

    // MARK: - Properties by name

    private static let messages: Set = [
        "message", "msg", "detail", "description", "errormessage", "errordescription", "errormsg", "errmsg", "reason",
        "text", "developermessage", "usermessage", "messages",
    ]
    private static let titles: Set = ["title", "summary", "name", "reasonphrase", "statustext", "label"]
    private static let codes: Set = [
        "code", "errorcode", "errcode", "errno", "errortype", "errorkey", "kind", "category", "internalcode",
        "reasoncode",
    ]
    private static let statuses: Set = ["status", "statuscode", "httpstatus", "httpcode", "httpstatuscode"]
    private static let lists: Set = [
        "errors", "details", "violations", "issues", "causes", "fielderrors", "validationerrors", "problems",
        "failures",
        "invalidparams", "subErrors".lowercased(), "rootcauses", "fields",
    ]
    private static let paths: Set = [
        "path", "instance", "uri", "url", "requesturi", "resource", "endpoint", "requestpath",
    ]
    private static let times: Set = ["timestamp", "time", "date", "datetime", "occurredat", "createdat"]
    private static let requests: Set = [
        "requestid", "traceid", "correlationid", "errorid", "transactionid", "id", "reference", "logid",
    ]
    private static let noes: Set = ["success", "ok", "succeeded", "issuccess"]

    private func member(_ word: String, _ schema: JSONNode, beside names: Set<String>, depth: Int) -> JSONValue? {
        let types = SchemaShape(of: schema).types
        if let constant = SchemaShape.keyword("const", of: schema) { return JSONValue(constant) }
        if Self.noes.contains(word), types.contains(.boolean) { return false }
        if word == "error" { return error(schema, types, beside: names, depth: depth) }
        if Self.lists.contains(word) { return findings(schema, types, depth: depth) }
        if Self.messages.contains(word) {
            if types.contains(.string) { return text(facts.detail, schema) }
            return types.contains(.array) ? findings(schema, types, depth: depth) : nil
        }
        if Self.statuses.contains(word) { return status(schema, types) }
        if Self.codes.contains(word) { return code(schema, types) }
        if word == "type", types.contains(.string) {
            return SchemaShape.keyword("enum", of: schema) == nil ? text(facts.type, schema) : code(schema, types)
        }
        if Self.titles.contains(word), types.contains(.string) { return text(facts.title, schema) }
        if Self.paths.contains(word), types.contains(.string) { return text(facts.path, schema) }
        if word == "method", types.contains(.string) { return text(facts.method, schema) }
        if Self.times.contains(word) { return time(schema, types) }
        if Self.requests.contains(word), types.contains(.string) { return text(facts.requestID, schema) }
        if types == .object, depth < 2, let nested = value(of: schema, depth: depth + 1), saysSomething(nested) {
            return nested
        }
        return nil
    }

    private func error(
        _ schema: JSONNode,
        _ types: SchemaTypes,
        beside names: Set<String>,
        depth: Int
    ) -> JSONValue? {
        if types.contains(.object) { return value(of: schema, depth: depth + 1) }
        if types.contains(.string) {
            // Beside a message, `error` is the short name of what went wrong.
            if names.isDisjoint(with: Self.messages) { return text(facts.detail, schema) }
            return SchemaShape.keyword("enum", of: schema) == nil
                && SchemaShape.keyword("pattern", of: schema) == nil
                ? text(facts.title, schema) : code(schema, types)
        }
        return types.contains(.boolean) ? true : nil
    }

    private func status(_ schema: JSONNode, _ types: SchemaTypes) -> JSONValue? {
        if !types.isDisjoint(with: [.integer, .number]) { return .integer(facts.status) }
        if types.contains(.boolean) { return false }
        guard types.contains(.string) else { return nil }
        guard let values = SchemaShape.keyword("enum", of: schema)?.elements.compactMap(\.string), !values.isEmpty
        else {
            return .string(String(facts.status))
        }
        let words = ["error", "fail", "failed", "failure", String(facts.status)]
        let fitting = values.first { value in words.contains(value.lowercased()) }
        return fitting.map { .string($0) } ?? code(schema, types)
    }

    private func code(_ schema: JSONNode, _ types: SchemaTypes) -> JSONValue? {
        guard types.contains(.string) else {
            guard !types.isDisjoint(with: [.integer, .number]) else { return nil }
            let values = SchemaShape.keyword("enum", of: schema)?.elements.compactMap(\.integer) ?? []
            if values.isEmpty || values.contains(facts.status) { return .integer(facts.status) }
            // Codes of five digits and the like often begin with the status.
            return values.first { String($0).hasPrefix(String(facts.status)) }.map { .integer($0) }
        }
        let spellings = spellings(of: facts.code)
        if let values = SchemaShape.keyword("enum", of: schema)?.elements.compactMap(\.string) {
            return ErrorCodeChoice(facts).choose(from: values).map { .string($0) }
        }
        let isFitting = { (text: String) in StringFit(schema).accepts(text) }
        let model = (SchemaShape.keyword("example", of: schema) ?? SchemaShape.keyword("examples", of: schema)?[0])?
            .string
        let alike = model.flatMap { model in spellings.first { ErrorShape.isAlike($0, model) && isFitting($0) } }
        return (alike ?? spellings.first(where: isFitting)).map { .string($0) }
            ?? (isFitting(String(facts.status)) ? .string(String(facts.status)) : nil)
    }

    /// `record-not-found`, and the other ways to write it.
    private func spellings(of code: String) -> [String] {
        let words = code.split(separator: "-").map(String.init)
        let capitalized = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }
        return [
            code, words.joined(separator: "_").uppercased(), words.joined(separator: "_"),
            (words.first ?? "") + capitalized.dropFirst().joined(), capitalized.joined(),
            words.joined(separator: "-").uppercased(), words.joined(separator: "."), words.joined(),
        ]
    }

    /// Whether two codes are written in one style.
    private static func isAlike(_ left: String, _ right: String) -> Bool {
        let style = { (text: String) in
            [
                text.contains("_"), text.contains("-"), text.contains("."), text.contains { $0.isLowercase },
                text.first?.isUppercase ?? false,
            ]
        }
        return style(left) == style(right)
    }

    private func time(_ schema: JSONNode, _ types: SchemaTypes) -> JSONValue? {
        if types.contains(.string) {
            let format = SchemaShape.keyword("format", of: schema)?.string
            return text(format == "date" ? facts.time.date : facts.time.dateTime, schema)
        }
        guard !types.isDisjoint(with: [.integer, .number]) else { return nil }
        let seconds = Int(facts.time.seconds)
        let model = (SchemaShape.keyword("example", of: schema) ?? SchemaShape.keyword("maximum", of: schema))?.integer
        // An example of thirteen digits counts milliseconds.
        return .integer((model ?? 0) > 100_000_000_000 ? seconds * 1000 + facts.time.milliseconds : seconds)
    }

    /// A text, cut where the schema allows no more.
    private func text(_ text: String, _ schema: JSONNode) -> JSONValue {
        guard let limit = SchemaShape.keyword("maxLength", of: schema)?.integer, text.unicodeScalars.count > limit
        else {
            return .string(text)
        }
        return .string(String(String.UnicodeScalarView(text.unicodeScalars.prefix(max(0, limit)))))
    }

    // MARK: - Findings

    private func findings(_ schema: JSONNode, _ types: SchemaTypes, depth: Int) -> JSONValue? {
        if types.contains(.array) {
            let minimum = SchemaShape.keyword("minItems", of: schema)?.integer ?? 0
            let limit = max(0, SchemaShape.keyword("maxItems", of: schema)?.integer ?? .max)
            let items = SchemaShape(of: schema).items
            var found = facts.findings
            if found.isEmpty, minimum > 0 {
                found = [ErrorFacts.Finding(field: "", place: "request", code: facts.code, message: facts.detail)]
            }
            return .array(found.prefix(limit).compactMap { entry(of: items, for: $0, depth: depth + 1) })
        }
        if types.contains(.object) { return findingsByField(schema, depth: depth) }
        return types.contains(.string) ? text(facts.detail, schema) : nil
    }

    /// `{"name": ["is missing"]}`: the messages by field.
    private func findingsByField(_ schema: JSONNode, depth: Int) -> JSONValue? {
        let shape = SchemaShape(of: schema)
        if !shape.properties.isEmpty { return object(shape, depth: depth + 1) }
        let values = SchemaShape.keyword("additionalProperties", of: schema)
        var result: JSONValue = [:]
        for finding in facts.findings {
            let types = values.map { SchemaShape(of: $0).types } ?? .string
            if types.contains(.array) {
                guard
                    let entry = entry(of: values.flatMap { SchemaShape(of: $0).items }, for: finding, depth: depth + 1)
                else { continue }
                let before: [JSONValue] = if case .array(let list) = result[finding.field] { list } else { [] }
                result[finding.field] = .array(before + [entry])
            } else if result[finding.field] == nil {
                result[finding.field] = entry(of: values, for: finding, depth: depth + 1)
            }
        }
        return result
    }

    private func entry(of schema: JSONNode?, for finding: ErrorFacts.Finding, depth: Int) -> JSONValue? {
        guard let schema else { return .string(finding.message) }
        let shape = SchemaShape(of: schema)
        if shape.types.contains(.object), !shape.properties.isEmpty {
            var members: [JSONValue.Member] = []
            for (name, property) in shape.properties {
                if let value = part(FoldedName(name).text, property, of: finding) {
                    members.append(JSONValue.Member(name, value))
                } else if shape.required.contains(ByteName(name)) {
                    members.append(JSONValue.Member(name, filler(property)))
                }
            }
            return .object(members)
        }
        guard shape.types.contains(.string) else { return nil }
        return text(finding.field.isEmpty ? finding.message : "\(finding.field): \(finding.message)", schema)
    }

    private func part(_ word: String, _ schema: JSONNode, of finding: ErrorFacts.Finding) -> JSONValue? {
        let types = SchemaShape(of: schema).types
        switch word {
        case "in", "where", "place", "locationtype", "target":
            guard types.contains(.string) else { return nil }
            let values = SchemaShape.keyword("enum", of: schema)?.elements.compactMap(\.string)
            return values.map { $0.contains(finding.place) } ?? true ? .string(finding.place) : nil
        case "field", "property", "name", "path", "pointer", "param", "parameter", "location", "loc", "source", "key",
            "fieldname", "propertypath", "domain":
            if types.contains(.array) {
                return .array(
                    ([finding.place] + finding.field.split(separator: ".").map(String.init)).map { .string($0) }
                )
            }
            if types.contains(.string) { return text(finding.field, schema) }
            return types.contains(.object) ? ["pointer": .string(finding.field)] : nil
        case "keyword", "code", "type", "rule", "constraint", "errorcode", "kind":
            guard types.contains(.string) else { return code(schema, types) }
            let values = SchemaShape.keyword("enum", of: schema)?.elements.compactMap(\.string)
            if let values { return ErrorCodeChoice(facts).choose(from: values).map { .string($0) } }
            return text(finding.code, schema)
        case "error", "title", "description", "issue", "problem":
            return types.contains(.string) ? text(finding.message, schema) : nil
        default:
            return Self.messages.contains(word) && types.contains(.string) ? text(finding.message, schema) : nil
        }
    }
}
