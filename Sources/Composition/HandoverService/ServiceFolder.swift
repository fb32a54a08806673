import Contract
import Diagnostics
import Files
package import Handlers
import JSON
package import Settings

/// A service as it lies on disk: its settings, its contracts and its first records.
package struct ServiceFolder: Sendable {
    /// The folder, or that of a bare contract.
    package let path: String
    /// The settings.
    package let settings: ResolvedSettings
    /// The contracts, each with the handlers of its operations.
    package let plans: [ServicePlan]
    /// The files of first records by collection.
    package let seeds: [String: String]

    /// The service's name.
    package var name: String { settings.text("name") ?? plans.first?.contract.title ?? Files.name(of: path) }

    /// The folder of the database and keys.
    package var dataFolder: String { Files.path(settings.text("storage.folder") ?? ".handover", in: path) }

    /// Reads a service folder, or a contract file on its own.
    ///
    /// - Parameters:
    ///   - path: The folder or file.
    ///   - profile: The profile that is on.
    ///   - environment: The environment variables.
    ///   - flags: Settings from the command line by key.
    /// - Throws: An `ExplainedError` with every finding.
    package init(
        _ path: String,
        profile: String = "dev",
        environment: [String: String] = [:],
        flags: [String: String] = [:]
    ) throws {
        switch Files.kind(of: path) {
        case nil:
            throw ServiceError(
                "service.missing",
                LocalizedText("there is nothing at '\(path)'", zh: "“\(path)”不存在"),
                remedy: LocalizedText("give a service folder or a contract file", zh: "请指定服务文件夹或契约文件")
            )
        case .folder: try self.init(folder: path, profile: profile, environment: environment, flags: flags)
        case .file, .other: try self.init(contract: path, profile: profile, environment: environment, flags: flags)
        }
    }

    private init(folder: String, profile: String, environment: [String: String], flags: [String: String]) throws {
        let manifest = Files.path("handover.yaml", in: folder)
        var resolver = SettingResolver(definitions: ServiceSettings.definitions)
        let file = Files.kind(of: manifest) == nil ? nil : (root: try DocumentFile.read(manifest).root, path: manifest)
        settings = try resolver.resolve(file: file, profile: profile, environment: environment, flags: flags)
        path = folder
        let listed = settings.list("contracts")
        let contracts = listed.isEmpty ? try Self.contractFiles(in: folder) : listed
        guard !contracts.isEmpty else {
            throw ServiceError(
                "service.no-contract",
                LocalizedText("'\(folder)' has no contract", zh: "“\(folder)”中没有契约"),
                remedy: LocalizedText(
                    "put an OpenAPI 3.1 file into 'contracts', or name one in handover.yaml",
                    zh: "请在“contracts”中放入 OpenAPI 3.1 文件，或在 handover.yaml 中指定"
                )
            )
        }
        let seeds = try Self.seedFiles(in: folder)
        self.seeds = seeds
        plans = try Self.plans(of: contracts.map { Files.path($0, in: folder) }, seeds: Set(seeds.keys))
    }

    private init(contract: String, profile: String, environment: [String: String], flags: [String: String]) throws {
        let parts = contract.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        path = folder.isEmpty ? (contract.hasPrefix("/") ? "/" : ".") : folder
        var resolver = SettingResolver(definitions: ServiceSettings.definitions)
        var flags = flags
        // Several contracts may lie side by side; each gets a data folder of its own.
        if flags["storage.folder"] == nil, environment["HANDOVER_STORAGE_FOLDER"] == nil {
            flags["storage.folder"] = ".handover/\(parts.last ?? "contract")"
        }
        settings = try resolver.resolve(file: nil, profile: profile, environment: environment, flags: flags)
        seeds = [:]
        plans = try Self.plans(of: [contract], seeds: [])
    }

    private static func contractFiles(in folder: String) throws -> [String] {
        let contracts = Files.path("contracts", in: folder)
        guard Files.kind(of: contracts) == .folder else { return [] }
        let names = try names(in: contracts)
        return names.filter { name in [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) } }.map {
            "contracts/\($0)"
        }
    }

    private static func seedFiles(in folder: String) throws -> [String: String] {
        let seed = Files.path("seed", in: folder)
        guard Files.kind(of: seed) == .folder else { return [:] }
        var files: [String: String] = [:]
        for name in try names(in: seed) {
            for ending in [".ndjson", ".json", ".yaml"] where name.hasSuffix(ending) {
                files[String(name.dropLast(ending.count))] = Files.path(name, in: seed)
            }
        }
        return files
    }

    private static func names(in folder: String) throws(ServiceError) -> [String] {
        do {
            return try Files.names(in: folder)
        } catch {
            throw ServiceError(
                "file.unreadable",
                LocalizedText("'\(folder)' cannot be read: \(error.reason)", zh: "无法读取“\(folder)”：\(error.reason)")
            )
        }
    }

    /// Reads every contract, and reports the findings of all of them together.
    private static func plans(of files: [String], seeds: Set<String>) throws -> [ServicePlan] {
        var plans: [ServicePlan] = []
        var findings: [Diagnostic] = []
        for file in files {
            do {
                var reader = ContractReader(document: try DocumentFile.read(file), file: file)
                var planner = HandlerPlanner(contract: try reader.read(), seeds: seeds)
                plans.append(try planner.plan())
            } catch let error as any ExplainedError {
                findings += error.diagnostics
            }
        }
        if !findings.isEmpty { throw ServiceError(findings) }
        return plans
    }
}
