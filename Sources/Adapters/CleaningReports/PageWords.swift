import Cleaning
import Diagnostics
import Tabular

/// What the page calls things.
enum PageWords {
    static func name(of kind: QualityColumn.Kind) -> LocalizedText {
        switch kind {
        case .empty: LocalizedText("empty", zh: "空列")
        case .text: LocalizedText("text", zh: "文本")
        case .mixed: LocalizedText("mixed", zh: "混合")
        case .integer: name(of: CellKind.integer)
        case .number: name(of: CellKind.number)
        case .money: name(of: CellKind.money)
        case .percent: name(of: CellKind.percent)
        case .date: name(of: CellKind.date)
        case .time: name(of: CellKind.time)
        case .datetime: name(of: CellKind.datetime)
        case .boolean: name(of: CellKind.boolean)
        case .url: name(of: CellKind.url)
        case .email: name(of: CellKind.email)
        case .uuid: name(of: CellKind.uuid)
        case .address: name(of: CellKind.address)
        }
    }

    static func name(of kind: CellKind) -> LocalizedText {
        switch kind {
        case .empty: LocalizedText("no value", zh: "无值")
        case .integer: LocalizedText("whole number", zh: "整数")
        case .number: LocalizedText("number", zh: "数字")
        case .money: LocalizedText("money", zh: "金额")
        case .percent: LocalizedText("percentage", zh: "百分比")
        case .date: LocalizedText("date", zh: "日期")
        case .time: LocalizedText("time", zh: "时间")
        case .datetime: LocalizedText("date and time", zh: "日期时间")
        case .boolean: LocalizedText("yes or no", zh: "是否")
        case .url: LocalizedText("web address", zh: "网址")
        case .email: LocalizedText("e-mail address", zh: "电子邮箱")
        case .uuid: LocalizedText("UUID", zh: "UUID")
        case .address: LocalizedText("IP address", zh: "IP 地址")
        case .word: LocalizedText("word", zh: "词语")
        case .text: LocalizedText("text", zh: "文本")
        }
    }

    static func name(of subject: Assumption.Subject) -> LocalizedText {
        switch subject {
        case .encoding: LocalizedText("Encoding of characters", zh: "字符编码")
        case .delimiter: LocalizedText("Between fields", zh: "字段分隔符")
        case .quote: LocalizedText("Around fields", zh: "引号")
        case .escape: LocalizedText("Before quotes inside fields", zh: "引号转义")
        case .lineEnds: LocalizedText("Ends of lines", zh: "换行符")
        case .header: LocalizedText("Header", zh: "表头")
        case .preamble: LocalizedText("Before the header", zh: "表头之前")
        case .footer: LocalizedText("Behind the last record", zh: "末条记录之后")
        case .table: LocalizedText("Table", zh: "表")
        case .sheet: LocalizedText("Sheet", zh: "工作表")
        case .ragged: LocalizedText("Too few or too many fields", zh: "字段过少或过多")
        default: LocalizedText(subject.rawValue, zh: subject.rawValue)
        }
    }

    static func name(of kind: Repair.Kind) -> LocalizedText {
        switch kind {
        case .strayQuote:
            LocalizedText("A quote stood where none belongs", zh: "引号出现在不该出现的位置")
        case .unclosedQuote: LocalizedText("A quote was never closed", zh: "引号没有闭合")
        case .blankAfterQuote: LocalizedText("Blanks stood behind a closing quote", zh: "右引号后有空格")
        case .missingFields: LocalizedText("Fields were missing; empty ones were added", zh: "缺少字段，已补为空")
        case .emptyExtraFields:
            LocalizedText("There were too many fields, all empty; they were left out", zh: "多出的空字段已去除")
        case .otherDelimiter: LocalizedText("Another delimiter stood between the fields", zh: "字段之间用了另一种分隔符")
        }
    }

    /// What a reason means that the program gives itself; nil when it is the recipe's.
    static func meaning(of code: String) -> LocalizedText? {
        switch code {
        case "source.missing-fields": LocalizedText("The record has too few fields", zh: "记录的字段过少")
        case "source.extra-fields": LocalizedText("The record has too many fields", zh: "记录的字段过多")
        case "source.undecodable-bytes":
            LocalizedText("The record holds bytes that the encoding does not know", zh: "记录含有该编码无法解码的字节")
        case "source.other-table": LocalizedText("The record belongs to another table", zh: "记录属于另一张表")
        case "source.record-too-long": LocalizedText("The record is too long", zh: "记录过长")
        case "source.too-many-fields": LocalizedText("The record has far too many fields", zh: "记录的字段数超过上限")
        case "pattern_too_costly": LocalizedText("The pattern would take too long on this cell", zh: "该单元格匹配模式耗时过长")
        default: nil
        }
    }
}
