internal import Diagnostics

/// What may be wrong with how a description is put together, or written for a version other than its own.
package enum AssemblyRule: String, CaseIterable, Sendable {
    case missingFile = "contract.missing-file"
    case fileOutsideRoot = "contract.file-outside-root"
    case remoteReference = "contract.remote-reference"
    case danglingReference = "contract.dangling-reference"
    case referenceKind = "contract.reference-kind"
    case circularReference = "contract.circular-reference"
    case misplacedReference = "contract.misplaced-reference"
    case ignoredSiblings = "contract.ignored-siblings"
    case conflictingFields = "contract.conflicting-fields"
    case dynamicReference = "contract.dynamic-reference"
    case newerField = "contract.newer-field"
    /// A keyword with a value that another version knew, and that was repaired.
    case invalidKeyword = "contract.invalid-keyword"
    case tooLarge = "contract.too-large"
    case exclusiveWithoutBound = "upgrade.exclusive-without-bound"
    case nullableEnum = "upgrade.nullable-enum"
    case nullableWithoutType = "upgrade.nullable-without-type"
    case nullableNoEffect = "upgrade.nullable-no-effect"
    case newerKeyword = "upgrade.newer-keyword"

    /// A finding about this rule.
    func finding(
        _ severity: Diagnostic.Severity,
        _ message: LocalizedText,
        at location: SourceLocation,
        remedy: LocalizedText? = nil
    ) -> Diagnostic {
        Diagnostic(code: rawValue, severity: severity, message, at: location, remedy: remedy)
    }
}
