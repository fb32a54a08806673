public import Diagnostics
public import JSON

/// The other files that a recipe names, as far as the one who reads it can reach them.
///
/// Paths are those of the recipe as they stand there; whoever makes one knows what they are relative to.
public struct RecipeFiles: Sendable {
    /// Reads a table.
    public var table: @Sendable (_ path: String) throws(RecipeFileError) -> RecipeTable

    /// Reads a schema: the one at a pointer of a file.
    public var schema: @Sendable (_ path: String, _ pointer: JSONPointer) throws(RecipeFileError) -> RecipeSchema

    /// Reads the file of a zone in the time zone database (RFC 8536), such as `Europe/Berlin`.
    public var timeZone: @Sendable (_ name: String) throws(RecipeFileError) -> [UInt8]

    /// Files of which none can be reached.
    public static let none = RecipeFiles(
        table: { path throws(RecipeFileError) in throw .unreachable(path) },
        schema: { path, _ throws(RecipeFileError) in throw .unreachable(path) },
        timeZone: { name throws(RecipeFileError) in throw .unreachable(name) }
    )

    /// Files that are read by these closures.
    public init(
        table: @escaping @Sendable (_ path: String) throws(RecipeFileError) -> RecipeTable,
        schema: @escaping @Sendable (_ path: String, _ pointer: JSONPointer) throws(RecipeFileError) -> RecipeSchema,
        timeZone: @escaping @Sendable (_ name: String) throws(RecipeFileError) -> [UInt8]
    ) {
        self.table = table
        self.schema = schema
        self.timeZone = timeZone
    }
}

/// Why a file that a recipe names cannot be used.
public struct RecipeFileError: ExplainedError {
    /// The reasons; one without a place is about the file as a whole.
    public let diagnostics: [Diagnostic]

    /// An error with at least one reason.
    public init(_ diagnostics: [Diagnostic]) {
        precondition(!diagnostics.isEmpty, "an error has a reason")
        self.diagnostics = diagnostics
    }

    static func unreachable(_ path: String) -> RecipeFileError {
        RecipeFileError([
            Diagnostic(
                code: RecipeFinding.unusableFile.rawValue,
                LocalizedText("'\(path)' cannot be read here", zh: "此处无法读取“\(path)”"),
                at: nil,
                remedy: LocalizedText("put the recipe into a file of its own", zh: "请将配方存为单独的文件")
            )
        ])
    }
}

extension RecipeFindings {
    /// Reports why a file cannot be used: at its own places, else where the recipe names it.
    mutating func report(_ error: RecipeFileError, at node: SourceLocation?) {
        for diagnostic in error.diagnostics {
            guard diagnostic.location == nil else {
                add(diagnostic)
                continue
            }
            report(.unusableFile, diagnostic.message, at: node, remedy: diagnostic.remedy)
        }
    }
}
