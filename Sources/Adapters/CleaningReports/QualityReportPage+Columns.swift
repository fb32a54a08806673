import Cleaning
import Diagnostics
import Tabular

extension QualityReportPage {
    func appendColumns(_ page: inout HTMLWriter) {
        guard !report.columns.isEmpty else { return }
        page.element("<h2 id=\"columns\">", LocalizedText("Columns, as they were read", zh: "各列情况（读取时）"), "</h2>\n")
        let shown = report.columns.prefix(limits.columnCount)
        page.markup("<section class=\"card long\"><div class=\"scroll\"><table><thead><tr><th scope=\"col\">")
        page.words(LocalizedText("Column", zh: "列"))
        page.element("</th><th scope=\"col\">", LocalizedText("Holds", zh: "内容"), "</th>")
        page.element("<th scope=\"col\" class=\"w\">", LocalizedText("Filled", zh: "填写情况"), "</th>")
        page.element("<th scope=\"col\" class=\"n\">", LocalizedText("Filled", zh: "已填"), "</th>")
        page.element("<th scope=\"col\" class=\"n\">", LocalizedText("Different values", zh: "不同值"), "</th>")
        page.markup("</tr></thead><tbody>\n")
        for (index, column) in shown.enumerated() {
            page.markup("<tr><th scope=\"row\"><a href=\"#column-")
            page.number(index)
            page.markup("\">")
            appendName(of: column, index, &page)
            page.markup("</a></th><td>")
            page.words(PageWords.name(of: column.kind))
            page.markup("</td><td class=\"w\">")
            appendFilling(of: column, &page)
            page.markup("</td><td class=\"n\">")
            page.text(ReportNumbers.percent(column.valueCount, of: column.recordCount))
            page.markup("</td><td class=\"n\">")
            page.text((column.isDistinctExact ? "" : "≈ ") + grouped(column.distinctCount))
            page.markup("</td></tr>\n")
        }
        page.markup("</tbody></table></div><ul class=\"key\"><li><i class=\"i-blue\"></i>")
        page.words(LocalizedText("a value", zh: "有值"))
        page.element(
            "</li><li><i class=\"i-amber\"></i>",
            LocalizedText("a word for “no value”, such as N/A", zh: "表示“无值”的词，如 N/A、无"),
            "</li>"
        )
        page.element("<li><i class=\"i-track\"></i>", LocalizedText("empty", zh: "空"), "</li></ul>")
        appendOmitted(report.columnCount - shown.count, &page)
        page.markup("</section>\n")
        for (index, column) in shown.enumerated() { append(column, index, &page) }
    }

    private func appendName(of column: QualityColumn, _ index: Int, _ page: inout HTMLWriter) {
        if column.name.isEmpty {
            page.words(LocalizedText("(column \(index + 1), no name)", zh: "（第 \(index + 1) 列，无名称）"))
        } else {
            page.text(name(column.name))
        }
    }

    private func appendFilling(of column: QualityColumn, _ page: inout HTMLWriter) {
        let counts = [column.valueCount, column.nullTokenCount, column.emptyCount].map(grouped)
        PageCharts.bar(
            [
                PageCharts.Part(count: column.valueCount, colour: "blue"),
                PageCharts.Part(count: column.nullTokenCount, colour: "amber"),
            ],
            of: column.recordCount,
            title: counts.joined(separator: " + "),
            into: &page
        )
    }

    private func append(_ column: QualityColumn, _ index: Int, _ page: inout HTMLWriter) {
        page.markup("<section class=\"card long\" id=\"column-")
        page.number(index)
        page.markup("\"><div class=\"colhead\"><h3>")
        appendName(of: column, index, &page)
        page.element("</h3><span class=\"tag\">", PageWords.name(of: column.kind), "</span>")
        if column.isMasked {
            page.element("<span class=\"tag\">", LocalizedText("masked", zh: "已脱敏"), "</span>")
        }
        page.markup("<span class=\"soft small\">")
        let empty = grouped(column.emptyCount)
        let tokens = grouped(column.nullTokenCount)
        let distinct = (column.isDistinctExact ? "" : "≈ ") + grouped(column.distinctCount)
        page.words(
            LocalizedText(
                "\(distinct) different values · \(empty) empty · \(tokens) “no value”",
                zh: "\(distinct) 个不同值 · \(empty) 个空 · \(tokens) 个“无值”"
            )
        )
        page.markup("</span></div>")
        appendFilling(of: column, &page)
        page.markup("<div class=\"two\">")
        appendValues(of: column, &page)
        appendKinds(of: column, &page)
        appendNumbers(of: column, &page)
        appendLengths(of: column, &page)
        page.markup("</div>")
        appendSteps(of: column, &page)
        page.markup("</section>\n")
    }

    private func appendValues(of column: QualityColumn, _ page: inout HTMLWriter) {
        page.markup("<div>")
        if column.top.isEmpty {
            guard !column.examples.isEmpty else { return page.markup("</div>") }
            page.element("<h4>", LocalizedText("Some values", zh: "部分值"), "</h4><div class=\"fields\">")
            for example in column.examples { page.value(name(example)) }
            return page.markup("</div></div>")
        }
        page.element(
            "<h4>",
            column.isTopExact
                ? LocalizedText("Most frequent values", zh: "最常见的值")
                : LocalizedText("Most frequent values, estimated", zh: "最常见的值（估计）"),
            "</h4><table><tbody>"
        )
        for value in column.top {
            page.markup("<tr><td>")
            page.value(name(value.value))
            page.markup("</td><td class=\"n\">")
            page.text((column.isTopExact ? "" : "≈ ") + grouped(value.count))
            page.markup("</td><td class=\"w\">")
            PageCharts.bar(
                [PageCharts.Part(count: value.count, colour: "blue")],
                of: column.recordCount,
                title: ReportNumbers.percent(value.count, of: column.recordCount),
                into: &page
            )
            page.markup("</td></tr>")
        }
        page.markup("</tbody></table></div>")
    }

    private func appendKinds(of column: QualityColumn, _ page: inout HTMLWriter) {
        guard column.kinds.count > 1 else { return }
        page.element("<div><h4>", LocalizedText("What the values look like", zh: "值的形式"), "</h4><table><tbody>")
        for (kind, count) in column.kinds.prefix(8) {
            page.markup("<tr><td>")
            page.words(PageWords.name(of: kind))
            page.markup("</td><td class=\"n\">")
            page.text(grouped(count))
            page.markup("</td><td class=\"w\">")
            PageCharts.bar(
                [PageCharts.Part(count: count, colour: "blue")],
                of: column.valueCount,
                title: ReportNumbers.percent(count, of: column.valueCount),
                into: &page
            )
            page.markup("</td></tr>")
        }
        page.markup("</tbody></table></div>")
    }

    private func appendNumbers(of column: QualityColumn, _ page: inout HTMLWriter) {
        guard let numbers = column.numbers, let first = numbers.bins.first, let last = numbers.bins.last else { return }
        page.element("<div><h4>", LocalizedText("Numbers", zh: "数值分布"), "</h4>")
        PageCharts.histogram(
            numbers.bins.map { (label: "\($0.lower) – \($0.upper)", count: $0.count) },
            first: ReportNumbers.grouped(first.lower),
            last: ReportNumbers.grouped(last.upper),
            title: "\(numbers.minimum) … \(numbers.maximum)",
            into: &page
        )
        page.markup("<p class=\"soft small\">")
        let told = [numbers.minimum, numbers.median, numbers.mean, numbers.maximum]
            .map { ReportNumbers.grouped(name($0)) }
        page.words(
            LocalizedText(
                "least \(told[0]) · median \(told[1]) · mean \(told[2]) · greatest \(told[3])",
                zh: "最小 \(told[0]) · 中位数 \(told[1]) · 平均 \(told[2]) · 最大 \(told[3])"
            )
        )
        let outliers = numbers.belowCount + numbers.aboveCount
        if outliers > 0 {
            page.markup(" · ")
            page.words(
                LocalizedText("\(grouped(outliers)) outliers not drawn", zh: "\(grouped(outliers)) 个离群值未画出")
            )
        }
        if numbers.isSampled {
            page.markup(" · ")
            page.words(LocalizedText("drawn from a sample", zh: "按抽样绘制"))
        }
        page.markup("</p></div>")
    }

    private func appendLengths(of column: QualityColumn, _ page: inout HTMLWriter) {
        guard let first = column.lengths.first, let last = column.lengths.last, column.valueCount > 0 else { return }
        let counts = Dictionary(column.lengths.map { ($0.range.lowerBound, $0) }) { first, _ in first }
        var bars: [(label: String, count: Int)] = []
        // Lengths that do not occur leave a gap.
        var length = first.range.lowerBound
        while length <= last.range.lowerBound {
            let bucket = counts[length]
            let upper = length <= 32 ? length : (length - 1) * 2
            bars.append((label: length == upper ? "\(length)" : "\(length)–\(upper)", count: bucket?.count ?? 0))
            length = upper + 1
        }
        page.element("<div><h4>", LocalizedText("Number of characters", zh: "字符数"), "</h4>")
        PageCharts.histogram(
            bars,
            first: bars.first?.label ?? "",
            last: bars.count > 1 ? bars.last?.label ?? "" : "",
            title: "\(first.range.lowerBound) … \(last.range.upperBound)",
            into: &page
        )
        page.markup("</div>")
    }

    private func appendSteps(of column: QualityColumn, _ page: inout HTMLWriter) {
        guard !column.steps.isEmpty else { return }
        page.element(
            "<h4>",
            LocalizedText("What the recipe does to it", zh: "配方的处理"),
            "</h4><div class=\"scroll\"><table><thead><tr><th scope=\"col\">"
        )
        page.words(LocalizedText("Step", zh: "步骤"))
        page.element("</th><th scope=\"col\" class=\"n\">", LocalizedText("Cells changed", zh: "修改的单元格"), "</th>")
        page.element("<th scope=\"col\">", LocalizedText("For example", zh: "示例"), "</th></tr></thead><tbody>")
        for step in column.steps.prefix(limits.stepCount) {
            page.markup("<tr><th scope=\"row\">")
            page.text(step.rule)
            page.markup("</th><td class=\"n\">")
            page.text(grouped(step.changedCount))
            page.markup("</td><td>")
            for change in step.examples {
                page.markup("<div>")
                page.value(name(change.before))
                page.markup(" → ")
                page.value(name(change.after))
                page.markup("</div>")
            }
            page.markup("</td></tr>")
        }
        page.markup("</tbody></table></div>")
        appendOmitted(column.steps.count - limits.stepCount, &page)
    }

    // MARK: - Words

    func appendGlossary(_ page: inout HTMLWriter) {
        page.element("<h2 id=\"words\">", LocalizedText("What the words mean", zh: "术语说明"), "</h2>\n")
        page.markup("<section class=\"card\"><dl>")
        let words: [(LocalizedText, LocalizedText)] = [
            (
                LocalizedText("record", zh: "记录"),
                LocalizedText("one row of the table, below the header", zh: "表中表头之下的一行数据")
            ),
            (
                LocalizedText("clean", zh: "合格"),
                LocalizedText("passed every check; written to the result", zh: "通过全部检查，已写入结果")
            ),
            (
                LocalizedText("rejected", zh: "剔除"),
                LocalizedText(
                    "failed a check; not in the result, but in the list of rejects when there is one",
                    zh: "未通过某项检查，不在结果中；如有剔除清单则列于其中"
                )
            ),
            (
                LocalizedText("left out", zh: "丢弃"),
                LocalizedText("not wanted by a rule of the recipe, such as a sample", zh: "按配方规则（如抽样）不需要的记录")
            ),
            (
                LocalizedText("recipe", zh: "配方"),
                LocalizedText("the file that says how columns are cleaned and checked", zh: "规定各列如何清洗和检查的文件")
            ),
            (
                LocalizedText("≈", zh: "≈"),
                LocalizedText("about; estimated, not counted one by one", zh: "约；为估计值，并非逐一计数")
            ),
            (
                LocalizedText("⏎ ⇥ □ U+200B", zh: "⏎ ⇥ □ U+200B"),
                LocalizedText(
                    "stand for characters that cannot be seen: line end, tab, wide blank, others by their number",
                    zh: "代表看不见的字符：换行、制表符、全角空格，其余以编号表示"
                )
            ),
        ]
        for (word, meaning) in words {
            page.element("<dt>", word, "</dt>")
            page.element("<dd>", meaning, "</dd>")
        }
        page.markup("</dl></section>\n")
    }
}
