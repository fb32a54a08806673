import Diagnostics
import JSON
import Tabular

/// Two columns of a table: what a cell says, and what is written for it.
struct TablePairs {
    var keys: [[UInt8]] = []
    var values: [[UInt8]] = []
}

extension StepReader {
    /// The table that a parameter names; nil, with a finding, when it cannot be had.
    mutating func table(_ name: String) -> RecipeTable? {
        guard let node = value(name), let path = text(name) else { return nil }
        if let table = findings.table(path, at: findings.location(node), files) { return table }
        fail()
        return nil
    }

    /// The position of a column that a parameter names; `fallback` when it names none, nil with a finding when there is
    /// no such column.
    mutating func column(_ name: String, of table: RecipeTable, default fallback: Int) -> Int? {
        guard let node = value(name) else {
            if fallback < table.columns.count { return fallback }
            fail()
            findings.reportMissing(name, at: self.node)
            return nil
        }
        guard let text = text(name) else { return nil }
        if let index = findings.column(text, of: table, at: findings.location(node)) { return index }
        fail()
        return nil
    }

    /// What the parameters `table`, `from` and `to` name.
    ///
    /// - Parameters:
    ///   - isTwofold: Whether there has to be a second column; without one each value stands for itself.
    ///   - ignoresCase: Whether two keys that differ in case only are one.
    /// - Returns: The column of what is written, by that of what cells say; nil, with a finding, when there is none.
    mutating func tableColumn(isTwofold: Bool, ignoresCase: Bool) -> TableColumn? {
        guard let table = table("table"), let from = column("from", of: table, default: 0) else { return nil }
        let isTold = isTwofold || has("to")
        guard let to = isTold ? column("to", of: table, default: 1) : from else { return nil }
        let location = findings.location(value("table") ?? node)
        let values = isTold ? [to] : []
        guard let lookup = findings.lookup(table, [from], values, ignoresCase: ignoresCase, at: location) else {
            fail()
            return nil
        }
        return TableColumn(table: lookup, column: to)
    }
}

extension StepReader {
    /// The members of a parameter `map`: what a cell says, and what is written for it.
    mutating func map() -> TablePairs? {
        guard let map = value("map") else { return TablePairs() }
        guard map.kind == .object else {
            failType("map", LocalizedText("an object", zh: "对象"), at: map)
            return nil
        }
        var pairs = TablePairs()
        for (name, value) in map.memberNodes {
            guard let text = value.scalarText else {
                failType("map", LocalizedText("an object of texts", zh: "文本对象"), at: value)
                continue
            }
            pairs.keys.append(Array(name.nameText.utf8))
            pairs.values.append(Array(text.utf8))
        }
        return pairs
    }
}

extension RecipeFindings {
    /// The table of a file; nil, with a finding, when it cannot be had.
    mutating func table(_ path: String, at location: SourceLocation?, _ files: RecipeFiles) -> RecipeTable? {
        do throws(RecipeFileError) {
            return try files.table(path)
        } catch {
            report(error, at: location)
            return nil
        }
    }

    /// The position of a column; nil, with a finding, when the table has none of that name.
    mutating func column(_ name: String, of table: RecipeTable, at location: SourceLocation?) -> Int? {
        if let index = table.columns.firstIndex(of: name) { return index }
        let all = table.columns.joined(separator: ", ")
        let nearest = EditDistance.nearest(to: name, among: table.columns)
        report(
            .unknownColumn,
            LocalizedText("the table has no column '\(name)'", zh: "表中没有列“\(name)”"),
            at: location,
            remedy: nearest.map { LocalizedText("did you mean '\($0)'?", zh: "是否为“\($0)”？") }
                ?? LocalizedText("the columns are \(all)", zh: "现有列：\(all)")
        )
        return nil
    }

    /// The rows of a table by their keys; nil, with a finding, when they cannot be told apart or there is no room.
    mutating func lookup(
        _ table: RecipeTable,
        _ keyColumns: [Int],
        _ valueColumns: [Int],
        ignoresCase: Bool = false,
        at location: SourceLocation?
    ) -> LookupTable? {
        do throws(LookupTable.Failure) {
            return try LookupTable(table, keyColumns: keyColumns, valueColumns: valueColumns, ignoresCase: ignoresCase)
        } catch {
            switch error {
            case .ambiguous(let key): reportAmbiguous(Array(key.joined(separator: [UInt8(ascii: ",")])), at: location)
            case .unusable(let error): report(.unusableFile, error.message, at: location, remedy: error.remedy)
            }
            return nil
        }
    }

    /// Reports a key for which a table has two answers.
    private mutating func reportAmbiguous(_ key: [UInt8], at location: SourceLocation?) {
        let text = String(decoding: key, as: UTF8.self)
        report(
            .ambiguousTable,
            LocalizedText("the table has two answers for '\(text)'", zh: "表中“\(text)”对应两个不同的值"),
            at: location,
            remedy: LocalizedText("leave one of the rows out", zh: "请删除其中一行")
        )
    }
}
