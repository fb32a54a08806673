import Cleaning
import Glibc

extension Recipe {
    /// The recipe on a day: the one that is given, else the one that it has, else that of this moment in the zone that the
    /// recipe names, else in that of this process.
    func dated(_ day: RunDay? = nil) -> Recipe {
        var recipe = self
        recipe.today = day ?? today ?? self.day(ofSecondsSince1970: time(nil)) ?? LocalDay.today()
        return recipe
    }
}

/// The day of a run, where it runs.
enum LocalDay {
    /// The day of this moment in the time zone of this process.
    static func today() -> RunDay {
        let now = time(nil)
        return RunDay(localSecondsSince1970: now + offset(at: now))
    }

    /// The seconds by which local time is ahead of universal time.
    private static func offset(at moment: time_t) -> Int {
        var moment = moment
        // SAFETY: The name of the zone, the one pointer in it, is not looked at.
        var parts = unsafe tm()
        // SAFETY: Both pointers are to variables of this function, and nothing keeps them.
        guard unsafe localtime_r(&moment, &parts) != nil else { return 0 }
        // SAFETY: A number, which `localtime_r` has set.
        return unsafe parts.tm_gmtoff
    }
}
