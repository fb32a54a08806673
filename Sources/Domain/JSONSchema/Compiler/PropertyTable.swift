import JSON

/// One place of a ``PropertyTable``.
struct PropertySlot: Sendable, BitwiseCopyable {
    /// ``PropertyName/key``; no name has the key of a free slot.
    var key = PropertySlot.freeKey
    var nameOffset: UInt32 = 0
    var nameLength: UInt32 = 0
    /// What the name stands for.
    var value: UInt32 = 0
    /// The slot of the name that was declared after this one, where members mostly go on.
    var next: UInt32 = 0
    var isRequired = false
    /// Whether the name matches one of its plan's patterns.
    var matchesPattern = false

    /// A name of up to seven bytes has its zeros above its length, so all ones means none.
    static let freeKey = UInt64.max
}

/// Finds member names by their hash: open addressing, at most half full.
struct PropertyTable: Sendable {
    private(set) var slots: [PropertySlot]
    /// The names, one after the other.
    private(set) var names: [UInt8] = []
    private(set) var count = 0
    /// The slot that was taken last, and the one that was taken first.
    private var last: Int?
    private(set) var first: UInt32 = 0

    init(capacity: Int) {
        let exponent = Int.bitWidth - max(1, capacity * 2 - 1).leadingZeroBitCount
        slots = [PropertySlot](repeating: PropertySlot(), count: 1 << exponent)
    }

    /// A table that gives each name its position.
    init(_ names: [PropertyName]) {
        self.init(capacity: names.count)
        for (position, name) in names.enumerated() { self[name, default: UInt32(position)].value = UInt32(position) }
    }

    /// The slot of a name, which is taken for it if need be.
    subscript(name: PropertyName, default value: UInt32) -> PropertySlot {
        mutating get { slots[place(of: name, value: value)] }
        set { slots[place(of: name, value: value)] = newValue }
    }

    private mutating func place(of name: PropertyName, value: UInt32) -> Int {
        var index = Self.start(of: name.key, mask: slots.count - 1, seed: KeyHash.seed)
        while slots[index].key != PropertySlot.freeKey {
            if slots[index].key == name.key, self.name(of: slots[index]).elementsEqual(name.bytes) { return index }
            index = (index + 1) & (slots.count - 1)
        }
        precondition(count * 2 < slots.count, "a table is made for all its names")
        slots[index] = PropertySlot(
            key: name.key,
            nameOffset: UInt32(names.count),
            nameLength: UInt32(name.bytes.count),
            value: value
        )
        names += name.bytes
        count += 1
        if let last { slots[last].next = UInt32(index) } else { first = UInt32(index) }
        last = index
        return index
    }

    private func name(of slot: PropertySlot) -> ArraySlice<UInt8> {
        names[Int(slot.nameOffset)..<Int(slot.nameOffset + slot.nameLength)]
    }

    /// The names in the order of what they stand for.
    var namesByValue: [PropertyName] {
        slots.filter { $0.key != PropertySlot.freeKey }.sorted { $0.value < $1.value }
            .map { PropertyName(String(decoding: name(of: $0), as: UTF8.self)) }
    }

    /// What a member name of a document stands for; nil when it is not in the table.
    func value(of name: TapeNode, in bytes: [UInt8]) -> Int? {
        let found = Self.find(
            PropertyName.key(of: name),
            bytes,
            at: name.offset,
            length: name.length,
            in: slots,
            from: 0,
            mask: slots.count - 1,
            names: names
        )
        return found < 0 ? nil : Int(slots[found].value)
    }

    @inline(__always)
    static func start(of key: UInt64, mask: Int, seed: UInt64) -> Int {
        // Short names are their own hash, so their bits are spread before they choose a slot; and nobody can make names
        // that share one without knowing the process's seed.
        Int(truncatingIfNeeded: KeyHash.spread(key, seed: seed)) & mask
    }

    /// The index of a name's slot in a table that is a part of an array; negative when it has none.
    ///
    /// The name is given by its ``PropertyName/key`` and by where its `length` bytes begin in `bytes`.
    @inline(__always)
    static func find(
        _ key: UInt64,
        _ bytes: [UInt8],
        at offset: Int,
        length: Int,
        in slots: [PropertySlot],
        from base: Int,
        mask: Int,
        names: [UInt8]
    ) -> Int {
        var index = start(of: key, mask: mask, seed: KeyHash.seed)
        while true {
            let slot = slots[base &+ index]
            if slot.key == key,
                length <= KeyHash.exactByteCount
                    || areEqual(bytes, offset, names, Int(slot.nameOffset), length, Int(slot.nameLength))
            {
                return base &+ index
            }
            if slot.key == PropertySlot.freeKey { return -1 }
            index = (index &+ 1) & mask
        }
    }

    @inline(__always)
    private static func areEqual(
        _ left: [UInt8],
        _ leftStart: Int,
        _ right: [UInt8],
        _ rightStart: Int,
        _ count: Int,
        _ otherCount: Int
    ) -> Bool {
        guard count == otherCount else { return false }
        return ContentComparison.areEqual(left.span, leftStart, right.span, rightStart, count: count)
    }
}

/// Compares runs of bytes, eight at a time.
enum ContentComparison {
    @inline(__always)
    static func areEqual(
        _ left: Span<UInt8>,
        _ leftStart: Int,
        _ right: Span<UInt8>,
        _ rightStart: Int,
        count: Int
    ) -> Bool {
        var offset = 0
        while offset &+ 8 <= count {
            if byteWord(in: left, at: leftStart &+ offset) != byteWord(in: right, at: rightStart &+ offset) {
                return false
            }
            offset &+= 8
        }
        while offset < count {
            if left[leftStart &+ offset] != right[rightStart &+ offset] { return false }
            offset &+= 1
        }
        return true
    }
}
