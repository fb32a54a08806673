import CommandLine
import ContractLint
import Diagnostics
import Foundation
import Testing

@testable import HandoverService

@Suite("Judging contracts")
struct ContractLintTaskTests {
    private static let text = """
        openapi: 3.1.0
        info: {title: Shop, version: '1.0', description: Orders of a shop}
        paths:
          /orders/: {get: {operationId: list, summary: Lists, responses: {default: {description: The orders}}}}
        """

    private func report(
        _ format: ContractLintReport.Format,
        _ path: String,
        rules: String = "recommended"
    ) throws -> String {
        let report = try ContractLintTask([path], rules: rules, since: []).run()
        let bytes = report.bytes(format, language: .english, isColoured: false, version: "1", failingOn: .error)
        return String(decoding: bytes, as: UTF8.self)
    }

    private func withFolder(_ body: (URL) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "lint-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }  // What is left over disturbs nobody.
        try body(folder)
    }

    @Test("A pipe is read once, and findings are shown with its lines")
    func pipe() throws {
        try withFolder { folder in
            let path = folder.appending(path: "api.yaml").path()
            #expect(mkfifo(path, 0o600) == 0)
            let writer = Thread {
                // Whoever reads it is told when there is nothing to read.
                try? FileHandle(forWritingAtPath: path)?.write(contentsOf: Data(Self.text.utf8))
            }
            writer.start()
            let output = try report(.text, path)
            #expect(output.contains("    4 |   /orders/: {get:"), "\(output)")
        }
    }

    @Test("What a terminal would obey is escaped in every form", arguments: ContractLintReport.Format.allCases)
    func escapes(_ format: ContractLintReport.Format) throws {
        try withFolder { folder in
            let path = folder.appending(path: "a\u{1B}[1m\u{202E}.yaml").path(percentEncoded: false)
            let text = Self.text.replacing("/orders/", with: #""/\e[2J\u202E/""#)
            try Data(text.utf8).write(to: URL(filePath: path))
            let output = try report(format, path)
            #expect(output.contains("path.trailing-slash"))
            #expect(!output.unicodeScalars.contains("\u{1B}") && !output.unicodeScalars.contains("\u{202E}"))
        }
    }
}
