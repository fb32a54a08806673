import Diagnostics

extension StepCatalogue {
    /// Why records are refused for which an expression has no value.
    static let badExpressionValue = "bad_expression_value"

    /// What the value of an expression is made of that names masked columns.
    enum MaskSource: String, CaseIterable {
        case masked
        case unmasked
    }

    /// Puts the value of an expression in a cell's place.
    static let computeStep = StepDescription(
        "compute",
        code: badExpressionValue,
        LocalizedText(
            "Puts the value of an expression in the cell's place: `value` is the cell, other columns are as steps have made them.",
            zh: "用表达式的值替换单元格：“value”为该单元格，其他列为其步骤处理到此时的值。"
        ),
        parameters: [
            StepParameter(
                "value",
                nil,
                LocalizedText("the expression; see expressions.md", zh: "表达式，见 expressions.md")
            ),
            StepParameter(
                "from",
                "masked",
                LocalizedText(
                    "masked: the result is masked when it is made of a masked column; unmasked: it is not",
                    zh: "masked：用到脱敏列时结果也脱敏；unmasked：结果不脱敏"
                )
            ),
        ],
        shortForm: "value",
        good: StepExample("{compute: 'round(number(value) * 1.13, 2)'}", "10.50", "11.87"),
        bad: StepExample("{compute: number(value) * 1.13}", "ten", nil)
    ) { reader in
        guard let node = reader.value("value") else {
            reader.fail()
            reader.findings.reportMissing("value", at: reader.node)
            return nil
        }
        guard var expression = reader.findings.expression(node, "value") else {
            reader.fail()
            return nil
        }
        expression.showsHidden = reader.word("from", default: MaskSource.masked) == .unmasked
        return .compute(expression)
    }
}
