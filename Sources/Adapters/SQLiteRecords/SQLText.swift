import Records

/// Pieces of SQL that are safe whatever the names in them are.
enum SQLText {
    /// A text as a literal, the same for the same bytes, so that an index and a query name a field alike.
    static func literal(_ text: String) -> String {
        guard text.utf8.contains(0) else {
            // Bytes, not characters: a mark that joins the quote after it must not hide the quote.
            let quote = UInt8(ascii: "'")
            let doubled = text.utf8.flatMap { $0 == quote ? [quote, quote] : [$0] }
            return "'" + String(decoding: doubled, as: UTF8.self) + "'"
        }
        // A statement ends at its first zero byte.
        let digits = Array("0123456789ABCDEF")
        let hexadecimal = text.utf8.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "CAST(x'\(String(hexadecimal))' AS TEXT)"
    }

    /// The value of a field as ordered bytes.
    ///
    /// Not `json_extract`: that takes `true` for 1 and `[1]` for `"[1]"`, rounds numbers, and finds no name with a quote.
    /// The price is that other programs can read the tables but neither write them nor use their indexes.
    static func value(of field: FieldPath) -> String { "field_key(body, \(literal(FieldPointer.text(of: field))))" }

    /// The key that a field refers to.
    static func reference(of field: FieldPath) -> String {
        "reference_key(body, \(literal(FieldPointer.text(of: field))))"
    }

    /// Whether a field contains the value of a parameter.
    static func containment(of field: FieldPath) -> String {
        "field_contains(body, \(literal(FieldPointer.text(of: field))), ?)"
    }

    /// Terms joined as a tree, since SQLite bounds how deep an expression may be, not how wide.
    static func joined(_ terms: [String], by word: String) -> String {
        if terms.count <= 1 { return terms.first ?? "1" }
        let middle = terms.count / 2
        return "(\(joined(Array(terms[..<middle]), by: word)) \(word) \(joined(Array(terms[middle...]), by: word)))"
    }
}
