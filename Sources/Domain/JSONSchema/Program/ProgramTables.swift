import JSON

/// The operands of a program that do not fit into its instructions.
struct ProgramTables: Sendable {
    var lists: [UInt32] = []
    var slots: [PropertySlot] = []
    var names: [UInt8] = []
    var plans: [ObjectPlan] = []
    var planPatterns: [PlanPattern] = []
    var numberRules: [NumberRule] = []
    /// The ranges of the rules, one each.
    var numberRanges: [NumberRange] = []
    var numberSets: [NumberSet] = []
    var stringSets: [StringSet] = []
    var constants: [JSONNode] = []
    var containsRules: [ContainsRule] = []
    var triggers: [DependentNames] = []
    var unevaluatedRules: [UnevaluatedRule] = []
    var dynamicTables: [DynamicTable] = []
    /// How many blocks the dynamic tables have together.
    var dynamicBlockCount = 0

    /// How many entries the tables that grow with the program have together.
    var entryCount: Int {
        lists.count + slots.count + names.count / 8 + plans.count + planPatterns.count + numberRules.count
            + constants.count + triggers.count + unevaluatedRules.count + dynamicBlockCount
    }

    /// Copies a table's slots and names, for a plan.
    mutating func place(_ table: PropertyTable, in plan: inout ObjectPlan) {
        plan.slotBase = UInt32(slots.count)
        plan.slotMask = UInt32(table.slots.count - 1)
        plan.firstSlot = plan.slotBase + table.first
        let nameBase = UInt32(names.count)
        slots += table.slots.map { slot in
            var moved = slot
            moved.nameOffset += nameBase
            moved.next += plan.slotBase
            return moved
        }
        names += table.names
    }

    /// The names in a plan's table, in the order of their declaration.
    func names(of plan: ObjectPlan) -> [PropertyName] {
        var found: [PropertyName] = []
        var seen: Set<UInt32> = []
        var index = plan.firstSlot
        // The last slot leads to any.
        while slots[Int(index)].key != PropertySlot.freeKey, seen.insert(index).inserted {
            let slot = slots[Int(index)]
            let bytes = names[Int(slot.nameOffset)..<Int(slot.nameOffset + slot.nameLength)]
            found.append(PropertyName(String(decoding: bytes, as: UTF8.self)))
            index = slot.next
        }
        return found
    }

    /// The slot of a name in a plan's table; nil when it has none.
    func slot(of name: PropertyName, in plan: ObjectPlan) -> PropertySlot? {
        var index = PropertyTable.start(of: name.key, mask: Int(plan.slotMask), seed: KeyHash.seed)
        while true {
            let slot = slots[Int(plan.slotBase) + index]
            if slot.key == PropertySlot.freeKey { return nil }
            if slot.key == name.key,
                names[Int(slot.nameOffset)..<Int(slot.nameOffset + slot.nameLength)].elementsEqual(name.bytes)
            {
                return slot
            }
            index = (index + 1) & Int(plan.slotMask)
        }
    }
}
