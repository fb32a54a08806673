import Diagnostics
import RegularExpressions

/// The reference of expressions, made of the functions themselves.
public enum ExpressionPage {
    /// The page as Markdown, in English.
    public static var markdown: String {
        var page = introduction
        page += """

            ## Functions

            What a function is given is read as what it takes: a cell as a number or a day. Of an empty number or day the
            result is empty; an empty text is a text without characters.

            | function | yields | meaning | 含义 | example | is |
            |---|---|---|---|---|---|

            """
        for function in ExpressionFunction.all {
            let result = function.result?.name.english ?? "what it is given"
            let call = "`\(cell(function.example.call))` | `\(function.example.value)`"
            page += "| `\(function.signature)` | \(result) | \(cell(function.meaning.english)) | "
            page += "\(cell(function.meaning.chinese)) | \(call) |\n"
        }
        page += limits(ExpressionLimits())
        return page
    }

    /// A text in a cell of a table.
    private static func cell(_ text: String) -> String {
        text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
    }

    /// Each line of the table of operators, by how strongly they bind.
    static let operators: [(sign: String, meaning: String, example: String, value: String)] = [
        ("- x", "the number with the other sign", "-(2 + 1)", "-3"),
        ("* / %", "product, quotient, remainder", "7 % 4 * 2", "6"),
        ("+ -", "sum, difference, also of days: those between two", "date('2024-02-28') + 2", "2024-03-01"),
        ("&", "texts behind one another; numbers, days and flags are written out", "'No. ' & 1 + 1", "No. 2"),
        ("== !=", "equal, not equal; numbers by their value", "1.50 == 1.5", "true"),
        ("< <= > >=", "order of numbers, days or texts; false when one is empty", "2 < 10", "true"),
        ("in, not in", "whether a value is one of a list", "2 in (1, 2, 3)", "true"),
        ("not x", "the opposite; what is empty is not true", "not 1 > 2", "true"),
        ("and", "both", "1 < 2 and 2 < 3", "true"),
        ("or", "one or both", "1 > 2 or 2 > 1", "true"),
    ]

    private static var introduction: String {
        var page = """
            # Expressions in cleaning recipes

            This page is made of the functions themselves.

            An expression makes one value of the cells of a record. Recipes have them in these places:

            ```yaml
            columns:
              amount: [trim, {compute: "round(number(value) * 1.13, 2)"}]
            computed:
              - {name: total, value: price * quantity, after: price}
            records:
              - {check: quantity > 0 and date(order_date) <= today, reject: bad_order}
              - {require: [paid_at], when: status == 'paid'}
              - drop: status in ('test', 'demo')
            ```

            In a step `compute`, `value` is the cell at hand, and the cells of other columns are as far as their own steps
            have come. `computed` columns are made when all cells of a record are clean, one after the other, and rules come
            after them. A record for which an expression has no value (a text that is no number, a division by zero, more
            than 28 digits) is refused with `bad_expression_value`, or what `reject` of the step or the column says.

            ## Values

            | type | written as | notes |
            |---|---|---|
            | text | `'it''s'` | |
            | number | `12.50` | exact, at most 28 digits; a quotient is rounded half up at the last one |
            | day | `date('2024-05-01')`, `today` | `today` is the day of the run |
            | flag | `true`, `false` | |
            | any | `empty`, `''` | |
            | cell | `amount`, `[unit price]` | a column; `]` in a name is doubled |

            Types are checked before any record is read. A cell is a text that is read as a number (`-12.50`) or a day
            (`2024-05-01`) where one is needed; two cells are equal as texts, and to order them one has to be made a `number(…)`
            or a `date(…)`. What is empty makes sums and products empty, and is equal only to what is empty.

            ## Operators

            Those further up bind more strongly.

            | operator | meaning | example | is |
            |---|---|---|---|

            """
        for row in operators {
            page += "| `\(row.sign)` | \(row.meaning) | `\(row.example)` | `\(row.value)` |\n"
        }
        page += """

            ```
            expression = or
            or         = and {"or" and}
            and        = not {"and" not}
            not        = {"not"} comparison
            comparison = join [("==" | "!=" | "<" | "<=" | ">" | ">=") join | ["not"] "in" "(" expression {"," expression} ")"]
            join       = sum {"&" sum}
            sum        = product {("+" | "-") product}
            product    = sign {("*" | "/" | "%") sign}
            sign       = {"-"} operand
            operand    = number | text | "true" | "false" | "empty" | "today" | column | call | "(" expression ")"
            call       = function "(" [expression {"," expression}] ")"
            ```

            """
        return page
    }

    private static func limits(_ limits: ExpressionLimits) -> String {
        """

        ## Limits

        Nothing in an expression can loop. Parentheses and calls nest at most \(limits.maximumDepth) deep; an expression has at
        most \(limits.maximumNodeCount) operands, operators and calls; a record may make at most \
        \(limits.maximumTextByteCount) bytes of text and compare \(limits.maximumComparisonCount) to find texts in others.
        A record that would take more, or whose match of a pattern takes more than \(limits.patterns.maximumWorkCount) steps, is
        refused with `pattern_too_costly`.

        """
    }
}
