// Runs contracts under libFuzzer: `make fuzz`.
//
// An input is the text of a contract, in JSON or YAML. What has to hold is more than that nothing crashes: see
// `ContractCheck`.

import FuzzDriver

@main
enum ContractFuzzer {
    static func main() { FuzzDriver.run { ContractCheck.run($0) } }
}
