// Cleans a file by a recipe:
//
//     swift run CleaningExample orders.csv orders.yaml clean.csv rejects.csv
import Cleaning
import HandoverCleaning
import Tabular

guard CommandLine.arguments.count == 5 else {
    print("usage: CleaningExample INPUT RECIPE OUTPUT REJECTS")
    throw CancellationError()
}
let paths = CommandLine.arguments

let run = try CleaningRun(input: paths[1], recipe: Recipe(contentsOf: paths[2]))
let summary = try await run.write(to: paths[3], rejects: paths[4])
print("\(summary.counts.clean) of \(summary.counts.records) records are clean")
for reason in summary.reasons {
    print("\(reason.count) rejected: \(reason.code.name), first on line \(reason.first.line)")
}
