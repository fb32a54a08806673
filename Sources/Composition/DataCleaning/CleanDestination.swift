package import Cleaning
package import Tabular

/// Where clean records go that is no file, such as a collection of a service.
package protocol CleanDestination: Sendable {
    /// Takes the records, as fields; what it was given counts only when ``commit()`` has been called.
    var sink: any RecordSink { get }

    /// Judges records before they count as clean.
    ///
    /// - Parameter columns: The names of the columns that are written.
    /// - Returns: nil when every record is good.
    /// - Throws: Why no record with such columns can be taken.
    func check(columns: [String]) throws -> (any RecordCheck)?

    /// Keeps all records, or none and throws; called once, when the whole source has been read and nothing else can
    /// fail but the renaming of files.
    func commit() async throws
}

extension Cleaner {
    /// The reason of records that a destination does not take.
    package static let schemaCode = RejectCode("schema")

    /// The cleaner for a destination, with its check.
    func checked(for destination: (any CleanDestination)?) throws -> Cleaner {
        guard let check = try destination?.check(columns: outputColumns) else { return self }
        return checked(by: check, code: Self.schemaCode)
    }
}
