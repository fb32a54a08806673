package import Diagnostics
import JSON

/// A schema that cannot be used, for programs.
package enum UnusableSchema {
    /// One object: the schema, and why nothing can be validated with it.
    ///
    /// - Parameters:
    ///   - path: The schema's file as it was given; `-` for standard input.
    ///   - findings: The reasons.
    ///   - language: The language of messages and remedies.
    ///   - isLine: Whether the object is one line.
    /// - Returns: The object, without a line feed at its end.
    package static func json(
        _ path: String,
        _ findings: [Diagnostic],
        language: Language,
        isLine: Bool
    ) -> String {
        let value: JSONValue = [
            "schema": .string(path == "-" ? "<stdin>" : path),
            "valid": false,
            "errors": .array(findings.map { error($0, language) }),
        ]
        return isLine ? value.text() : value.text(indentation: 2)
    }

    private static func error(_ finding: Diagnostic, _ language: Language) -> JSONValue {
        var members = [JSONValue.Member("code", .string(finding.code))]
        if let location = finding.location {
            members.append(JSONValue.Member("file", .string(location.file)))
            if let position = location.position {
                members.append(JSONValue.Member("line", .integer(position.line)))
                members.append(JSONValue.Member("column", .integer(position.column)))
            }
        }
        members.append(JSONValue.Member("message", .string(finding.message.text(in: language))))
        if let remedy = finding.remedy {
            members.append(JSONValue.Member("remedy", .string(remedy.text(in: language))))
        }
        return .object(members)
    }
}
