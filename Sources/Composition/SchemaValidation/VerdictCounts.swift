package import Diagnostics

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

    /// `5 valid, 2 invalid`; what was unusable is named when there is any.
    package func text(in language: Language) -> String {
        switch language {
        case .english: "\(valid) valid, \(invalid) invalid" + (unusable > 0 ? ", \(unusable) unusable" : "")
        case .chinese: "\(valid) 个有效，\(invalid) 个无效" + (unusable > 0 ? "，\(unusable) 个无法使用" : "")
        }
    }
}
