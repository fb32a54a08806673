/// Every step that a recipe can name.
public enum StepCatalogue {
    /// The steps in the order of the reference.
    public static let all: [StepDescription] =
        textSteps + fillingSteps + columnSteps + dateSteps + numberSteps + codeSteps + checkSteps

    /// The step of a name; nil when there is none.
    public static func step(_ name: String) -> StepDescription? { byName[name] }

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
}
