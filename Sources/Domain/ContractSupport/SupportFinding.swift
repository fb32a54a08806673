public import Diagnostics

/// A place of a contract that a part of the product does not honour as it is described.
public struct SupportFinding: Hashable, Sendable {
    /// A part of the product that works by the contract.
    public enum Part: String, Sendable, CaseIterable {
        /// The service that answers requests.
        case serve
    }

    /// How far the part goes.
    public enum Effect: String, Sendable, CaseIterable {
        /// Everything works as if it were not there.
        case ignored
        /// Some of it works.
        case partly
        /// Requests that need it are refused.
        case refused
    }

    /// What it is.
    public let construct: SupportConstruct
    /// The part that does not honour it.
    public let part: Part
    /// How far the part goes.
    public let effect: Effect
    /// What happens instead.
    public let message: LocalizedText
    /// Where it stands in the author's file.
    public let location: SourceLocation

    /// How much it matters: a note where everything works for most clients.
    public var severity: Diagnostic.Severity {
        construct == .tokenIssuer || construct == .getBody ? .note : .warning
    }
}
