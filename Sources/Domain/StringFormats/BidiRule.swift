import RegularExpressions

/// `Bidi_Class` of the code points that a label may hold.
enum BidiClass {
    case leftToRight
    case rightToLeft
    case arabicLetter
    case arabicNumber
    case europeanNumber
    case europeanSeparator
    case boundaryNeutral
    case otherNeutral
    case nonspacingMark

    private static let sets: [(ScalarSet, BidiClass)] = [
        (DirectionTable.nonspacingMark, BidiClass.nonspacingMark),
        (DirectionTable.rightToLeft, .rightToLeft),
        (DirectionTable.arabicLetter, .arabicLetter),
        (DirectionTable.arabicNumber, .arabicNumber),
        (DirectionTable.europeanNumber, .europeanNumber),
        (DirectionTable.europeanSeparator, .europeanSeparator),
        (DirectionTable.boundaryNeutral, .boundaryNeutral),
        (DirectionTable.otherNeutral, .otherNeutral),
    ].map { (ScalarSet(EncodedRanges.decode($0.0.utf8)), $0.1) }

    init(of scalar: UInt32) {
        switch scalar {
        case 0x61...0x7A, 0x41...0x5A: self = .leftToRight
        case 0x30...0x39: self = .europeanNumber
        default: self = Self.sets.first { $0.0.contains(scalar) }?.1 ?? .leftToRight
        }
    }
}

/// The Bidi rule of RFC 5893, section 2.
enum BidiRule {
    static func accepts(_ scalars: [UInt32]) -> Bool {
        let classes = scalars.map(BidiClass.init(of:))
        guard let end = classes.last(where: { $0 != .nonspacingMark }) else { return false }
        switch classes.first {
        case .rightToLeft, .arabicLetter: return acceptsRightToLeft(classes, end: end)
        case .leftToRight: return acceptsLeftToRight(classes, end: end)
        default: return false
        }
    }

    private static func acceptsRightToLeft(_ classes: [BidiClass], end: BidiClass) -> Bool {
        let holdsOnlyAllowed = classes.allSatisfy { $0 != .leftToRight }
        let mixesNumbers = classes.contains(.europeanNumber) && classes.contains(.arabicNumber)
        switch end {
        case .rightToLeft, .arabicLetter, .europeanNumber, .arabicNumber: return holdsOnlyAllowed && !mixesNumbers
        default: return false
        }
    }

    private static func acceptsLeftToRight(_ classes: [BidiClass], end: BidiClass) -> Bool {
        let holdsOnlyAllowed = classes.allSatisfy { bidiClass in
            switch bidiClass {
            case .rightToLeft, .arabicLetter, .arabicNumber: false
            default: true
            }
        }
        return holdsOnlyAllowed && (end == .leftToRight || end == .europeanNumber)
    }
}
