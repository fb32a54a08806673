import Tabular

/// Reads XML in UTF-8 or UTF-16 token by token, in memory that does not grow with the document.
///
/// Well-formed documents without a document type only: that is all a workbook may hold. Namespaces are not resolved;
/// names are told without their prefix.
///
/// - SeeAlso: Extensible Markup Language (XML) 1.0, fifth edition; ECMA-376 part 2, clause 8.2.5.
struct XMLTokenizer: Sendable {
    enum Token: Hashable, Sendable {
        /// A start tag; an empty element's tag is followed by ``end``.
        case start
        case end
        /// Some text; the next token may be more of it.
        case text
        case endOfDocument
    }

    struct Attribute: Hashable, Sendable {
        /// Without its prefix.
        let name: Range<Int>
        let value: Range<Int>
        let hasPrefix: Bool
    }

    /// Bytes that the ranges are about; valid until the next token is read.
    private(set) var buffer: [UInt8] = []
    /// The name of the element that was started or ended, without its prefix.
    private(set) var name: Range<Int> = 0..<0
    /// The attributes of the element that was started.
    private(set) var attributes: [Attribute] = []
    /// The text as it stands.
    private(set) var textRange: Range<Int> = 0..<0
    /// Whether the text is what it says: no reference is inside, and no line end but LF.
    private(set) var isPlain = true
    /// The number of open elements.
    private(set) var depth = 0

    private var source: XMLBytes
    private let part: String
    private let limits: WorkbookLimits
    private var offset = 0
    /// The number of bytes before the buffer's first one.
    private var forgottenCount = 0
    /// Where the next tag has to be read at the latest, as the number of bytes before it.
    private var lastPosition: Int
    /// Whether that is for all of an element instead of what stands before the next tag.
    private var isInBoundedElement = false
    private var isAtEnd = false
    private var hasRoot = false
    /// Whether the last start tag was an empty element's.
    private var endsElement = false
    /// The full names of the open elements, one behind the other.
    private var openNames: [UInt8] = []
    private var openStarts: [Int] = []

    init(_ source: PartBytes, part: String, limits: WorkbookLimits = WorkbookLimits()) {
        self.source = XMLBytes(source, part: part)
        self.part = part
        self.limits = limits
        lastPosition = limits.elementByteCount
    }

    /// The next token.
    ///
    /// - Throws: ``TabularError/Code/malformedXML``, ``TabularError/Code/forbiddenDeclaration``,
    ///   ``TabularError/Code/workbookTooLarge`` for a text or a bounded element that does not end, and what the part's
    ///   bytes cannot be read by.
    mutating func next() throws(TabularError) -> Token {
        let token = try nextToken()
        guard forgottenCount + offset <= lastPosition else {
            throw .textTooLong(in: part, limit: limits.elementByteCount)
        }
        if !isInBoundedElement, token == .start || token == .end { allowNext() }
        return token
    }

    /// Lets the element that was just started have no more bytes than any may have, until ``endBounds()``.
    mutating func beginBounds() {
        allowNext()
        isInBoundedElement = true
    }

    /// Behind the element that ``beginBounds()`` was called for.
    mutating func endBounds() {
        isInBoundedElement = false
        allowNext()
    }

    @inline(__always)
    private mutating func allowNext() { lastPosition = forgottenCount + offset + limits.elementByteCount }

    private mutating func nextToken() throws(TabularError) -> Token {
        if endsElement {
            endsElement = false
            closeElement()
            return .end
        }
        while true {
            if offset == buffer.count, !(try readMore(keeping: offset)) {
                guard depth == 0, hasRoot else { throw malformed("the document ends inside an element") }
                return .endOfDocument
            }
            if buffer[offset] != UInt8(ascii: "<") {
                if try readText() { return .text }
                continue
            }
            if let token = try readMarkup() { return token }
        }
    }

    /// The text of an attribute, references resolved; nil when the element has none of that name.
    func value(_ wanted: StaticString, prefixed: Bool = false) throws(TabularError) -> [UInt8]? {
        for attribute in attributes where attribute.hasPrefix == prefixed && isEqual(attribute.name, wanted) {
            var value: [UInt8] = []
            try XMLText.append(buffer.span.extracting(attribute.value), to: &value, part)
            return value
        }
        return nil
    }

    /// Whether bytes of the buffer are a name.
    @inline(__always)
    func isEqual(_ range: Range<Int>, _ wanted: StaticString) -> Bool {
        guard range.count == wanted.utf8CodeUnitCount else { return false }
        var index = 0
        while index < range.count {
            // SAFETY: A static string lives as long as the program, and the index is below its count.
            let byte = unsafe wanted.utf8Start[index]
            if buffer[range.lowerBound &+ index] != byte { return false }
            index &+= 1
        }
        return true
    }

    /// Whether the element that was started or ended has a name.
    @inline(__always)
    func isElement(_ wanted: StaticString) -> Bool { isEqual(name, wanted) }

    /// Appends the text of the token, references resolved.
    func appendText(to bytes: inout [UInt8]) throws(TabularError) {
        if isPlain {
            bytes.append(contentsOf: buffer[textRange])
        } else {
            try XMLText.append(buffer.span.extracting(textRange), to: &bytes, part)
        }
    }

    /// Passes over the element that was just started, with all that is in it.
    mutating func skipElement() throws(TabularError) {
        let outer = depth - 1
        while depth > outer { _ = try next() }
    }

    /// Takes the rest of a `c` element in one step when it is plainly `<v>…</v></c>`, as nearly all cells are.
    ///
    /// - Returns: false when it is anything else; nothing is used up then.
    mutating func takePlainValue(into bytes: inout [UInt8], limit: Int) -> Bool {
        guard !endsElement, openNames.last == UInt8(ascii: "c"), openStarts.last == openNames.count - 1,
            let value = XMLScan.plainValue(in: buffer.span, from: offset), value.count <= limit
        else { return false }
        bytes.append(contentsOf: buffer[value])
        offset = value.upperBound + 8
        closeElement()
        allowNext()
        return true
    }

    /// Where the next token starts in the buffer, when nothing of it was read; nil while an empty element has to end.
    var contentOffset: Int? { endsElement ? nil : offset }

    /// Goes on behind whole elements that were read from the buffer.
    mutating func goOn(to offset: Int) {
        self.offset = offset
        allowNext()
    }

    func malformed(_ reason: String) -> TabularError { .malformedXML(in: part, reason) }

    // MARK: Bytes

    /// Reads on, forgetting what lies before an offset; all other offsets are void afterwards.
    private mutating func readMore(keeping start: Int) throws(TabularError) -> Bool {
        if isAtEnd { return false }
        if start > 0 {
            buffer.removeFirst(start)
            offset -= start
            forgottenCount += start
        }
        guard try source.read(into: &buffer) else {
            isAtEnd = true
            return false
        }
        return true
    }

    /// The offset of `byte` from an offset on, counted from the token's start, which is kept in the buffer.
    private mutating func find(_ byte: UInt8, from distance: Int) throws(TabularError) -> Int {
        var distance = distance
        while true {
            let index = XMLScan.index(of: byte, in: buffer.span, from: offset + distance)
            if index < buffer.count { return index }
            distance = index - offset
            guard distance <= limits.tokenByteCount else { throw malformed("a tag is too long") }
            guard try readMore(keeping: offset) else { throw malformed("the document ends inside a tag") }
        }
    }

    /// Whether the bytes at the token's start are these, reading on if need be.
    private mutating func isAhead(_ wanted: [UInt8]) throws(TabularError) -> Bool {
        while buffer.count - offset < wanted.count {
            guard try readMore(keeping: offset) else { return false }
        }
        return buffer[offset..<offset + wanted.count].elementsEqual(wanted)
    }

    // MARK: Text

    /// Reads text up to the next tag or the end of what is there; false when it counts for nothing.
    private mutating func readText() throws(TabularError) -> Bool {
        let run = XMLScan.text(in: buffer.span, from: offset)
        var index = run.end
        if index == buffer.count, !isAtEnd {
            // A reference or a line end may go on in the next piece.
            let cut = run.lastReference >= 0 && !buffer[run.lastReference...].contains(UInt8(ascii: ";"))
            let end = cut ? run.lastReference : buffer[index - 1] == UInt8(ascii: "\r") ? index - 1 : index
            if end == offset {
                guard index - offset <= limits.tokenByteCount else { throw malformed("a reference is too long") }
                _ = try readMore(keeping: offset)
                return false
            }
            index = end
        }
        textRange = offset..<index
        offset = index
        isPlain = run.isPlain
        guard depth > 0 else {
            guard buffer[textRange].allSatisfy({ $0 == 0x20 || $0 == 0x0A || $0 == 0x0D || $0 == 0x09 }) else {
                throw malformed("there is text outside the root element")
            }
            return false
        }
        return true
    }

    // MARK: Markup

    private mutating func readMarkup() throws(TabularError) -> Token? {
        while buffer.count - offset < 2 {
            guard try readMore(keeping: offset) else { throw malformed("the document ends inside a tag") }
        }
        switch buffer[offset + 1] {
        case UInt8(ascii: "?"):
            try skip(to: Array("?>".utf8), from: 2)
            return nil
        case UInt8(ascii: "!"):
            if try isAhead(Array("<!--".utf8)) {
                try skip(to: Array("-->".utf8), from: 4)
                return nil
            }
            if try isAhead(Array("<![CDATA[".utf8)) { return try readCDATA() }
            throw .forbiddenDeclaration(in: part)
        case UInt8(ascii: "/"): return try readEndTag()
        default: return try readStartTag()
        }
    }

    /// Passes over a comment or an instruction.
    private mutating func skip(to end: [UInt8], from distance: Int) throws(TabularError) {
        var distance = distance
        while true {
            let last = try find(end[end.count - 1], from: distance + end.count - 1)
            if buffer[last - end.count + 1..<last].elementsEqual(end.dropLast()) {
                offset = last + 1
                return
            }
            distance = last - offset - end.count + 2
        }
    }

    private mutating func readCDATA() throws(TabularError) -> Token? {
        guard depth > 0 else { throw malformed("there is text outside the root element") }
        let start = 9
        var distance = start
        while true {
            let last = try find(UInt8(ascii: ">"), from: distance)
            if last - offset >= start + 2, buffer[last - 1] == UInt8(ascii: "]"), buffer[last - 2] == UInt8(ascii: "]")
            {
                textRange = offset + start..<last - 2
                isPlain = true
                offset = last + 1
                return .text
            }
            distance = last - offset + 1
        }
    }

    private mutating func readEndTag() throws(TabularError) -> Token {
        let end = try find(UInt8(ascii: ">"), from: 2)
        var last = end
        while last > offset + 2, Self.isSpace(buffer[last - 1]) { last -= 1 }
        guard depth > 0, let start = openStarts.last,
            buffer[offset + 2..<last].elementsEqual(openNames[start...])
        else { throw malformed("an end tag does not fit its start tag") }
        name = localName(offset + 2..<last)
        offset = end + 1
        closeElement()
        return .end
    }

    private mutating func closeElement() {
        depth -= 1
        if let start = openStarts.popLast() { openNames.removeLast(openNames.count - start) }
    }

    private mutating func readStartTag() throws(TabularError) -> Token {
        guard depth > 0 || !hasRoot else { throw malformed("there are two root elements") }
        guard depth < limits.depth else { throw malformed("elements are nested too deeply") }
        let end = try endOfTag()
        let isEmpty = buffer[end - 1] == UInt8(ascii: "/")
        let last = isEmpty ? end - 1 : end
        var index = offset + 1
        while index < last, !Self.isSpace(buffer[index]) { index &+= 1 }
        guard index > offset + 1 else { throw malformed("a tag has no name") }
        name = localName(offset + 1..<index)
        openStarts.append(openNames.count)
        openNames.append(contentsOf: buffer[offset + 1..<index])
        depth += 1
        hasRoot = true
        attributes.removeAll(keepingCapacity: true)
        try readAttributes(index..<last)
        offset = end + 1
        endsElement = isEmpty
        return .start
    }

    /// The offset of the `>` that ends a tag: one in quotes does not.
    private mutating func endOfTag() throws(TabularError) -> Int {
        var distance = 1
        var quote: UInt8 = 0
        while true {
            let index = XMLScan.endOfTag(in: buffer.span, from: offset + distance, quote: &quote)
            if index < buffer.count { return index }
            distance = index - offset
            guard distance <= limits.tokenByteCount else { throw malformed("a tag is too long") }
            guard try readMore(keeping: offset) else { throw malformed("the document ends inside a tag") }
        }
    }

    private mutating func readAttributes(_ range: Range<Int>) throws(TabularError) {
        var index = range.lowerBound
        let end = range.upperBound
        while true {
            while index < end, Self.isSpace(buffer[index]) { index &+= 1 }
            if index == end { return }
            let start = index
            while index < end, buffer[index] != UInt8(ascii: "="), !Self.isSpace(buffer[index]) { index &+= 1 }
            let full = start..<index
            while index < end, Self.isSpace(buffer[index]) { index &+= 1 }
            guard index < end, buffer[index] == UInt8(ascii: "="), !full.isEmpty else {
                throw malformed("an attribute has no value")
            }
            index &+= 1
            while index < end, Self.isSpace(buffer[index]) { index &+= 1 }
            guard index < end, buffer[index] == UInt8(ascii: "\"") || buffer[index] == UInt8(ascii: "'") else {
                throw malformed("an attribute's value is not in quotes")
            }
            let quote = buffer[index]
            index &+= 1
            let valueStart = index
            while index < end, buffer[index] != quote { index &+= 1 }
            guard index < end else { throw malformed("an attribute's value does not end") }
            let local = localName(full)
            attributes.append(Attribute(name: local, value: valueStart..<index, hasPrefix: local != full))
            guard attributes.count <= limits.attributeCount else { throw malformed("a tag has too many attributes") }
            index &+= 1
        }
    }

    /// A name without its prefix.
    private func localName(_ range: Range<Int>) -> Range<Int> {
        var index = range.lowerBound
        while index < range.upperBound {
            if buffer[index] == UInt8(ascii: ":") { return index + 1..<range.upperBound }
            index &+= 1
        }
        return range
    }

    @inline(__always)
    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09
    }
}
