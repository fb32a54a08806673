/// A step, held where it is so that it need not be copied to be run.
// SAFETY: All properties of this class and its one subclass are constant and Sendable.
class HeldStep: @unchecked Sendable {
    let step: Step
    /// Its name in a recipe.
    let name: String

    fileprivate init(_ step: Step, name: String) {
        self.step = step
        self.name = name
    }

    /// A step; those that are common are run without looking at what kind of step they are.
    static func held(_ step: Step, name: String) -> HeldStep {
        switch step {
        case .date(let rule): HeldRule(rule, step, name: name)
        case .integer(let rule): HeldRule(rule, step, name: name)
        case .number(let rule): HeldRule(rule, step, name: name)
        case .money(let rule): HeldRule(rule, step, name: name)
        case .phone(let rule): HeldRule(rule, step, name: name)
        case .identityCard(let rule): HeldRule(rule, step, name: name)
        default: HeldStep(step, name: name)
        }
    }

    /// Does the step to a cell.
    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        step.apply(to: text, into: &output)
    }
}

/// What reads a cell and writes it in one form, or refuses it.
protocol CellRule: Sendable {
    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome
}

extension DateRule: CellRule {}
extension IntegerRule: CellRule {}
extension NumberRule: CellRule {}
extension MoneyRule: CellRule {}
extension PhoneRule: CellRule {}
extension IdentityCardRule: CellRule {}

// SAFETY: The rule is constant and Sendable, as all of the class that it is made from.
private final class HeldRule<Rule: CellRule>: HeldStep, @unchecked Sendable {
    private let rule: Rule

    init(_ rule: Rule, _ step: Step, name: String) {
        self.rule = rule
        super.init(step, name: name)
    }

    override func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        rule.apply(to: text, into: &output)
    }
}
