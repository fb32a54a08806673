/// Walks the part of a trail that belongs to one node, beside the node's children in their order.
struct TrailWalk {
    private var position: Int
    private let end: Int

    /// Sorts the part; nil when it says that everything is evaluated.
    init?(_ trail: inout [UInt32], from mark: Int) {
        if trail[mark...].contains(Machine.everything) { return nil }
        if trail.count - mark > 1 { trail[mark...].sort() }
        position = mark
        end = trail.count
    }

    /// Whether a child is on the trail; children must come in their order.
    mutating func passes(_ child: Int, _ trail: [UInt32]) -> Bool {
        while position < end, trail[position] < child { position += 1 }
        return position < end && trail[position] == child
    }
}
