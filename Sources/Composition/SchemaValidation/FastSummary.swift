package import Diagnostics
import JSON

/// What a fast run found, and how long it took.
package struct FastSummary: Sendable {
    private let counts: VerdictCounts
    private let firstInvalid: [InstancePlace]
    private let parseTime: Duration
    private let validationTime: Duration
    private let compileTime: Duration
    private let documentsPerSecond: Double?

    package init(_ run: borrowing FastRun, compileTime: Duration) {
        counts = run.counts
        firstInvalid = run.firstInvalid
        parseTime = run.parseTime
        validationTime = run.validationTime
        documentsPerSecond = run.documentsPerSecond
        self.compileTime = compileTime
    }

    /// The object for programs; times in seconds.
    package var json: String {
        let value: JSONValue = [
            "documents": .integer(counts.total),
            "valid": .integer(counts.valid),
            "invalid": .integer(counts.invalid),
            "unusable": .integer(counts.unusable),
            "firstInvalid": .array(
                firstInvalid.map { place in
                    place.line.map { .integer($0) } ?? .string(place.file)
                }
            ),
            "documentsPerSecond": documentsPerSecond.map { .integer(Int($0)) } ?? .null,
            "validationSeconds": Self.seconds(validationTime),
            "parseSeconds": Self.seconds(parseTime),
            "compileSeconds": Self.seconds(compileTime),
        ]
        return value.text(indentation: 2)
    }

    /// The lines for people.
    package func text(language: Language) -> String {
        let isEnglish = language == .english
        var rows: [(String, String)] = [
            (isEnglish ? "documents" : "文档", counts.text(in: language))
        ]
        if !firstInvalid.isEmpty {
            let places = firstInvalid.map { place in place.line.map { String($0) } ?? place.file }
            let more = counts.invalid > places.count ? ", …" : ""
            let isLines = firstInvalid.allSatisfy { $0.line != nil }
            let title = isEnglish ? (isLines ? "invalid lines" : "invalid") : (isLines ? "无效的行" : "无效")
            rows.append((title, places.joined(separator: ", ") + more))
        }
        let rate = documentsPerSecond.map { isEnglish ? ", \(Int($0)) documents/s" : "，每秒 \(Int($0)) 个文档" } ?? ""
        rows.append((isEnglish ? "validation" : "验证", Self.shown(validationTime) + rate))
        rows.append((isEnglish ? "parsing" : "解析", Self.shown(parseTime)))
        rows.append((isEnglish ? "compiling" : "编译", Self.shown(compileTime)))
        return rows.map { "\($0.0)\(isEnglish ? ": " : "：")\($0.1)" }.joined(separator: "\n")
    }

    private static func seconds(_ duration: Duration) -> JSONValue {
        JSONNumber(duration / .seconds(1)).map(JSONValue.number) ?? .null
    }

    /// A time with three digits: `12.3 ms`.
    private static func shown(_ duration: Duration) -> String {
        let microseconds = duration / .microseconds(1)
        for (limit, divisor, unit) in [(1_000.0, 1.0, "µs"), (1_000_000.0, 1_000.0, "ms")] where microseconds < limit {
            return "\(rounded(microseconds / divisor)) \(unit)"
        }
        return "\(rounded(microseconds / 1_000_000)) s"
    }

    private static func rounded(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
