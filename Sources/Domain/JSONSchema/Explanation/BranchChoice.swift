import JSON

/// Chooses the branch of `anyOf` or `oneOf` that an instance was most probably meant for.
///
/// First counts whether a branch means this kind of value, then the members with fixed values that tell branches apart,
/// such as `type` or `kind`; then how many members the branch knows, against those it misses or forbids; and last how
/// much would have to be changed.
struct BranchChoice {
    private struct Score: Comparable {
        /// 2 when the value has a type that the branch does not mean, 1 when it is not the fixed value.
        var mismatch = 0
        /// Members that are wrong here and whose fixed value fits another branch, and the other way round.
        var contradictions = 0
        var confirmations = 0
        /// Members that are missing or not allowed, less those known by name.
        var misfit = 0
        var cost = 0

        var isMeant: [Int] { [mismatch, contradictions, -confirmations] }

        static func < (left: Self, right: Self) -> Bool {
            (left.mismatch, left.contradictions, -left.confirmations, left.misfit, left.cost)
                < (right.mismatch, right.contradictions, -right.confirmations, right.misfit, right.cost)
        }
    }

    private let branches: [RefusedBranch]
    private let scores: [Score]
    private let document: JSONDocument
    private let instance: Int

    /// No array or object costs more than so many of its nodes.
    private static let maximumCost = 1_000

    init(_ branches: [RefusedBranch], on document: JSONDocument, at instance: Int) {
        self.branches = branches
        self.document = document
        self.instance = instance
        let fitting = branches.map(\.fitting)
        let refused = branches.map(\.refusedMembers)
        // How many branches a member's fixed value fits, and how many refuse the member.
        var fittingCounts: [Int: Int] = [:]
        var refusedCounts: [Int: Int] = [:]
        for member in fitting.joined() { fittingCounts[member, default: 0] += 1 }
        for member in refused.joined() { refusedCounts[member, default: 0] += 1 }
        scores = branches.indices.map { position in
            var score = Score()
            score.contradictions = refused[position].count { fittingCounts[$0] != nil }
            score.confirmations = fitting[position].count { refusedCounts[$0] != nil }
            score.misfit = -Set(branches[position].evidence.known).count
            for finding in branches[position].findings {
                score.cost += Self.cost(of: finding, in: document)
                if finding.instance == instance {
                    switch finding.fault {
                    case .type, .values, .alternatives:
                        score.mismatch = max(score.mismatch, finding.fault.isAboutType ? 2 : 1)
                    case .missing, .missingBeside: score.misfit += 1
                    default: break
                    }
                } else if finding.parent == instance, case .memberNotAllowed = finding.fault {
                    score.misfit += 1
                }
            }
            return score
        }
    }

    /// How much would have to be written anew.
    private static func cost(of finding: RawFinding, in document: JSONDocument) -> Int {
        guard finding.fault.isAboutWholeValue else { return 1 }
        return min(document.end(of: finding.instance) - finding.instance, maximumCost)
    }

    /// What each branch asks of the value as a whole, when that is all that is wrong with each.
    var sharedFaults: [Fault]? {
        var faults: [Fault] = []
        for branch in branches {
            guard branch.findings.count == 1, let finding = branch.findings.first, finding.instance == instance,
                finding.fault.isAboutWholeValue
            else { return nil }
            faults.append(finding.fault)
        }
        return faults.isEmpty ? nil : faults
    }

    /// The member whose fixed value is another in each of the branches that may be meant, and those values.
    var sharedMember: (member: Int, values: [JSONNode])? {
        guard let best = scores.min(by: { $0.isMeant.lexicographicallyPrecedes($1.isMeant) }) else { return nil }
        let meant = branches.indices.filter { scores[$0].isMeant == best.isMeant }.map { branches[$0] }
        guard meant.count > 1, let first = meant.first else { return nil }
        for finding in first.findings where finding.parent == instance && finding.fault.acceptedValues != nil {
            let lists = meant.map { branch in
                branch.findings.first { $0.instance == finding.instance && $0.fault.acceptedValues != nil }?.fault
                    .acceptedValues
            }
            let values = lists.compactMap { $0 }
            guard values.count == lists.count else { continue }
            let texts = values.map { Set($0.map(Excerpt.of)) }
            // The same values in every branch tell nothing about which one is meant.
            if texts.contains(where: { $0 != texts[0] }) { return (finding.instance, values.flatMap { $0 }) }
        }
        return nil
    }

    /// The branch that comes closest; the first of equals.
    var closest: RefusedBranch? {
        branches.indices.min { scores[$0] < scores[$1] }.map { branches[$0] }
    }
}
