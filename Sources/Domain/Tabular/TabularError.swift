public import Diagnostics

/// Why a source cannot be read, or a result cannot be written.
public struct TabularError: Error, Hashable, Sendable {
    /// A stable name; match on it.
    public struct Code: RawRepresentable, Hashable, Sendable {
        /// The name.
        public let rawValue: String

        /// What has this name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }
    }

    /// A stable name.
    public let code: Code
    /// What was found.
    public let message: LocalizedText
    /// What to do about it.
    public let remedy: LocalizedText?
    /// The file; nil until someone who knows it has said so.
    public let file: String?
    /// The physical line, from 1, if it is about one.
    public let line: Int?

    /// An error.
    public init(
        _ code: Code,
        _ message: LocalizedText,
        remedy: LocalizedText? = nil,
        file: String? = nil,
        line: Int? = nil
    ) {
        self.code = code
        self.message = message
        self.remedy = remedy
        self.file = file
        self.line = line
    }

    /// The same error with the name of the file that it is about.
    public func located(in file: String) -> TabularError {
        TabularError(code, message, remedy: remedy, file: self.file ?? file, line: line)
    }
}

extension TabularError: ExplainedError {
    /// The one finding.
    public var diagnostics: [Diagnostic] {
        let location = file.map {
            SourceLocation(file: $0, position: line.map { SourcePosition(line: $0, column: 1) })
        }
        return [Diagnostic(code: code.rawValue, message, at: location, remedy: remedy)]
    }
}

extension TabularError.Code {
    // Sources of text.
    /// There is nothing in the source.
    public static let empty = Self(rawValue: "source.empty")
    /// The bytes are no text.
    public static let notText = Self(rawValue: "source.not-text")
    /// No header was found, but one is needed.
    public static let noHeader = Self(rawValue: "source.no-header")
    /// Several ways to divide the text are about as good.
    public static let unclearDialect = Self(rawValue: "source.unclear-dialect")
    /// Several encodings are about as likely.
    public static let unclearEncoding = Self(rawValue: "source.unclear-encoding")
    /// No encoding has the given name.
    public static let unknownEncoding = Self(rawValue: "source.unknown-encoding")
    /// Later bytes contradict the encoding twice.
    public static let contradictedEncoding = Self(rawValue: "source.contradicted-encoding")
    /// Bytes that the encoding does not know.
    public static let undecodableBytes = Self(rawValue: "source.undecodable-bytes")
    /// A record is longer than the limit.
    public static let recordTooLong = Self(rawValue: "source.record-too-long")
    /// A record has more fields than the limit.
    public static let tooManyFields = Self(rawValue: "source.too-many-fields")
    /// A record has too few fields.
    public static let missingFields = Self(rawValue: "source.missing-fields")
    /// A record has too many fields.
    public static let extraFields = Self(rawValue: "source.extra-fields")
    /// There are fewer names than columns.
    public static let tooFewNames = Self(rawValue: "source.too-few-names")
    /// A record belongs to another table.
    public static let otherTable = Self(rawValue: "source.other-table")
    /// There is no such table.
    public static let unknownTable = Self(rawValue: "source.unknown-table")
    /// A quote is never closed.
    public static let unclosedQuote = Self(rawValue: "source.unclosed-quote")

    // Workbooks.
    /// The file is no workbook.
    public static let notAWorkbook = Self(rawValue: "xlsx.not-a-workbook")
    /// The workbook is protected by a password.
    public static let encryptedWorkbook = Self(rawValue: "xlsx.encrypted")
    /// The workbook has the format of Excel 97 to 2003.
    public static let legacyFormat = Self(rawValue: "xlsx.legacy-format")
    /// The workbook has the binary format.
    public static let binaryFormat = Self(rawValue: "xlsx.binary-format")
    /// The archive is cut or damaged.
    public static let damagedArchive = Self(rawValue: "xlsx.damaged-archive")
    /// A part that the workbook names is missing.
    public static let missingPart = Self(rawValue: "xlsx.missing-part")
    /// A part lies outside the archive.
    public static let unsafePath = Self(rawValue: "xlsx.unsafe-path")
    /// A part, or a text or a list in it, is larger than its limit.
    public static let workbookTooLarge = Self(rawValue: "xlsx.too-large")
    /// A part is no well-formed XML.
    public static let malformedXML = Self(rawValue: "xlsx.malformed-xml")
    /// A part declares entities or a document type.
    public static let forbiddenDeclaration = Self(rawValue: "xlsx.forbidden-declaration")
    /// There is no such sheet.
    public static let unknownSheet = Self(rawValue: "xlsx.unknown-sheet")
    /// A cell is longer than a workbook's cell can be.
    public static let cellTooLong = Self(rawValue: "xlsx.cell-too-long")
    /// A reference names nothing.
    public static let badReference = Self(rawValue: "xlsx.bad-reference")
    /// A cell holds an error value.
    public static let errorValue = Self(rawValue: "xlsx.error-value")
    /// A number of a day that no calendar has.
    public static let badDate = Self(rawValue: "xlsx.bad-date")

    // Files.
    /// The file cannot be read.
    public static let unreadableFile = Self(rawValue: "file.unreadable")
    /// The file changed while it was read.
    public static let changedFile = Self(rawValue: "file.changed")
    /// The disk is full.
    public static let noSpace = Self(rawValue: "file.no-space")
    /// The file cannot be written.
    public static let unwritableFile = Self(rawValue: "file.unwritable")
}
