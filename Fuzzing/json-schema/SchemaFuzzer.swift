// Runs schema × instance under libFuzzer: `make fuzz`.
//
// An input is one byte of options, the text of a schema and the texts of instances, apart by the byte 0xFF, which no
// UTF-8 has. What has to hold is more than that nothing crashes: see `SchemaCheck`.

import FuzzDriver
import JSON
import JSONSchema

@main
enum SchemaFuzzer {
    static func main() { FuzzDriver.run { SchemaCheck.run($0) } }
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
