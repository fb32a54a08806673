/// Every rule that comes along.
public enum RuleCatalogue {
    /// The rules in the order of the reference.
    public static let all: [LintRule] =
        contractRules + contractRulesOfReferences + upgradeRules + operationRules + pathRules + parameterRules
        + schemaRules + exampleRules + mediaTypeRules + responseRules + securityRules + serverRules + tagRules
        + infoRules + descriptionRules + componentRules + limitRules + linkRules + ruleFileRules

    /// The rule of a name; nil when there is none.
    public static func rule(_ id: String) -> LintRule? { byID[id] }

    private static let byID = Dictionary(all.map { ($0.id, $0) }) { first, _ in first }
}
