/// Tables that tests make, and the texts that people make of them.
struct MadeTable {
    var rows: [[String]]

    /// A shop's sales: a header and forty records with dates, numbers, prose with commas and quotes, URLs, empty cells.
    static let sales: MadeTable = {
        var rows = [
            ["DATE", "TIME", "Qty", "PRODUCTID", "Price", "ProductType", "ProductDescription", "URL", "Comments"]
        ]
        let kinds = ["Lamp", "Oak table", "Chair", "Rug"]
        for index in 0..<40 {
            let size = 3 + index % 9
            let price = "\(20 + index * 7 % 90).\(index % 10)\(index * 3 % 10)"
            rows.append([
                "\(1 + index % 12)/\(1 + index % 28)/18",
                "\(8 + index % 10):\(index % 6)5",
                "\(1 + index % 7)",
                "\("ABC".map(String.init)[index % 3])\(100 + index)-\(index % 9)",
                "$\(price)",
                kinds[index % 4],
                "A \(size)\" wide piece, made by hand. Comes in \(2 + index % 3) parts; see the note",
                "https://shop.example/items/\(index)?page=1",
                index % 3 == 0 ? "" : "good as new",
            ])
        }
        return MadeTable(rows: rows)
    }()

    /// How a text is written.
    struct Style {
        var delimiter = ","
        var quote: Character = "\""
        var escape: Character?
        var lineEnd = "\n"
        var quotesAll = false
    }

    /// The table as text.
    func text(_ style: Style = Style()) -> String {
        rows.map { row in
            row.enumerated().map { Self.field($1, column: $0, style) }.joined(separator: style.delimiter)
                + style.lineEnd
        }.joined()
    }

    private static func field(_ cell: String, column: Int, _ style: Style) -> String {
        let core = style.delimiter.filter { $0 != " " }
        let needsQuotes =
            style.quotesAll || column == 6 || column == 7 || cell.contains(style.quote) || cell.contains("\n")
            || cell.contains(style.delimiter) || (!core.isEmpty && cell.contains(core))
        guard needsQuotes else { return cell }
        var inside = cell
        if let escape = style.escape {
            inside = inside.replacing(String(escape), with: "\(escape)\(escape)")
            inside = inside.replacing(String(style.quote), with: "\(escape)\(style.quote)")
        } else {
            inside = inside.replacing(String(style.quote), with: "\(style.quote)\(style.quote)")
        }
        return "\(style.quote)\(inside)\(style.quote)"
    }
}

/// Numbers that look random and are the same in each run (SplitMix64).
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
