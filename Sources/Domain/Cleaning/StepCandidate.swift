import JSON

/// A step that could be proposed for a column.
struct StepCandidate: Sendable {
    /// What has to be so for the step to be worth proposing, beside that cells pass.
    enum Condition: Sendable {
        case always
        /// The name of the column has one of these words in it.
        case named([String])
        /// Some cells that pass have more than digits and the signs of plain numbers, or the name has one of these
        /// words in it.
        case signed([String])
        /// What passes has this text in it.
        case containing(String)
    }

    /// As it stands in a recipe.
    let yaml: String
    private(set) var step: Step
    let condition: Condition

    private init?(_ yaml: String, json: String? = nil, _ condition: Condition = .always) {
        guard let step = Self.step(json ?? "\"\(yaml)\"") else { return nil }
        self.yaml = yaml
        self.step = step
        self.condition = condition
    }

    /// The step that a recipe would have, so that what is proposed is what was tried.
    static func step(_ json: String) -> Step? {
        // A step that a recipe does not know is not proposed.
        guard let document = try? JSONParser().parse(Array("{\"columns\":{\"a\":[\(json)]}}".utf8)),
            // As above.
            let recipe = try? RecipeReader.recipe(from: document, file: "")
        else { return nil }
        return recipe.columns.first?.steps.first?.step
    }

    /// The candidate on a day.
    func bound(to today: RunDay?) -> StepCandidate {
        guard let today else { return self }
        var candidate = self
        candidate.step = step.bound(to: today.dayNumber)
        return candidate
    }

    /// Whether a cell can pass at all.
    func takes(_ cell: [UInt8]) -> Bool {
        guard case .containing(let text) = condition else { return true }
        let mark = Array(text.utf8)
        return cell.indices.contains { cell[$0...].starts(with: mark) }
    }

    private static let cardNames = ["card", "卡号", "银行卡"]
    private static let postNames = ["zip", "postal", "postcode", "邮编", "邮政编码"]
    private static let moneyNames = [
        "amount", "price", "cost", "fee", "total", "money", "金额", "价", "费", "总额", "合计", "工资", "salary",
    ]

    /// The ways in which days are written; see ``ColumnEvidence``.
    static let days: [(form: String, step: Step)] = ["ymd", "yyyyMMdd", "iso", "dmy", "mdy"].compactMap { form in
        step("{\"date\":{\"from\":[\"\(form)\"]}}").map { (form, $0) }
    }

    /// All candidates, those first that say most about a column.
    static let all: [StepCandidate] = [
        StepCandidate("identityCard"), StepCandidate("creditCode"), StepCandidate("uuid"), StepCandidate("email"),
        StepCandidate("ipv4"), StepCandidate("ipv6"), StepCandidate("url", .containing("://")),
        StepCandidate("plate"), StepCandidate("phone"),
        StepCandidate("{phone: {kind: any}}", json: "{\"phone\":{\"kind\":\"any\"}}"),
        StepCandidate("bankCard", .named(cardNames)), StepCandidate("postalCode", .named(postNames)),
        StepCandidate("time"),
        StepCandidate("{time: {from: ['H:mm', iso]}}", json: "{\"time\":{\"from\":[\"H:mm\",\"iso\"]}}"),
        StepCandidate("datetime"), StepCandidate("boolean", .signed([])),
        StepCandidate("{money: {scale: 2}}", json: "{\"money\":{\"scale\":2}}", .signed(moneyNames)),
        StepCandidate("integer"), StepCandidate("number"), StepCandidate("percent", .signed([])),
        StepCandidate("{chineseNumber: {scale: 2}}", json: "{\"chineseNumber\":{\"scale\":2}}", .signed([])),
    ].compactMap(\.self)
}
