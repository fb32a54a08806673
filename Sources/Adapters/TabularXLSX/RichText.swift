import Tabular

/// Text in runs: of shared strings and of cells that hold their own.
enum RichText {
    /// Appends the text of the element that was just started, up to its end.
    ///
    /// Runs are joined; readings (`rPh`) are left out. Past `limit` bytes the rest is read and dropped.
    ///
    /// - Returns: Whether something was dropped.
    /// - SeeAlso: ECMA-376 part 1, sections 18.4.8 and 18.3.1.53.
    static func append(
        _ tokens: inout XMLTokenizer,
        to bytes: inout [UInt8],
        limit: Int
    ) throws(TabularError) -> Bool {
        var nesting = 0
        var isCut = false
        let start = bytes.count
        while true {
            switch try tokens.next() {
            case .start:
                if tokens.isElement("t") {
                    let left = max(0, limit - (bytes.count - start))
                    if try appendPlain(&tokens, to: &bytes, limit: left) { isCut = true }
                } else if tokens.isElement("r") {
                    nesting += 1
                } else {
                    try tokens.skipElement()
                }
            case .end:
                if nesting == 0 { return isCut }
                nesting -= 1
            case .text: break
            case .endOfDocument: throw tokens.malformed("the document ends inside an element")
            }
        }
    }

    /// Appends the text of an element without runs, up to its end.
    static func appendPlain(
        _ tokens: inout XMLTokenizer,
        to bytes: inout [UInt8],
        limit: Int,
        undoesEscapes: Bool = true
    ) throws(TabularError) -> Bool {
        let start = bytes.count
        var isCut = false
        while true {
            switch try tokens.next() {
            case .text:
                if isCut { continue }
                try tokens.appendText(to: &bytes)
                if bytes.count - start > limit {
                    isCut = true
                    var end = start + limit
                    while end > start, bytes[end] & 0xC0 == 0x80 { end -= 1 }
                    bytes.removeLast(bytes.count - end)
                }
            case .start: try tokens.skipElement()
            case .end:
                if undoesEscapes { XMLText.undoEscapes(in: &bytes, from: start) }
                return isCut
            case .endOfDocument: throw tokens.malformed("the document ends inside an element")
            }
        }
    }
}
