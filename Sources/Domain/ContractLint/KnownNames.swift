import Contract

/// Names that others may refer to, for looking one up and for naming the nearest.
struct KnownNames: Sendable {
    private let all: Set<ByteName>
    /// The names, by bytes.
    let sorted: [String]

    init(_ names: some Sequence<String>) {
        all = Set(names.map { ByteName($0) })
        sorted = all.sorted().map(\.description)
    }

    func contains(_ name: String) -> Bool { all.contains(ByteName(name)) }
}
