import DataCleaning
import Glibc

/// What the process that cleans needs of the system.
enum CleanProcess {
    /// Lets an interrupt leave nothing behind, and lets a file that grows too large fail instead of ending the process.
    static func prepare() {
        CleanRun.leavesNothingWhenInterrupted()
        signal(SIGXFSZ, SIG_IGN)
    }

    /// The processors that the process may use, at least 1 and at most 64.
    static var processorCount: Int { min(64, max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))) }
}
