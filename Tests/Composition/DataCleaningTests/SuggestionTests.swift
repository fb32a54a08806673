import Cleaning
import Diagnostics
import DocumentFiles
import Files
import Foundation
import Tabular
import TestEnvironment
import Testing

@testable import DataCleaning

@Suite("Recipes and explanations of sources")
struct SuggestionTests {
    private let folder = TemporaryFolder("suggestion")

    private func run(_ input: String, recipe: String? = nil) throws -> CleanRun {
        var options = CleanOptions(input: input, output: folder.path + "/out.csv")
        options.recipe = recipe
        return try CleanRun(options, language: .english)
    }

    @Test("What is proposed for a file cleans that file")
    func suggestion() async throws {
        let rows = (0..<40).map { "\($0), １３８００１３８\(String($0 + 100).dropFirst())0 ,2024/5/\($0 % 28 + 1)\n" }
        let input = try folder.write("id,phone,day\n" + rows.joined(), to: "in.csv")
        let yaml = try await run(input).suggestion()
        #expect(yaml.contains("phone: [trim, narrow, required, phone]"))
        #expect(yaml.contains("day: [required, {date: {from: [ymd]}}]") && yaml.contains("- {unique: [id]}"))
        let result = try await run(input, recipe: try folder.write(yaml, to: "r.yaml")).run()
        #expect(result.counts.clean == 40)
    }

    @Test("A source without a header has columns by number")
    func noHeader() async throws {
        let input = try folder.write("1,2.5\n2,3.5\n3,4.5\n", to: "in.csv")
        let yaml = try await run(input).suggestion()
        #expect(yaml.contains("column2: [required, number]"))
        let result = try await run(input, recipe: try folder.write(yaml, to: "r.yaml")).run()
        #expect(result.counts.clean == 3)
    }

    @Test("A recipe is written as a whole")
    func writing() throws {
        let path = folder.path + "/r.yaml"
        try CleanRun.write("version: 1\n", to: path)
        #expect(try Files.read(path) == Array("version: 1\n".utf8))
        #expect(throws: ServiceError.self) { try CleanRun.write("", to: folder.path) }
    }

    /// The folder `shared/corpora` of the nearest ancestor that has one.
    static let corpora: URL? = {
        var folder = URL(filePath: #filePath)
        while folder.path() != "/" {
            folder = folder.deletingLastPathComponent()
            let corpora = folder.appending(path: "shared/corpora")
            if FileManager.default.fileExists(atPath: corpora.path()) { return corpora }
        }
        return nil
    }()

    @Test(
        "What is proposed for any file can be used on it",
        .enabled(if: corpora != nil, "shared/corpora is not beside the repository"),
        arguments: ["csv-spectrum/csvs", "csv-test-data/csv", "xlsx", "pollock/csv"]
    )
    func corpus(_ name: String) async throws {
        let corpora = try #require(Self.corpora).appending(path: name)
        let names = try FileManager.default.contentsOfDirectory(atPath: corpora.path()).sorted()
        var usedCount = 0
        for (index, name) in names.enumerated() where names.count < 200 || index % 10 == 0 {
            let input = corpora.appending(path: name).path(percentEncoded: false)
            let yaml: String
            do {
                yaml = try await run(input).suggestion()
            } catch {
                // What cannot be read at all has no recipe.
                continue
            }
            do {
                let result = try await run(input, recipe: try folder.write(yaml, to: "r.yaml")).run()
                #expect(result.counts.isBalanced)
                usedCount += 1
            } catch let error as TabularError where [.noHeader, .empty].contains(error.code) {
                continue
            } catch {
                Issue.record("\(name): \(error)\n\(yaml)")
            }
        }
        #expect(usedCount > 5)
    }

    @Test("An explanation tells encodings, dialects and what is assumed")
    func explanation() async throws {
        let input = try folder.write("编号;姓名\n1;王伟\n2;李娜\n", to: "in.csv")
        let explanation = try await run(input).explanation()
        let text = explanation.text(in: .english)
        #expect(text.contains("UTF-8") && text.contains("编号;姓名") && text.contains("score"))
        #expect(explanation.text(in: .chinese).contains("各编码"))
        let json = explanation.json(in: .english)
        #expect(json.contains("\"delimiter\": \";\"") && json.contains("\"encoding\": \"GB18030\""))
        #expect(explanation.shape.header == ["编号", "姓名"])
    }

    @Test("Of one column of ASCII there is little to explain")
    func little() async throws {
        let explanation = try await run(try folder.write("a\nb\n", to: "in.csv")).explanation()
        let text = explanation.text(in: .english)
        #expect(text.contains("all bytes are ASCII") && text.contains("each line is one field"))
    }
}
