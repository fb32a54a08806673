/// Names of sheets that every program takes.
enum SheetName {
    /// UTF-16 code units of a name.
    static let maximumCount = 31
    private static let forbidden = Set("[]:*?/\\".unicodeScalars)

    /// A name as near to the wanted one as a sheet's name can be; of the second sheet and on with its number.
    ///
    /// - Parameters:
    ///   - wanted: The name.
    ///   - number: The sheet's number, from 1.
    /// - Returns: The name, of at most 31 UTF-16 code units.
    static func valid(_ wanted: String, number: Int = 1) -> String {
        var name = ""
        for scalar in wanted.unicodeScalars {
            let isBad = forbidden.contains(scalar) || scalar.value < 0x20 || scalar.value & 0xFFFE == 0xFFFE
            name.unicodeScalars.append(isBad ? "_" : scalar)
        }
        // Quotes at the ends, and one word, are Excel's own.
        if name.hasPrefix("'") { name = "_" + name.dropFirst() }
        if name.lowercased() == "history" { name += "_" }
        let suffix = number > 1 ? " (\(number))" : ""
        while name.utf16.count + suffix.utf16.count > maximumCount { name.removeLast() }
        if name.hasSuffix("'") { name = name.dropLast() + "_" }
        return (name.isEmpty ? "Sheet1" : name) + suffix
    }
}
