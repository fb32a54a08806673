/// An administrative division of China, known by its code or its name.
///
/// Names may have those of the divisions above in front, in full or short, with or without blanks between: 广东省深圳市
/// 南山区, 深圳南山区, 南山区. A name that several divisions of one level have is refused.
///
/// - SeeAlso: GB/T 2260-2007, and the list of codes that the Ministry of Civil Affairs publishes each year.
struct DivisionRule: Sendable, BitwiseCopyable {
    /// What is written.
    enum Form: String, Sendable, CaseIterable, BitwiseCopyable {
        /// Six digits.
        case code
        /// The division's own name.
        case name
        /// Its name with those of the divisions above in front.
        case full
    }

    /// The level that a division has to have.
    enum Level: String, Sendable, CaseIterable, BitwiseCopyable {
        case any
        case province
        case prefecture
        case county
    }

    let form: Form
    let level: Level

    /// No name with all that can stand in front has more bytes.
    private static let maximumByteCount = 200

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        guard text.count > 0, text.count <= Self.maximumByteCount else { return .refused }
        let divisions = Divisions.shared
        let index: Int?
        if text.digit(at: 0) != nil {
            index = text.count == 6 ? DateReader.digits(text, at: 0, count: 6).flatMap(divisions.index(ofCode:)) : nil
        } else {
            for offset in text.indices where !Self.separates(text[offset]) { output.append(text[offset]) }
            index = divisions.index(ofName: output.bytes.span)
            output.clear()
        }
        guard let index, level == .any || divisions.level(of: index) == level else { return .refused }
        switch form {
        case .code: output.append(number: divisions.codes[index], digitCount: 6)
        case .name: output.append(divisions.names[index])
        case .full: output.append(divisions.fullNames[index])
        }
        return .written
    }

    private static func separates(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ",")
    }
}

/// The divisions by code and by name; made when the first one is asked for.
final class Divisions: Sendable {
    static let shared = Divisions(DivisionTable.packed)

    /// The codes, in their order.
    let codes: [Int]
    let names: [[UInt8]]
    let fullNames: [[UInt8]]
    private let positions: [Int: Int]
    private let nameIndex: TextIndex
    /// The division of each name of ``nameIndex``; -1 when several have it.
    private let named: [Int]

    init(_ packed: String) {
        var codes: [Int] = []
        var names: [[UInt8]] = []
        var code = 0
        var digitCount = 0
        for byte in packed.utf8 {
            if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
                code = digitCount == 0 ? 0 : code
                code = code * 10 + Int(byte - UInt8(ascii: "0"))
                digitCount += 1
                continue
            }
            if digitCount > 0 {
                codes.append(code)
                names.append([])
                digitCount = 0
            }
            names[names.count - 1].append(byte)
        }
        let positions = Dictionary(zip(codes, codes.indices)) { first, _ in first }
        self.codes = codes
        self.names = names
        self.positions = positions
        var naming = Naming(
            codes: codes,
            names: names.map { String(decoding: $0, as: UTF8.self) },
            positions: positions
        )
        naming.run()
        fullNames = codes.indices.map { Array(naming.fullName(of: $0).utf8) }
        nameIndex = naming.index
        named = naming.named
    }

    func index(ofCode code: Int) -> Int? { positions[code] }

    func index(ofName name: Span<UInt8>) -> Int? {
        guard let index = nameIndex.index(of: name), named[index] >= 0 else { return nil }
        return named[index]
    }

    func level(of index: Int) -> DivisionRule.Level { Self.level(ofCode: codes[index]) }

    static func level(ofCode code: Int) -> DivisionRule.Level {
        if code % 10_000 == 0 { return .province }
        return code % 100 == 0 ? .prefecture : .county
    }
}

/// Finds every name by which a division can be called.
private struct Naming {
    let codes: [Int]
    let names: [String]
    let positions: [Int: Int]
    var index = TextIndex(ignoresCase: false)
    var named: [Int] = []

    init(codes: [Int], names: [String], positions: [Int: Int]) {
        self.codes = codes
        self.names = names
        self.positions = positions
    }

    /// Enters the names, those of higher levels first, which win.
    mutating func run() {
        for level in [DivisionRule.Level.province, .prefecture, .county] {
            for position in codes.indices where Divisions.level(ofCode: codes[position]) == level {
                for name in allNames(of: position) { enter(name, position, level) }
            }
        }
    }

    private mutating func enter(_ name: String, _ position: Int, _ level: DivisionRule.Level) {
        let bytes = Array(name.utf8)
        let (place, isNew) = index.insert(bytes.span)
        if isNew { return named.append(position) }
        let other = named[place]
        if other >= 0, other != position, Divisions.level(ofCode: codes[other]) == level { named[place] = -1 }
    }

    private func province(of position: Int) -> Int? { positions[codes[position] / 10_000 * 10_000] }

    private func prefecture(of position: Int) -> Int? { positions[codes[position] / 100 * 100] }

    func fullName(of position: Int) -> String {
        var parts: [Int] = []
        for part in [province(of: position), prefecture(of: position), position] {
            if let part, part != parts.last { parts.append(part) }
        }
        return parts.map { names[$0] }.joined()
    }

    private func allNames(of position: Int) -> [String] {
        let own = names[position]
        let level = Divisions.level(ofCode: codes[position])
        if level == .province { return Self.withShort(own, of: Self.provinceEndings) }
        let provinces = province(of: position).map { Self.withShort(names[$0], of: Self.provinceEndings) } ?? []
        if level == .prefecture {
            return Self.products([provinces + [""], Self.withShort(own, of: Self.prefectureEndings)])
        }
        var above = prefecture(of: position).map { Self.withShort(names[$0], of: Self.prefectureEndings) } ?? []
        if above.isEmpty {
            // What lists write where there is no division of the second level.
            above = ["市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"] + provinces.prefix(1)
        }
        return Self.products([provinces + [""], above + [""], [own]])
    }

    private static let provinceEndings = ["壮族自治区", "回族自治区", "维吾尔自治区", "自治区", "特别行政区", "省", "市"]
    private static let prefectureEndings = ["市", "地区", "盟"]

    /// A name, and the same without its ending.
    private static func withShort(_ name: String, of endings: [String]) -> [String] {
        guard let ending = endings.first(where: name.hasSuffix) else { return [name] }
        return [name, String(name.dropLast(ending.count))]
    }

    private static func products(_ lists: [[String]]) -> [String] {
        lists.reduce([""]) { done, list in done.flatMap { start in list.map { start + $0 } } }
    }
}
