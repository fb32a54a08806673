import CommandLine

/// Results on their way to standard output, in big pieces.
struct ResultStream {
    /// What waits.
    var bytes: [UInt8] = []
    /// Whether everything is JSON; text escapes what a terminal would obey by itself, since its colours are obeyed.
    let isJSON: Bool

    init(isJSON: Bool) { self.isJSON = isJSON }

    /// Writes what waits.
    ///
    /// - Throws: What ``Speech/say(bytes:)`` throws.
    mutating func flush() throws {
        defer { bytes.removeAll(keepingCapacity: true) }
        if isJSON { TerminalText.escapeJSON(&bytes) }
        try Speech.say(bytes: bytes)
    }
}
