import Foundation
import Testing

extension HandoverTests {
    @Suite("Data folders and ports that cannot be used")
    struct DataFolderTests {
        private static func serve(_ data: String) -> [String] {
            ["serve", Example.orders, "--port", "0", "--data", data]
        }

        @Test("A port in use is refused with status 3 and the option that helps")
        func port() throws {
            let (first, second) = (Scratch(), Scratch())
            let service = try ServiceProcess(Example.orders, ["--data", first.path])
            try Refusal("port", 3, "serve.port-in-use", [":\(service.port) is in use", "--port"], zh: ["已被其他程序占用"])
                .check(["serve", Example.orders, "--port", "\(service.port)", "--data", second.path])
            service.process.kill9()
        }

        @Test("A folder that another service uses is refused with that service's process")
        func locked() throws {
            let data = Scratch()
            let service = try ServiceProcess(Example.orders, ["--data", data.path])
            let process = "\(service.process.processID)"
            try Refusal("locked", 3, "store.locked", [process, data.path], zh: ["进程 \(process)"]).check(
                Self.serve(data.path)
            )
            #expect(try service.send("GET", "/api/order?id=ORD-001").status == 200)
            service.process.kill9()
        }

        @Test("A folder that cannot be written, or is a file, is refused with status 3")
        func unwritable() throws {
            let folder = Scratch()
            let file = try folder.write("x", to: "file")
            // Nobody can make a folder there, not even root.
            for (data, code) in [
                ("/proc/handover", "store.unwritable"), (file, "store.unwritable"), (file + "/in", "store.unwritable"),
            ] {
                try Refusal("unwritable", 3, code, ["'\(data)'"], zh: ["“\(data)”"]).check(Self.serve(data))
                try Refusal("token", 3, code, ["'\(data)'"], zh: ["“\(data)”"])
                    .check(["token", "create", Example.orders, "--subject", "x", "--data", data])
            }
        }

        @Test("A database that is cut short, foreign, empty or of a later version is refused and left as it is")
        func damaged() throws {
            let whole = Scratch()
            let service = try ServiceProcess(Example.orders, ["--data", whole.path])
            #expect(service.process.stop().status == 0)
            let database = try Data(contentsOf: URL(filePath: whole.path + "/records.db"))
            var newer = database
            newer.replaceSubrange(60..<64, with: [0, 0, 1, 0])
            var garbled = database
            garbled.replaceSubrange(4096..<4600, with: [UInt8](repeating: 0xFF, count: 504))
            for (name, bytes, code) in [
                ("cut short", database.prefix(database.count / 2 + 100), "store.corrupt"),
                ("empty", Data(), "store.corrupt"),
                (
                    "text",
                    Data(
                        "not a database, but long enough to have a head of a hundred bytes, which is what is read".utf8
                    ), "store.corrupt"
                ),
                ("garbled", garbled, "store.corrupt"), ("newer", newer, "store.newer-version"),
            ] {
                let folder = Scratch()
                try folder.write(Data(bytes), to: "records.db")
                try Refusal(name, 3, code, ["'\(folder.path)'"], zh: ["“\(folder.path)”"]).check(
                    Self.serve(folder.path)
                )
                let kept = try Data(contentsOf: URL(filePath: folder.path + "/records.db"))
                #expect(kept == Data(bytes), "\(name)")
            }
        }

        @Test("A key file that is damaged or open to others is refused")
        func keys() throws {
            let folder = Scratch()
            let create = ["token", "create", Example.clinic, "--subject", "x", "--data", folder.path]
            #expect(try HandoverProcess.run(create).status == 0)
            let key = folder.path + "/keys/token.jwk"
            chmod(key, 0o644)
            try Refusal("open", 3, "key.exposed-file", ["chmod 600"], zh: ["chmod 600"]).check(create)
            chmod(key, 0o600)
            try folder.write("{}", to: "keys/token.jwk")
            chmod(key, 0o600)
            try Refusal("damaged", 3, "key.damaged-file", ["token.jwk"], zh: ["已损坏"]).check(create)
        }

        @Test("A data folder may be relative to where the command runs, absolute, or that of a bare contract")
        func places() throws {
            let folder = Scratch("数据 folder")
            try folder.write(SampleContract.notes(), to: "合同 v1.yaml")
            for (arguments, data) in [
                (["--data", "here/below"], "here/below"), (["--data", folder.path + "/there"], "there"),
                ([], ".handover/合同 v1.yaml"),
            ] {
                let service = try ServiceProcess("合同 v1.yaml", arguments, in: folder.path)
                let place = "\(folder.path)/\(data)"
                #expect(
                    (service.announcement["data"] as? String).map { URL(filePath: $0).path() }
                        == URL(filePath: place).path()
                )
                #expect(FileManager.default.fileExists(atPath: place + "/records.db"))
                #expect(try service.send("POST", "/notes", body: #"{"id":"a","text":"x"}"#).status == 201)
                let curl = try #require(service.announcement["curl"] as? String)
                #expect(curl == "curl 'http://127.0.0.1:\(service.port)/notes'")
                service.process.kill9()
            }
        }

        @Test("A contract elsewhere keeps its data beside itself; two contracts in one folder are one service")
        func contracts() throws {
            let folder = Scratch()
            let bare = try folder.write(SampleContract.notes(), to: "elsewhere/a.yaml")
            let service = try ServiceProcess(bare)
            #expect(FileManager.default.fileExists(atPath: "\(folder.path)/elsewhere/.handover/a.yaml/records.db"))
            service.process.kill9()
            try folder.write(SampleContract.notes("Notes"), to: "both/contracts/notes.yaml")
            try folder.write(SampleContract.notes("Memos", path: "/memos"), to: "both/contracts/memos.json.yaml")
            // Comes first by its name, and has a place for any name; paths that are written out win.
            let any =
                "openapi: 3.1.0\ninfo: {title: Any, version: '1'}\npaths:\n  /{name}:\n    get:\n"
                + "      parameters: [{name: name, in: path, required: true, schema: {type: string}}]\n"
                + "      responses: {'200': {description: x, content: {text/plain: {example: any}}}}\n"
            try folder.write(any, to: "both/contracts/any.yaml")
            let both = try ServiceProcess(folder.path + "/both")
            for path in ["/notes", "/memos"] {
                #expect(try both.send("POST", path, body: #"{"id":"a","text":"x"}"#).status == 201, "\(path)")
                #expect(try both.send("GET", "\(path)/a").status == 200)
            }
            #expect(try both.send("GET", "/none").text == "any")
            #expect(try both.send("GET", "/none/at/all").status == 404)
            both.process.kill9()
        }
    }
}
