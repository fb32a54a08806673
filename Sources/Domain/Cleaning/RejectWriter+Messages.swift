import Diagnostics
import Tabular

extension RejectWriter {
    /// The most characters of a cell that are quoted in a message.
    static let quotedCharacterCount = 80

    /// What a person is told: the recipe's own words, or what was found and what is wanted.
    func message(_ reason: RejectReason, _ values: [UInt8]) -> LocalizedText {
        if let message = recipe.codes[reason.code].message { return message }
        if !reason.note.isEmpty {
            guard recipe.isMasked(reason.column) else { return CleanBatch.note(values[reason.note]) }
            // A note quotes what was found, which is not for everybody here.
            let value = value(reason, values)
            return LocalizedText("'\(value)' does not follow the schema", zh: "“\(value)”不符合模式")
        }
        if reason.instruction >= 0 { return message(ofStep: reason, values) }
        if reason.rule >= 0 { return message(ofRule: reason, values) }
        return message(ofFlag: recipe.codes[reason.code].name)
    }

    private func message(ofStep reason: RejectReason, _ values: [UInt8]) -> LocalizedText {
        let column = columnName(reason)
        let value = quoted(value(reason, values))
        if reason.code == recipe.tooCostly {
            return LocalizedText(
                "comparing '\(value)' with the pattern takes too much work",
                zh: "将“\(value)”与正则表达式比较的计算量过大"
            )
        }
        let step = recipe.steps[reason.instruction]
        if case .compute(let computed) = step.step {
            let text = quoted(computed.expression.text)
            return reason.value.isEmpty
                ? LocalizedText("'\(text)' has no value for '\(column)' here", zh: "此处无法用“\(text)”计算“\(column)”的值")
                : LocalizedText("'\(text)' has no value for '\(value)'", zh: "“\(value)”无法用“\(text)”计算")
        }
        let wanted = step.step.wanted ?? LocalizedText("what '\(step.name)' takes", zh: "“\(step.name)”可接受的值")
        if case .required = step.step {
            return LocalizedText("'\(column)' is empty, and has to be filled", zh: "“\(column)”为空，必须填写")
        }
        if reason.value.isEmpty {
            return LocalizedText(
                "'\(column)' is empty, and has to be \(wanted.english)",
                zh: "“\(column)”为空，应为\(wanted.chinese)"
            )
        }
        return LocalizedText("'\(value)' is not \(wanted.english)", zh: "“\(value)”不是\(wanted.chinese)")
    }

    private func message(ofCondition condition: Int, _ reason: RejectReason) -> LocalizedText {
        let text = quoted(recipe.expressions[condition].expression.text)
        if reason.code == recipe.tooCostly {
            return LocalizedText("'\(text)' takes too much work for the record", zh: "对此记录计算“\(text)”的工作量过大")
        }
        guard reason.code == recipe.rules[reason.rule].code else {
            return LocalizedText("'\(text)' has no value for the record", zh: "此记录无法计算“\(text)”")
        }
        if case .requireWhen(let columns, _) = recipe.rules[reason.rule].kind {
            return LocalizedText(
                "'\(columnName(reason))' is empty, and \(names(columns)) have to be filled when '\(text)'",
                zh: "“\(columnName(reason))”为空；当“\(text)”时，\(names(columns)) 均须填写"
            )
        }
        return LocalizedText("'\(text)' is not true of the record", zh: "此记录不满足“\(text)”")
    }

    private func quoted(_ value: String) -> String {
        value.count > Self.quotedCharacterCount ? value.prefix(Self.quotedCharacterCount) + "…" : value
    }

    private func names(_ columns: [Int]) -> String { columns.map { recipe.cellNames[$0] }.joined(separator: ", ") }

    private func message(ofRule reason: RejectReason, _ values: [UInt8]) -> LocalizedText {
        let column = columnName(reason)
        switch recipe.rules[reason.rule].kind {
        case .unique(let columns, _, let keepsLast):
            if columns.count == recipe.cellNames.count {
                return keepsLast
                    ? LocalizedText("a later record is the same", zh: "与后面的一条记录完全相同")
                    : LocalizedText("an earlier record is the same", zh: "与前面的一条记录完全相同")
            }
            let names = names(columns)
            return keepsLast
                ? LocalizedText("a later record has the same \(names)", zh: "后面的一条记录的 \(names) 与此相同")
                : LocalizedText("an earlier record has the same \(names)", zh: "前面的一条记录的 \(names) 与此相同")
        case .require(let columns):
            let names = names(columns)
            return LocalizedText(
                "'\(column)' is empty, and \(names) have to be filled",
                zh: "“\(column)”为空，\(names) 均须填写"
            )
        case .requireWhen(_, let condition), .check(let condition), .drop(let condition):
            return message(ofCondition: condition, reason)
        case .together(let columns):
            let names = names(columns)
            return LocalizedText(
                "'\(column)' is empty, and of \(names) all or none have to be filled",
                zh: "“\(column)”为空，\(names) 须全部填写或全部留空"
            )
        case .oneOf(let columns):
            let names = names(columns)
            let count = reason.column < 0 ? LocalizedText("none", zh: "均未填写") : LocalizedText("several", zh: "填写了多个")
            return LocalizedText(
                "\(count.english) of \(names) \(reason.column < 0 ? "is" : "are") filled, and exactly one has to be",
                zh: "\(names) 中\(count.chinese)，应恰好填写一个"
            )
        case .lookup(let lookup):
            let value = quoted(value(reason, values))
            if lookup.keys.count > 1 {
                return LocalizedText(
                    "'\(lookup.file)' has no row for '\(value)' and the other cells of \(names(lookup.keys))",
                    zh: "“\(lookup.file)”中没有与“\(value)”等 \(names(lookup.keys)) 对应的行"
                )
            }
            return LocalizedText("'\(lookup.file)' has no row for '\(value)'", zh: "“\(lookup.file)”中没有“\(value)”对应的行")
        case .schema:
            return LocalizedText(
                "checking the record by the schema takes too much work",
                zh: "按模式检查此记录的计算量过大"
            )
        default:
            let rule = recipe.rules[reason.rule].name
            return LocalizedText("the record does not pass '\(rule)'", zh: "记录未通过“\(rule)”")
        }
    }

    /// What is wrong with a record that could not be read well.
    private func message(ofFlag name: String) -> LocalizedText {
        let width = recipe.names.count
        return switch TabularError.Code(rawValue: name) {
        case .otherTable:
            LocalizedText("the record belongs to another table of the source", zh: "此记录属于数据源中的另一张表")
        case .recordTooLong:
            LocalizedText("the record is longer than 'limits.recordByteCount'", zh: "记录长度超过“limits.recordByteCount”")
        case .tooManyFields:
            LocalizedText("the record has more fields than 'limits.fieldCount'", zh: "记录的字段数超过“limits.fieldCount”")
        case .missingFields:
            LocalizedText("the record has fewer fields than the \(width) columns", zh: "记录的字段少于 \(width) 列")
        case .extraFields:
            LocalizedText("the record has more filled fields than the \(width) columns", zh: "记录的非空字段多于 \(width) 列")
        case .undecodableBytes:
            LocalizedText("the record has bytes that the encoding does not know", zh: "记录含有该编码无法识别的字节")
        case .errorValue:
            LocalizedText("a cell holds an error such as #N/A instead of a value", zh: "有单元格是 #N/A 之类的错误值")
        case .cellTooLong: LocalizedText("a cell has more than 32,767 characters", zh: "有单元格超过 32767 个字符")
        case .badDate: LocalizedText("a cell holds the number of a day that no calendar has", zh: "有单元格的日期序列号无效")
        case .badReference: LocalizedText("a cell refers to a text that is not there", zh: "有单元格引用了不存在的文本")
        default: LocalizedText("the record cannot be read well: \(name)", zh: "记录无法正确读取：\(name)")
        }
    }
}
