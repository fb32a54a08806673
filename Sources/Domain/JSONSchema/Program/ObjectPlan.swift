/// What an object's members must be, in one pass over them.
struct ObjectPlan: Sendable, BitwiseCopyable {
    /// What is left of the members on the trail.
    enum Trail: UInt8 {
        case nothing
        case matched
        case everything
    }

    /// Where its table begins in ``ProgramTables/slots``, and the table's size less one.
    var slotBase: UInt32 = 0
    var slotMask: UInt32 = 0
    /// The slot of the name that was declared first.
    var firstSlot: UInt32 = 0
    var requiredCount: UInt32 = 0
    /// The block for members that no name and no pattern matches.
    var additional = Program.passBlock
    var patternStart: UInt32 = 0
    var patternCount: UInt32 = 0
    /// The block for the names themselves.
    var memberNames = Program.passBlock
    var trail = Trail.nothing

    /// Whether the table says all there is to say.
    var looksAtNamesAlone: Bool { patternCount == 0 && memberNames == Program.passBlock && trail == .nothing }
}

/// A pattern for member names and the block for their values.
struct PlanPattern: Sendable, BitwiseCopyable {
    let pattern: UInt32
    let block: UInt32
}
