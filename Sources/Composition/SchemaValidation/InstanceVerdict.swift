import Diagnostics
import JSON
import JSONSchema

/// What is known about an instance.
package struct InstanceVerdict: Sendable {
    package enum Outcome: Sendable {
        case valid
        case invalid
        /// There is nothing to validate, or a limit was hit.
        case unusable
    }

    /// Where the instance comes from.
    package let place: InstancePlace
    package let outcome: Outcome
    /// The reasons: none when it is valid, at least one when it is not.
    let errors: [ReportedError]
    /// Whether there are more reasons than were asked for.
    let isCutOff: Bool

    package var isValid: Bool { outcome == .valid }

    init(_ instance: Instance, _ schema: LoadedSchema, maximumFindingCount: Int) {
        place = instance.place
        switch instance.content {
        case .failure(let failure):
            outcome = .unusable
            errors = [ReportedError(failure.finding)]
            isCutOff = false
        case .success(let document):
            do throws(SchemaLimitError) {
                let report = try schema.schema.report(on: document.root, limit: maximumFindingCount)
                outcome = report.isValid ? .valid : .invalid
                errors = report.findings.map { ReportedError($0, at: instance.place, in: schema) }
                isCutOff = !report.isComplete
            } catch {
                isCutOff = false
                outcome = .unusable
                errors = [ReportedError(error.diagnostic(at: instance.place))]
            }
        }
    }
}

/// How many instances had which verdict.
package struct VerdictCounts: Hashable, Sendable {
    package var valid = 0
    package var invalid = 0
    package var unusable = 0

    package var total: Int { valid + invalid + unusable }

    mutating func count(_ outcome: InstanceVerdict.Outcome) {
        switch outcome {
        case .valid: valid += 1
        case .invalid: invalid += 1
        case .unusable: unusable += 1
        }
    }
}

extension SchemaLimitError {
    /// The limit as a finding about an instance.
    func diagnostic(at place: InstancePlace) -> Diagnostic {
        Diagnostic(
            code: "schema.\(limit.rawValue)",
            message,
            at: place.location(nil),
            remedy: limit == .pattern
                ? LocalizedText("write simpler patterns", zh: "请使用更简单的正则表达式")
                : LocalizedText("divide the instance, or simplify the schema", zh: "请拆分实例，或简化模式")
        )
    }

    private var message: LocalizedText {
        switch limit {
        case .depth:
            LocalizedText(
                "the schema calls itself too deeply to say whether the instance is valid",
                zh: "模式嵌套应用过深，无法判断实例是否有效"
            )
        case .steps:
            LocalizedText(
                "it would take too many steps to say whether the instance is valid",
                zh: "所需步骤过多，无法判断实例是否有效"
            )
        case .pattern:
            LocalizedText(
                "it would take too long to match a pattern of the schema with the instance",
                zh: "用模式中的正则表达式匹配该实例耗时过长"
            )
        }
    }
}
