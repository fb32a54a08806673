import Synchronization

/// Searches with one program, for several tasks at once; each search takes storage that an earlier one has left.
final class SearchEngine: Sendable {
    let plan: SearchPlan
    private let idle = Mutex<[Backtracker]>([])

    /// More than this many tasks seldom search at the same time.
    private static let maximumIdleCount = 16

    init(_ plan: SearchPlan) { self.plan = plan }

    /// A backtracker of its own, to be given back.
    func take() -> Backtracker {
        idle.withLock { $0.popLast() } ?? Backtracker(plan)
    }

    func giveBack(_ backtracker: consuming Backtracker) {
        if backtracker.isLarge { return }
        let returned = backtracker
        idle.withLock { if $0.count < Self.maximumIdleCount { $0.append(returned) } }
    }
}
