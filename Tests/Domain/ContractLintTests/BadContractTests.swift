import Diagnostics
import Foundation
import JSON
import Testing
import YAMLDocuments

@testable import Contract
@testable import ContractLint
@testable import ContractSupport

@Suite("Broken contracts")
struct BadContractTests {
    private static func bytes(_ path: String) -> [(name: String, bytes: [UInt8])] {
        var ancestor = URL(filePath: #filePath)
        while ancestor.path().count > 1 {
            ancestor.deleteLastPathComponent()
            let folder = ancestor.appending(path: "shared/corpora/openapi/\(path)")
            // A folder that is not there has no files for the test.
            guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder.path()) else { continue }
            return names.sorted().compactMap { name in
                // Files that cannot be read are of no use here.
                (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
            }
        }
        print("skipped: there is no 'shared/corpora/openapi/\(path)' beside or above the repository")
        return []
    }

    /// Reads and judges a text; each failure has a place and words.
    private static func judge(_ text: [UInt8]) -> [Diagnostic] {
        let document: JSONDocument
        do {
            document = try YAMLReader().read(text)
        } catch {
            return [error.diagnostic(in: "api.yaml")]
        }
        let reader = ContractReader(document: document, file: "api.yaml")
        let reading = reader.reading()
        guard let today = CalendarDay("2026-06-01") else { return [] }
        let result = Linter(.strict, today: today).result(for: [LintInput(reading)])
        let support = reading.contract.map { SupportReport($0).findings } ?? []
        return reading.findings + result.findings.map(\.diagnostic)
            + support.map { Diagnostic(code: $0.construct.rawValue, $0.message, at: $0.location) }
    }

    private static func check(_ text: [UInt8], _ what: String) {
        for finding in judge(text) where finding.location?.position == nil || finding.message.english.isEmpty {
            Issue.record("\(what): no place for \(finding)")
        }
    }

    @Test("A text cut anywhere, or with a bit turned over, is read or refused with a place")
    func mutations() {
        var state: UInt64 = 4
        func random(below bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int((state >> 33) % UInt64(max(1, bound)))
        }
        let small = ["museum-3.1.yaml", "train-travel-3.1.yaml", "parameters-style-3.1.yaml", "schema-types-3.1.yaml"]
        let real = Self.bytes("real").filter { small.contains($0.name) }.map { ($0.name, $0.bytes, 3) }
        let fail = Self.bytes("oai-pass-fail/tests/schema/fail").map { ($0.name, $0.bytes, 50) }
        for (name, bytes, count) in fail + real {
            for _ in 0..<count {
                let end = random(below: bytes.count)
                Self.check(Array(bytes[..<end]), "\(name) cut at \(end)")
            }
            for _ in 0..<2 * count {
                var turned = bytes
                let offset = random(below: bytes.count)
                turned[offset] ^= 1 << UInt8(random(below: 8))
                Self.check(turned, "\(name) turned at \(offset)")
            }
        }
    }

    @Test(
        "What is far too deep, too long or too entangled ends",
        arguments: [
            String(repeating: "[", count: 100_000),
            "openapi: 3.1.0\ninfo: {title: T, version: '1'}\npaths: " + String(repeating: "{a: ", count: 2_000),
            chain(of: 3_000, "{$ref: '#/components/schemas/S%'}"),
            chain(of: 3_000, "{allOf: [{$ref: '#/components/schemas/S%'}], type: string}"),
            chain(of: 20_000, "{$ref: '#/components/schemas/S%'}"),
            chain(of: 20_000, "{allOf: [{$ref: '#/components/schemas/S%'}], discriminator: {propertyName: k}}"),
            chain(of: 20_000, "{anyOf: [{$ref: '#/components/schemas/S%'}], required: [a]}"),
            chain(of: 500, "{oneOf: [{$ref: '#/components/schemas/S%'}, {$ref: '#/components/schemas/S%'}]}"),
        ]
    )
    func extremes(_ text: String) { Self.check(Array(text.utf8), String(text.prefix(60))) }

    /// Schemas each of which leads to the next.
    private static func chain(of count: Int, _ schema: String) -> String {
        let schemas = (0..<count).map { number in
            "    S\(number): \(schema.replacingOccurrences(of: "%", with: String(number + 1)))"
        }
        return "openapi: 3.1.0\ninfo: {title: T, version: '1'}\ncomponents:\n  schemas:\n"
            + schemas.joined(separator: "\n") + "\n    S\(count): {type: string}\n"
    }
}
