import JSON

/// Takes down every subschema that is applied, with its verdict, its faults and what it annotates.
struct EvaluationRecorder: Sendable {
    struct Unit: Sendable {
        let schema: SubschemaID
        let instance: Int
        /// The array or object around the instance; negative for the instance that was asked about.
        let parent: Int
        let path: [String]
        /// The index after the last unit within this one.
        var end = 0
        var isAccepted = false
        /// Whether a refusal makes the schema around it refuse as well.
        var isExcused = false
        var faults: [(keyword: String, fault: Fault)] = []
        var notes: [(keyword: Keyword, value: JSONValue)] = []
    }

    /// Each unit comes before those within it.
    private(set) var units: [Unit] = []
    /// Whether there were more units than there may be.
    private(set) var isFull = false
    private let limit: Int
    /// The units at hand, outermost first; negative where they were too many.
    private var open: [Int] = []

    init(limit: Int) { self.limit = limit }

    /// How many units there are so far.
    var count: Int { units.count }

    /// Begins a unit within the one at hand.
    mutating func begin(_ schema: SubschemaID, _ instance: Int, of parent: Int, path: [String]) -> Int {
        guard units.count < limit, open.last != -1 else {
            isFull = true
            open.append(-1)
            return -1
        }
        units.append(Unit(schema: schema, instance: instance, parent: parent, path: path))
        open.append(units.count - 1)
        return units.count - 1
    }

    /// Ends the unit at hand.
    mutating func end(_ unit: Int, isAccepted: Bool) {
        open.removeLast()
        guard unit >= 0 else { return }
        units[unit].end = units.count
        units[unit].isAccepted = isAccepted
    }

    /// Notes a fault of the unit at hand; without a keyword when the whole schema is `false`.
    mutating func refuse(_ fault: Fault, _ schema: SubschemaID, _ instance: Int, keyword: String) {
        if let unit = open.last, unit >= 0 { units[unit].faults.append((keyword, fault)) }
    }

    /// Notes what a keyword of the unit at hand was applied to.
    mutating func note(_ keyword: Keyword, _ value: JSONValue) {
        if let unit = open.last, unit >= 0 { units[unit].notes.append((keyword, value)) }
    }

    /// Notes the members that a keyword of the unit at hand was applied to.
    mutating func note(_ keyword: Keyword, _ names: [String]) { note(keyword, .array(names.map { .string($0) })) }

    /// Marks the units within the one at hand that refused since then, but whose keyword did not.
    mutating func excuse(since start: Int) {
        var index = start
        while index < units.count {
            if !units[index].isAccepted { units[index].isExcused = true }
            index = max(units[index].end, index + 1)
        }
    }
}
