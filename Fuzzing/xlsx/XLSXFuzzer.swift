// Runs workbooks under libFuzzer: `make fuzz`.
//
// An input is a byte of options and either the bytes of a workbook or the XML of its sheet, its strings and its styles,
// apart by the byte 0xFF, which no UTF-8 has. What has to hold is more than that nothing crashes: see `XLSXCheck`.

import FuzzDriver

@main
enum XLSXFuzzer {
    static func main() { FuzzDriver.run { XLSXCheck.run($0) } }
}
