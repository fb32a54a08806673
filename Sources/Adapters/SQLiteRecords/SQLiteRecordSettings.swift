import FoundationEssentials

/// How a ``SQLiteRecordStore`` works.
public struct SQLiteRecordSettings: Sendable {
    /// What an acknowledged change survives.
    public enum Durability: String, Sendable, CaseIterable {
        /// A power cut.
        case full
        /// The end of the process; a power cut may take the last changes, but never half of one.
        case normal
    }

    /// The data folder; created when missing.
    public var folder: String
    /// What an acknowledged change survives.
    public var durability: Durability = .full
    /// How many changes may wait to be written; more are refused as overload.
    public var maximumWaitingChangeCount = 4096
    /// How many waiting changes are written in one transaction.
    public var maximumGroupCount = 256
    /// How many queries may wait to run; more are refused as overload.
    public var maximumWaitingQueryCount = 1024
    /// How many queries run side by side.
    public var queryWorkerCount = 2
    /// How many connections for reads by key are kept open while nobody reads.
    public var idleReaderCount = 4
    /// How many bytes of pages each connection keeps in memory.
    public var cacheByteCount = 1 << 20
    /// How long to wait for another program that has the database locked.
    public var busyTimeout: Duration = .seconds(5)
    /// Up to which size the whole database is checked when it is opened; beyond it damage shows when it is met.
    public var quickCheckByteCount = 16 << 20
    /// How many pages of 4096 bytes the database may have; nil for as many as the disk holds.
    public var maximumPageCount: Int?
    /// Milliseconds since 1970-01-01 00:00 UTC; what remembered outcomes expire by.
    public var now: @Sendable () -> Int64 = { Int64(Date().timeIntervalSince1970 * 1000) }

    /// Settings that suit a service on one machine.
    public init(folder: String) { self.folder = folder }
}
