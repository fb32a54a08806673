import Contract
import Diagnostics
package import DocumentFiles
package import JSON

/// Makes records of cells: texts become the types that the contract's schema gives to its properties.
///
/// A column is named after a property, or after a place inside the record by a JSON Pointer (RFC 6901) such as
/// `/identifier/0/value`. An empty cell is null where the schema has null, an empty text where the record itself must have
/// a text, and else no property at all.
package struct CellRecords: Sendable {
    /// Where the cells of one column go.
    private struct Place: Sendable {
        /// The names and positions from the record down to the value.
        let path: [String]
        /// Whether what a step of the path leads into is an array.
        let arrays: [Bool]
        let types: SchemaTypes
        let isRequired: Bool
    }

    private let places: [Place]
    /// The columns that the schema has no property for, when it refuses others.
    let unknownColumns: [String]
    /// The names of all properties that it has.
    let properties: [String]

    /// Records of a schema; without one all values are texts.
    package init(columns: [String], schema: JSONNode?) {
        let root = schema.map { SchemaShape(of: $0) }
        properties = root?.properties.map(\.name) ?? []
        var places: [Place] = []
        var unknown: [String] = []
        for column in columns {
            let path = root?[column] == nil ? JSONPointer(column)?.tokens ?? [column] : [column]
            let place = Self.place(path.isEmpty ? [column] : path, root)
            if let root, root.isClosed, let name = place.path.first, root[name] == nil { unknown.append(column) }
            places.append(place)
        }
        self.places = places
        unknownColumns = unknown
    }

    private static func place(_ path: [String], _ root: SchemaShape?) -> Place {
        var shape = root
        var arrays: [Bool] = []
        var isRequired = false
        for token in path {
            let isArray = !arrays.isEmpty && holdsElements(shape, token)
            arrays.append(isArray)
            isRequired = isArray ? false : shape?.required.contains(ByteName(token)) ?? false
            let next = isArray ? shape?.items : shape?[token]
            shape = next.map { SchemaShape(of: $0) }
        }
        // A text that must be there, but is empty, does not bring an object into being around it.
        return Place(
            path: path,
            arrays: arrays,
            types: shape?.types ?? .all,
            isRequired: isRequired && path.count == 1
        )
    }

    /// Whether a value is an array, as far as its schema tells; else as far as the token looks like a position.
    private static func holdsElements(_ shape: SchemaShape?, _ token: String) -> Bool {
        let types = shape?.types ?? .all
        if types.contains(.array) != types.contains(.object) { return types.contains(.array) }
        return token.allSatisfy { $0.isASCII && $0.isNumber }
    }

    /// The record of some cells, one for each column.
    package func record(of cells: [String]) -> JSONValue {
        var root = Branch(isArray: false)
        for (place, cell) in zip(places, cells) {
            guard let value = Self.value(of: cell, place) else { continue }
            root.insert(value, at: zip(place.path, place.arrays).map { ($0, $1) }[...])
        }
        return root.value
    }

    /// The column that a place in the record belongs to.
    package func column(at pointer: JSONPointer) -> Int? {
        places.firstIndex { $0.path == pointer.tokens }
            ?? places.firstIndex { pointer.tokens.starts(with: $0.path) && !pointer.tokens.isEmpty }
    }

    /// Refuses columns that the contract has no property for, with which no record could ever be right.
    ///
    /// - Parameter collection: What is told as the place of the records.
    /// - Throws: ``ServiceError`` when there are such columns.
    package func checkColumns(of collection: String) throws(ServiceError) {
        guard !unknownColumns.isEmpty else { return }
        let names = unknownColumns.joined(separator: ", ")
        let known = properties.joined(separator: ", ")
        throw ServiceError(
            "clean.unknown-property",
            LocalizedText(
                "records of '\(collection)' have no property for: \(names)",
                zh: "“\(collection)”的记录没有这些列对应的属性：\(names)"
            ),
            remedy: LocalizedText(
                "rename or drop these columns under 'order' in the recipe; the properties are \(known)",
                zh: "请在配方的“order”中重命名或删除这些列；现有属性：\(known)"
            )
        )
    }

    private static func value(of cell: String, _ place: Place) -> JSONValue? {
        let types = place.types
        if cell.isEmpty {
            if types != .all, types.contains(.null) { return .null }
            return place.isRequired && types.contains(.string) ? .string("") : nil
        }
        if types.contains(.string) { return .string(cell) }
        if types.contains(.boolean), cell == "true" || cell == "false" { return .boolean(cell == "true") }
        if !types.isDisjoint(with: [.integer, .number]), let number = JSONNumber(plain(cell)) {
            return .number(number)
        }
        if !types.isDisjoint(with: [.array, .object]), let first = cell.utf8.first, first == 0x5B || first == 0x7B {
            // What is no JSON stays a text, which the schema refuses with the text itself.
            if let document = try? JSONParser().parse(Array(cell.utf8)) { return JSONValue(document.root) }
        }
        return .string(cell)
    }

    /// A number without zeros in front, which JSON does not know.
    private static func plain(_ cell: String) -> String {
        guard cell.utf8.count > 1, cell.utf8.first == 0x30, cell.allSatisfy({ $0.isASCII && $0.isNumber }) else {
            return cell
        }
        let rest = String(cell.drop { $0 == "0" })
        return rest.isEmpty ? "0" : rest
    }
}

/// An object or an array while it is filled; elements that are not there leave no gap.
private struct Branch {
    private enum Node {
        case value(JSONValue)
        case branch(Int)
    }

    /// All branches below, so that none has to hold another one.
    private struct Level {
        var isArray: Bool
        var members: [(name: String, node: Node)] = []
    }

    private var levels: [Level]

    init(isArray: Bool) { levels = [Level(isArray: isArray)] }

    /// Puts a value at the end of a path; each step says whether it leads into an array.
    mutating func insert(_ value: JSONValue, at path: ArraySlice<(name: String, isArray: Bool)>) {
        var level = 0
        for (offset, step) in path.enumerated() {
            let known = levels[level].members.first { $0.name == step.name }
            guard offset + 1 < path.count else {
                if known == nil { levels[level].members.append((step.name, .value(value))) }
                return
            }
            switch known?.node {
            case .branch(let next): level = next
            case .value: return
            case nil:
                levels.append(Level(isArray: path[path.startIndex + offset + 1].isArray))
                levels[level].members.append((step.name, .branch(levels.count - 1)))
                level = levels.count - 1
            }
        }
    }

    var value: JSONValue { value(of: 0) }

    private func value(of level: Int) -> JSONValue {
        let members = levels[level].members.map { member in
            switch member.node {
            case .value(let value): JSONValue.Member(member.name, value)
            case .branch(let below): JSONValue.Member(member.name, value(of: below))
            }
        }
        return levels[level].isArray ? .array(members.map(\.value)) : .object(members)
    }
}
