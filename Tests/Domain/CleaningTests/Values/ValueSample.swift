import Testing

@testable import Cleaning

/// A cell and what a step makes of it; nil: it is refused.
struct ValueSample: Sendable, CustomTestStringConvertible {
    let cell: String
    let result: String?
    var testDescription: String { cell.isEmpty ? "<empty>" : cell }

    init(_ cell: String, _ result: String?) {
        self.cell = cell
        self.result = result
    }
}

/// What a step makes of a cell; nil when it is refused.
func outcome(of cell: String, _ step: (Span<UInt8>, inout CellBuffer) -> CellOutcome) -> String? {
    var buffer = CellBuffer()
    let bytes = Array(cell.utf8)
    switch step(bytes.span, &buffer) {
    case .part(let range): return String(decoding: bytes[range], as: UTF8.self)
    case .written: return String(decoding: buffer.bytes, as: UTF8.self)
    case .refused, .tooCostly: return nil
    }
}

/// Checks each row of a table.
func check(_ samples: [ValueSample], _ step: (Span<UInt8>, inout CellBuffer) -> CellOutcome) {
    for sample in samples {
        let result = outcome(of: sample.cell, step)
        if result != sample.result {
            let expected = sample.result ?? "a refusal"
            Issue.record("'\(sample.cell)' became \(result ?? "a refusal"), not \(expected)")
        }
    }
}
