// swift-tools-version: 6.3

import PackageDescription

let package = Package(
    name: "cleaning-example",
    dependencies: [.package(name: "handover", path: "../..")],
    targets: [
        .executableTarget(
            name: "CleaningExample",
            dependencies: [.product(name: "HandoverCleaning", package: "handover")],
            path: "Sources"
        )
    ]
)
