import Diagnostics
import JSON
import JSONSchema

/// Checks a clean record, as an object, by a schema.
///
/// Each cell is read as one of the types that its property has and checked; it is written as the text that it was. An
/// empty cell is null where the property can be, else the object does not have the property.
struct SchemaRule: Sendable {
    /// What the schema says about one record.
    enum Verdict {
        case valid
        /// Why not: for each finding the member that it is about, if any, and what a person is told.
        case invalid([(member: String?, message: LocalizedText)])
        /// The record asks for more work than a record is given.
        case tooCostly
    }

    /// How many findings of one record are told.
    static let maximumFindingCount = 20

    let schema: Schema
    /// The columns that are looked at, by their indices, and the types of each.
    let columns: [(index: Int, name: String, types: CellTypes)]

    /// The verdict about a record, whose cells come one behind the other in the order of ``columns``.
    ///
    /// - Parameters:
    ///   - text: The cells, valid UTF-8.
    ///   - ends: The offset behind each cell.
    /// - Returns: The verdict; at most ``maximumFindingCount`` reasons.
    func verdict(on text: [UInt8], ends: [Int]) -> Verdict {
        var builder = JSONBuilder(content: text, nodeCount: columns.count * 2 + 1)
        builder.beginObject()
        var start = 0
        for (column, end) in zip(columns, ends) {
            append(column.name, text.span.extracting(start..<end), at: start, column.types, to: &builder)
            start = end
        }
        builder.end()
        let instance = builder.finish().root
        do throws(SchemaLimitError) {
            if try schema.accepts(instance) { return .valid }
            let findings = try schema.findings(in: instance, limit: Self.maximumFindingCount)
            var names = columns.map(\.name).filter { instance[$0] == nil }
            return .invalid(findings.map { told($0, missing: &names) })
        } catch {
            return .tooCostly
        }
    }

    /// The member and the sentence of a finding.
    ///
    /// A member that is missing is not in the pointer, which leads to the object around it; the sentence names it.
    private func told(
        _ finding: SchemaFinding,
        missing names: inout [String]
    ) -> (member: String?, message: LocalizedText) {
        if let member = finding.instancePointer.tokens.first { return (member, Self.message(finding)) }
        guard finding.keyword == "required",
            let index = names.firstIndex(where: { finding.message.english.contains("'\($0)'") })
        else { return (nil, Self.message(finding)) }
        let name = names.remove(at: index)
        return (name, LocalizedText("'\(name)' is empty, and the schema requires it", zh: "“\(name)”为空，而模式要求必填"))
    }

    private static func message(_ finding: SchemaFinding) -> LocalizedText {
        guard let remedy = finding.remedy else { return finding.message }
        return LocalizedText(
            "\(finding.message.english); \(remedy.english)",
            zh: "\(finding.message.chinese)；\(remedy.chinese)"
        )
    }

    private func append(
        _ name: String,
        _ cell: Span<UInt8>,
        at start: Int,
        _ types: CellTypes,
        to builder: inout JSONBuilder
    ) {
        if cell.isEmpty {
            if types.contains(.null), builder.name(name) { builder.null() }
            return
        }
        guard builder.name(name) else { return }
        if types.contains(.number), let number = JSONNumber(cell.text) { return builder.number(number) }
        if types.contains(.boolean), let flag = Self.flag(cell) { return builder.boolean(flag) }
        if types.contains(.structure), let value = Self.structure(cell) { return builder.value(value) }
        builder.string(content: start..<start + cell.count)
    }

    private static func flag(_ cell: Span<UInt8>) -> Bool? {
        switch cell.text {
        case "true": true
        case "false": false
        default: nil
        }
    }

    private static func structure(_ cell: Span<UInt8>) -> JSONValue? {
        guard cell[0] == UInt8(ascii: "[") || cell[0] == UInt8(ascii: "{") else { return nil }
        do {
            return JSONValue(try JSONParser().parse(cell.text).root)
        } catch {
            return nil  // What is no JSON is checked as the text that it is.
        }
    }
}

extension Span where Element == UInt8 {
    /// The text, for comparing and for people; ill-formed bytes are U+FFFD.
    var text: String {
        var bytes: [UInt8] = []
        for index in indices { bytes.append(self[index]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
