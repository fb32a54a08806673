/// What speaks for one branch of `anyOf` or `oneOf`: members that it knows, and fixed values that fit.
struct BranchEvidence {
    /// The instance whose branches are tried; negative outside of any.
    var instance = -1
    private(set) var known: [Int] = []
    private(set) var fitting: [Int] = []

    /// More would not change a choice, and would cost.
    private static let maximumCount = 256

    /// Notes a member that the branch has a name for.
    mutating func noteKnown(_ child: Int, of parent: Int) {
        if parent == instance, known.count < Self.maximumCount { known.append(child) }
    }

    /// Notes a member whose fixed value, `const` or one of `enum`, is what the branch asks for.
    mutating func noteFitting(_ child: Int, of parent: Int) {
        if parent == instance, fitting.count < Self.maximumCount { fitting.append(child) }
    }

    /// Takes over what speaks for a branch within the branch.
    mutating func add(_ inner: BranchEvidence) {
        guard inner.instance == instance else { return }
        known += inner.known
        fitting += inner.fitting
    }
}

/// One branch that refused, and why.
struct RefusedBranch {
    let position: Int
    let schema: SubschemaID
    let findings: [RawFinding]
    let evidence: BranchEvidence

    /// The members with a fixed value that fits.
    var fitting: Set<Int> { Set(evidence.fitting).subtracting(refusedMembers) }

    /// The members that are wrong in themselves.
    var refusedMembers: Set<Int> {
        Set(findings.lazy.filter { $0.parent == evidence.instance && $0.instance != evidence.instance }.map(\.instance))
    }
}
