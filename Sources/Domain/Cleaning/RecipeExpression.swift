import Diagnostics
import JSON

/// An expression of a recipe, with the places of the columns that it names.
struct RecipeExpression: Sendable {
    let expression: Expression
    let columns: [ColumnReference]
    let location: SourceLocation?
    /// Whether its value may be seen though cells are hidden that it is made of.
    var showsHidden = false
}

extension RecipeFindings {
    /// The expression of a scalar; nil, and a finding, when it cannot be used.
    ///
    /// - Parameters:
    ///   - node: The scalar.
    ///   - name: What it is the value of.
    ///   - isCondition: Whether it has to be true or false.
    /// - Returns: The expression and the places of its columns.
    mutating func expression(_ node: JSONNode, _ name: String, isCondition: Bool = false) -> RecipeExpression? {
        guard let text = node.scalarText else {
            reportType(name, LocalizedText("an expression", zh: "表达式"), at: node)
            return nil
        }
        do throws(ExpressionError) {
            let expression = try Expression(text)
            if isCondition, !expression.type.fits(.flag) {
                throw ExpressionError(
                    .typeConflict,
                    LocalizedText(
                        "'\(name)' needs true or false, and this is \(expression.type.name.english)",
                        zh: "“\(name)”需要真假值，而这是\(expression.type.name.chinese)"
                    ),
                    at: text.utf8.prefix { $0 == 0x20 || $0 == 0x0A || $0 == 0x09 }.count,
                    remedy: LocalizedText("compare it, as in amount > 0", zh: "请进行比较，例如 amount > 0")
                )
            }
            let columns = expression.columns.map { column in
                ColumnReference(name: column.name, location: location(node, column.offset, in: text))
            }
            return RecipeExpression(expression: expression, columns: columns, location: location(node))
        } catch {
            report(
                Self.finding(for: error.code),
                error.message,
                at: location(node, error.offset, in: text),
                remedy: error.remedy
            )
            return nil
        }
    }

    /// The place of a byte of a scalar's text; that of the scalar when it is not known.
    private func location(_ node: JSONNode, _ offset: Int, in text: String) -> SourceLocation {
        guard let start = node.position else { return location(node) }
        return SourceLocation(file: file, position: places.position(of: offset, in: text, from: start) ?? start)
    }

    private static func finding(for code: ExpressionError.Code) -> RecipeFinding {
        switch code {
        case .syntax: .badExpression
        case .typeConflict: .typeConflict
        case .unknownFunction: .unknownFunction
        case .badPattern: .badPattern
        }
    }
}
