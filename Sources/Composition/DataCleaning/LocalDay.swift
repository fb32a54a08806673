import Cleaning
import Glibc

/// The day of a run, where it runs.
enum LocalDay {
    /// The day of this moment in the time zone of this process.
    static func today() -> RunDay {
        let now = time(nil)
        var moment = now
        var parts = tm()
        // SAFETY: Both pointers are to variables of this function, and nothing keeps them.
        let isKnown = unsafe localtime_r(&moment, &parts) != nil
        return RunDay(localSecondsSince1970: now + (isKnown ? parts.tm_gmtoff : 0))
    }
}
