public import Diagnostics

/// A reason why a key cannot be used; none of its texts holds a part of the key.
public struct KeyError: ExplainedError, Hashable, Sendable {
    /// What is wrong; raw values are the stable part of a diagnostic's code.
    public enum Code: String, Sendable, CaseIterable {
        /// Neither JSON, nor PEM, nor DER, where it has to be.
        case malformed = "malformed"
        /// A kind, curve or algorithm that is not offered here.
        case unsupported = "unsupported"
        /// A key for something else than signatures.
        case wrongUse = "wrong-use"
        /// The right kind, with bytes that are no key.
        case invalid = "invalid"
        /// A secret that can be guessed.
        case tooShort = "too-short"
        /// A private key behind a passphrase.
        case encrypted = "encrypted"
        /// A key file that others may read.
        case exposedFile = "exposed-file"
        /// A key file that the system does not hand out.
        case unreadableFile = "unreadable-file"
        /// A place where no key file can be made.
        case unwritableFolder = "unwritable-folder"
        /// A key file that holds something else.
        case damagedFile = "damaged-file"
    }

    /// What is wrong.
    public let code: Code
    /// What was found.
    public let message: LocalizedText
    /// Where the key stands, when that is known.
    public let location: SourceLocation?
    /// What can be done.
    public let remedy: LocalizedText

    init(_ code: Code, _ message: LocalizedText, at location: SourceLocation? = nil, remedy: LocalizedText) {
        self.code = code
        self.message = message
        self.location = location
        self.remedy = remedy
    }

    /// The error as a single finding.
    public var diagnostics: [Diagnostic] { [diagnostic(.error)] }

    func diagnostic(_ severity: Diagnostic.Severity) -> Diagnostic {
        Diagnostic(code: "key.\(code.rawValue)", severity: severity, message, at: location, remedy: remedy)
    }

    /// The same error, placed in a file.
    func located(at location: SourceLocation?) -> Self {
        Self(code, message, at: location ?? self.location, remedy: remedy)
    }
}
