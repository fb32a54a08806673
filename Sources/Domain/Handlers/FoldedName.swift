/// A name without what styles of writing differ in: `user_id`, `userId` and `UserID` are one.
struct FoldedName: Hashable {
    let text: String

    init(_ name: String) { text = name.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "." } }

    /// The first of some names that is this one: as it is written, else folded.
    static func match(_ name: String, in names: [String]) -> String? {
        if names.contains(name) { return name }
        let folded = FoldedName(name)
        return names.first { FoldedName($0) == folded }
    }

    /// Whether it is one of some folded names.
    func isOne(of names: Set<String>) -> Bool { names.contains(text) }
}
