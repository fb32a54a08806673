public import Diagnostics

/// What a step of a recipe is called, what it does and what it takes.
public struct StepDescription: Sendable {
    /// The name in a recipe.
    public let name: String
    /// Why cells are refused unless `reject` says otherwise; nil when the step refuses none.
    public let code: String?
    /// What it does, in one sentence or two.
    public let meaning: LocalizedText
    /// What it takes besides `reject`.
    public let parameters: [StepParameter]
    /// The parameter that a value alone stands for, as in `{default: unknown}`.
    public let shortForm: String?
    /// A cell that it makes something of.
    public let good: StepExample
    /// A cell that it refuses; for a step that refuses none, one that it leaves alone.
    public let bad: StepExample
    /// More cells, where one does not show all.
    public let others: [StepExample]
    let make: @Sendable (inout StepReader) -> Step?

    init(
        _ name: String,
        code: String? = nil,
        _ meaning: LocalizedText,
        parameters: [StepParameter] = [],
        shortForm: String? = nil,
        good: StepExample,
        bad: StepExample,
        others: [StepExample] = [],
        make: @escaping @Sendable (inout StepReader) -> Step?
    ) {
        self.name = name
        self.code = code
        self.meaning = meaning
        self.parameters = parameters
        self.shortForm = shortForm
        self.good = good
        self.bad = bad
        self.others = others
        self.make = make
    }
}

/// One parameter of a step.
public struct StepParameter: Sendable {
    /// The name in a recipe.
    public let name: String
    /// What holds when it is not given, as it would be written; nil when it has to be given.
    public let standard: String?
    /// What it means.
    public let meaning: LocalizedText

    init(_ name: String, _ standard: String?, _ meaning: LocalizedText) {
        self.name = name
        self.standard = standard
        self.meaning = meaning
    }
}

/// A step as it stands in a recipe, a cell, and what becomes of it.
public struct StepExample: Sendable {
    /// The step in YAML.
    public let step: String
    /// The cell before.
    public let cell: String
    /// The cell behind; nil when it is refused.
    public let result: String?

    init(_ step: String, _ cell: String, _ result: String?) {
        self.step = step
        self.cell = cell
        self.result = result
    }
}
