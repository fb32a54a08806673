import Contract
import Diagnostics
import Foundation
import Handlers
import Settings
import Testing

@testable import HandoverService

@Suite("A service folder")
struct ServiceFolderTests {
    @Test("A folder needs no handover.yaml; contracts and seeds are found by their place")
    func found() throws {
        let service = TemporaryService()
        try service.write(TemporaryService.contract(TemporaryService.pets()), to: "contracts/b.yaml")
        try service.write(
            TemporaryService.contract("  /x: {get: {responses: {'200': {description: x}}}}\n"),
            to: "contracts/a.yml"
        )
        try service.write("not a contract", to: "contracts/README.md")
        try service.write("", to: "seed/pets.ndjson")
        let folder = try ServiceFolder(service.path)
        #expect(
            folder.plans.map(\.contract.file) == [
                "\(service.path)/contracts/a.yml", "\(service.path)/contracts/b.yaml",
            ]
        )
        #expect(folder.seeds == ["pets": "\(service.path)/seed/pets.ndjson"])
        #expect(folder.name == "Sample" && folder.warnings.isEmpty)
        #expect(folder.dataFolder == "\(service.path)/.handover")
    }

    @Test("A bare contract is a service, whose data lies beside it under its own name")
    func bare() throws {
        let service = TemporaryService()
        let file = try service.write(TemporaryService.contract(TemporaryService.pets()), to: "我的 pets.yaml")
        let folder = try ServiceFolder(file)
        #expect(folder.path == service.path && folder.source == file)
        #expect(folder.dataFolder == "\(service.path)/.handover/我的 pets.yaml")
        #expect(folder.settings.values["storage.folder"]?.origin == .standard)
        let chosen = try ServiceFolder(file, flags: ["storage.folder": "/data"])
        #expect(chosen.dataFolder == "/data" && chosen.settings.values["storage.folder"]?.origin == .flag("--data"))
    }

    @Test("A manifest lists contracts, which then stand alone")
    func listed() throws {
        let service = TemporaryService()
        try service.write("name: 宠物\ncontracts: [one.yaml]\n", to: "handover.yaml")
        try service.write(TemporaryService.contract(TemporaryService.pets()), to: "one.yaml")
        try service.write("broken: [", to: "contracts/other.yaml")
        let folder = try ServiceFolder(service.path)
        #expect(folder.plans.count == 1 && folder.name == "宠物")
    }

    @Test("Every finding of every contract is reported, in the order of the files")
    func collects() throws {
        let service = TemporaryService()
        try service.write("openapi: 4.0.0\n", to: "contracts/a.yaml")
        try service.write("x: [", to: "contracts/b.yaml")
        try service.write("", to: "contracts/c.yaml")
        let findings = service.findings { _ = try ServiceFolder(service.path) }
        #expect(findings.count == 3)
        #expect(findings.first?.hasPrefix("contracts/a.yaml:1:10: error: ") == true)
        #expect(findings.last?.hasPrefix("contracts/c.yaml: error: the file is empty [file.empty]") == true)
    }

    @Test("Contracts share no path, whatever its names are and wherever it is mounted")
    func sharedPaths() throws {
        let service = TemporaryService()
        let operation = "{get: {responses: {'200': {description: x}}}}"
        let named = { (name: String) in
            "{parameters: [{name: \(name), in: path, required: true, schema: {type: string}}],"
                + " get: {responses: {'200': {description: x}}}}"
        }
        try service.write(TemporaryService.contract("  /v1/a/{x}: \(named("x"))\n"), to: "contracts/a.yaml")
        try service.write(
            TemporaryService.contract(
                "  /a/{y}: \(named("y"))\n",
                more: "servers: [{url: 'https://api.example/v1'}]\n"
            ),
            to: "contracts/b.yaml"
        )
        try service.write(TemporaryService.contract("  /v1/b: \(operation)\n"), to: "contracts/c.yaml")
        let findings = service.findings { _ = try ServiceFolder(service.path) }
        #expect(findings.count == 1, "\(findings)")
        #expect(findings.first?.contains("'/v1/a/{y}' is served by contracts/a.yaml:4:") == true)
    }

    @Test("Seeds of no collection, and two of the same one, are refused; other files are warned of")
    func seeds() throws {
        let service = TemporaryService()
        try service.write(TemporaryService.contract(TemporaryService.pets()), to: "contracts/a.yaml")
        try service.write("", to: "seed/pet.ndjson")
        try service.write("", to: "seed/cats.json")
        try service.write("", to: "seed/pets.txt")
        var findings = service.findings { _ = try ServiceFolder(service.path) }
        #expect(findings.count == 2, "\(findings)")
        #expect(findings.allSatisfy { $0.contains("[seed.unknown-collection]") && $0.contains("one of: pets") })
        try FileManager.default.removeItem(atPath: service.path + "/seed/pet.ndjson")
        try FileManager.default.removeItem(atPath: service.path + "/seed/cats.json")
        let folder = try ServiceFolder(service.path)
        #expect(folder.warnings.map(\.code) == ["seed.not-read"])
        try service.write("", to: "seed/pets.ndjson")
        try service.write("", to: "seed/pets.yaml")
        findings = service.findings { _ = try ServiceFolder(service.path) }
        #expect(findings.count == 1 && findings[0].contains("[seed.several-files]"))
    }

    @Test("Known profiles are dev, staging, prod and those of the manifest")
    func profiles() throws {
        let service = TemporaryService()
        try service.write(TemporaryService.contract(TemporaryService.pets()), to: "contracts/a.yaml")
        try service.write("profiles: {demo: {server: {port: 1}}, prod: null}\n", to: "handover.yaml")
        for profile in ["dev", "staging", "prod", "demo"] { _ = try ServiceFolder(service.path, profile: profile) }
        let findings = service.findings { _ = try ServiceFolder(service.path, profile: "Demo") }
        #expect(findings.count == 1 && findings[0].contains("choose one of dev, staging, prod, demo"))
    }

    @Test("Variables that look like settings and are none are warned of; others are nobody's business")
    func variables() throws {
        let service = TemporaryService()
        try service.write(TemporaryService.contract(TemporaryService.pets()), to: "contracts/a.yaml")
        let environment = ["HANDOVER_SERVER_PORT": "1", "HANDOVER_PROFILE": "dev", "HANDOVER_X": "1", "PATH": "/bin"]
        let folder = try ServiceFolder(service.path, environment: environment)
        #expect(folder.warnings.map(\.message.english) == ["no setting has the environment variable 'HANDOVER_X'"])
    }

    @Test("Nothing at a path, and a folder without contracts, are refused with what to do")
    func missing() throws {
        let service = TemporaryService()
        #expect(
            service.findings { _ = try ServiceFolder(service.path + "/no") }.first?.contains("[service.missing]")
                == true
        )
        #expect(service.findings { _ = try ServiceFolder(service.path) }.first?.contains("into 'contracts'") == true)
    }
}
