import Foundation
import Testing

extension HandoverTests {
    @Suite("handover clean into a service")
    struct CleanCollectionTests {
        private static let seed = Example.clinic + "/seed/patients.csv"
        private static let recipe = Example.clinic + "/recipes/patients.yaml"

        @Test("Clean records are those of the service when it is served; once only")
        func patients() throws {
            let data = Scratch()
            let rejects = data.path + "/rejects.csv"
            let arguments = [
                "clean", Self.seed, "--recipe", Self.recipe, "--collection", "patients", "--service", Example.clinic,
                "--data", data.path, "--rejects", rejects,
            ]
            let outcome = try HandoverProcess.run(arguments)
            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("215 = 200 + 15 + 0"), "\(outcome.output)")
            #expect(try String(contentsOfFile: rejects, encoding: .utf8).split(separator: "\r\n").count >= 1)
            try FileManager.default.removeItem(atPath: rejects)
            let again = try HandoverProcess.run(arguments)
            #expect(again.status == 2 && again.errors.contains("[record.already-exists]"), "\(again.errors)")
            #expect(!FileManager.default.fileExists(atPath: rejects))
            let service = try ServiceProcess(Example.clinic, ["--data", data.path])
            let seeds = service.announcement["seeds"] as? [String: Int]
            #expect(seeds?["patients"] == nil && seeds?["appointments"] == 40, "\(seeds ?? [:])")
            service.process.stop()
        }

        @Test("What is missing, or too much, is told")
        func mistakes() throws {
            let data = Scratch()
            let start = ["clean", Self.seed, "--recipe", Self.recipe]
            let place = ["--collection", "patients", "--service", Example.clinic, "--data", data.path]
            try Refusal("service", "command.missing-argument", ["--service"], zh: ["缺少“--service”"])
                .check(start + ["--collection", "patients"])
            try Refusal("collection", "command.missing-argument", ["--collection"], zh: ["缺少“--collection”"])
                .check(start + ["--service", Example.clinic, "--output", data.path + "/x.csv"])
            try Refusal("both", "command.invalid-value", ["not to both"], zh: ["只能写到"])
                .check(start + place + ["--output", data.path + "/x.csv"])
            try Refusal("unknown", "clean.unknown-collection", ["appointments, patients"], zh: ["现有集合"])
                .check(start + ["--collection", "doctors"] + place[2...])
            try Refusal("columns", "clean.unknown-property", ["患者编号", "birthDate"], zh: ["重命名或删除"])
                .check(["clean", Self.seed, "--header", "2"] + place)
        }
    }
}
