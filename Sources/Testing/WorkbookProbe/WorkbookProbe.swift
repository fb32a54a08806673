import Files
import Glibc
import Tabular
import TabularXLSX

/// Reads a workbook to its end in a process of its own, and says what came of it and how much memory that took.
///
/// Arguments: the workbook, and `merged` to fill merged cells. Writes one line: the records, the fields, the error's code or `-`, and the most kilobytes that
/// were resident at a time.
@main
enum WorkbookProbe {
    static func main() {
        let arguments = CommandLine.arguments
        guard arguments.count == 2 || arguments.count == 3 && arguments[2] == "merged" else { exit(2) }
        var options = SourceOptions()
        options.fillsMergedCells = arguments.count == 3
        var source = XLSXSource(arguments[1], options: options)
        var records = 0
        var fields = 0
        var code = "-"
        do throws(TabularError) {
            var batch = RecordBatch()
            while try source.next(into: &batch) {
                records += batch.count
                fields += batch.fields.count
            }
        } catch {
            code = error.code.rawValue
        }
        let line = Array("\(records) \(fields) \(code) \(peak())\n".utf8)
        // SAFETY: The array lives through the call, and the count is its own.
        _ = unsafe Glibc.write(STDOUT_FILENO, line, line.count)
    }

    /// Of this program alone: what `getrusage` tells includes the process that started it.
    private static func peak() -> Int {
        // Without it the answer is no number of kilobytes, and the test fails.
        let status = (try? Files.read("/proc/self/status")) ?? []
        for line in String(decoding: status, as: UTF8.self).split(separator: "\n") where line.hasPrefix("VmHWM:") {
            return Int(line.split(whereSeparator: { $0 == " " || $0 == "\t" })[1]) ?? -1
        }
        return -1
    }
}
