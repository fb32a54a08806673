package import Diagnostics
import JSON
package import JSONSchema

/// How verdicts are written.
package enum InstanceReport: Sendable {
    case text(TextReport)
    case json(JSONReport)
    case standard(StandardReport)

    /// Validates an instance and appends what there is to say; tells what the format has no place for.
    func append(
        _ instance: Instance,
        by schema: LoadedSchema,
        maximumFindingCount: Int,
        to output: inout [UInt8],
        tell: (Diagnostic) -> Void
    ) -> InstanceVerdict.Outcome {
        switch self {
        case .text(let report):
            let verdict = InstanceVerdict(instance, schema, maximumFindingCount: maximumFindingCount)
            report.append(verdict, to: &output)
            return verdict.outcome
        case .json(let report):
            let verdict = InstanceVerdict(instance, schema, maximumFindingCount: maximumFindingCount)
            report.append(verdict, to: &output)
            return verdict.outcome
        case .standard(let report):
            return report.append(instance, by: schema, to: &output, tell: tell)
        }
    }
}

/// Outcomes in a standard output format, one object each.
package struct StandardReport: Sendable {
    private let format: OutputFormat
    private let language: Language

    /// A report in a format, with messages in a language.
    package init(_ format: OutputFormat, language: Language) {
        self.format = format
        self.language = language
    }

    func append(
        _ instance: Instance,
        by schema: LoadedSchema,
        to output: inout [UInt8],
        tell: (Diagnostic) -> Void
    ) -> InstanceVerdict.Outcome {
        let value: JSONValue
        let outcome: InstanceVerdict.Outcome
        switch instance.content {
        case .failure(let failure):
            outcome = .unusable
            value = self.value(of: failure.finding, tell)
        case .success(let document):
            do throws(SchemaLimitError) {
                if format == .flag {
                    // The verdict needs no unit of anything.
                    let isValid = try schema.schema.accepts(document.root)
                    outcome = isValid ? .valid : .invalid
                    value = ["valid": .boolean(isValid)]
                } else {
                    let evaluation = try schema.schema.evaluate(document.root)
                    outcome = evaluation.isValid ? .valid : .invalid
                    value = evaluation.output(format, in: language)
                }
            } catch {
                outcome = .unusable
                value = self.value(of: error.diagnostic(at: instance.place), tell)
            }
        }
        output += value.text().utf8
        output.append(UInt8(ascii: "\n"))
        return outcome
    }

    /// An instance that there is nothing to evaluate of.
    private func value(of finding: Diagnostic, _ tell: (Diagnostic) -> Void) -> JSONValue {
        if format == .flag {
            // A flag has no place for a reason.
            tell(finding)
            return ["valid": false]
        }
        let place = finding.location.map { "\($0): " } ?? ""
        let message = JSONValue.string(place + finding.message.text(in: language))
        if format == .basic {
            return ["valid": false, "errors": [["valid": false, "instanceLocation": "", "error": message]]]
        }
        return .object([
            JSONValue.Member("valid", false),
            JSONValue.Member("errors", .object([JSONValue.Member(finding.code, message)])),
        ])
    }
}
