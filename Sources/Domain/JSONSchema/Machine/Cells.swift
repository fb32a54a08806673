import JSON

/// Elements at a fixed address, read without counting references and without comparing each index with the count.
///
/// Where every index comes from the program's own compiler or from a tape that a parser or a builder closed, never from
/// a value in an instance. Builds for tests and for fuzzing check each index all the same.
@safe
// SAFETY: Nobody writes to the elements once they are here.
struct Cells<Element: BitwiseCopyable & Sendable>: @unchecked Sendable {
    /// Nil when there may be no elements; then no index is ever right.
    private let start: UnsafePointer<Element>?
    #if DEBUG || FUZZING
    private let count: Int
    #endif

    /// The elements of a buffer that outlives these cells.
    @inline(__always)
    init(borrowing buffer: UnsafeBufferPointer<Element>) {
        // SAFETY: Whoever makes the cells keeps the buffer.
        unsafe start = buffer.baseAddress
        #if DEBUG || FUZZING
        count = buffer.count
        #endif
    }

    /// Memory of its own with the same elements; see ``deallocate()``.
    init(copying elements: [Element]) {
        let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(1, elements.count))
        // SAFETY: The memory was just allocated for at least as many elements.
        _ = unsafe buffer.initialize(fromContentsOf: elements)
        // SAFETY: A buffer with capacity has an address.
        unsafe self.init(borrowing: UnsafeBufferPointer(rebasing: buffer[..<elements.count]))
    }

    /// Gives back the memory of a copy; nothing may be read afterwards.
    func deallocate() {
        // SAFETY: Called once, by the owner of a copy.
        unsafe start?.deallocate()
    }

    @inline(__always)
    subscript(index: Int) -> Element {
        #if DEBUG || FUZZING
        precondition(index >= 0 && index < count, "a cell that is not there")
        #endif
        // SAFETY: Indices come from the compiler of the program or from a closed tape; see above.
        return unsafe start.unsafelyUnwrapped[index]
    }
}

extension Cells where Element == UInt8 {
    /// The eight bytes from an offset as one integer, the first byte lowest.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        #if DEBUG || FUZZING
        precondition(offset >= 0 && offset + 8 <= count, "a word that is not there")
        #endif
        // SAFETY: As for a single element.
        let bytes = unsafe UnsafeRawPointer(start.unsafelyUnwrapped)
        // SAFETY: Any bit pattern is a UInt64, wherever it lies.
        return unsafe UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// The hash that a member name with the content of this string has.
    @inline(__always)
    func hash(of string: TapeNode) -> UInt64 {
        // Short names are their own hash.
        if string.length <= KeyHash.exactByteCount { return shortHash(of: string) }
        return withSpan(from: string.offset, count: string.length) { KeyHash.hash(of: $0) }
    }

    @inline(__always)
    private func shortHash(of string: TapeNode) -> UInt64 {
        var hash: UInt64 = 0
        for index in 0..<string.length { hash |= UInt64(self[string.offset &+ index]) << UInt64(index &* 8) }
        return hash
    }

    /// Calls `body` with some of the bytes.
    @inline(__always)
    func withSpan<Result>(from offset: Int, count: Int, _ body: (Span<UInt8>) -> Result) -> Result {
        #if DEBUG || FUZZING
        precondition(offset >= 0 && offset + count <= self.count, "bytes that are not there")
        #endif
        // SAFETY: The bytes outlive the call, and offset and count come from the tape.
        return unsafe body(UnsafeBufferPointer(start: start.map { unsafe $0 + offset }, count: count).span)
    }
}
