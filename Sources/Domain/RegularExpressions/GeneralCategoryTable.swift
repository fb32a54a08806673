/// The values of `General_Category`, by their names.
enum GeneralCategoryTable {
    /// The two-letter values that a name covers: `L` and `Letter` cover five.
    private static let members: [String: [String]] = {
        let named: [(names: [String], members: [String])] = [
            (["LC", "Cased_Letter"], ["Lu", "Ll", "Lt"]),
            (["L", "Letter"], ["Lu", "Ll", "Lt", "Lm", "Lo"]),
            (["M", "Mark", "Combining_Mark"], ["Mn", "Mc", "Me"]),
            (["N", "Number"], ["Nd", "Nl", "No"]),
            (["P", "Punctuation", "punct"], ["Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po"]),
            (["S", "Symbol"], ["Sm", "Sc", "Sk", "So"]),
            (["Z", "Separator"], ["Zs", "Zl", "Zp"]),
            (["C", "Other"], ["Cc", "Cf", "Cs", "Co", "Cn"]),
            (["Lu", "Uppercase_Letter"], ["Lu"]), (["Ll", "Lowercase_Letter"], ["Ll"]),
            (["Lt", "Titlecase_Letter"], ["Lt"]), (["Lm", "Modifier_Letter"], ["Lm"]),
            (["Lo", "Other_Letter"], ["Lo"]), (["Mn", "Nonspacing_Mark"], ["Mn"]),
            (["Mc", "Spacing_Mark"], ["Mc"]), (["Me", "Enclosing_Mark"], ["Me"]),
            (["Nd", "Decimal_Number", "digit"], ["Nd"]), (["Nl", "Letter_Number"], ["Nl"]),
            (["No", "Other_Number"], ["No"]), (["Pc", "Connector_Punctuation"], ["Pc"]),
            (["Pd", "Dash_Punctuation"], ["Pd"]), (["Ps", "Open_Punctuation"], ["Ps"]),
            (["Pe", "Close_Punctuation"], ["Pe"]), (["Pi", "Initial_Punctuation"], ["Pi"]),
            (["Pf", "Final_Punctuation"], ["Pf"]), (["Po", "Other_Punctuation"], ["Po"]),
            (["Sm", "Math_Symbol"], ["Sm"]), (["Sc", "Currency_Symbol"], ["Sc"]),
            (["Sk", "Modifier_Symbol"], ["Sk"]), (["So", "Other_Symbol"], ["So"]),
            (["Zs", "Space_Separator"], ["Zs"]), (["Zl", "Line_Separator"], ["Zl"]),
            (["Zp", "Paragraph_Separator"], ["Zp"]), (["Cc", "Control", "cntrl"], ["Cc"]),
            (["Cf", "Format"], ["Cf"]), (["Cs", "Surrogate"], ["Cs"]),
            (["Co", "Private_Use"], ["Co"]), (["Cn", "Unassigned"], ["Cn"]),
        ]
        return Dictionary(uniqueKeysWithValues: named.flatMap { row in row.names.map { ($0, row.members) } })
    }()

    private static let sets: [String: [ClosedRange<UInt32>]] = {
        var sets: [Unicode.GeneralCategory: [ClosedRange<UInt32>]] = [.surrogate: [0xD800...0xDFFF]]
        var start: UInt32 = 0
        var current = Unicode.GeneralCategory.control
        ScalarSweep.runs { scalar, range in
            let category = scalar.properties.generalCategory
            guard category != current || range.lowerBound == 0xE000 else { return }
            // The run before U+E000 ends at the surrogates.
            let end = range.lowerBound == 0xE000 ? 0xD7FF : range.lowerBound - 1
            sets[current, default: []].append(start...end)
            current = category
            start = range.lowerBound
        }
        sets[current, default: []].append(start...ScalarSet.maximum)
        return Dictionary(uniqueKeysWithValues: sets.map { (shortName(of: $0.key), $0.value) })
    }()

    static func set(named name: String) -> ScalarSet? {
        guard let members = members[name] else { return nil }
        return ScalarSet(members.flatMap { sets[$0] ?? [] })
    }

    private static func shortName(of category: Unicode.GeneralCategory) -> String {
        switch category {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "?"
        }
    }
}
