import Diagnostics
import JSON

/// One finding, or several, that somebody decided to live with.
struct Ignore: Hashable, Sendable {
    /// The rule's name.
    let rule: String
    /// The end of the file's path; nil for every file.
    let file: String?
    /// The value that it is about, with all that lies below; nil for the whole contract.
    ///
    /// A token `*` stands for any.
    let pointer: JSONPointer?
    /// Why.
    let reason: String
    /// The last day on which it holds; nil for good.
    let expires: CalendarDay?
    /// Where it is written.
    let location: SourceLocation

    func matches(_ finding: LintFinding) -> Bool {
        guard finding.rule == rule else { return false }
        if let file, finding.location.file != file, !finding.location.file.hasSuffix("/" + file) { return false }
        guard let pointer else { return true }
        guard pointer.tokens.count <= finding.pointer.tokens.count else { return false }
        return zip(pointer.tokens, finding.pointer.tokens).allSatisfy { $0 == "*" || $0 == $1 }
    }
}

/// The ignores of a rule set on a day, and which of them were of use.
struct IgnoreList {
    private let valid: [Ignore]
    private let expired: [Ignore]
    private var used: Set<Int> = []

    init(_ ignores: [Ignore], today: CalendarDay) {
        func isOver(_ ignore: Ignore) -> Bool { ignore.expires.map { $0 < today } ?? false }
        valid = ignores.filter { !isOver($0) }
        expired = ignores.filter(isOver)
    }

    /// Whether an ignore hides a finding; each that matches counts as used.
    mutating func hides(_ finding: LintFinding) -> Bool {
        var isHidden = false
        for (index, ignore) in valid.enumerated() where ignore.matches(finding) {
            used.insert(index)
            isHidden = true
        }
        return isHidden
    }

    /// What there is to say about the ignores themselves, once every finding was asked about.
    var findings: [Diagnostic] {
        let over = expired.map { ignore in
            let day = ignore.expires?.description ?? ""
            return Diagnostic(
                code: "lint.expired-ignore",
                severity: .warning,
                LocalizedText(
                    "'\(ignore.rule)' is not ignored any more since \(day): \(ignore.reason)",
                    zh: "自 \(day) 起不再忽略“\(ignore.rule)”：\(ignore.reason)"
                ),
                at: ignore.location,
                remedy: LocalizedText("repair what it hid, or set a later day", zh: "请修正被忽略的问题，或设定更晚的日期")
            )
        }
        let unused = valid.indices.filter { !used.contains($0) }.map { index in
            Diagnostic(
                code: "lint.unused-ignore",
                severity: .note,
                LocalizedText(
                    "nothing breaks '\(valid[index].rule)' here",
                    zh: "此处没有违反“\(valid[index].rule)”的内容"
                ),
                at: valid[index].location,
                remedy: LocalizedText("remove the ignore", zh: "请删除该忽略项")
            )
        }
        return over + unused
    }
}
