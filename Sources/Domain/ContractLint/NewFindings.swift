import Contract

extension LintResult {
    /// What was not there in an earlier run: as many findings of a fingerprint as there are more than before.
    ///
    /// Of several alike the first ones count as old, since nothing tells them apart.
    public func since(_ earlier: LintResult) -> LintResult {
        var known: [ByteName: Int] = [:]
        for finding in earlier.findings { known[ByteName(finding.fingerprint), default: 0] += 1 }
        let new = findings.filter { finding in
            let fingerprint = ByteName(finding.fingerprint)
            guard let count = known[fingerprint], count > 0 else { return true }
            known[fingerprint] = count - 1
            return false
        }
        return LintResult(new, ruleSetName: ruleSetName, ignoredCount: ignoredCount)
    }
}
