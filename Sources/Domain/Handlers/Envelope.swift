public import JSON

/// The JSON around records in an answer: a template, in which some strings are slots to fill.
public struct Envelope: Sendable {
    /// What is filled in per answer.
    public enum Slot: String, Sendable, CaseIterable {
        case record = "$record"
        case records = "$records"
        /// How many records there are in all.
        case total = "$total"
        /// The cursor of the next page; null on the last one.
        case next = "$next"
        /// The same, but left out on the last page.
        case nextIfAny = "$next?"
        /// The same, but empty on the last page.
        case nextOrEmpty = "$next!"
        case hasMore = "$hasMore"
        case limit = "$limit"
        case offset = "$offset"
        /// The number of the page, from 1.
        case page = "$page"
        /// How many pages there are.
        case pages = "$pages"
        /// How many records this answer has.
        case count = "$count"
        case hasPrevious = "$hasPrevious"
        /// The key of the record, as its property's type has it.
        case key = "$key"
        /// The time of the answer.
        case now = "$now"
        /// A new UUID.
        case uuid = "$uuid"
    }

    private let template: JSONValue
    /// The slots of the template.
    public let slots: Set<Slot>

    /// An envelope from a template, in which strings such as `$record` are slots.
    public init(template: JSONValue) {
        self.template = template
        slots = Self.slots(in: template)
    }

    /// An array of the records and nothing else.
    public static let records = Envelope(template: "$records")
    /// The record and nothing else.
    public static let record = Envelope(template: "$record")

    /// Whether an answer is the record's own text.
    var isBareRecord: Bool { template == "$record" }

    /// The answer, with each slot filled by a closure: JSON text, or nil to leave the slot out.
    func filled(_ fill: (Slot) -> [UInt8]?) -> [UInt8] {
        var writer = JSONWriter()
        Self.write(template, to: &writer, fill: fill)
        return writer.bytes
    }

    private static func write(_ value: JSONValue, to writer: inout JSONWriter, fill: (Slot) -> [UInt8]?) {
        switch value {
        case .string(let text):
            guard let slot = Slot(rawValue: text) else { return writer.string(text) }
            writer.raw(fill(slot) ?? Array("null".utf8))
        case .array(let elements):
            writer.beginArray()
            for element in elements { write(element, to: &writer, fill: fill) }
            writer.endArray()
        case .object(let members):
            writer.beginObject()
            for member in members {
                if let slot = member.value.string.flatMap(Slot.init(rawValue:)) {
                    guard let text = fill(slot) else { continue }
                    writer.name(member.name)
                    writer.raw(text)
                } else {
                    writer.name(member.name)
                    write(member.value, to: &writer, fill: fill)
                }
            }
            writer.endObject()
        case .null, .boolean, .number: writer.value(value)
        }
    }

    private static func slots(in value: JSONValue) -> Set<Slot> {
        switch value {
        case .string(let text): Slot(rawValue: text).map { [$0] } ?? []
        case .array(let elements): elements.reduce(into: []) { $0.formUnion(slots(in: $1)) }
        case .object(let members): members.reduce(into: []) { $0.formUnion(slots(in: $1.value)) }
        case .null, .boolean, .number: []
        }
    }
}
