import Diagnostics
import Testing

@testable import ContractLint

@Suite("Paths that one request fits")
struct PathOverlapsTests {
    struct Sample: Sendable, CustomTestStringConvertible {
        let paths: [String]
        /// A request that fits both; nil when there is none, or one of the two goes before the other.
        let request: String?
        var testDescription: String { paths.joined(separator: " ") }

        init(_ first: String, _ second: String, _ request: String?) {
            paths = [first, second]
            self.request = request
        }
    }

    static let samples = [
        Sample("/{a}/orders", "/main/{b}", "/main/orders"),
        Sample("/a/{b}.json", "/a/x.{e}", "/a/x.json"),
        Sample("/a/{b}", "/a/{c}.json", "/a/1.json"),
        Sample("/a/{b}.{c}", "/a/{d}-{e}", "/a/1-.1"),
        Sample("/a/x{b}", "/a/{c}y", "/a/xy"),
        Sample("/a/x{b}y", "/a/xy", nil),
        Sample("/a/{b}-{c}", "/a/bc", nil),
        Sample("/a/{b}.json", "/a/{c}.xml", nil),
        Sample("/a/x{b}", "/a/y{c}", nil),
        Sample("/a/x{b}", "/a/x{c}", nil),
        Sample("/a/x{b}", "/a/xx{c}", "/a/xx1"),
        Sample("/a/{b}", "/a/mine", nil),
        Sample("/a/{b}.json", "/a/mine.json", nil),
        Sample("/a/{b}/c", "/a/{d}.x/e", nil),
        Sample("/a/{b}?c=d", "/a/{b}", nil),
        Sample("/a/{b}c{d}e", "/a/ce{f}ce", "/a/ce1ce"),
    ]

    @Test("A request that fits both is found, if there is one and nothing decides", arguments: samples)
    func overlaps(_ sample: Sample) throws {
        let paths = sample.paths.map { "  \($0): {get: {}}" }.joined(separator: "\n")
        let text = "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths:\n\(paths)"
        let found = try Contracts.result(text).findings.filter { $0.rule == "path.overlap" }
        #expect(found.count == (sample.request == nil ? 0 : 1))
        if let request = sample.request, let message = found.first?.message.english {
            #expect(Self.fits(message, sample.paths), "\(message), such as \(request)")
        }
    }

    /// Whether the request that a message names fits all paths.
    private static func fits(_ message: String, _ paths: [String]) -> Bool {
        let words = message.split(separator: " ")
        guard words.count > 1 else { return false }
        return paths.allSatisfy { path in
            var pattern = ""
            var isName = false
            for scalar in path.unicodeScalars {
                switch scalar {
                case "{":
                    isName = true
                    pattern += "[^/]+"
                case "}": isName = false
                case ".": pattern += isName ? "" : "[.]"
                default: if !isName { pattern.unicodeScalars.append(scalar) }
                }
            }
            guard let expression = try? Regex("^" + pattern + "$") else { return false }  // Then the test fails.
            return words[1].wholeMatch(of: expression) != nil
        }
    }
}
