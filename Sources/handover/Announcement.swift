import CommandLine
import Diagnostics
import FoundationEssentials
import HandoverService
import JSON

// What `handover serve` says once it listens.
extension RunningService.Announcement {
    /// For programs: one object.
    var value: JSONValue {
        [
            "name": .string(name),
            "url": .string(url),
            "basePaths": .array(basePaths.map { .string($0) }),
            "operations": ["store": .integer(storeOperationCount), "example": .integer(exampleOperationCount)],
            "data": .string(absoluteDataFolder),
            "seeds": .object(seeds.map { JSONValue.Member($0.collection, .integer($0.count)) }),
            "rejected": .object(
                seeds.filter { $0.rejectedCount > 0 }.map {
                    JSONValue.Member($0.collection, .integer($0.rejectedCount))
                }
            ),
            "curl": .string(curl),
        ]
    }

    /// For people: the addresses, where the data is, and a command to try.
    var text: String {
        var rows: [(label: String, text: String)] = []
        let addresses = basePaths.filter { !$0.isEmpty }.map { url + $0 }
        if !addresses.isEmpty {
            rows.append((Speech.text("also under", zh: "另一地址"), addresses.joined(separator: "  ")))
        }
        rows.append((Speech.text("operations", zh: "操作"), operations))
        rows.append((Speech.text("data", zh: "数据"), absoluteDataFolder))
        for seed in seeds { rows.append((Speech.text("seed", zh: "初始数据"), Self.text(of: seed))) }
        rows.append((Speech.text("health", zh: "健康检查"), "\(url)/health  \(url)/ready"))
        rows.append((Speech.text("stop", zh: "停止"), "Ctrl-C"))
        let width = (rows.map { DisplayWidth.of($0.label) }.max() ?? 0) + 2
        let title = Speech.text("\(name) is served at \(url)", zh: "\(name) 服务地址：\(url)")
        let lines = rows.map { "  " + DisplayWidth.padded($0.label, to: width) + $0.text }
        return ([title] + lines + ["", Speech.text("Try:", zh: "试一试："), "  \(curl)", ""]).joined(separator: "\n")
    }

    private var operations: String {
        let (store, example) = (storeOperationCount, exampleOperationCount)
        return Speech.text(
            "\(store) on stored records, \(example) answered from examples",
            zh: "\(store) 个读写记录，\(example) 个用示例回答"
        )
    }

    private static func text(of seed: LoadedSeed) -> String {
        let rejected = seed.rejectedCount
        return Speech.text(
            "\(seed.count) \(seed.count == 1 ? "record" : "records") into \(seed.collection)"
                + (rejected > 0 ? ", \(rejected) rejected" : ""),
            zh: "\(seed.collection)：\(seed.count) 条记录" + (rejected > 0 ? "，剔除 \(rejected) 条" : "")
        )
    }

    private var absoluteDataFolder: String {
        dataFolder.hasPrefix("/") ? dataFolder : "\(FileManager.default.currentDirectoryPath)/\(dataFolder)"
    }
}
