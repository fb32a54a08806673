public import Cleaning
public import Diagnostics
import Tabular

/// A quality report as one page for people: HTML without script, that asks no network for anything.
///
/// The page is in English and Chinese; which one it shows is chosen on it. It follows the reader's choice of light or dark,
/// can be printed, and is bounded by ``Limits`` whatever the source holds.
public struct QualityReportPage: Sendable {
    /// How much of a report a page shows; what is left out is said.
    public struct Limits: Hashable, Sendable {
        /// The most columns that are shown one by one.
        public var columnCount = 300
        /// The most reasons.
        public var reasonCount = 40
        /// The most stages of the records' way.
        public var stageCount = 60
        /// The most fields of a record.
        public var fieldCount = 12
        /// The most steps of a column.
        public var stepCount = 24
        /// The most assumptions.
        public var assumptionCount = 24
        /// The most characters of a name or text.
        public var characterCount = 160

        /// The usual limits.
        public init() {}
    }

    let report: QualityReport
    let language: Language
    let limits: Limits

    /// The page of a report, which shows one language at first.
    public init(_ report: QualityReport, language: Language = .english, limits: Limits = Limits()) {
        self.report = report
        self.language = language
        self.limits = limits
    }

    /// The page, UTF-8.
    public var bytes: [UInt8] { Array(html.utf8) }

    var html: String {
        var page = HTMLWriter()
        page.markup(
            language == .english ? "<!doctype html>\n<html lang=\"en\">" : "<!doctype html>\n<html lang=\"zh\">"
        )
        page.markup(
            """
            \n<head>\n<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
            style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'">\n<meta name="viewport" \
            content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n<title>
            """
        )
        page.plain(name(report.input.name))
        page.markup(language == .english ? " · Data quality report</title>\n<style>" : " · 数据质量报告</title>\n<style>")
        page.markup(PageStyle.css)
        page.markup("</style>\n</head>\n<body>\n")
        let isEnglish = language == .english
        page.markup("<input class=\"pick\" type=\"radio\" name=\"language\" id=\"en\" aria-label=\"English\"")
        page.markup(isEnglish ? " checked>" : ">")
        page.markup("<input class=\"pick\" type=\"radio\" name=\"language\" id=\"zh\" aria-label=\"中文\"")
        page.markup(isEnglish ? ">" : " checked>")
        page.markup("\n<div class=\"page\">\n")
        appendHeader(&page)
        page.markup("<main>\n")
        appendVerdict(&page)
        appendReasons(&page)
        appendFunnel(&page)
        appendAssumptions(&page)
        appendRepairs(&page)
        appendColumns(&page)
        appendGlossary(&page)
        page.markup("</main>\n<footer>")
        page.words(
            LocalizedText(
                "Made by handover clean. This page is one file: it runs no script and loads nothing.",
                zh: "由 handover clean 生成。本页为单个文件，不运行脚本，不加载任何外部内容。"
            )
        )
        page.markup("</footer>\n</div>\n</body>\n</html>\n")
        return page.html
    }

    /// A name or text, cut when it is long.
    func name(_ text: String) -> String {
        text.count > limits.characterCount ? text.prefix(limits.characterCount) + "…" : text
    }

    func grouped(_ number: Int) -> String { ReportNumbers.grouped(number) }

    private func appendHeader(_ page: inout HTMLWriter) {
        page.markup("<header><div>")
        page.element("<p class=\"over\">", LocalizedText("Data quality report", zh: "数据质量报告"), "</p><h1>")
        page.text(name(report.input.name))
        page.markup("</h1><p class=\"soft small\">")
        page.text(report.input.form == .csv ? "CSV" : "XLSX")
        if let sheet = report.sheet {
            page.markup(" · ")
            page.text(name(sheet))
        }
        page.markup(" · ")
        page.text(ReportNumbers.size(report.input.byteCount))
        page.markup(" · ")
        let columns = grouped(report.columnCount)
        page.words(LocalizedText(columns == "1" ? "1 column" : "\(columns) columns", zh: "\(columns) 列"))
        if let recipe = report.recipe {
            page.element(" · ", LocalizedText("recipe", zh: "配方"), " ")
            page.text(name(recipe.name))
            page.markup(" <span class=\"v\" title=\"SHA-256 ")
            page.plain(recipe.digest)
            page.markup("\">")
            page.text(String(recipe.digest.prefix(12)))
            page.markup("</span>")
        }
        if let today = report.today {
            page.element(" · ", LocalizedText("as of", zh: "以此日为当天："), " ")
            page.text(today.text)
        }
        if report.seconds > 0 {
            page.markup(" · ")
            page.text(ReportNumbers.decimals(report.seconds, 2))
            page.markup(" s (")
            page.text(ReportNumbers.size(Int(report.bytesPerSecond)))
            page.markup("/s)")
        }
        page.markup(
            """
            </p></div><div class="switch"><label for="en">English</label><label for="zh">中文</label></div></header>\n
            """
        )
    }

    private func appendVerdict(_ page: inout HTMLWriter) {
        let counts = report.counts
        page.markup("<section class=\"card\" style=\"margin-top:1.2rem\"><p class=\"verdict\">")
        page.words(verdict)
        page.markup("</p>")
        let parts = [
            PageCharts.Part(count: counts.clean, colour: "green"),
            PageCharts.Part(count: counts.rejected, colour: "red"),
            PageCharts.Part(count: counts.dropped, colour: "grey"),
        ]
        let numbers = "\(grouped(counts.clean)) + \(grouped(counts.rejected)) + \(grouped(counts.dropped))"
        PageCharts.bar(
            parts,
            of: counts.records,
            title: "\(grouped(counts.records)) = \(numbers)",
            "stack",
            into: &page
        )
        page.markup("<div class=\"tiles\">")
        tile("b", counts.records, LocalizedText("records read", zh: "读取"), &page, isShare: false)
        tile("g", counts.clean, LocalizedText("clean", zh: "合格"), &page)
        tile("r", counts.rejected, LocalizedText("rejected", zh: "剔除"), &page)
        tile("", counts.dropped, LocalizedText("left out by a rule", zh: "按规则丢弃"), &page)
        page.markup("</div>")
        appendContents(&page)
        page.markup("</section>\n")
    }

    private var verdict: LocalizedText {
        let counts = report.counts
        if counts.records == 0 {
            return LocalizedText("The source holds no records.", zh: "数据源中没有记录。")
        }
        let share = ReportNumbers.percent(counts.clean, of: counts.records)
        let all = grouped(counts.records)
        let clean = grouped(counts.clean)
        guard counts.rejected > 0 else {
            if counts.clean == counts.records {
                let english = all == "1" ? "The only record is clean." : "All \(all) records are clean."
                return LocalizedText(english, zh: "全部 \(all) 条记录均合格。")
            }
            return LocalizedText(
                "\(clean) of \(all) records are clean (\(share)); none was rejected.",
                zh: "\(all) 条记录中有 \(clean) 条合格（\(share)），没有记录被剔除。"
            )
        }
        let rejected = grouped(counts.rejected)
        let first = report.reasons.max { $0.firstCount < $1.firstCount }
        let most = first.map { "\(name($0.code)) (\(grouped($0.firstCount)))" } ?? ""
        let were = counts.rejected == 1 ? "was" : "were"
        return LocalizedText(
            "\(clean) of \(all) records are clean (\(share)). \(rejected) \(were) rejected, most often for \(most).",
            zh: "\(all) 条记录中有 \(clean) 条合格（\(share)），\(rejected) 条被剔除，最常见的原因是 \(most)。"
        )
    }

    private func tile(
        _ colour: StaticString,
        _ count: Int,
        _ words: LocalizedText,
        _ page: inout HTMLWriter,
        isShare: Bool = true
    ) {
        page.markup("<div class=\"tile ")
        page.markup(colour)
        page.markup("\"><b>")
        page.text(grouped(count))
        page.markup("</b><span class=\"soft\">")
        page.words(words)
        if isShare, report.counts.records > 0 {
            page.markup(" · ")
            page.text(ReportNumbers.percent(count, of: report.counts.records))
        }
        page.markup("</span></div>")
    }

    private func appendContents(_ page: inout HTMLWriter) {
        page.markup("<nav><ol class=\"toc\">")
        if !report.reasons.isEmpty {
            page.element(
                "<li><a href=\"#reasons\">",
                LocalizedText("Why records were rejected", zh: "剔除原因"),
                "</a></li>"
            )
        }
        if !report.assumptions.isEmpty {
            page.element(
                "<li><a href=\"#assumptions\">",
                LocalizedText("How the file was read", zh: "文件的读取方式"),
                "</a></li>"
            )
        }
        if !report.columns.isEmpty {
            page.element("<li><a href=\"#columns\">", LocalizedText("Columns", zh: "各列情况"), "</a></li>")
        }
        page.element("<li><a href=\"#words\">", LocalizedText("What the words mean", zh: "术语说明"), "</a></li>")
        page.markup("</ol></nav>")
    }
}
