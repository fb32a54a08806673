/// Where keys and numbers of records go that do not fit into the memory that they are given.
public protocol SpillStore: Sendable {
    /// A new, empty space.
    ///
    /// - Throws: Why there is none, such as ``TabularError/Code/noSpace``.
    func makeSpace() throws(TabularError) -> any SpillSpace
}

/// Bytes that are written once, from the first to the last, and read anywhere; given back when nobody holds them.
public protocol SpillSpace: AnyObject, Sendable {
    /// Writes bytes behind those that are there.
    func append(_ bytes: [UInt8]) throws(TabularError)

    /// Appends the bytes of a range of offsets, all of which were written, to an array.
    func read(_ range: Range<Int>, into bytes: inout [UInt8]) throws(TabularError)
}
