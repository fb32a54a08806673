import Foundation
import Testing

extension HandoverTests {
    @Suite("handover token create")
    struct TokenTests {
        private static func create(_ data: Scratch, _ arguments: [String]) -> [String] {
            ["token", "create", Example.clinic, "--data", data.path] + arguments
        }

        @Test("A token is the only output, or an object with what it says")
        func creates() throws {
            let data = Scratch()
            let text = try HandoverProcess.run(Self.create(data, ["--subject", "me", "--scope", "patients:read"]))
            #expect(text.status == 0 && text.errors.isEmpty)
            #expect(text.output.wholeMatch(of: /[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\n/) != nil)
            let scopes = ["--scope", "patients:write patients:read", "--scope", "appointments:read"]
            let json = try HandoverProcess.run(
                Self.create(data, ["--subject", "护士", "--lifetime", "90s", "--format", "json"] + scopes)
            )
            let object = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
            #expect(object["subject"] as? String == "护士" && object["expiresIn"] as? Int == 90)
            #expect(object["scope"] as? String == "appointments:read patients:read patients:write")
        }

        @Test("What makes no token is refused")
        func refusals() throws {
            let data = Scratch()
            for (arguments, refusal) in [
                (
                    ["--subject", "x", "--lifetime", "soon"],
                    Refusal("words", "token.invalid-lifetime", ["'soon'", "30m"], zh: ["“soon”"])
                ),
                (
                    ["--subject", "x", "--lifetime", "0s"],
                    Refusal("none", "token.invalid-lifetime", ["a second"], zh: ["一秒"])
                ),
                (
                    ["--subject", "x", "--lifetime", "500ms"],
                    Refusal("short", "token.invalid-lifetime", ["a second"], zh: ["一秒"])
                ),
                (
                    ["--subject", "x", "--scope", "a\"b"],
                    Refusal("scope", "token.invalid-scope", ["a\"b"], zh: ["a\"b"])
                ),
                (
                    ["--subject", ""],
                    Refusal("empty subject", "token.empty-subject", ["'--subject'"], zh: ["“--subject”为空"])
                ),
            ] {
                try refusal.check(Self.create(data, arguments))
            }
        }

        @Test("A scope that no operation asks for is warned of, and the token is made")
        func strayScope() throws {
            let data = Scratch()
            let outcome = try HandoverProcess.run(Self.create(data, ["--subject", "x", "--scope", "patient:read"]))
            #expect(outcome.status == 0 && outcome.output.hasPrefix("ey"))
            #expect(outcome.errors.contains("did you mean 'patients:read'?"))
            let needless = try HandoverProcess.run([
                "token", "create", Example.orders, "--subject", "x", "--data", data.path,
            ])
            #expect(needless.status == 0 && needless.errors.contains("[token.not-needed]"))
        }

        @Test("The curl line of an announcement works as it stands, for a contract in a folder with spaces")
        func curl() throws {
            let folder = Scratch("it's a 文件夹")
            let text = try String(contentsOfFile: Example.clinic + "/contracts/clinic.v1.yaml", encoding: .utf8)
            let contract = try folder.write(text, to: "clinic 1.yaml")
            let service = try ServiceProcess(contract)
            let command = try #require(service.announcement["curl"] as? String)
            let executable = try #require(HandoverProcess.executable?.deletingLastPathComponent().path())
            let shell = Process()
            shell.executableURL = URL(filePath: "/bin/sh")
            // Stands in for curl, which need not be there: shows each word that it was given.
            shell.arguments = ["-c", "curl() { printf '%s\\n' \"$@\"; }; \(command)"]
            shell.environment = ["PATH": "\(executable):/usr/bin:/bin"]
            let pipe = Pipe()
            shell.standardOutput = pipe
            try shell.run()
            let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
            shell.waitUntilExit()
            let words = output.split(separator: "\n").map(String.init)
            #expect(words.count == 3 && words.first == "-H", "\(command)\n\(output)")
            let token = try #require(words.dropFirst().first?.dropFirst("Authorization: ".count))
            let target = try #require(words.last?.components(separatedBy: ":\(service.port)").last)
            #expect(try service.send("GET", target, ["Authorization": String(token)]).status == 200)
            service.process.kill9()
        }
    }
}
