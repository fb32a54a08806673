import Tabular

/// The kinds of the formats that a workbook's cells refer to.
struct NumberFormats: Sendable {
    /// By the index of the cell format.
    private(set) var kinds: [NumberFormat] = []

    /// No format but the general one.
    init() {}

    /// Reads the part of styles.
    ///
    /// - SeeAlso: ECMA-376 part 1, section 18.8.
    init(_ bytes: PartBytes, part: String, limits: WorkbookLimits) throws(TabularError) {
        var tokens = XMLTokenizer(bytes, part: part, limits: limits)
        var defined: [Int: NumberFormat] = [:]
        var isInCellFormats = false
        var ids: [Int] = []
        while true {
            switch try tokens.next() {
            case .endOfDocument:
                kinds = ids.map { defined[$0] ?? NumberFormat(builtIn: $0) }
                return
            case .start:
                if tokens.isElement("cellXfs") {
                    isInCellFormats = true
                } else if tokens.isElement("xf"), isInCellFormats, ids.count < limits.cellFormatCount {
                    ids.append(Self.number(try tokens.value("numFmtId")) ?? 0)
                } else if tokens.isElement("numFmt"), defined.count < limits.cellFormatCount,
                    let id = Self.number(try tokens.value("numFmtId")),
                    let code = try tokens.value("formatCode")
                {
                    let text = WorkbookParts.text(Array(code.prefix(limits.formatCodeByteCount)))
                    defined[id] = NumberFormat(code: text)
                }
            case .end: if tokens.isElement("cellXfs") { isInCellFormats = false }
            case .text: break
            }
        }
    }

    private static func number(_ bytes: [UInt8]?) -> Int? { bytes.flatMap { Int(WorkbookParts.text($0)) } }

    /// The kind of a cell format; one that does not exist is the general one.
    func kind(_ index: Int) -> NumberFormat { index >= 0 && index < kinds.count ? kinds[index] : .number }
}
