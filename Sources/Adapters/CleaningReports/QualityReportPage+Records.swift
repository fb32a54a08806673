import Cleaning
import Diagnostics
import Tabular

extension QualityReportPage {
    // MARK: - Rejects

    func appendReasons(_ page: inout HTMLWriter) {
        guard !report.reasons.isEmpty else { return }
        page.element("<h2 id=\"reasons\">", LocalizedText("Why records were rejected", zh: "剔除原因"), "</h2>\n")
        page.markup("<section class=\"card\"><div class=\"scroll\"><table><thead><tr><th scope=\"col\">")
        page.words(LocalizedText("Reason", zh: "原因"))
        page.element("</th><th scope=\"col\">", LocalizedText("What it is about", zh: "针对"), "</th>")
        page.element("<th scope=\"col\" class=\"n\">", LocalizedText("Records", zh: "记录数"), "</th>")
        page.element("<th scope=\"col\" class=\"w\">", LocalizedText("Share of all records", zh: "占全部记录"), "</th>")
        page.element("<th scope=\"col\" class=\"n\">", LocalizedText("First line", zh: "首次出现行"), "</th>")
        page.markup("</tr></thead><tbody>\n")
        for (index, reason) in report.reasons.prefix(limits.reasonCount).enumerated() {
            page.markup("<tr><th scope=\"row\"><a href=\"#reason-")
            page.number(index)
            page.markup("\">")
            page.text(name(reason.code))
            page.markup("</a></th><td>")
            page.words(about(reason))
            page.markup("</td><td class=\"n\">")
            page.text(grouped(reason.count))
            page.markup("</td><td class=\"w\">")
            PageCharts.bar(
                [PageCharts.Part(count: reason.count, colour: "red")],
                of: max(report.counts.records, 1),
                title: "\(name(reason.code)): \(ReportNumbers.percent(reason.count, of: report.counts.records))",
                into: &page
            )
            page.markup("</td><td class=\"n\">")
            page.text(grouped(reason.first.line))
            page.markup("</td></tr>\n")
        }
        page.markup("</tbody></table></div>")
        appendOmitted(report.reasons.count - limits.reasonCount, &page)
        page.element(
            "<p class=\"soft small\">",
            LocalizedText(
                "A record can have several reasons; it is then counted for each of them here.",
                zh: "一条记录可能有多个原因，此处对每个原因都计数。"
            ),
            "</p></section>\n"
        )
        for (index, reason) in report.reasons.prefix(limits.reasonCount).enumerated() { append(reason, index, &page) }
    }

    /// The column and step, or the rule, that gives a reason.
    private func about(_ reason: QualityReport.Reason) -> LocalizedText {
        if let meaning = PageWords.meaning(of: reason.code) { return meaning }
        let stages = report.funnel.filter { $0.code == reason.code }
        let columns = stages.filter { $0.kind == .column }.prefix(3).map { "\(name($0.column)) · \($0.rule)" }
        if !columns.isEmpty {
            let list = columns.joined(separator: ", ") + (stages.count > 3 ? ", …" : "")
            return LocalizedText("column \(list)", zh: "列 \(list)")
        }
        if let rule = stages.first?.rule { return LocalizedText("record rule \(rule)", zh: "记录规则 \(rule)") }
        return LocalizedText("", zh: "")
    }

    private func append(_ reason: QualityReport.Reason, _ index: Int, _ page: inout HTMLWriter) {
        page.markup("<section class=\"card long\" id=\"reason-")
        page.number(index)
        page.markup("\"><div class=\"colhead\"><h3>")
        page.text(name(reason.code))
        page.markup("</h3><span class=\"tag\">")
        page.text(grouped(reason.count))
        page.markup("</span>")
        if let message = reason.message {
            page.markup("<span>")
            page.words(LocalizedText(name(message.english), zh: name(message.chinese)))
            page.markup("</span>")
        }
        page.element("<span class=\"soft small\">", LocalizedText("the first ones", zh: "前几条"), "</span></div>\n")
        for example in reason.examples {
            page.markup("<div class=\"reject\"><span class=\"soft small\">")
            page.words(
                LocalizedText(
                    "line \(grouped(example.place.line)), record \(grouped(example.place.record))",
                    zh: "第 \(grouped(example.place.line)) 行，第 \(grouped(example.place.record)) 条记录"
                )
            )
            page.markup("</span>")
            for told in example.reasons.prefix(limits.fieldCount) {
                page.markup("<div>")
                if !told.column.isEmpty {
                    page.markup("<b>")
                    page.text(name(told.column))
                    page.markup("</b> ")
                }
                page.words(LocalizedText(name(told.message.english), zh: name(told.message.chinese)))
                if told.code != reason.code {
                    page.markup(" <span class=\"tag\">")
                    page.text(name(told.code))
                    page.markup("</span>")
                }
                page.markup("</div>")
            }
            appendFields(example, &page)
            page.markup("</div>\n")
        }
        page.markup("</section>\n")
    }

    /// The fields of a rejected record with their columns, those first that were refused.
    private func appendFields(_ example: RejectedRecord, _ page: inout HTMLWriter) {
        let refused = Set(example.reasons.map(\.column))
        let names = example.raw.indices.map { $0 < report.columns.count ? report.columns[$0].name : "\($0 + 1)" }
        let isRefused = names.map { refused.contains($0) }
        var shown = Array(names.indices)
        if shown.count > limits.fieldCount {
            shown = shown.filter { isRefused[$0] } + shown.filter { !isRefused[$0] }
            shown = shown.prefix(limits.fieldCount).sorted()
        }
        page.markup("<div class=\"fields\">")
        for index in shown {
            page.markup(isRefused[index] ? "<span class=\"f hit\"><em>" : "<span class=\"f\"><em>")
            page.text(name(names[index]))
            page.markup("</em>")
            page.value(name(example.raw[index]))
            page.markup("</span>")
        }
        if shown.count < names.count { page.markup("<span class=\"f soft\">…</span>") }
        page.markup("</div>")
    }

    /// Says how much is not shown; nothing when all is.
    func appendOmitted(_ count: Int, _ page: inout HTMLWriter) {
        guard count > 0 else { return }
        page.element(
            "<p class=\"soft small\">",
            LocalizedText("… and \(grouped(count)) more, not shown here", zh: "……另有 \(grouped(count)) 项未在此显示"),
            "</p>"
        )
    }

    // MARK: - Funnel

    func appendFunnel(_ page: inout HTMLWriter) {
        let stages = report.funnel.filter { $0.incoming != $0.outgoing }
        guard !stages.isEmpty else { return }
        page.element("<h2>", LocalizedText("The way of the records", zh: "记录的去向"), "</h2>\n")
        page.markup("<section class=\"card\"><div class=\"scroll\"><table><thead><tr><th scope=\"col\">")
        page.words(LocalizedText("Check", zh: "检查"))
        page.element("</th><th scope=\"col\" class=\"n\">", LocalizedText("Held back", zh: "拦下"), "</th>")
        page.element("<th scope=\"col\" class=\"n\">", LocalizedText("Left", zh: "剩余"), "</th>")
        page.element("<th scope=\"col\" class=\"w\">", LocalizedText("Of all records", zh: "占全部记录"), "</th>")
        page.markup("</tr></thead><tbody>\n<tr><th scope=\"row\">")
        page.words(LocalizedText("records read", zh: "读取的记录"))
        page.markup("</th><td class=\"n\"></td><td class=\"n\">")
        page.text(grouped(report.counts.records))
        page.markup("</td><td class=\"w\">")
        bar(left: report.counts.records, heldBack: 0, &page)
        page.markup("</td></tr>\n")
        for stage in stages.prefix(limits.stageCount) {
            page.markup("<tr><th scope=\"row\">")
            switch stage.kind {
            case .column:
                page.text(name(stage.column))
                page.markup(" <span class=\"soft\">")
                page.text(stage.rule)
                page.markup("</span>")
            case .source: page.words(PageWords.meaning(of: stage.code) ?? LocalizedText(stage.code, zh: stage.code))
            case .drop, .record: page.words(LocalizedText("rule \(stage.rule)", zh: "规则 \(stage.rule)"))
            }
            page.markup("</th><td class=\"n\">−")
            page.text(grouped(stage.incoming - stage.outgoing))
            page.markup("</td><td class=\"n\">")
            page.text(grouped(stage.outgoing))
            page.markup("</td><td class=\"w\">")
            bar(left: stage.outgoing, heldBack: stage.incoming - stage.outgoing, &page)
            page.markup("</td></tr>\n")
        }
        page.markup("</tbody></table></div>")
        appendOmitted(stages.count - limits.stageCount, &page)
        let passed = report.funnel.count - stages.count
        page.markup("<p class=\"soft small\">")
        page.words(
            LocalizedText(
                "Each record is held back once, by its first reason. Further checks that held nothing back: \(passed).",
                zh: "每条记录只按其首个原因拦下一次。另有 \(passed) 项检查没有拦下任何记录。"
            )
        )
        page.markup("</p></section>\n")
    }

    private func bar(left: Int, heldBack: Int, _ page: inout HTMLWriter) {
        PageCharts.bar(
            [PageCharts.Part(count: left, colour: "green"), PageCharts.Part(count: heldBack, colour: "red")],
            of: report.counts.records,
            title: "\(grouped(left)) (−\(grouped(heldBack)))",
            into: &page
        )
    }

    // MARK: - Reading

    func appendAssumptions(_ page: inout HTMLWriter) {
        guard !report.assumptions.isEmpty else { return }
        page.element("<h2 id=\"assumptions\">", LocalizedText("How the file was read", zh: "文件的读取方式"), "</h2>\n")
        page.markup("<section class=\"card\"><div class=\"scroll\"><table><thead><tr><th scope=\"col\">")
        page.words(LocalizedText("What", zh: "项目"))
        page.element("</th><th scope=\"col\">", LocalizedText("Assumed", zh: "推断"), "</th>")
        page.element("<th scope=\"col\" class=\"n\">", LocalizedText("How sure", zh: "把握"), "</th>")
        page.element("<th scope=\"col\">", LocalizedText("What else it could be", zh: "其他可能"), "</th>")
        page.markup("</tr></thead><tbody>\n")
        for assumption in report.assumptions.prefix(limits.assumptionCount) {
            page.element("<tr><th scope=\"row\">", PageWords.name(of: assumption.subject), "</th><td>")
            page.words(LocalizedText(name(assumption.text.english), zh: name(assumption.text.chinese)))
            page.markup("</td><td class=\"n\">")
            if let confidence = assumption.confidence {
                page.text(confidence >= 0.995 ? "99%+" : "\(Int((confidence * 100).rounded()))%")
            } else {
                page.words(LocalizedText("given", zh: "已指定"))
            }
            page.markup("</td><td>")
            for (index, alternative) in assumption.alternatives.prefix(3).enumerated() {
                if index > 0 { page.markup(" ") }
                page.value(name(alternative.value))
            }
            page.markup("</td></tr>\n")
        }
        page.markup("</tbody></table></div>")
        let source = report.sourceCounts
        let notes = [
            (source.skippedLines, LocalizedText("lines at the start skipped", zh: "开头的行已按要求跳过")),
            (source.preambleLines, LocalizedText("lines before the table left out", zh: "表前的行已略过")),
            (source.blankLines, LocalizedText("blank lines left out", zh: "空行已略过")),
            (source.commentLines, LocalizedText("comment lines left out", zh: "注释行已略过")),
            (source.footerRecords, LocalizedText("lines of a footer left out", zh: "表尾行已略过")),
            (source.strayBytes, Self.strayWords(source.strayOffsets)),
            (source.shortRecords, LocalizedText("records with too few fields", zh: "条记录字段过少")),
            (source.longRecords, LocalizedText("records with too many fields", zh: "条记录字段过多")),
            (
                source.uncachedFormulas,
                LocalizedText("formulas without a value, whose cells are empty", zh: "个公式没有缓存值，对应单元格为空")
            ),
        ].filter { $0.0 > 0 }
        if !notes.isEmpty {
            page.markup("<ul class=\"key\">")
            for (count, words) in notes {
                page.markup("<li>")
                page.text(grouped(count))
                page.markup(" ")
                page.words(words)
                page.markup("</li>")
            }
            page.markup("</ul>")
        }
        page.markup("</section>\n")
    }

    private static func strayWords(_ offsets: [Int]) -> LocalizedText {
        guard !offsets.isEmpty else { return LocalizedText("bytes could not be decoded", zh: "个字节无法解码") }
        let places = offsets.map(String.init).joined(separator: ", ")
        return LocalizedText(
            "bytes could not be decoded, the first at offset \(places)",
            zh: "个字节无法解码，最先出现在偏移 \(places)"
        )
    }

    func appendRepairs(_ page: inout HTMLWriter) {
        guard !report.repairs.isEmpty else { return }
        page.element("<h2>", LocalizedText("What was repaired while reading", zh: "读取时的修复"), "</h2>\n")
        for group in report.repairs {
            page.element(
                "<section class=\"card long\"><div class=\"colhead\"><h3>",
                PageWords.name(of: group.kind),
                "</h3>"
            )
            page.markup("<span class=\"tag\">")
            page.text(grouped(group.count))
            page.markup("</span></div>\n")
            for example in group.examples {
                page.markup("<div class=\"reject\"><span class=\"soft small\">")
                page.words(
                    LocalizedText("line \(grouped(example.place.line))", zh: "第 \(grouped(example.place.line)) 行")
                )
                page.markup("</span>")
                if let before = example.before {
                    page.markup("<div>")
                    page.value(name(before))
                    page.markup("</div>")
                }
                page.markup("<div class=\"fields\">→ ")
                for field in example.after.prefix(limits.fieldCount) { page.value(name(field)) }
                if example.after.count > limits.fieldCount { page.markup("<span class=\"soft\">…</span>") }
                page.markup("</div></div>\n")
            }
            page.markup("</section>\n")
        }
    }
}
