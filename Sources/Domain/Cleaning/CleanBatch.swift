import Diagnostics
import Tabular

/// What became of the records of one batch.
public struct CleanBatch: Sendable {
    /// A record that was refused.
    struct Reject: Sendable, BitwiseCopyable {
        /// The index in the batch.
        let record: Int
        /// The index behind its last reason in ``CleanBatch/reasons``.
        let reasonEnd: Int
    }

    /// The clean records in the form of the sink, one behind the other.
    var bytes: [UInt8] = []
    /// The offset behind each clean record in ``bytes``.
    var ends: [Int] = []
    /// The clean records as fields, when the sink takes them so; then there are no bytes.
    var table = FieldTable()
    /// The index of each clean record in the batch.
    var indices: [Int] = []
    /// The hash of each clean record's key, for each rule `unique`; 0 when it is not compared.
    var keys: [UInt128] = []
    var rejects: [Reject] = []
    var reasons: [RejectReason] = []
    /// What was refused, one cell behind the other.
    var values: [UInt8] = []
    /// Why a table on disk could not be read; then the records that looked something up are not to be trusted.
    var failure: TabularError?
    /// How many records were left out by a rule.
    var droppedCount = 0
    /// How many records came in.
    var recordCount = 0

    /// Nothing.
    public init() {}

    /// The number of clean records, those not counted that `unique` will refuse.
    public var cleanCount: Int { indices.count }
    /// The number of records that were refused.
    public var rejectCount: Int { rejects.count }

    /// The bytes of storage that are kept for the next batch; a usual one needs less.
    static let keptByteCount = 4 << 20

    /// Forgets everything but the storage; of that much more than a usual batch needs is given back.
    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptByteCount)
        ends.removeAll(keepingCapacity: true)
        table.removeAll()
        indices.removeAll(keepingCapacity: true)
        keys.removeAll(keepingCapacity: true)
        rejects.removeAll(keepingCapacity: true)
        reasons.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: values.capacity <= Self.keptByteCount)
        failure = nil
        droppedCount = 0
        recordCount = 0
    }

    /// The reasons of a reject.
    func reasons(of index: Int) -> Range<Int> {
        (index == 0 ? 0 : rejects[index - 1].reasonEnd)..<rejects[index].reasonEnd
    }
}

/// One reason why a record was refused.
struct RejectReason: Sendable {
    /// The index of the column; -1 when it is about the record.
    let column: Int
    /// The index of the reason among the recipe's.
    let code: Int
    /// The step, by its index among the recipe's; -1 when it was none.
    let instruction: Int
    /// The rule about records; -1 when it was none.
    let rule: Int
    /// The refused text, in ``CleanBatch/values``.
    let value: Range<Int>
    /// What a person is told, in ``CleanBatch/values``; empty when the rule has words of its own.
    let note: Range<Int>

    init(column: Int, code: Int, instruction: Int, rule: Int, value: Range<Int>, note: Range<Int> = 0..<0) {
        self.column = column
        self.code = code
        self.instruction = instruction
        self.rule = rule
        self.value = value
        self.note = note
    }
}
