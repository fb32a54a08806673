package import Diagnostics

/// Findings about files of a service, or about the system it runs on.
package struct ServiceError: ExplainedError {
    /// Whether the system around the service failed, rather than what it was given.
    package let isOutside: Bool
    package let diagnostics: [Diagnostic]

    package init(
        _ code: String,
        _ message: LocalizedText,
        at location: SourceLocation? = nil,
        remedy: LocalizedText? = nil,
        isOutside: Bool = false
    ) {
        diagnostics = [Diagnostic(code: code, message, at: location, remedy: remedy)]
        self.isOutside = isOutside
    }

    package init(_ diagnostics: [Diagnostic], isOutside: Bool = false) {
        self.diagnostics = diagnostics
        self.isOutside = isOutside
    }
}
