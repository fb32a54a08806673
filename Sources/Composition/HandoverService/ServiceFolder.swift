package import Contract
package import Diagnostics
import DocumentFiles
import Files
package import Handlers
import JSON
import Records
package import Settings

/// A service as it lies on disk: its settings, its contracts and its first records.
package struct ServiceFolder: Sendable {
    /// The path as it was given: a folder, or a contract.
    package let source: String
    /// The folder, or that of a bare contract.
    package let path: String
    /// The settings.
    package let settings: ResolvedSettings
    /// The profile that is on.
    package let profile: String
    /// The contracts, each with the handlers of its operations.
    package let plans: [ServicePlan]
    /// The contracts alone.
    package var contracts: [Contract] { plans.map(\.contract) }
    /// The files of first records by collection.
    package let seeds: [String: String]
    /// Findings that do not keep the service from running.
    package let warnings: [Diagnostic]

    /// The profile when nobody chooses one.
    package static let standardProfile = "dev"

    /// The service's name.
    package var name: String { settings.text("name") ?? plans.first?.contract.title ?? Files.name(of: path) }

    /// The folder of the database and keys.
    package var dataFolder: String { Files.path(settings.text("storage.folder") ?? ".handover", in: path) }

    /// Reads a service folder, or a contract file on its own.
    ///
    /// - Parameters:
    ///   - source: The folder or file.
    ///   - root: The folder that files of contracts may come from; nil for the service folder, or that of the contract.
    ///   - profile: The profile that is on.
    ///   - environment: The environment variables.
    ///   - flags: Settings from the command line by key.
    /// - Throws: An `ExplainedError` with every finding.
    package init(
        _ source: String,
        root: String? = nil,
        profile: String = Self.standardProfile,
        environment: [String: String] = [:],
        flags: [String: String] = [:]
    ) throws {
        self.source = source
        self.profile = profile
        let isFolder: Bool
        switch Files.kind(of: source) {
        case nil: throw Self.missing(source)
        case .folder: isFolder = true
        case .file, .other: isFolder = false
        }
        path = isFolder ? source : Self.parent(of: source)
        let manifest = isFolder ? try Self.manifest(in: source) : nil
        try Self.check(profile: profile, manifest: manifest?.root)
        var resolver = SettingResolver(definitions: Self.definitions(contract: isFolder ? nil : source))
        settings = try resolver.resolve(file: manifest, profile: profile, environment: environment, flags: flags)
        let seeds = isFolder ? try SeedFile.all(in: source) : (files: [:], warnings: [])
        self.seeds = seeds.files
        let contracts = isFolder ? try Self.contracts(in: source, listed: settings.list("contracts")) : [source]
        // Contracts of a folder may share files beside them.
        plans = try Self.plans(of: contracts, root: root ?? (isFolder ? source : nil), seeds: seeds.files)
        warnings =
            Self.strayVariables(in: environment) + seeds.warnings + plans.flatMap(\.contract.warnings)
    }

    /// The folder that a file lies in.
    private static func parent(of file: String) -> String {
        guard let slash = file.lastIndex(of: "/") else { return "." }
        return slash == file.startIndex ? "/" : String(file[..<slash])
    }

    /// The settings that there are; several bare contracts may lie side by side, so each has a data folder of its own.
    private static func definitions(contract: String?) -> [SettingDefinition] {
        guard let name = contract?.split(separator: "/").last else { return ServiceSettings.definitions }
        return ServiceSettings.definitions.map { definition in
            definition.key == "storage.folder" ? definition.with(default: ".handover/\(name)") : definition
        }
    }

    /// Reads every contract, and reports the findings of all of them together.
    ///
    /// - Parameters:
    ///   - files: The contracts.
    ///   - root: The folder that files of contracts may come from; nil for that of each contract.
    ///   - seeds: The files of first records by collection.
    /// - Returns: The plans, in the order of the contracts.
    /// - Throws: ``ServiceError`` with every finding, when one of them is an error.
    private static func plans(of files: [String], root: String?, seeds: [String: String]) throws -> [ServicePlan] {
        var plans: [ServicePlan] = []
        var findings: [Diagnostic] = []
        for file in files {
            do {
                let contract = try ContractFiles.reading(file, root: root).usable()
                var planner = HandlerPlanner(contract: contract, seeds: Set(seeds.keys))
                plans.append(try planner.plan())
            } catch let error as any ExplainedError {
                findings += error.diagnostics
            }
        }
        // A contract that cannot be read may be the one that has the collection.
        if findings.isEmpty {
            let collections = Set(plans.flatMap(\.collections).map(\.definition.name)).sorted()
            findings = SharedPaths.findings(plans) + SeedFile.strayFindings(seeds, collections: collections)
        }
        if findings.contains(where: { $0.severity == .error }) { throw ServiceError(findings) }
        return plans
    }
}

// MARK: - What lies in the folder

extension ServiceFolder {
    private static func manifest(in folder: String) throws(ServiceError) -> (root: JSONNode, path: String)? {
        let path = Files.path("handover.yaml", in: folder)
        guard Files.kind(of: path) != nil else { return nil }
        guard let document = try DocumentFile.readIfAny(path) else { return nil }
        return (document.root, path)
    }

    private static func contracts(in folder: String, listed: [String]) throws(ServiceError) -> [String] {
        if !listed.isEmpty { return listed.map { Files.path($0, in: folder) } }
        let contracts = Files.path("contracts", in: folder)
        let names = Files.kind(of: contracts) == .folder ? try DocumentFile.names(in: contracts) : []
        let files = names.filter { name in [".yaml", ".yml", ".json"].contains { name.hasSuffix($0) } }
        guard files.isEmpty else { return files.map { Files.path($0, in: contracts) } }
        throw ServiceError(
            "service.no-contract",
            LocalizedText("'\(folder)' has no contract", zh: "“\(folder)”中没有契约"),
            remedy: LocalizedText(
                "put an OpenAPI 3.1 file into '\(contracts)', or name one in handover.yaml",
                zh: "请在“\(contracts)”中放入 OpenAPI 3.1 文件，或在 handover.yaml 中指定"
            )
        )
    }

    private static func missing(_ source: String) -> ServiceError {
        ServiceError(
            "service.missing",
            LocalizedText("there is nothing at '\(source)'", zh: "“\(source)”不存在"),
            remedy: LocalizedText("give a service folder or a contract file", zh: "请指定服务文件夹或契约文件")
        )
    }

    private static func check(profile: String, manifest: JSONNode?) throws(ServiceError) {
        let written = manifest?["profiles"]?.members.map(\.name) ?? []
        let known = ["dev", "staging", "prod"] + written.filter { !["dev", "staging", "prod"].contains($0) }
        guard !known.contains(profile) else { return }
        throw ServiceError(
            "setting.unknown-profile",
            LocalizedText("there is no profile '\(profile)'", zh: "没有配置档“\(profile)”"),
            remedy: LocalizedText(
                "choose one of \(known.joined(separator: ", ")), or write it under 'profiles' in handover.yaml",
                zh: "可用：\(known.joined(separator: "、"))；或在 handover.yaml 的“profiles”下添加"
            )
        )
    }

    /// Warnings about environment variables that look like settings and are none.
    private static func strayVariables(in environment: [String: String]) -> [Diagnostic] {
        let known = Set(ServiceSettings.definitions.map(\.environmentName) + ["HANDOVER_PROFILE", "HANDOVER_TOKEN"])
        return environment.keys.filter { $0.hasPrefix("HANDOVER_") && !known.contains($0) }.sorted().map { name in
            Diagnostic(
                code: "setting.unknown-variable",
                severity: .warning,
                LocalizedText("no setting has the environment variable '\(name)'", zh: "没有设置使用环境变量“\(name)”"),
                remedy: LocalizedText(
                    "'handover config show --format json' lists the names",
                    zh: "用“handover config show --format json”查看全部名称"
                )
            )
        }
    }
}
