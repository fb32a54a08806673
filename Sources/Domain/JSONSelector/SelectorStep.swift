import JSON
import RegularExpressions

/// One step of a query.
enum SelectorStep: Sendable {
    /// `.name`, `[…]`
    case children([ChildSelector])
    /// `..name`, `..[…]`: the same of each value below, itself included.
    case descendants([ChildSelector])
    /// `~`: the names of members.
    case names
    /// `^`: what stands around.
    case parent
}

/// One selector between brackets.
enum ChildSelector: Sendable {
    case name(String)
    case wildcard
    /// Counted from the end when negative.
    case index(Int)
    case slice(ArraySliceSelector)
    case filter(SelectorFilter)
}

/// A condition about a value.
indirect enum SelectorFilter: Sendable {
    case any([SelectorFilter])
    case all([SelectorFilter])
    case not(SelectorFilter)
    case exists(FilterPath)
    case compare(FilterOperand, FilterComparison, FilterOperand)
    /// `match` and `search`: whether a text has a pattern.
    case matches(FilterOperand, FilterPattern)
    /// What is the same for every value, since it is about the root.
    case known(Bool)
}

/// The comparisons of RFC 9535, section 2.3.5.2.2.
enum FilterComparison: String, Sendable, CaseIterable {
    // The longer ones first, as a reader tries them.
    case equal = "=="
    case unequal = "!="
    case lessOrEqual = "<="
    case greaterOrEqual = ">="
    case less = "<"
    case greater = ">"
}

/// The pattern of `match` or `search`.
enum FilterPattern: Sendable {
    case fixed(RegularExpression)
    /// One that stands in the document; nothing matches what is no pattern.
    case computed(FilterOperand, isWhole: Bool)

    /// A pattern that the whole text has to match, or a part of it; nil when it cannot be read.
    static func compiled(_ pattern: String, isWhole: Bool) -> RegularExpression? {
        do {
            return try RegularExpression(isWhole ? "^(?:\(pattern))$" : pattern, mode: .lenient)
        } catch {
            return nil
        }
    }
}

/// What a comparison compares.
indirect enum FilterOperand: Sendable {
    case path(FilterPath)
    case literal(JSONNode)
    /// What is the same for every value, since it is about the root; nil for nothing.
    case known(JSONNode?)
    /// `length(…)`: scalars of a text, elements or members.
    case length(FilterOperand)
    /// `count(…)`: how many values a path picks.
    case count(FilterPath)
    /// `value(…)`: the value that a path picks, if it picks one and no more.
    case value(FilterPath)
}

/// One step of a path inside a filter.
struct FilterStep: Sendable {
    /// Whether it is taken from every value below as well, as `..` asks.
    let isDeep: Bool
    let selectors: [ChildSelector]
}

/// A path inside a filter: from the value at hand, or from the root.
struct FilterPath: Sendable {
    let startsAtRoot: Bool
    let steps: [FilterStep]

    /// Whether it picks one value at most.
    var isSingular: Bool {
        steps.allSatisfy { step in
            guard !step.isDeep, step.selectors.count == 1 else { return false }
            return switch step.selectors[0] {
            case .name, .index: true
            case .wildcard, .slice, .filter: false
            }
        }
    }
}
