public import Diagnostics
public import JSON

/// Why a file is not to be had.
public enum MissingReason: Hashable, Sendable {
    /// Nobody looks for files.
    case notGiven
    /// There is nothing at the path; perhaps a name in the folder is near.
    case notFound(near: String?)
    /// The file lies outside the folder that files may come from.
    case outsideRoot
    /// The file is there and cannot be read.
    case unreadable([Diagnostic])
    /// References lead to more files than are read.
    case tooMany(maximum: Int)
    /// With the file, all files have more bytes than are read.
    case tooLarge(maximumByteCount: Int)
}

/// A file that a reference names.
public struct MissingFile: Sendable {
    /// The path, as the user would write it.
    public let path: String
    /// Where the first reference to it stands.
    public let location: SourceLocation
}

/// How a description is put together.
public struct AssemblyOptions: Sendable {
    /// The folder that files may come from; nil for that of the first file.
    public var rootFolder: String?
    /// Whether the result is in OpenAPI 3.1 whatever was written.
    public var upgrades = true
    /// How many files references may lead to.
    public var maximumFileCount = 10_000
    /// How many bytes all files may have together.
    public var maximumByteCount = 1 << 29
    /// How many references may lead to one place, and how deep what they lead to may be written into each other.
    public var maximumReferenceSteps = 64
    /// How many values may be written in place of references.
    public var maximumInlinedNodeCount = 1_000_000
    /// How many arrays and objects may stand around each other once files have become one.
    public var maximumDepth = JSONLimits().maximumDepth

    /// The usual options.
    public init() {}
}

/// Puts a description together that may lie in several files.
///
/// The assembly opens no file: it says which are ``missing``, until whoever drives it has given or refused each.
public struct ContractAssembly: Sendable {
    private let entryPath: String
    private let options: AssemblyOptions
    private let rootFolder: String
    private let entry: JSONDocument
    /// nil for a document of no version that is read; then it is what it is.
    private var walk: AssemblyWalk?
    private var byteCount: Int
    private var reasons: [(path: String, reason: MissingReason)] = []

    /// An assembly that begins with one file.
    ///
    /// - Parameters:
    ///   - entry: The first file.
    ///   - path: Its path as the user gave it.
    ///   - options: Which files may be had, and what is made of them.
    public init(_ entry: JSONDocument, at path: String, options: AssemblyOptions = AssemblyOptions()) {
        self.entry = entry
        entryPath = path
        self.options = options
        byteCount = entry.bytes.count
        let start = path.contains("://") ? path : FileAddress.normalized(path)
        rootFolder = options.rootFolder ?? FileAddress.folder(of: start)
        if let version = entry.root["openapi"]?.string.flatMap({ OpenAPIVersion($0) }) {
            walk = AssemblyWalk(entry, at: start, version: version)
            refuseOutside()
        }
    }

    /// The files that references name and nobody has given or refused, in the order in which they were met.
    public var missing: [MissingFile] {
        guard let walk else { return [] }
        let sources = ContractSources(walk.files.map(\.document), paths: paths(of: walk))
        return walk.missing.map {
            MissingFile(path: $0.path, location: sources.location(of: $0.site))
        }
    }

    /// Adds a file that was missing.
    public mutating func add(_ document: JSONDocument, at path: String) {
        byteCount += document.bytes.count
        // Beyond the bound a file stays missing, so that nothing is built of it.
        if (walk?.files.count ?? 0) >= options.maximumFileCount {
            fail(path, .tooMany(maximum: options.maximumFileCount))
        } else if byteCount > options.maximumByteCount {
            fail(path, .tooLarge(maximumByteCount: options.maximumByteCount))
        } else {
            walk?.add(document, at: path)
            refuseOutside()
        }
    }

    /// Says that a file is not to be had.
    public mutating func fail(_ path: String, _ reason: MissingReason) {
        walk?.fail(path)
        reasons.append((path, reason))
    }

    private mutating func refuseOutside() {
        for path in walk?.takeNew() ?? [] where FileAddress.contains(path, in: rootFolder) == false {
            fail(path, .outsideRoot)
        }
    }

    private func paths(of walk: AssemblyWalk) -> [String] {
        [entryPath] + walk.files.dropFirst().map(\.path)
    }

    /// The description as one document; what is still missing counts as refused.
    public consuming func finish() -> AssembledContract {
        guard var walk else {
            let sources = ContractSources([entry], paths: [entryPath])
            return AssembledContract(
                map: ContractMap(entry, version: .v31),
                sources: sources,
                writtenVersion: entry.root["openapi"]?.string ?? "",
                isCopied: false
            )
        }
        self.walk = nil
        for (path, _) in walk.missing { reasons.append((path, .notGiven)) }
        walk.retryOutward()
        let sources = ContractSources(walk.files.map(\.document), paths: paths(of: walk))
        var findings = MissingFileReport(sources: sources, rootFolder: rootFolder).findings(reasons, in: walk)
        findings += MissingFileReport.brokenReferences(in: walk, sources: sources)
        var bundle: JSONDocument?
        if Bundler.isNeeded(for: walk) {
            let result = Bundler.bundle(walk, sources: sources, options: options)
            bundle = result.document
            findings += result.findings
        }
        let version = walk.version
        let map = bundle.map { ContractMap($0, version: version) } ?? walk.map()
        return Self.upgraded(map, sources, isBundled: bundle != nil, findings: findings, options: options)
    }

    private static func upgraded(
        _ map: ContractMap,
        _ sources: ContractSources,
        isBundled: Bool,
        findings: [Diagnostic],
        options: AssemblyOptions
    ) -> AssembledContract {
        var assembled = AssembledContract(
            map: map,
            sources: sources,
            writtenVersion: map.document.root["openapi"]?.string ?? map.version.text,
            isCopied: isBundled,
            findings: findings
        )
        guard options.upgrades else { return assembled }
        let upgrade = Upgrader.upgrade(map, sources: sources)
        assembled.findings += upgrade.findings
        if let document = upgrade.document {
            assembled.map = ContractMap(document, version: map.version == .v30 ? .v31 : map.version)
            assembled.steps = upgrade.steps
            assembled.isCopied = true
        }
        return assembled
    }
}

/// A description as one document.
public struct AssembledContract: Sendable {
    /// What each part of ``document`` is.
    package internal(set) var map: ContractMap
    /// The files that it came from.
    public let sources: ContractSources
    /// The text of `openapi` in the first file; empty when there is none that is read.
    public let writtenVersion: String
    /// Whether ``document`` was made; otherwise it is the first file as it was read.
    public internal(set) var isCopied: Bool
    /// What was changed so that the description is one of OpenAPI 3.1.
    public internal(set) var steps: [UpgradeStep] = []
    /// What was found on the way.
    public internal(set) var findings: [Diagnostic] = []

    init(
        map: ContractMap,
        sources: ContractSources,
        writtenVersion: String,
        isCopied: Bool,
        findings: [Diagnostic] = []
    ) {
        self.map = map
        self.sources = sources
        self.writtenVersion = writtenVersion
        self.isCopied = isCopied
        self.findings = findings
    }

    /// The one document, with references within itself only, but for those that were reported.
    public var document: JSONDocument { map.document }
}
