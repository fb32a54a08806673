import JSON

/// What a keyword found wrong, before anybody puts it into words, which most faults never need.
enum Fault: Sendable {
    case type(TypeSet)
    case values([JSONNode])
    /// What the branches of `anyOf` or `oneOf` ask of one and the same value.
    case alternatives([Fault])

    case bound(NumberBound, limit: JSONNode)
    case notMultiple(ExactDecimal, divisor: JSONNode)
    case numberFormat(NumberFormat)

    case tooShort(count: Int, least: Int)
    case tooLong(count: Int, most: Int)
    case noMatch(pattern: String)
    case wrongFormat(String)

    case tooFewElements(least: Int)
    case tooManyElements(most: Int)
    /// Two equal elements, as tape indices.
    case equalElements(Int, Int)
    case tooFewMatches(Int, least: Int, of: SubschemaID)
    case tooManyMatches(Int, most: Int, of: SubschemaID)

    case tooFewMembers(least: Int)
    case tooManyMembers(most: Int)
    case missing(String)
    case missingBeside(String, trigger: String)
    /// The schema whose keyword does not let a member pass.
    case memberNotAllowed(by: SubschemaID, Keyword)
    case nameNotAllowed
    case elementNotAllowed
    case nothingAllowed

    case forbidden(by: SubschemaID)
    /// The positions of the branches of `oneOf` that accept, and how many branches there are.
    case tooManyBranches([Int], count: Int)
    /// No branch accepts; how many there are.
    case noBranch(Keyword, count: Int)
    case unexplained

    /// Whether the value as a whole is not what was asked for, rather than something about it.
    var isAboutWholeValue: Bool {
        switch self {
        case .type, .values, .alternatives: true
        default: false
        }
    }

    /// Whether no value of this type would do.
    var isAboutType: Bool {
        switch self {
        case .type: true
        case .alternatives(let faults): faults.allSatisfy(\.isAboutType)
        default: false
        }
    }

    /// The values that would have been accepted, when there is nothing else that would.
    var acceptedValues: [JSONNode]? {
        switch self {
        case .values(let values): return values
        case .alternatives(let faults):
            var all: [JSONNode] = []
            for fault in faults {
                guard let values = fault.acceptedValues else { return nil }
                all += values
            }
            return all
        default: return nil
        }
    }
}
