/// A text as scalars and their classes, for engines that look around.
struct SymbolText {
    let scalars: [UInt32]
    let classes: [Int32]

    var count: Int { scalars.count }

    init(_ text: Span<UInt8>, alphabet: Alphabet) {
        var scalars: [UInt32] = []
        var classes: [Int32] = []
        scalars.reserveCapacity(text.count)
        classes.reserveCapacity(text.count)
        var offset = 0
        while offset < text.count {
            let scalar = text.repairedScalar(at: offset)
            scalars.append(scalar.value)
            classes.append(Int32(truncatingIfNeeded: alphabet.classID(of: scalar.value)))
            offset &+= scalar.byteCount
        }
        self.scalars = scalars
        self.classes = classes
    }

    /// What assertions see between the symbol before a position and the one at it.
    func context(at position: Int, alphabet: Alphabet) -> PositionContext {
        PositionContext(
            isAtStart: position == 0,
            isAtEnd: position == count,
            previousIsWord: position > 0 && alphabet.isWord[Int(classes[position - 1])],
            nextIsWord: position < count && alphabet.isWord[Int(classes[position])]
        )
    }
}
