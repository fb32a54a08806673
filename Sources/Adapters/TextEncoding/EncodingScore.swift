/// How well one encoding explains the bytes of a text that are not ASCII; fed byte by byte.
protocol EncodingScore: Sendable {
    var tally: ScoreTally { get }
    mutating func feed(_ byte: UInt8)
    /// Judges what has not been judged because more might have come.
    mutating func finish()
    /// Whether nothing is waiting for its further bytes, so that ASCII can be passed over.
    var isIdle: Bool { get }
}

/// What was counted of one encoding.
struct ScoreTally: Hashable, Sendable {
    /// The sum of the logarithms, to the base of 10, of the likelihoods.
    var sum: Double = 0
    /// Characters that are not ASCII.
    var characterCount = 0
    /// Bytes that are no characters.
    var errorCount = 0
    /// Characters of three or more bytes.
    var longCount = 0

    mutating func add(_ cost: Float) {
        sum += Double(cost)
        characterCount += 1
    }

    mutating func addError(_ cost: Float) {
        sum += Double(cost)
        errorCount += 1
    }
}

/// The likelihoods of Latin letters and signs beyond ASCII.
enum LatinCosts {
    /// The characters of Western languages that are common, and those signs that stand in all texts.
    static func cost(_ codePoint: UInt32) -> Float? { costs[codePoint] }

    private static let costs: [UInt32: Float] = {
        var costs: [UInt32: Float] = [:]
        for scalar in "éèàùâêîôûçëïüöäßñáíóúãõåøæÉÜÖÄ".unicodeScalars { costs[scalar.value] = -1.6 }
        for scalar in "’‘“”–—€£©®°·«»…".unicodeScalars { costs[scalar.value] = -2.2 }
        return costs
    }()

    /// Whether a character of windows-1252 beyond ASCII is a letter.
    static func isLetter(_ codePoint: UInt32) -> Bool {
        switch codePoint {
        case 0xAA, 0xB5, 0xBA, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x2C6: true
        default: false
        }
    }

    static func isASCIILetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}

/// The score of GB 18030, Big5, Shift_JIS or EUC-KR.
struct DoubleByteScore: EncodingScore {
    private(set) var tally = ScoreTally()
    private let costs: CharacterCosts
    /// Bytes of a character whose end has not come, the first in the lowest place.
    private var pending: UInt32 = 0
    private var pendingCount = 0

    private static let errorCost: Float = -6
    /// A four-byte code costs at least this.
    private static let fourByteCost: Float = -7.5
    private static let singleByteCost: Float = -4.2

    init(_ costs: CharacterCosts) {
        self.costs = costs
    }

    var isIdle: Bool { pendingCount == 0 }

    mutating func feed(_ byte: UInt8) {
        switch pendingCount {
        case 0: start(byte)
        case 1:
            let first = UInt8(truncatingIfNeeded: pending)
            if costs.table.hasFourByteCodes, first != 0x80, byte >= 0x30, byte <= 0x39 {
                keep(byte)
            } else if let cost = costs.cost(first, byte) {
                pendingCount = 0
                tally.add(cost)
            } else {
                fail(then: byte)
            }
        case 2:
            if byte >= 0x81, byte <= 0xFE { keep(byte) } else { fail(then: byte) }
        default:
            let bytes = pending
            let codePoint = FourByteCode.codePoint(
                UInt8(truncatingIfNeeded: bytes),
                UInt8(truncatingIfNeeded: bytes >> 8),
                UInt8(truncatingIfNeeded: bytes >> 16),
                byte
            )
            guard codePoint != 0 else { return fail(then: byte) }
            pendingCount = 0
            tally.add(min(CharacterCosts.costOfUnseen(codePoint), Self.fourByteCost))
        }
    }

    mutating func finish() {
        while pendingCount > 0 { fail(then: nil) }
    }

    private mutating func start(_ byte: UInt8) {
        guard byte >= 0x80 else { return }
        if costs.table.singles[Int(byte - 0x80)] != 0, !costs.table.hasFourByteCodes {
            tally.add(Self.singleByteCost)
        } else {
            pending = UInt32(byte)
            pendingCount = 1
        }
    }

    private mutating func keep(_ byte: UInt8) {
        pending |= UInt32(byte) << UInt32(8 * pendingCount)
        pendingCount += 1
    }

    /// Takes the first waiting byte for an error and looks at the others, and at `byte`, once more.
    private mutating func fail(then byte: UInt8?) {
        let waiting = pending >> 8
        let count = pendingCount - 1
        tally.addError(Self.errorCost)
        pendingCount = 0
        for index in 0..<count { feed(UInt8(truncatingIfNeeded: waiting >> UInt32(8 * index))) }
        if let byte { feed(byte) }
    }
}

/// The score of UTF-8.
struct UTF8Score: EncodingScore {
    private(set) var tally = ScoreTally()
    private var pending: [UInt8] = []
    /// The byte before the next one.
    private var previous: UInt8 = 0
    /// A two-byte character that waits for the byte behind it: its code point, and whether a letter stands before it.
    private var latin: (codePoint: UInt32, isNear: Bool)?

    private static let errorCost: Float = -8

    var isIdle: Bool { pending.isEmpty && latin == nil }

    mutating func feed(_ byte: UInt8) {
        if let latin {
            judge(latin.codePoint, isNear: latin.isNear || LatinCosts.isASCIILetter(byte))
            self.latin = nil
        }
        if pending.isEmpty {
            if byte >= 0x80 { begin(byte) } else { previous = byte }
            return
        }
        pending.append(byte)
        let check = UTF8Check(pending.span, from: 0, isEnd: false)
        if check.end == pending.count {
            add()
        } else if check.strayCount > 0 {
            fail()
        }
    }

    mutating func finish() {
        if let latin { judge(latin.codePoint, isNear: latin.isNear) }
        latin = nil
        while !pending.isEmpty { fail() }
    }

    private mutating func begin(_ byte: UInt8) {
        if byte >= 0xC2, byte <= 0xF4 {
            pending = [byte]
        } else {
            tally.addError(Self.errorCost)
            previous = byte
        }
    }

    private mutating func add() {
        let bytes = pending
        pending = []
        switch bytes.count {
        case 2:
            let codePoint = UInt32(bytes[0] & 0x1F) << 6 | UInt32(bytes[1] & 0x3F)
            if previous > 0x7F { tally.sum -= 0.8 }
            latin = (codePoint, LatinCosts.isASCIILetter(previous))
        case 3:
            let isPrivate = bytes[0] == 0xEE || bytes[0] == 0xEF && bytes[1] <= 0xA3
            tally.add(isPrivate ? -8 : -3.6)
            tally.longCount += 1
        default:
            tally.add(-5)
            tally.longCount += 1
        }
        previous = bytes.last ?? 0
    }

    private mutating func fail() {
        let bytes = pending
        pending = []
        tally.addError(Self.errorCost)
        previous = bytes[0]
        for byte in bytes.dropFirst() { feed(byte) }
    }

    private mutating func judge(_ codePoint: UInt32, isNear: Bool) {
        if codePoint < 0x180, isNear || !LatinCosts.isLetter(codePoint) {
            tally.add(LatinCosts.cost(codePoint) ?? -4)
        } else {
            tally.add(-4.5)
        }
    }
}

/// The score of windows-1252.
struct Windows1252Score: EncodingScore {
    private(set) var tally = ScoreTally()
    private let codes = Windows1252Table.codes
    private var previous: UInt8 = 0
    /// The bytes since the last ASCII byte.
    private var runCount = 0
    /// Letters among them; without an ASCII letter beside the run each costs more.
    private var letterCount = 0
    private var isNear = false

    var isIdle: Bool { runCount == 0 }

    mutating func feed(_ byte: UInt8) {
        defer { previous = byte }
        guard byte >= 0x80 else {
            if runCount > 0 { endRun(isNear: isNear || LatinCosts.isASCIILetter(byte)) }
            return
        }
        if runCount == 0 {
            isNear = LatinCosts.isASCIILetter(previous)
        } else {
            tally.sum -= 1.2
        }
        runCount += 1
        let codePoint = UInt32(codes[Int(byte - 0x80)])
        guard codePoint != 0 else { return tally.addError(-6) }
        tally.add(LatinCosts.cost(codePoint) ?? -3.4)
        if LatinCosts.isLetter(codePoint) { letterCount += 1 }
    }

    mutating func finish() {
        if runCount > 0 { endRun(isNear: isNear) }
    }

    private mutating func endRun(isNear: Bool) {
        if !isNear { tally.sum -= Double(letterCount) }
        runCount = 0
        letterCount = 0
    }
}
