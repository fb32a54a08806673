import JSON

/// What the keywords of a schema have applied subschemas to, as tape indices of children.
///
/// The first trail is the standard's: what a refused schema evaluated does not count. The second keeps it, so that a
/// child that has been explained is not also reported as left over.
struct Trails {
    struct Mark {
        let evaluated: Int
        let seen: Int
    }

    /// Whether anybody will ask.
    var isKept = false
    private var evaluated: [UInt32] = []
    private var seen: [UInt32] = []

    var mark: Mark { Mark(evaluated: evaluated.count, seen: seen.count) }

    mutating func note(_ child: Int) {
        guard isKept else { return }
        evaluated.append(UInt32(truncatingIfNeeded: child))
        seen.append(UInt32(truncatingIfNeeded: child))
    }

    /// Notes all children of the instance at hand.
    mutating func noteEverything() {
        guard isKept else { return }
        evaluated.append(Machine.everything)
        seen.append(Machine.everything)
    }

    /// Takes back all since a mark.
    mutating func forget(since mark: Mark) {
        evaluated.removeLast(evaluated.count - mark.evaluated)
        seen.removeLast(seen.count - mark.seen)
    }

    /// Ends a schema: an accepted one has seen what it evaluated, a refused one has evaluated nothing.
    mutating func settle(since mark: Mark, isAccepted: Bool) {
        guard isKept else { return }
        if isAccepted {
            seen.removeLast(seen.count - mark.seen)
            seen += evaluated[mark.evaluated...]
        } else {
            evaluated.removeLast(evaluated.count - mark.evaluated)
        }
    }

    /// Tells the children apart that are still to be looked at.
    ///
    /// - Parameters:
    ///   - evaluated: Where the first trail begins; nil when a sibling refused, and the second one counts.
    ///   - seen: Where the second trail begins.
    /// - Returns: The children that are not on the trail.
    func remaining(_ evaluated: Int?, _ seen: Int) -> Remaining {
        guard let evaluated else { return Remaining(Array(self.seen[seen...])) }
        return Remaining(Array(self.evaluated[evaluated...]))
    }

    /// The children of one array or object that are not on a trail.
    struct Remaining {
        private var trail: [UInt32]
        private var walk: TrailWalk?

        init(_ trail: [UInt32]) {
            self.trail = trail
            walk = TrailWalk(&self.trail, from: 0)
        }

        /// Whether a child is left; to be asked in the order of the tape.
        mutating func contains(_ child: Int) -> Bool { walk?.passes(child, trail) == false }
    }
}
