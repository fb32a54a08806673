import Cleaning
import Diagnostics

/// Drawings of a page; each has a title that says in words what it shows.
enum PageCharts {
    /// A part of a bar.
    struct Part {
        let count: Int
        /// The class that colours it.
        let colour: StaticString
    }

    /// One bar of several parts, as wide as `whole`.
    static func bar(
        _ parts: [Part],
        of whole: Int,
        title: String,
        _ kind: StaticString = "bar",
        into page: inout HTMLWriter
    ) {
        page.markup("<svg class=\"")
        page.markup(kind)
        page.markup("\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" role=\"img\"><title>")
        page.plain(title)
        page.markup("</title><rect class=\"track\" width=\"1000\" height=\"10\"/>")
        var start = 0
        for part in parts where part.count > 0 && whole > 0 {
            // What is there can be seen.
            let width = max(4, Int((Double(part.count) * 1_000 / Double(whole)).rounded()))
            rect(part.colour, x: min(start, 996), y: 0, width: width, height: 10, into: &page)
            start += width
        }
        page.markup("</svg>")
    }

    private static func rect(
        _ colour: StaticString,
        x: Int,
        y: Int,
        width: Int,
        height: Int,
        into page: inout HTMLWriter
    ) {
        page.markup("<rect class=\"")
        page.markup(colour)
        page.markup("\" x=\"")
        page.number(x)
        page.markup("\" y=\"")
        page.number(y)
        page.markup("\" width=\"")
        page.number(width)
        page.markup("\" height=\"")
        page.number(height)
        page.markup("\"/>")
    }

    /// A histogram with the least and the greatest bound below it.
    ///
    /// Each bar has a title of its own.
    static func histogram(
        _ counts: [(label: String, count: Int)],
        first: String,
        last: String,
        title: String,
        into page: inout HTMLWriter
    ) {
        let width = 420
        let height = 86
        let most = max(1, counts.map(\.count).max() ?? 1)
        page.markup("<svg class=\"histogram\" viewBox=\"0 0 420 104\" role=\"img\"><title>")
        page.plain(title)
        page.markup("</title>")
        let step = Double(width) / Double(max(1, counts.count))
        for (index, bin) in counts.enumerated() where bin.count > 0 {
            let start = Int((Double(index) * step).rounded())
            // One bar alone would fill the drawing.
            let end = min(Int((Double(index + 1) * step).rounded()), start + 60)
            let size = max(2, bin.count * height / most)
            page.markup("<g><title>")
            page.plain("\(bin.label): \(ReportNumbers.grouped(bin.count))")
            page.markup("</title>")
            rect("blue", x: start, y: height - size, width: max(1, end - start - 1), height: size, into: &page)
            page.markup("</g>")
        }
        page.markup("<line class=\"axis\" x1=\"0\" x2=\"420\" y1=\"86.5\" y2=\"86.5\"/><text x=\"0\" y=\"99\">")
        page.plain(first)
        page.markup("</text>")
        if !last.isEmpty {
            page.markup("<text x=\"420\" y=\"99\" text-anchor=\"end\">")
            page.plain(last)
            page.markup("</text>")
        }
        page.markup("</svg>")
    }
}
