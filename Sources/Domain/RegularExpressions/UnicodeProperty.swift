import Synchronization

/// The Unicode properties that `\p{…}` can name, as sets.
///
/// Sets are built from the standard library's tables on first use and kept, since there are few and patterns share
/// them.
/// - SeeAlso: ECMA-262 (2024), section 22.2.2.9 and tables 67 to 69.
package enum UnicodeProperty {
    private static let cache = Mutex<[String: ScalarSet]>([:])

    /// The set that `\p{expression}` stands for; nil when ECMA-262 knows no such property.
    static func set(named expression: String) -> ScalarSet? {
        if let known = cache.withLock({ $0[expression] }) { return known }
        guard let set = build(expression) else { return nil }
        cache.withLock { $0[expression] = set }
        return set
    }

    /// The code points of a script by any of its names, or nil; `Script`, not `Script_Extensions`.
    package static func script(named name: String) -> ScalarSet? {
        set(named: "Script=\(name)")
    }

    private static func build(_ expression: String) -> ScalarSet? {
        let parts = expression.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 else {
            return GeneralCategoryTable.set(named: expression) ?? BinaryPropertyTable.set(named: expression)
        }
        switch parts[0] {
        case "General_Category", "gc": return GeneralCategoryTable.set(named: parts[1])
        case "Script", "sc": return Scripts.set(named: parts[1], withExtensions: false)
        case "Script_Extensions", "scx": return Scripts.set(named: parts[1], withExtensions: true)
        default: return nil
        }
    }
}

/// Walks the scalars of Unicode, without visiting the planes that hold nothing.
enum ScalarSweep {
    /// Calls `visit` with each run of scalars that certainly have the properties of its first one.
    static func runs(_ visit: (Unicode.Scalar, ClosedRange<UInt32>) -> Void) {
        func run(_ range: ClosedRange<UInt32>) {
            if let scalar = Unicode.Scalar(range.lowerBound) { visit(scalar, range) }
        }
        // Planes 4 to 13 are unassigned, 15 and 16 are for private use; each ends in two noncharacters.
        for value: UInt32 in 0...0x3_FFFF { run(value...value) }
        for plane: UInt32 in 4...16 {
            let start = plane << 16
            var rest = start
            if plane == 14 {
                for value in start...(start + 0xFFF) { run(value...value) }
                rest = start + 0x1000
            }
            run(rest...(start + 0xFFFD))
            run((start + 0xFFFE)...(start + 0xFFFF))
        }
    }

    static func set(where isMember: (Unicode.Scalar.Properties) -> Bool) -> ScalarSet {
        var ranges: [ClosedRange<UInt32>] = []
        runs { scalar, range in
            guard isMember(scalar.properties) else { return }
            if let last = ranges.last, last.upperBound + 1 == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound...range.upperBound
            } else {
                ranges.append(range)
            }
        }
        return ScalarSet(ranges)
    }
}

/// `Script` and `Script_Extensions`.
enum Scripts {
    private struct Entry {
        let script: ScalarSet
        let extensions: ScalarSet
    }

    private static let entries: [String: Entry] = {
        var entries: [String: Entry] = [:]
        var known: [ClosedRange<UInt32>] = []
        for line in ScriptTable.text.utf8.split(separator: UInt8(ascii: ";")) {
            let parts = line.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
            guard parts.count == 3 else { continue }
            let script = ScalarSet(EncodedRanges.decode(parts[1]))
            let difference = ScalarSet(EncodedRanges.decode(parts[2]))
            known += script.ranges
            let entry = Entry(script: script, extensions: script.symmetricDifference(difference))
            for name in parts[0].split(separator: UInt8(ascii: " ")) {
                entries[String(decoding: name, as: UTF8.self)] = entry
            }
        }
        let unknown = ScalarSet(known).inverted
        for name in ["Zzzz", "Unknown"] { entries[name] = Entry(script: unknown, extensions: unknown) }
        return entries
    }()

    static func set(named name: String, withExtensions: Bool) -> ScalarSet? {
        guard let entry = entries[name] else { return nil }
        return withExtensions ? entry.extensions : entry.script
    }
}
