import JSON

/// A `format` that OpenAPI defines for numbers: whole, and within the range of a machine integer.
///
/// - SeeAlso: OpenAPI Initiative, format registry.
struct NumberFormat: Sendable {
    let name: String
    let bounds: [NumberBound]

    /// The format of a name; nil when numbers of that name are not checked.
    init?(name: String) {
        let range: (least: ExactDecimal, greatest: ExactDecimal)
        switch name {
        case "int8": range = (ExactDecimal(Int(Int8.min)), ExactDecimal(Int(Int8.max)))
        case "int16": range = (ExactDecimal(Int(Int16.min)), ExactDecimal(Int(Int16.max)))
        case "int32": range = (ExactDecimal(Int(Int32.min)), ExactDecimal(Int(Int32.max)))
        case "int64": range = (ExactDecimal(Int.min), ExactDecimal(Int.max))
        case "uint8": range = (ExactDecimal(0), ExactDecimal(Int(UInt8.max)))
        case "uint16": range = (ExactDecimal(0), ExactDecimal(Int(UInt16.max)))
        case "uint32": range = (ExactDecimal(0), ExactDecimal(Int(UInt32.max)))
        case "uint64":
            let greatest = Array("18446744073709551615".utf8)
            range = (ExactDecimal(0), ExactDecimal(greatest.span, from: 0, count: greatest.count))
        default: return nil
        }
        self.name = name
        bounds = [
            NumberBound(value: range.least, isUpper: false, isExclusive: false),
            NumberBound(value: range.greatest, isUpper: true, isExclusive: false),
        ]
    }

    func accepts(_ number: ExactDecimal) -> Bool { number.isInteger && bounds.allSatisfy { $0.admits(number) } }
}
