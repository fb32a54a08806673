package import Cleaning
package import DocumentFiles

/// Where clean records go one by one, and where each can still be refused: a service that runs.
///
/// What it has taken stays there, whatever happens afterwards. So a source is read and judged as a whole before its
/// first record goes out, and a run that is repeated must not double what an earlier one has done.
package protocol RecordReceiver: Sendable {
    /// The reasons for which it refuses records.
    var codes: [RejectCode] { get }

    /// Judges records before they count as clean.
    ///
    /// - Parameter columns: The names of the columns that are written.
    /// - Returns: nil when every record is good.
    /// - Throws: Why no record with such columns can be taken.
    func check(columns: [String]) throws -> (any RecordCheck)?

    /// Makes sure that somebody is there, before the source is read.
    ///
    /// - Parameter source: What stays the same when the same records are sent again: the file, and which part of it.
    /// - Throws: Why nothing can be sent.
    func open(source: RecordOrigin) async throws

    /// Sends records.
    ///
    /// - Parameters:
    ///   - records: The records.
    ///   - columns: The names of their cells.
    /// - Returns: What became of each, in their order.
    func send(_ records: [OutgoingRecord], columns: [String]) async -> [Delivery]

    /// Ends.
    func close() async
}

/// Where records come from, so that those of another run can be told to be the same.
package struct RecordOrigin: Hashable, Sendable {
    /// The file.
    package let path: String
    /// Which part of the file: sheet and table.
    package let part: String

    /// An origin.
    package init(path: String, part: String) {
        self.path = path
        self.part = part
    }
}

/// What became of one record that was sent.
package enum Delivery: Sendable {
    /// It is there; `isReplay` when an earlier run has put it there.
    case taken(isReplay: Bool)
    /// It was refused for a reason of ``RecordReceiver/codes``.
    case refused(RecordRefusal, RejectCode)
    /// It was not sent, because of what happened to another one.
    case unsent
    /// It could not be sent, and no other one can; `mayBeThere` when nobody answered.
    case stopped(ServiceError, mayBeThere: Bool)
}
