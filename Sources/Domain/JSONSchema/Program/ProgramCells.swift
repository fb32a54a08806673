import JSON

/// The parts of a program that its machine reads all the time.
struct ProgramCells: Sendable {
    /// For each block and kind the index of its first instruction, perhaps with ``CodeLinker/leafBit``.
    let entries: Cells<UInt32>
    let code: Cells<Instruction>
    let lists: Cells<UInt32>
    let slots: Cells<PropertySlot>
    /// For each slot and kind the entry of the block that its value names, so that there is one thing less to look up.
    let slotEntries: Cells<UInt32>
    let names: Cells<UInt8>
    let plans: Cells<ObjectPlan>
    let planPatterns: Cells<PlanPattern>
    let numberRanges: Cells<NumberRange>
    let stringSets: Cells<StringSet>
    let containsRules: Cells<ContainsRule>
    let unevaluatedRules: Cells<UnevaluatedRule>
    let formats: Cells<StringAssertion>
    /// ``KeyHash/seed``, at hand.
    let seed = KeyHash.seed

    /// Copies of an emitter's tables; see ``deallocate()``.
    init(_ emitter: CodeEmitter, formats: [StringAssertion]) {
        let tables = emitter.tables
        entries = Cells(copying: emitter.entries)
        code = Cells(copying: emitter.code)
        lists = Cells(copying: tables.lists)
        slots = Cells(copying: tables.slots)
        slotEntries = Cells(
            copying: tables.slots.flatMap { slot in
                let first = Int(slot.value) * Program.kindCount
                // What is no block is never applied.
                return emitter.entries.indices.contains(first)
                    ? emitter.entries[first..<first + Program.kindCount]
                    : ArraySlice(repeating: Program.failEntry, count: Program.kindCount)
            }
        )
        names = Cells(copying: tables.names)
        plans = Cells(copying: tables.plans)
        planPatterns = Cells(copying: tables.planPatterns)
        numberRanges = Cells(copying: tables.numberRanges)
        stringSets = Cells(copying: tables.stringSets)
        containsRules = Cells(copying: tables.containsRules)
        unevaluatedRules = Cells(copying: tables.unevaluatedRules)
        self.formats = Cells(copying: formats)
    }

    /// Gives the memory back; nothing may be read afterwards.
    func deallocate() {
        entries.deallocate()
        code.deallocate()
        lists.deallocate()
        slots.deallocate()
        slotEntries.deallocate()
        names.deallocate()
        plans.deallocate()
        planPatterns.deallocate()
        numberRanges.deallocate()
        stringSets.deallocate()
        containsRules.deallocate()
        unevaluatedRules.deallocate()
        formats.deallocate()
    }
}
