// Runs delimited texts under libFuzzer: `make fuzz`.
//
// An input is a byte of options and a text. What has to hold is more than that nothing crashes: see `CSVCheck`.

import FuzzDriver

@main
enum CSVFuzzer {
    static func main() { FuzzDriver.run { CSVCheck.run($0) } }
}
