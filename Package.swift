// swift-tools-version: 6.3

import PackageDescription

/// The compiler settings of every target.
let houseSettings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
    .enableUpcomingFeature("ImmutableWeakCaptures"),
]

/// `FUZZ=1` builds everything so that libFuzzer sees which way a run took, and AddressSanitizer what it touched.
let isFuzzing = Context.environment["FUZZ"] != nil
let fuzzingFlags = ["-sanitize=fuzzer,address"]
let sanitizerSettings: [SwiftSetting] = isFuzzing ? [.unsafeFlags(fuzzingFlags), .define("FUZZING")] : []

/// A wing of the product; raw values are folder names under `Sources` and `Tests`.
enum Wing: String {
    case domain = "Domain"
    case infrastructure = "Infrastructure"
    case adapters = "Adapters"
    case composition = "Composition"
    case testing = "Testing"

    func mayUse(_ other: Wing) -> Bool {
        switch self {
        case .domain: other == .domain
        case .infrastructure: other == .infrastructure
        case .adapters: other == .domain || other == .infrastructure
        case .composition, .testing: true
        }
    }
}

/// A product of another package.
struct External: Hashable {
    let product: String
    let package: String
}

extension External {
    static let asyncHTTPClient = External(product: "AsyncHTTPClient", package: "async-http-client")
    static let argumentParser = External(product: "ArgumentParser", package: "swift-argument-parser")
    static let crypto = External(product: "Crypto", package: "swift-crypto")
    static let hummingbirdCore = External(product: "HummingbirdCore", package: "hummingbird")
    static let logging = External(product: "Logging", package: "swift-log")
    static let nioCore = External(product: "NIOCore", package: "swift-nio")
    static let nioHTTP1 = External(product: "NIOHTTP1", package: "swift-nio")
    static let nioPosix = External(product: "NIOPosix", package: "swift-nio")
    static let serviceLifecycle = External(product: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let unixSignals = External(product: "UnixSignals", package: "swift-service-lifecycle")
}

/// A C library that Debian ships as a `-dev` package.
struct SystemLibrary {
    let name: String
    let debianPackage: String
}

let systemLibraries = [
    SystemLibrary(name: "CSQLite", debianPackage: "libsqlite3-dev"),
    SystemLibrary(name: "CYAML", debianPackage: "libyaml-dev"),
    SystemLibrary(name: "CZlib", debianPackage: "zlib1g-dev"),
]

/// One library target, its place in the tree and what it may import.
struct Module {
    let name: String
    let wing: Wing
    var uses: [String] = []
    var externals: [External] = []
    var testedWith: [String] = []
    var hasTests = true
    /// An executable that tests start as a process of its own.
    var isExecutable = false
    /// Strict memory safety is on unless the target speaks to C.
    var speaksToC = false
}

let modules = [
    // Domain: rules and values.
    Module(name: "Access", wing: .domain, uses: ["Diagnostics", "JSON"]),
    Module(
        name: "Cleaning",
        wing: .domain,
        uses: ["Diagnostics", "JSON", "JSONSchema", "RegularExpressions", "StringFormats", "Tabular"],
        testedWith: ["TabularTesting", "YAMLDocuments"]
    ),
    Module(
        name: "Contract",
        wing: .domain,
        uses: ["Diagnostics", "JSON", "JSONSchema"],
        testedWith: ["YAMLDocuments"]
    ),
    Module(
        name: "ContractLint",
        wing: .domain,
        uses: [
            "Contract", "Diagnostics", "JSON", "JSONSchema", "JSONSelector", "RegularExpressions", "StringFormats",
        ],
        testedWith: ["ContractSupport", "YAMLDocuments"]
    ),
    Module(
        name: "ContractSupport",
        wing: .domain,
        uses: ["Contract", "Diagnostics", "JSON", "JSONSchema", "StringFormats"],
        testedWith: ["YAMLDocuments"]
    ),
    Module(name: "Diagnostics", wing: .domain),
    Module(
        name: "Handlers",
        wing: .domain,
        uses: ["Contract", "Diagnostics", "JSON", "Records", "RegularExpressions"],
        testedWith: ["JSONSchema", "RecordsTesting"]
    ),
    Module(name: "JSON", wing: .domain, uses: ["Diagnostics"]),
    Module(name: "JSONSchema", wing: .domain, uses: ["Diagnostics", "JSON", "RegularExpressions", "StringFormats"]),
    Module(name: "JSONSelector", wing: .domain, uses: ["Diagnostics", "JSON", "RegularExpressions"]),
    Module(name: "Records", wing: .domain, uses: ["Diagnostics", "JSON"], testedWith: ["RecordsTesting"]),
    Module(name: "RegularExpressions", wing: .domain, uses: ["Diagnostics"]),
    Module(name: "Settings", wing: .domain, uses: ["Diagnostics", "JSON"]),
    Module(name: "StringFormats", wing: .domain, uses: ["RegularExpressions"]),
    Module(name: "Tabular", wing: .domain, uses: ["Diagnostics"], testedWith: ["TabularTesting"]),

    // Infrastructure: machinery without rules.
    Module(name: "Compression", wing: .infrastructure, uses: ["CZlib"], speaksToC: true),
    Module(name: "DataFolder", wing: .infrastructure, speaksToC: true),
    Module(name: "EventLog", wing: .infrastructure, externals: [.logging], speaksToC: true),
    Module(name: "Files", wing: .infrastructure, speaksToC: true),
    Module(
        name: "HTTPFetching",
        wing: .infrastructure,
        externals: [.asyncHTTPClient, .nioCore, .nioHTTP1, .nioPosix],
        testedWith: ["TestEnvironment"]
    ),
    Module(name: "HTTPMessages", wing: .infrastructure),
    Module(
        name: "HTTPServer",
        wing: .infrastructure,
        uses: ["HTTPMessages"],
        externals: [.hummingbirdCore, .logging, .nioCore, .nioHTTP1, .nioPosix, .serviceLifecycle],
        speaksToC: true
    ),
    Module(name: "LibYAML", wing: .infrastructure, uses: ["CYAML"], speaksToC: true),
    Module(name: "ProcessMemory", wing: .infrastructure, speaksToC: true),
    Module(name: "SQLite", wing: .infrastructure, uses: ["CSQLite"], speaksToC: true),
    Module(
        name: "ZipArchive",
        wing: .infrastructure,
        uses: ["Compression"],
        testedWith: ["TestEnvironment"],
        speaksToC: true
    ),

    // Adapters: rules joined to machinery.
    Module(
        name: "CleaningReports",
        wing: .adapters,
        uses: ["Cleaning", "Diagnostics", "JSON", "Tabular"],
        testedWith: ["TabularTesting", "YAMLDocuments"]
    ),
    Module(name: "CommandLine", wing: .adapters, uses: ["Diagnostics", "JSON"]),
    Module(
        name: "LintReports",
        wing: .adapters,
        uses: ["Contract", "ContractLint", "Diagnostics", "JSON"],
        testedWith: ["YAMLDocuments"]
    ),
    Module(
        name: "RESTGateway",
        wing: .adapters,
        uses: ["Access", "Contract", "Diagnostics", "HTTPMessages", "Handlers", "JSON", "JSONSchema", "Records"],
        externals: [.crypto],
        testedWith: ["RecordsTesting", "YAMLDocuments"]
    ),
    Module(
        name: "SQLiteRecords",
        wing: .adapters,
        uses: ["DataFolder", "Diagnostics", "JSON", "Records", "SQLite"],
        testedWith: ["RecordsCrashWriter", "RecordsTesting"]
    ),
    Module(
        name: "TabularCSV",
        wing: .adapters,
        uses: ["Diagnostics", "Tabular"],
        testedWith: ["JSON", "TabularTesting"]
    ),
    Module(
        name: "TabularSQLite",
        wing: .adapters,
        uses: ["Diagnostics", "Files", "SQLite", "Tabular"],
        testedWith: ["TabularTesting", "TestEnvironment"]
    ),
    Module(
        name: "TabularXLSX",
        wing: .adapters,
        uses: ["Compression", "Diagnostics", "Files", "Tabular", "ZipArchive"],
        testedWith: ["TabularTesting", "WorkbookProbe"]
    ),
    Module(name: "TextEncoding", wing: .adapters, uses: ["Diagnostics", "Tabular"]),
    Module(name: "TokenKeys", wing: .adapters, uses: ["Access", "Diagnostics", "JSON"], externals: [.crypto]),
    Module(name: "YAMLDocuments", wing: .adapters, uses: ["Diagnostics", "JSON", "LibYAML"]),

    // Composition: a service wired together; what generated services build on.
    Module(
        name: "DataCleaning",
        wing: .composition,
        uses: [
            "Cleaning", "CleaningReports", "CommandLine", "Contract", "Diagnostics", "DocumentFiles", "Files", "JSON",
            "JSONSchema", "Tabular", "TabularCSV", "TabularSQLite", "TabularXLSX", "TextEncoding",
        ],
        testedWith: ["SQLite", "TabularTesting", "TestEnvironment", "ZipArchive"]
    ),
    Module(
        name: "DocumentFiles",
        wing: .composition,
        uses: ["Diagnostics", "Files", "JSON", "YAMLDocuments"],
        testedWith: ["TestEnvironment"]
    ),
    Module(
        name: "HandoverCleaning",
        wing: .composition,
        uses: ["Cleaning", "DataCleaning", "Diagnostics", "Tabular"],
        testedWith: ["TestEnvironment"]
    ),
    Module(
        name: "HandoverService",
        wing: .composition,
        uses: [
            "Access", "Cleaning", "CommandLine", "Contract", "ContractLint", "ContractSupport", "DataCleaning",
            "DataFolder", "Diagnostics", "DocumentFiles", "EventLog", "Files", "HTTPMessages", "HTTPServer", "Handlers",
            "JSON", "LintReports", "ProcessMemory", "RESTGateway", "Records", "SQLiteRecords", "Settings", "Tabular",
            "TokenKeys", "YAMLDocuments",
        ],
        externals: [.crypto, .logging, .nioCore, .serviceLifecycle, .unixSignals],
        testedWith: ["RecordsTesting"]
    ),
    Module(
        name: "RecordDelivery",
        wing: .composition,
        uses: [
            "Access", "Cleaning", "Contract", "DataCleaning", "Diagnostics", "DocumentFiles", "Files", "HTTPFetching",
            "HandoverService", "Handlers", "JSON", "RESTGateway", "Records",
        ],
        externals: [.crypto],
        testedWith: ["TestEnvironment"]
    ),
    Module(
        name: "SchemaValidation",
        wing: .composition,
        uses: ["CommandLine", "Diagnostics", "DocumentFiles", "Files", "HTTPFetching", "JSON", "JSONSchema"],
        testedWith: ["TestEnvironment"]
    ),

    // Testing: fakes and conformance kits.
    Module(
        name: "RecordsCrashWriter",
        wing: .testing,
        uses: ["Records", "SQLiteRecords"],
        hasTests: false,
        isExecutable: true
    ),
    Module(name: "RecordsTesting", wing: .testing, uses: ["Diagnostics", "JSON", "Records"], hasTests: false),
    Module(name: "TabularTesting", wing: .testing, uses: ["Diagnostics", "Tabular"], hasTests: false),
    Module(name: "TestEnvironment", wing: .testing, hasTests: false, speaksToC: true),
    Module(
        name: "WorkbookProbe",
        wing: .testing,
        uses: ["Files", "Tabular", "TabularXLSX"],
        hasTests: false,
        isExecutable: true
    ),
]

let wings = Dictionary(uniqueKeysWithValues: modules.map { ($0.name, $0.wing) })
let modulesByName = Dictionary(uniqueKeysWithValues: modules.map { ($0.name, $0) })
let systemLibraryNames = Set(systemLibraries.map(\.name))

for module in modules {
    for used in module.uses + module.testedWith where !systemLibraryNames.contains(used) {
        guard let wing = wings[used], module.testedWith.contains(used) || module.wing.mayUse(wing) else {
            fatalError("\(module.wing.rawValue)/\(module.name) may not use \(used); see docs/decisions/0001-layers.md")
        }
    }
}

/// The modules that a set of modules needs, itself included.
func closure(of names: [String]) -> Set<String> {
    var found: Set<String> = []
    var waiting = names
    while let name = waiting.popLast() {
        guard found.insert(name).inserted, let module = modulesByName[name] else { continue }
        waiting += module.uses + module.testedWith
    }
    return found
}

/// `WING=Domain swift test` builds one wing, `MODULE=JSON,Records swift test` some modules; each with what they need
/// and nothing else, so the inner loop resolves and builds no server package.
let selection: Set<String>? =
    if let names = Context.environment["MODULE"] {
        closure(of: names.split(separator: ",").map(String.init))
    } else if let wing = Context.environment["WING"].flatMap(Wing.init(rawValue:)) {
        closure(of: modules.filter { $0.wing == wing }.map(\.name))
    } else {
        nil
    }
let isSelected = { (name: String) in selection?.contains(name) ?? true }
let selectedModules = modules.filter { isSelected($0.name) }

func targets(of module: Module) -> [Target] {
    let path = "\(module.wing.rawValue)/\(module.name)"
    let settings = houseSettings + sanitizerSettings + (module.speaksToC ? [] : [.strictMemorySafety()])
    let externals = module.externals.map { Target.Dependency.product(name: $0.product, package: $0.package) }
    let dependencies = module.uses.map { Target.Dependency.target(name: $0) } + externals
    let sources = "Sources/\(path)"
    let library: Target =
        module.isExecutable
        ? .executableTarget(
            name: module.name,
            dependencies: dependencies,
            path: sources,
            swiftSettings: settings
        )
        : .target(name: module.name, dependencies: dependencies, path: sources, swiftSettings: settings)
    guard module.hasTests else { return [library] }
    let tests = Target.testTarget(
        name: "\(module.name)Tests",
        dependencies: ([module.name] + module.uses + module.testedWith).map { .target(name: $0) } + externals,
        path: "Tests/\(path)Tests",
        exclude: [],
        swiftSettings: houseSettings
    )
    return [library, tests]
}

func target(of library: SystemLibrary) -> Target {
    .systemLibrary(
        name: library.name,
        path: "Sources/Infrastructure/\(library.name)",
        providers: [.apt([library.debianPackage])]
    )
}

let packages: [(name: String, dependency: Package.Dependency)] = [
    (
        "async-http-client",
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0", traits: [])
    ),
    ("hummingbird", .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: [])),
    ("swift-argument-parser", .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")),
    ("swift-crypto", .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2")),
    ("swift-log", .package(url: "https://github.com/apple/swift-log", exact: "1.16.2")),
    ("swift-nio", .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2")),
    (
        "swift-service-lifecycle",
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0")
    ),
]
/// Only `make docs` asks for the documentation's own tool.
let documentationTool: [Package.Dependency] =
    Context.environment["DOCS"] == nil
    ? [] : [.package(url: "https://github.com/swiftlang/swift-docc-plugin", exact: "1.5.0")]
let neededPackages = Set(selectedModules.flatMap(\.externals).map(\.package))

/// What is built only as a whole: the executable and the rules about the tree.
let wholes: [Target] =
    selection == nil
    ? [
        .executableTarget(
            name: "handover",
            dependencies: [
                "Access", "Cleaning", "CommandLine", "Contract", "ContractLint", "DataCleaning", "Diagnostics",
                "DocumentFiles", "EventLog", "HandoverService", "JSON", "JSONSchema", "RecordDelivery",
                "SchemaValidation", "Settings",
                .product(name: External.argumentParser.product, package: External.argumentParser.package),
            ],
            swiftSettings: houseSettings
        ),
        .testTarget(name: "HouseRulesTests", swiftSettings: houseSettings),
        // Not for its code: so that the executable is built, and lies beside the tests that start it.
        .testTarget(
            name: "handoverTests",
            dependencies: ["handover", "TestEnvironment"],
            swiftSettings: houseSettings
        ),
    ] : []

/// What other packages can use; its example is a package of its own, and built here so that it stays right.
let libraries: [Product] =
    isSelected("HandoverCleaning")
    ? [.library(name: "HandoverCleaning", targets: ["HandoverCleaning", "Cleaning", "Tabular"])] : []
let examples: [Target] =
    isSelected("HandoverCleaning")
    ? [
        .executableTarget(
            name: "CleaningExample",
            dependencies: ["Cleaning", "HandoverCleaning", "Tabular"],
            path: "Examples/cleaning/Sources",
            swiftSettings: houseSettings
        )
    ] : []

/// Programs that measure, for `BENCHMARKS=1 MODULE=JSON swift build -c release --product JSONBenchmark` and the like.
let benchmarks: [Target] =
    Context.environment["BENCHMARKS"] == nil
    ? []
    : [
        (
            name: "CleaningBenchmark", folder: "cleaning",
            uses: [
                "Cleaning", "DataCleaning", "Diagnostics", "JSON", "Tabular", "TabularCSV", "TabularTesting",
                "YAMLDocuments",
            ], other: ["pollock.py", "run.py"]
        ),
        (name: "JSONBenchmark", folder: "json", uses: ["JSON"], other: ["documents.py", "run.py"]),
        (name: "JSONSchemaBenchmark", folder: "json-schema", uses: ["JSON", "JSONSchema"], other: ["run.py"]),
        (name: "TabularXLSXBenchmark", folder: "xlsx", uses: ["Tabular", "TabularXLSX"], other: []),
        (name: "TextEncodingBenchmark", folder: "encodings", uses: ["Tabular", "TextEncoding"], other: []),
        (name: "CSVBenchmark", folder: "csv", uses: ["Tabular", "TabularCSV"], other: []),
    ]
    .filter { $0.uses.allSatisfy(isSelected) }
    .map { program in
        .executableTarget(
            name: program.name,
            dependencies: program.uses.map { .target(name: $0) },
            path: "Benchmarks/\(program.folder)",
            exclude: program.other,
            swiftSettings: houseSettings
        )
    }

/// Programs that run under libFuzzer, for `make fuzz`.
let fuzzers: [Target] =
    !isFuzzing
    ? []
    : [
        (
            name: "CSVFuzzer", folder: "csv", uses: ["Tabular", "TabularCSV"],
            other: ["keywords.dict", "seeds.py", "seeds.txt"]
        ),
        (
            name: "RecipeFuzzer", folder: "recipe",
            uses: ["Cleaning", "Diagnostics", "JSON", "Tabular", "TabularTesting", "YAMLDocuments"],
            other: ["keywords.dict", "seeds.py", "seeds.txt"]
        ),
        (
            name: "XLSXFuzzer", folder: "xlsx", uses: ["Tabular", "TabularXLSX", "ZipArchive"],
            other: ["keywords.dict", "seeds.py", "seeds.txt"]
        ),
        (
            name: "SchemaFuzzer", folder: "json-schema", uses: ["Diagnostics", "JSON", "JSONSchema"],
            other: ["keywords.dict", "seeds.py", "seeds.txt"]
        ),
        (
            name: "ContractFuzzer", folder: "contract",
            uses: ["Contract", "ContractLint", "ContractSupport", "Diagnostics", "JSON", "YAMLDocuments"],
            other: ["keywords.dict", "seeds.py", "seeds.txt"]
        ),
    ]
    .filter { $0.uses.allSatisfy(isSelected) }
    .map { program in
        .executableTarget(
            name: program.name,
            dependencies: (program.uses + ["FuzzDriver"]).map { .target(name: $0) },
            path: "Fuzzing/\(program.folder)",
            exclude: program.other,
            swiftSettings: houseSettings + sanitizerSettings,
            linkerSettings: [.unsafeFlags(fuzzingFlags)]
        )
    } + [
        .target(name: "FuzzDriver", path: "Fuzzing/driver", swiftSettings: houseSettings + sanitizerSettings)
    ]

let package = Package(
    name: "handover",
    products: libraries,
    dependencies: packages.filter { selection == nil || neededPackages.contains($0.name) }.map(\.dependency)
        + documentationTool,
    targets: systemLibraries.filter { isSelected($0.name) }.map(target(of:))
        + selectedModules.flatMap(targets(of:)) + wholes + examples + benchmarks + fuzzers
)
