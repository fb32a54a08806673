/// A position in a person's document.
public struct SourcePosition: Hashable, Sendable, Comparable {
    /// 1-based line.
    public let line: Int
    /// 1-based column, in Unicode scalars.
    public let column: Int

    /// A position; both numbers start at 1.
    public init(line: Int, column: Int) {
        precondition(line >= 1 && column >= 1, "positions are 1-based")
        self.line = line
        self.column = column
    }

    /// Orders by line, then by column.
    public static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

/// Where something stands: a file, and a position in it when there is one.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
    /// The path as the user gave it, or `<stdin>`.
    public let file: String
    /// The position in the file; nil when the file as a whole is meant.
    public let position: SourcePosition?

    /// A location in a file.
    public init(file: String, position: SourcePosition? = nil) {
        self.file = file
        self.position = position
    }

    /// `file:line:column`, the form that editors and terminals turn into a link.
    public var description: String {
        guard let position else { return file }
        return "\(file):\(position.line):\(position.column)"
    }
}

/// One finding that a person may read: what was found, where, and what to do about it.
public struct Diagnostic: Hashable, Sendable {
    /// How much a finding matters.
    public enum Severity: String, Sendable, CaseIterable {
        case error
        case warning
        case note
    }

    /// A stable name such as `json.duplicate-key`: match on this, never on the message.
    public let code: String
    /// Whether the input cannot be used.
    public let severity: Severity
    /// What was found, with the offending text quoted.
    public let message: LocalizedText
    /// Where it stands in the author's document, if anywhere.
    public let location: SourceLocation?
    /// What the author can change.
    public let remedy: LocalizedText?

    /// A finding.
    public init(
        code: String,
        severity: Severity = .error,
        _ message: LocalizedText,
        at location: SourceLocation? = nil,
        remedy: LocalizedText? = nil
    ) {
        self.code = code
        self.severity = severity
        self.message = message
        self.location = location
        self.remedy = remedy
    }

    /// The compiler-style rendering: position, severity, message and code, then the remedy.
    public func rendered(in language: Language) -> String {
        let place = location.map { "\($0): " } ?? ""
        let word =
            switch (severity, language) {
            case (.error, .english): "error"
            case (.warning, .english): "warning"
            case (.note, .english): "note"
            case (.error, .chinese): "错误"
            case (.warning, .chinese): "警告"
            case (.note, .chinese): "提示"
            }
        let first = "\(place)\(word)\(language == .english ? ": " : "：")\(message.text(in: language)) [\(code)]"
        guard let remedy else { return first }
        return first + (language == .english ? "\n  help: " : "\n  办法：") + remedy.text(in: language)
    }
}

/// An error that explains itself to a person.
public protocol ExplainedError: Error {
    /// The findings, at least one, sorted by position.
    var diagnostics: [Diagnostic] { get }
}
