public import Diagnostics
public import JSON

/// A form in which the outcome of an evaluation is written as JSON.
///
/// `flag`, `list` and `hierarchical` are those of the specification of machine-readable output; `basic` is the list of
/// 2020-12, by keyword.
///
/// - SeeAlso: JSON Schema, machine-readable output; JSON Schema 2020-12 Core, section 12.4.
public enum OutputFormat: String, CaseIterable, Sendable {
    /// The verdict and no more.
    case flag
    /// The subschemas that have something to say, one after the other.
    case list
    /// Every subschema, within those that applied it.
    case hierarchical
    /// Errors or annotations, one after the other, each at its keyword.
    case basic
}

extension Evaluation {
    /// The outcome in a standard format.
    ///
    /// - Parameters:
    ///   - format: The form.
    ///   - language: The language of error messages.
    /// - Returns: A JSON object.
    public func output(_ format: OutputFormat, in language: Language = .english) -> JSONValue {
        switch format {
        case .flag: return .object(header)
        case .list:
            var details: [JSONValue] = []
            forEach { unit in
                guard !unit.errors.isEmpty || !unit.annotations.isEmpty else { return }
                details.append(.object(unit.members(in: language)))
            }
            return .object(header + [JSONValue.Member("details", .array(details))])
        case .hierarchical:
            return .object(header + [JSONValue.Member("details", [root.tree(in: language)])])
        case .basic: return basic(in: language)
        }
    }

    /// What every output says first.
    private var header: [JSONValue.Member] {
        [
            JSONValue.Member("dialect", .string(dialect)), JSONValue.Member("schema", .string(root.schemaLocation)),
            JSONValue.Member("valid", .boolean(isValid)),
        ]
    }

    private func basic(in language: Language) -> JSONValue {
        var members = [
            JSONValue.Member("valid", .boolean(isValid)), JSONValue.Member("keywordLocation", ""),
            JSONValue.Member("absoluteKeywordLocation", .string(root.schemaLocation)),
            JSONValue.Member("instanceLocation", ""),
        ]
        var entries: [JSONValue] = []
        var waiting = [root]
        while let unit = waiting.popLast() {
            if isValid {
                entries += unit.annotations.map { unit.entry($0.keyword, true, "annotation", $0.value) }
                waiting += unit.details.reversed()
            } else {
                entries += unit.errors.map {
                    unit.entry($0.keyword, false, "error", .string($0.message.text(in: language)))
                }
                // Only what makes the whole invalid is an error.
                waiting += unit.details.filter(\.isDecisive).reversed()
            }
        }
        if !isValid {
            members.append(JSONValue.Member("errors", .array(entries)))
        } else if !entries.isEmpty {
            members.append(JSONValue.Member("annotations", .array(entries)))
        }
        return .object(members)
    }
}

extension EvaluationUnit {
    /// The unit without those in it.
    fileprivate func members(in language: Language) -> [JSONValue.Member] {
        var members = [
            JSONValue.Member("valid", .boolean(isValid)),
            JSONValue.Member("evaluationPath", .string(evaluationPath.description)),
            JSONValue.Member("schemaLocation", .string(schemaLocation)),
            JSONValue.Member("instanceLocation", .string(instanceLocation.description)),
        ]
        if !errors.isEmpty { members.append(JSONValue.Member("errors", messages(in: language))) }
        if !annotations.isEmpty { members.append(JSONValue.Member("annotations", Self.object(annotations))) }
        return members
    }

    /// The unit with those in it.
    fileprivate func tree(in language: Language) -> JSONValue {
        var members = members(in: language)
        if !droppedAnnotations.isEmpty {
            members.append(JSONValue.Member("droppedAnnotations", Self.object(droppedAnnotations)))
        }
        if !details.isEmpty {
            members.append(JSONValue.Member("details", .array(details.map { $0.tree(in: language) })))
        }
        return .object(members)
    }

    /// One error or annotation at its keyword.
    fileprivate func entry(_ keyword: String, _ isValid: Bool, _ kind: String, _ value: JSONValue) -> JSONValue {
        let path = keyword.isEmpty ? evaluationPath : evaluationPath.appending(keyword)
        let fragment = keyword.isEmpty ? "" : URIReference.fragment(of: JSONPointer(tokens: [keyword]))
        return [
            "valid": .boolean(isValid), "keywordLocation": .string(path.description),
            "absoluteKeywordLocation": .string(schemaLocation + fragment),
            "instanceLocation": .string(instanceLocation.description), kind: value,
        ]
    }

    /// Messages by keyword; several of one keyword become one text.
    private func messages(in language: Language) -> JSONValue {
        var members: [JSONValue.Member] = []
        for error in errors {
            let text = error.message.text(in: language)
            if let position = members.firstIndex(where: { $0.name == error.keyword }),
                case .string(let earlier) = members[position].value
            {
                members[position].value = .string(earlier + (language == .english ? "; " : "；") + text)
            } else {
                members.append(JSONValue.Member(error.keyword, .string(text)))
            }
        }
        return .object(members)
    }

    private static func object(_ annotations: [Annotation]) -> JSONValue {
        .object(annotations.map { JSONValue.Member($0.keyword, $0.value) })
    }
}
