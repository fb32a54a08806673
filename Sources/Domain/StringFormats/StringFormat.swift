import RegularExpressions

/// A format that a string can have, as the keyword `format` of JSON Schema names it.
///
/// Covers every format that JSON Schema 2020-12 defines, and those of the OpenAPI format registry that say something
/// about the characters of a string.
///
/// - SeeAlso: JSON Schema 2020-12, section 7.3.
public struct StringFormat: Sendable, Hashable, BitwiseCopyable {
    private enum Kind: String, CaseIterable {
        case dateTime = "date-time"
        case date
        case time
        case duration
        case email
        case idnEmail = "idn-email"
        case hostname
        case idnHostname = "idn-hostname"
        case ipv4
        case ipv6
        case uri
        case uriReference = "uri-reference"
        case iri
        case iriReference = "iri-reference"
        case uuid
        case uriTemplate = "uri-template"
        case jsonPointer = "json-pointer"
        case relativeJSONPointer = "relative-json-pointer"
        case regex
        case byte
        case base64url
        case char
        case dateTimeLocal = "date-time-local"
        case timeLocal = "time-local"
    }

    private let kind: Kind

    /// The format of a name, or nil when strings of that name are not checked.
    public init?(name: String) {
        guard let kind = Kind(rawValue: name) else { return nil }
        self.kind = kind
    }

    /// The name, as `format` gives it.
    public var name: String { kind.rawValue }

    /// Every format, in the order of the specification.
    public static let all: [StringFormat] = Kind.allCases.map(StringFormat.init(kind:))

    private init(kind: Kind) {
        self.kind = kind
    }

    /// Whether a text has the format.
    ///
    /// - Parameter text: UTF-8 bytes; a text that is not well-formed has no format.
    /// - Returns: Whether the whole text follows the grammar and the rules of the format's standard.
    /// - Complexity: O(*n*) in `text.count`; allocates for `regex` and for labels beyond ASCII only.
    public func accepts(_ text: Span<UInt8>) -> Bool {
        switch kind {
        case .dateTime: Timestamps.isDateTime(text)
        case .date: Timestamps.isDate(text)
        case .time: Timestamps.isTime(text)
        case .dateTimeLocal: Timestamps.isLocalDateTime(text)
        case .timeLocal: Timestamps.isLocalTime(text)
        case .duration: Durations.isDuration(text)
        case .email: Mailboxes.isMailbox(text, isInternational: false)
        case .idnEmail: Mailboxes.isMailbox(text, isInternational: true)
        case .hostname: HostNames.isHostName(text)
        case .idnHostname: HostNames.isInternationalHostName(text)
        case .ipv4: Addresses.isIPv4(text)
        case .ipv6: Addresses.isIPv6(text)
        case .uri: ResourceIdentifiers.accepts(text, isInternational: false, allowsRelative: false)
        case .uriReference: ResourceIdentifiers.accepts(text, isInternational: false, allowsRelative: true)
        case .iri: ResourceIdentifiers.accepts(text, isInternational: true, allowsRelative: false)
        case .iriReference: ResourceIdentifiers.accepts(text, isInternational: true, allowsRelative: true)
        case .uuid: Identifiers.isUUID(text)
        case .uriTemplate: ResourceTemplates.isTemplate(text)
        case .jsonPointer: Pointers.isPointer(text, from: 0)
        case .relativeJSONPointer: Pointers.isRelativePointer(text)
        case .regex: Patterns.isPattern(text)
        case .byte: Encodings.isBase64(text)
        case .base64url: Encodings.isBase64URL(text)
        case .char: text.count > 0 && text.scalar(at: 0)?.byteCount == text.count
        }
    }
}

/// ECMA-262 patterns in Unicode mode.
enum Patterns {
    static func isPattern(_ text: Span<UInt8>) -> Bool {
        guard text.isWellFormed else { return false }
        do {
            try RegularExpression.check(String(decoding: text.indices.map { text[$0] }, as: UTF8.self))
            return true
        } catch {
            return false
        }
    }
}

extension Span where Element == UInt8 {
    /// Whether the bytes are well-formed UTF-8.
    var isWellFormed: Bool {
        var offset = 0
        while offset < count {
            guard let scalar = scalar(at: offset) else { return false }
            offset &+= scalar.byteCount
        }
        return true
    }
}
