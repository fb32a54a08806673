// Runs schema × instance under libFuzzer: `make fuzz`.
//
// An input is one byte of options, the text of a schema and the texts of instances, apart by the byte 0xFF, which no
// UTF-8 has. What has to hold is more than that nothing crashes: see `SchemaCheck`.

import JSON
import JSONSchema

@main
enum SchemaFuzzer {
    static func main() {
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        _ = runDriver(&count, &arguments, testOneInput)
    }
}

/// The main function of libFuzzer.
@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// One run of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    SchemaCheck.run(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}

/// libFuzzer's own mutations, byte by byte.
@_silgen_name("LLVMFuzzerMutate")
func mutateBytes(_ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ maximumCount: Int) -> Int

/// Three times in four a value is changed, else bytes are.
@_cdecl("LLVMFuzzerCustomMutator")
public func mutate(_ data: UnsafeMutablePointer<UInt8>, _ count: Int, _ maximumCount: Int, _ seed: UInt32) -> Int {
    if seed % 4 > 0 {
        var mutator = SchemaMutator(seed: seed)
        let input = Array(UnsafeBufferPointer(start: data, count: count))
        if let changed = mutator.mutated(input), changed.count <= maximumCount {
            _ = UnsafeMutableBufferPointer(start: data, count: maximumCount).update(fromContentsOf: changed)
            return changed.count
        }
    }
    return mutateBytes(data, count, maximumCount)
}
