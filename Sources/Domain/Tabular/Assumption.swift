public import Diagnostics

/// Something about a source that was found out, or given, before its records could be read.
public struct Assumption: Hashable, Sendable {
    /// What an assumption is about.
    public struct Subject: RawRepresentable, Hashable, Sendable {
        /// The name.
        public let rawValue: String

        /// What has this name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// The encoding of the characters.
        public static let encoding = Subject(rawValue: "encoding")
        /// The bytes between fields.
        public static let delimiter = Subject(rawValue: "delimiter")
        /// The byte around fields.
        public static let quote = Subject(rawValue: "quote")
        /// The byte before quotes inside fields.
        public static let escape = Subject(rawValue: "escape")
        /// What ends a line.
        public static let lineEnds = Subject(rawValue: "lineEnds")
        /// The header records.
        public static let header = Subject(rawValue: "header")
        /// What stands before the header.
        public static let preamble = Subject(rawValue: "preamble")
        /// What stands behind the last record.
        public static let footer = Subject(rawValue: "footer")
        /// The table among several.
        public static let table = Subject(rawValue: "table")
        /// The sheet of the workbook.
        public static let sheet = Subject(rawValue: "sheet")
        /// Records with too few or too many fields.
        public static let ragged = Subject(rawValue: "ragged")
    }

    /// Something else that could have been assumed.
    public struct Alternative: Hashable, Sendable {
        /// The value for people.
        public let value: String
        /// How well it explains the source, on the scale of the subject.
        public let score: Double

        /// An alternative.
        public init(value: String, score: Double) {
            self.value = value
            self.score = score
        }
    }

    /// What it is about.
    public let subject: Subject
    /// What was assumed, for people.
    public let value: String
    /// How sure it is, from 0 to 1; nil when it was given.
    public let confidence: Double?
    /// What else could be, the best first.
    public let alternatives: [Alternative]
    /// One phrase for a person.
    public let text: LocalizedText

    /// An assumption.
    public init(
        _ subject: Subject,
        _ value: String,
        confidence: Double? = nil,
        alternatives: [Alternative] = [],
        text: LocalizedText
    ) {
        self.subject = subject
        self.value = value
        self.confidence = confidence
        self.alternatives = alternatives
        self.text = text
    }
}
