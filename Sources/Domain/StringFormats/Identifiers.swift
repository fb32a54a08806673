/// Identifiers of fixed form.
enum Identifiers {
    /// The text form of RFC 4122, section 3.
    static func isUUID(_ text: Span<UInt8>) -> Bool {
        guard text.count == 36 else { return false }
        let hexadecimals = ByteClass.hexadecimals
        for offset in text.indices {
            switch offset {
            case 8, 13, 18, 23: guard text.has("-", at: offset) else { return false }
            default: guard hexadecimals.contains(text[offset]) else { return false }
            }
        }
        return true
    }
}
