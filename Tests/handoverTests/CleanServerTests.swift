import Foundation
import TestEnvironment
import Testing

extension HandoverTests {
    @Suite("handover clean into a running service")
    struct CleanServerTests {
        private static let seed = Example.clinic + "/seed/patients.csv"
        private static let recipe = Example.clinic + "/recipes/patients.yaml"

        /// The clinic without its first records, and a token for it.
        private struct Clinic {
            let service: ServiceProcess
            let token: String
            let folder = Scratch()
            let data = Scratch()

            init(scope: String = "patients:write patients:read") throws {
                let contract = try Data(contentsOf: URL(filePath: Example.clinic + "/contracts/clinic.v1.yaml"))
                try folder.write(contract, to: "contracts/clinic.yaml")
                service = try ServiceProcess(folder.path, ["--data", data.path])
                let arguments = ["token", "create", folder.path, "--data", data.path, "--subject", "me"]
                let outcome = try HandoverProcess.run(arguments + ["--scope", scope])
                token = outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)
            }

            var url: String { "http://127.0.0.1:\(service.port)" }

            func clean(_ arguments: [String], token: String? = nil) throws -> HandoverProcess.Outcome {
                try HandoverProcess.run(
                    ["clean", CleanServerTests.seed, "--recipe", CleanServerTests.recipe, "--server", url] + arguments,
                    environment: ["HANDOVER_TOKEN": token ?? self.token]
                )
            }

            func count() throws -> Int? {
                let fields = ["authorization": "Bearer \(token)"]
                return try service.send("GET", "/v1/patients?limit=1", fields).object["total"] as? Int
            }
        }

        @Test("Clean records are in the service, and a run that is repeated doubles none")
        func patients() throws {
            let clinic = try Clinic()
            let rejects = clinic.data.path + "/rejects.csv"
            let arguments = ["--collection", "patients", "--service", clinic.folder.path, "--rejects", rejects]
            let first = try clinic.clean(arguments)
            #expect(first.status == 0, "\(first.errors)")
            #expect(first.output.contains("215 = 200 + 15 + 0 + 0"), "\(first.output)")
            #expect(first.output.contains("200 → \(clinic.url)/v1/patients"))
            #expect(try clinic.count() == 200)
            let rejected = try String(contentsOfFile: rejects, encoding: .utf8)
            let again = try clinic.clean(arguments + ["--concurrency", "16", "--format", "json"])
            #expect(again.status == 0 && again.output.contains("200 of the records had been stored"), "\(again.output)")
            #expect(again.output.contains("\"unsent\": 0"))
            #expect(try clinic.count() == 200)
            #expect(try String(contentsOfFile: rejects, encoding: .utf8) == rejected)
            clinic.service.process.stop()
        }

        @Test("What the service refuses is a reject with its words")
        func conflicts() throws {
            let folder = Scratch()
            let contract = try folder.write(SampleContract.notes(), to: "contracts/notes.yaml")
            let service = try ServiceProcess(folder.path)
            #expect(try service.send("POST", "/notes", body: #"{"id":"b","text":"there"}"#).status == 201)
            let rows = "id,text,parent\na,one,\nb,two,\nc,a text of more than twenty,\nd,four,nobody\ne,five,a\n"
            let source = try folder.write(rows, to: "notes.csv")
            let rejects = folder.path + "/rejects.csv"
            let outcome = try HandoverProcess.run([
                "clean", source, "--server", "http://127.0.0.1:\(service.port)", "--operation", "createNotes",
                "--contract", contract, "--rejects", rejects, "--concurrency", "1", "--allow-rejects",
            ])
            #expect(outcome.status == 0 && outcome.output.contains("5 = 2 + 3 + 0 + 0"), "\(outcome)")
            let lines = try String(contentsOfFile: rejects, encoding: .utf8).split(separator: "\n").map(String.init)
            #expect(lines.count == 4)
            let wanted = [["conflict", "'b' exists"], ["text", "schema"], ["parent", "refused", "'nobody'"]]
            for (line, texts) in zip(lines.dropFirst(), wanted) {
                #expect(texts.allSatisfy { line.contains($0) }, "\(line)")
            }
            #expect(try service.send("GET", "/notes/e").status == 200)
            service.process.stop()
        }

        @Test("A caller who may not, a wrong address, and a service that is gone end the run with 3 and a remedy")
        func stops() throws {
            let clinic = try Clinic()
            let place = ["--collection", "patients", "--service", clinic.folder.path, "--allow-rejects"]
            let readOnly = try Clinic(scope: "patients:read")
            for (token, text) in [
                ("nonsense", "does not know who is calling"), (readOnly.token, "--scope patients:write"),
            ] {
                let outcome = try clinic.clean(place, token: token)
                #expect(outcome.status == 3 && outcome.errors.contains("[delivery.refused-caller]"), "\(outcome)")
                #expect(token != "nonsense" || outcome.errors.contains(text), "\(outcome.errors)")
                #expect(outcome.errors.contains("0 are in the service"), "\(outcome.errors)")
                #expect(!outcome.errors.contains(clinic.token))
            }
            let missing = try clinic.clean(place + ["--server", clinic.url + "/elsewhere"])
            #expect(missing.status == 3 && missing.errors.contains("[delivery.wrong-address]"), "\(missing.errors)")
            let limited = try clinic.clean(place + ["--maximum-rejects", "3"])
            #expect(limited.status == 1 && limited.output.contains("215 = 0 + 15 + 0 + 200"), "\(limited.output)")
            #expect(limited.errors.contains("nothing was written"))
            let dry = try clinic.clean(place + ["--dry-run"])
            #expect(dry.status == 0 && dry.output.contains("nothing was written"))
            #expect(try clinic.count() == 0)
            clinic.service.process.stop()
            readOnly.service.process.stop()
            let gone = try clinic.clean(place)
            #expect(gone.status == 3 && gone.errors.contains("[delivery.unreachable]"), "\(gone.errors)")
            #expect(gone.errors.contains("Connection refused") && !gone.errors.contains("delivery.account"))
        }

        @Test("A run that is killed in the middle is repeated, and sends the rest")
        func interrupted() throws {
            let folder = Scratch()
            let contract = try folder.write(SampleContract.notes(), to: "contracts/notes.yaml")
            let rows = (0..<3_000).map { "n\($0),text\n" }.joined()
            let source = try folder.write("id,text\n" + rows, to: "notes.csv")
            let first = try ServiceProcess(folder.path)
            let arguments = { (port: UInt16) in
                [
                    "clean", source, "--server", "http://127.0.0.1:\(port)", "--collection", "notes", "--contract",
                    contract, "--format", "json",
                ]
            }
            let process = try HandoverProcess(arguments(first.port))
            // Far from the end, some records are there.
            while try first.send("GET", "/notes/n50").status != 200 { sched_yield() }
            process.send(SIGKILL)
            _ = process.outcome()
            let rest = try HandoverProcess.run(arguments(first.port))
            #expect(rest.status == 0 && rest.output.contains("\"clean\": 3000"), "\(rest)")
            #expect(rest.output.contains("had been stored by an earlier run"))
            #expect(try first.send("GET", "/notes/n2999").status == 200)
            first.process.stop()
        }

        @Test("What is missing, or too much, is told")
        func mistakes() throws {
            let start = ["clean", Self.seed, "--recipe", Self.recipe]
            let server = ["--server", "http://127.0.0.1:1"]
            let patients = ["--collection", "patients"]
            let clinic = ["--service", Example.clinic]
            try Refusal("rate", "command.missing-argument", ["write --server URL"], zh: ["--server URL"])
                .check(start + ["--rate", "5", "--output", "none.csv"])
            try Refusal("contract", "command.missing-argument", ["--contract FILE"], zh: ["--contract 文件"])
                .check(start + server + patients)
            try Refusal("collection", "command.missing-argument", ["--operation ID"], zh: ["--operation ID"])
                .check(start + server + clinic)
            try Refusal("both", "command.invalid-value", ["not to both"], zh: ["只能写到"])
                .check(start + server + clinic + patients + ["--output", "none.csv"])
            try Refusal("server", "command.invalid-value", ["http://127.0.0.1:8080"], zh: ["服务的地址"])
                .check(start + ["--server", "127.0.0.1:1"] + clinic + patients)
            try Refusal("token", "clean.missing-token", ["--token-file"], zh: ["令牌"])
                .check(start + server + clinic + patients)
            try Refusal("concurrency", "command.invalid-value", ["1 to 64"], zh: ["1 到 64"])
                .check(start + server + clinic + patients + ["--concurrency", "65"])
            try Refusal("unknown", "clean.unknown-collection", ["appointments, patients"], zh: ["现有集合"])
                .check(start + server + clinic + ["--collection", "doctors"])
            try Refusal("gone", 3, "delivery.unreachable", ["Connection refused"], zh: ["连接被拒绝"])
                .check(start + server + clinic + patients, environment: ["HANDOVER_TOKEN": "abc"])
        }
    }
}
