import Testing

@testable import HandoverService

@Suite("The request to paste")
struct CurlExampleTests {
    private static func command(
        _ paths: String,
        more: String = "",
        profile: String = "dev",
        data: String? = nil
    ) throws -> String {
        let service = TemporaryService()
        try service.write(TemporaryService.contract(paths, more: more), to: "contracts/a.yaml")
        var flags: [String: String] = [:]
        flags["storage.folder"] = data
        let folder = try ServiceFolder(service.path, profile: profile, flags: flags)
        let command = CurlExample(folder: folder, url: "http://h:1").command
        return command.split(separator: service.path).joined(separator: "S")
    }

    private static let schemes = """
        components:
          securitySchemes:
            token: {type: http, scheme: bearer}
            basic: {type: http, scheme: basic}
            head: {type: apiKey, in: header, name: X-Key}
            query: {type: apiKey, in: query, name: key}
            mutual: {type: mutualTLS}

        """

    @Test("A list is preferred, then what needs no token and no parameter")
    func preference() throws {
        #expect(try Self.command(TemporaryService.pets()) == "curl 'http://h:1/pets'")
        let open =
            "  /a/{x}: {parameters: [{name: x, in: path, required: true, example: 甲 1, schema: {type: string}}],"
            + " get: {responses: {'200': {description: x}}}}\n"
        #expect(try Self.command(open) == "curl 'http://h:1/a/%E7%94%B2%201'")
        let plain = "  /plain: {get: {responses: {'200': {description: x}}}}\n"
        #expect(try Self.command(open + plain) == "curl 'http://h:1/plain'")
        let post = "  /a: {post: {responses: {'200': {description: x}}}}\n"
        #expect(try Self.command(post) == "curl http://h:1/health")
    }

    @Test("Required parameters have the contract's examples, defaults or first choices")
    func parameters() throws {
        for (parameter, value) in [
            ("example: a'b", "a%27b"), ("examples: {one: {value: 甲}}", "%E7%94%B2"), ("schema: {examples: [7]}", "7"),
            ("schema: {default: x y}", "x%20y"), ("schema: {enum: [red, blue]}", "red"),
            ("schema: {type: integer}", "1"),
        ] {
            let schema = parameter.hasPrefix("schema") ? parameter : "\(parameter), schema: {}"
            let paths =
                "  /q: {get: {parameters: [{name: q, in: query, required: true, \(schema)}],"
                + " responses: {'200': {description: x}}}}\n"
            #expect(try Self.command(paths) == "curl 'http://h:1/q?q=\(value)'")
        }
    }

    @Test("A caller is proved in the way that the contract asks for, by a token of this very service")
    func credentials() throws {
        let create = "$(handover token create S --subject me --scope a:b)"
        for (scheme, command) in [
            ("token", "curl -H \"Authorization: Bearer \(create)\" 'http://h:1/a'"),
            ("basic", "curl -u \"me:\(create)\" 'http://h:1/a'"),
            ("head", "curl -H \"X-Key: \(create)\" 'http://h:1/a'"),
            ("query", "curl \"http://h:1/a?key=\(create)\""), ("mutual", "curl http://h:1/health"),
        ] {
            let paths = "  /a: {get: {security: [{\(scheme): ['a:b']}], responses: {'200': {description: x}}}}\n"
            #expect(try Self.command(paths, more: Self.schemes) == command)
        }
        let free = "  /a: {get: {security: [{token: []}, {}], responses: {'200': {description: x}}}}\n"
        #expect(try Self.command(free, more: Self.schemes) == "curl 'http://h:1/a'")
    }

    @Test("The token's command names a profile and a data folder that were chosen")
    func chosen() throws {
        let paths = "  /a: {get: {security: [{token: []}], responses: {'200': {description: x}}}}\n"
        let command = try Self.command(paths, more: Self.schemes, profile: "prod", data: "/my data")
        #expect(command.contains("$(handover token create S --profile prod --data '/my data' --subject me)"))
    }

    @Test("A word is quoted for the shell only where it must be")
    func quoting() {
        #expect(Shell.quoted("a/b-c_d.e:f") == "a/b-c_d.e:f")
        #expect(Shell.quoted("甲") == "甲")
        #expect(Shell.quoted("") == "''")
        #expect(Shell.quoted("it's $HOME") == #"'it'\''s $HOME'"#)
    }
}
