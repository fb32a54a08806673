import Diagnostics

/// What the cells of one column speak for.
struct ColumnEvidence: Sendable {
    /// What is proposed.
    struct Proposal: Sendable {
        /// As they stand in a recipe.
        var steps: [String] = []
        /// The evidence, one line each.
        var comments: [String] = []
        /// Whether no two records have the same cell, and the name is that of a key.
        var isKey = false
    }

    /// A candidate with what it made of the cells.
    private struct Trial: Sendable {
        let candidate: StepCandidate
        var passedCount = 0
        /// Those of them that have more than digits and the signs of plain numbers.
        var signedCount = 0
        /// The first different cells that do not pass.
        var refused: [[UInt8]] = []
    }

    private let name: String
    private var trials: [Trial]
    private var trimmedCount = 0
    private var narrowedCount = 0
    private var filledCount = 0
    private var clockCount = 0
    /// The cells by the forms of days that they have, one bit each.
    private var dayForms: [UInt8: Int] = [:]
    private var notDays: [[UInt8]] = []
    private var nullTokens: [(token: [UInt8], count: Int)] = []
    private var values: [[UInt8]: Int] = [:]
    /// Of a column whose name is that of a key, as long as no cell repeats another.
    private var hashes: Set<UInt64> = []
    private var hasRepeats: Bool
    private var output = CellBuffer()
    private var triesDays = true

    /// How many different values an enumeration has at most.
    static let valueLimit = 20
    /// How many filled cells an enumeration needs.
    static let enumerationCount = 500
    /// After so many cells, candidates that hardly any has passed are tried no longer.
    private static let trialCount = 1_000
    private static let refusedLimit = 3
    private static let tokens = TokenSet(TokenSet.noValue, ignoresCase: true)
    private static let keyWords = ["id", "no", "key", "code", "number", "uuid", "sn", "编号", "号", "编码", "代码", "主键"]

    init(name: String, candidates: [StepCandidate]) {
        self.name = name
        trials = candidates.map { Trial(candidate: $0) }
        hasRepeats = true
        hasRepeats = !isNamedAsKey
    }

    /// Takes a cell as it was read.
    mutating func add(_ raw: [UInt8]) {
        let range = WhiteSpace.trimmed(raw.span)
        if range.count < raw.count { trimmedCount += 1 }
        var cell = Array(raw[range])
        var output = CellBuffer()
        if case .written = Width.narrow(cell.span, into: &output) {
            narrowedCount += 1
            cell = Array(output.bytes[WhiteSpace.trimmed(output.bytes.span)])
        }
        if cell.isEmpty { return }
        if Self.tokens.index(of: cell.span) != nil { return count(token: cell) }
        filledCount += 1
        if !hasRepeats, !hashes.insert(CellHash.hash(cell.span)).inserted {
            hasRepeats = true
            hashes = []
        }
        if values.count <= Self.valueLimit { values[cell, default: 0] += 1 }
        if cell.contains(UInt8(ascii: ":")) { clockCount += 1 }
        tryDays(cell)
        tryCandidates(cell)
    }

    private mutating func count(token: [UInt8]) {
        if let index = nullTokens.firstIndex(where: { $0.token == token }) {
            nullTokens[index].count += 1
        } else {
            nullTokens.append((token, 1))
        }
    }

    private mutating func tryDays(_ cell: [UInt8]) {
        guard triesDays else { return }
        var forms: UInt8 = 0
        for (index, day) in StepCandidate.days.enumerated() {
            output.clear()
            if day.step.apply(to: cell.span, into: &output).passes { forms |= 1 << UInt8(index) }
        }
        dayForms[forms, default: 0] += 1
        if forms == 0 { Self.keep(cell, in: &notDays) }
        if filledCount == Self.trialCount { triesDays = dayForms[0, default: 0] * 2 < Self.trialCount }
    }

    private mutating func tryCandidates(_ cell: [UInt8]) {
        let isSigned = cell.contains { byte in
            byte &- UInt8(ascii: "0") >= 10 && byte != UInt8(ascii: ".") && byte != UInt8(ascii: ",")
                && byte != UInt8(ascii: "+") && byte != UInt8(ascii: "-")
        }
        for index in trials.indices {
            output.clear()
            let candidate = trials[index].candidate
            if candidate.takes(cell), candidate.step.apply(to: cell.span, into: &output).passes {
                trials[index].passedCount += 1
                if isSigned { trials[index].signedCount += 1 }
            } else {
                Self.keep(cell, in: &trials[index].refused)
            }
        }
        if filledCount == Self.trialCount { trials.removeAll { $0.passedCount * 2 < Self.trialCount } }
    }

    private static func keep(_ cell: [UInt8], in cells: inout [[UInt8]]) {
        if cells.count < refusedLimit, !cells.contains(cell) { cells.append(cell) }
    }

    // MARK: - Proposal

    func proposal(of recordCount: Int, in language: Language) -> Proposal {
        var proposal = Proposal()
        func say(_ english: String, zh chinese: String) {
            proposal.comments.append(LocalizedText(english, zh: chinese).text(in: language))
        }
        let filled = DigitGroups.text(filledCount)
        let all = DigitGroups.text(recordCount)
        let shown = YAMLText.shown(name)
        say("\(shown): \(filled) of \(all) filled", zh: "\(shown)：\(all) 条中 \(filled) 条已填")
        if trimmedCount > 0 {
            proposal.steps.append("trim")
            say(
                "trim: \(DigitGroups.text(trimmedCount)) have blanks around",
                zh: "trim：\(DigitGroups.text(trimmedCount)) 个首尾有空白"
            )
        }
        let check = dayStep ?? typedStep ?? enumeration
        // In prose full-width marks are meant.
        if narrowedCount > 0, check != nil {
            proposal.steps.append("narrow")
            say(
                "narrow: \(DigitGroups.text(narrowedCount)) have full-width characters",
                zh: "narrow：\(DigitGroups.text(narrowedCount)) 个含全角字符"
            )
        }
        if !nullTokens.isEmpty {
            let tokens = nullTokens.map { String(decoding: $0.token, as: UTF8.self) }
            proposal.steps.append("{\"null\": [\(tokens.map(YAMLText.quoted).joined(separator: ", "))]}")
            let told = nullTokens.prefix(5).map { token, count in
                "\(YAMLText.shown(String(decoding: token, as: UTF8.self))) \(DigitGroups.text(count))"
            }
            say("null: \(told.joined(separator: ", "))", zh: "null：\(told.joined(separator: "，"))")
        }
        guard filledCount > 0 else { return proposal }
        let isRequired = filledCount * 100 >= recordCount * 98
        if isRequired {
            proposal.steps.append("required")
            let missing = recordCount - filledCount
            if missing > 0 {
                say(
                    "required: \(DigitGroups.text(missing)) records have none",
                    zh: "required：\(DigitGroups.text(missing)) 条记录缺失"
                )
            }
        } else if check != nil {
            proposal.steps.append("optional")
        }
        if let check {
            proposal.steps.append(check.yaml)
            let passed = DigitGroups.text(check.passedCount)
            let refused = check.refused.map { YAMLText.shown(String(decoding: $0, as: UTF8.self)) }
            let english = refused.isEmpty ? "" : "; not: \(refused.joined(separator: ", "))"
            let chinese = refused.isEmpty ? "" : "；未通过：\(refused.joined(separator: "，"))"
            let name = check.name
            say("\(name): \(passed) of \(filled)\(english)", zh: "\(name)：\(filled) 个中 \(passed) 个\(chinese)")
            if let note = check.note { proposal.comments.append(note.text(in: language)) }
        }
        if !hasRepeats, filledCount == recordCount, recordCount > 1, isNamedAsKey {
            proposal.isKey = true
            say("unique: no two records have the same", zh: "unique：各记录互不相同")
        }
        return proposal
    }

    private struct Check {
        let name: String
        let yaml: String
        let passedCount: Int
        let refused: [[UInt8]]
        var note: LocalizedText?
    }

    private func isEnough(_ count: Int) -> Bool { count > 0 && count * 20 >= filledCount * 19 }

    /// A step for days, in the forms that occur.
    private var dayStep: Check? {
        let days = StepCandidate.days
        func count(_ mask: UInt8) -> Int { dayForms.reduce(0) { $0 + ($1.key & mask != 0 ? $1.value : 0) } }
        guard triesDays, isEnough(count(.max)) else { return nil }
        // A number of eight digits that could be a day is one only if all but few could.
        var mask: UInt8 = 0
        for index in days.indices {
            let isMonthFirst = days[index].form == "mdy"
            let gained = count(mask | 1 << UInt8(index)) - count(mask)
            guard gained * 200 >= filledCount else { continue }
            // Whether the day or the month stands first is one question for the whole column.
            if days[index].form == "dmy", let other = days.firstIndex(where: { $0.form == "mdy" }),
                count(1 << UInt8(other)) > count(1 << UInt8(index))
            {
                continue
            }
            if isMonthFirst, let other = days.firstIndex(where: { $0.form == "dmy" }), mask & 1 << UInt8(other) != 0 {
                continue
            }
            mask |= 1 << UInt8(index)
        }
        guard isEnough(count(mask)) else { return nil }
        let forms = days.indices.filter { mask & 1 << UInt8($0) != 0 }.map { days[$0].form }
        // Days with times of the day are for another step, which keeps them.
        if clockCount * 2 >= filledCount, forms.allSatisfy({ $0 == "ymd" || $0 == "iso" }),
            let trial = trials.first(where: { $0.candidate.yaml == "datetime" }), isEnough(trial.passedCount)
        {
            return Check(name: "datetime", yaml: "datetime", passedCount: trial.passedCount, refused: trial.refused)
        }
        var check = Check(
            name: "date",
            yaml: "{date: {from: [\(forms.joined(separator: ", "))]}}",
            passedCount: count(mask),
            refused: notDays
        )
        let ambiguous = days.indices.filter { ["dmy", "mdy"].contains(days[$0].form) }.map { UInt8(1) << UInt8($0) }
        if forms.contains("dmy"), ambiguous.count == 2, count(ambiguous[0]) == count(ambiguous[1]) {
            check.note = LocalizedText("dmy or mdy: both fit all of them", zh: "dmy 或 mdy：两者都适合所有值")
        } else if clockCount > 0 {
            check.note = LocalizedText(
                "\(DigitGroups.text(clockCount)) have a time of day, which is left out",
                zh: "\(DigitGroups.text(clockCount)) 个含时刻，将被去掉"
            )
        }
        return check
    }

    /// The first candidate that enough cells pass.
    private var typedStep: Check? {
        for trial in trials where isEnough(trial.passedCount) && holds(trial) {
            let yaml = trial.candidate.yaml
            let name = yaml.hasPrefix("{") ? String(yaml.dropFirst().prefix { $0 != ":" }) : yaml
            return Check(name: name, yaml: yaml, passedCount: trial.passedCount, refused: trial.refused)
        }
        return nil
    }

    private func holds(_ trial: Trial) -> Bool {
        switch trial.candidate.condition {
        case .always, .containing: true
        case .named(let words): hasName(words)
        case .signed(let words): trial.signedCount * 100 >= filledCount && !isOne || hasName(words)
        }
    }

    /// Whether all cells are the same, which says nothing about their kind.
    private var isOne: Bool { values.count <= 1 }

    private func hasName(_ words: [String]) -> Bool {
        let name = name.lowercased()
        return words.contains { name.contains($0) }
    }

    /// Whether the name ends, or begins, with a word for a key.
    private var isNamedAsKey: Bool {
        var name = name.lowercased()
        while let last = name.last, last == "." || last == "#" || last == " " { name.removeLast() }
        return Self.keyWords.contains { word in
            guard name.hasSuffix(word) else { return name.hasPrefix(word + "_") }
            // `paid` is no key.
            let rest = name.dropLast(word.count)
            return !word.allSatisfy(\.isASCII) || rest.isEmpty || rest.last.map { !$0.isLetter } ?? true
                || self.name.hasSuffix(word.prefix(1).uppercased() + word.dropFirst()) || self.name.hasSuffix("ID")
        }
    }

    /// The different values, when there are few of them and none needs another step.
    private var enumeration: Check? {
        guard filledCount >= Self.enumerationCount, (2...Self.valueLimit).contains(values.count) else { return nil }
        guard values.keys.allSatisfy({ $0.count <= 80 }) else { return nil }
        let sorted = values.sorted { left, right in
            left.value == right.value ? left.key.lexicographicallyPrecedes(right.key) : left.value > right.value
        }
        let list = sorted.map { YAMLText.quoted(String(decoding: $0.key, as: UTF8.self)) }
        var check = Check(
            name: "enum",
            yaml: "{enum: [\(list.joined(separator: ", "))]}",
            passedCount: filledCount,
            refused: []
        )
        let rare = sorted.filter { $0.value * 1_000 < filledCount }.prefix(5)
        if !rare.isEmpty {
            let told = rare.map { "\(YAMLText.shown(String(decoding: $0.key, as: UTF8.self))) \($0.value)" }
            check.note = LocalizedText(
                "rare, perhaps mistakes: \(told.joined(separator: ", "))",
                zh: "很少见，可能有误：\(told.joined(separator: "，"))"
            )
        }
        return check
    }
}

extension CellOutcome {
    /// Whether the step takes the cell.
    fileprivate var passes: Bool {
        switch self {
        case .part, .written: true
        case .refused, .tooCostly: false
        }
    }
}
