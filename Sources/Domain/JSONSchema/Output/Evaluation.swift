public import Diagnostics
public import JSON

/// The outcome of an evaluation, subschema by subschema, with errors and annotations.
///
/// - SeeAlso: JSON Schema 2020-12 Core, sections 7.7 and 12.
public struct Evaluation: Hashable, Sendable {
    /// Whether the schema accepts the instance.
    public let isValid: Bool
    /// The URI of the dialect that the schema is written in.
    public let dialect: String
    /// The schema that was asked, with everything that it applied.
    public let root: EvaluationUnit
    /// Whether every subschema has its unit; false when there were more than asked for.
    public let isComplete: Bool

    /// The annotations of an instance location and a keyword, by the location of the schema that makes them.
    public func annotations(
        at location: JSONPointer,
        of keyword: String
    ) -> [(schemaLocation: String, value: JSONValue)] {
        var found: [(schemaLocation: String, value: JSONValue)] = []
        forEach { unit in
            guard !unit.isAboutName, unit.instanceLocation == location else { return }
            for annotation in unit.annotations where annotation.keyword == keyword {
                found.append((unit.schemaLocation, annotation.value))
            }
        }
        return found
    }

    /// Visits every unit, each before those within it.
    public func forEach<Failure: Error>(_ body: (EvaluationUnit) throws(Failure) -> Void) throws(Failure) {
        var waiting = [root]
        while let unit = waiting.popLast() {
            try body(unit)
            waiting.append(contentsOf: unit.details.reversed())
        }
    }
}

/// The outcome of one subschema at one place of the instance.
public struct EvaluationUnit: Hashable, Sendable {
    /// What a keyword has to say about the instance location.
    public struct Annotation: Hashable, Sendable {
        /// The keyword, for example `title`.
        public let keyword: String
        /// Its value, or what it was applied to.
        public let value: JSONValue
    }

    /// Why a keyword refuses.
    public struct Failure: Hashable, Sendable {
        /// The keyword; empty where the subschema is `false`.
        public let keyword: String
        /// What was found and what was expected.
        public let message: LocalizedText
    }

    /// Whether the subschema accepts what is at the instance location.
    public let isValid: Bool
    /// Whether the schema around it refuses for that reason; false below `not` and `if`, for example.
    public let isDecisive: Bool
    /// The way from the schema that was asked, with a token for each `$ref` that was followed.
    public let evaluationPath: JSONPointer
    /// The URI of the subschema's resource, with a JSON pointer as fragment.
    public let schemaLocation: String
    /// The place in the instance; the member's for a member name.
    public let instanceLocation: JSONPointer
    /// Whether the subschema is about the member's name, as that of `propertyNames` is, and not about its value.
    public let isAboutName: Bool
    /// The refusals of its own keywords; those of subschemas are theirs.
    public let errors: [Failure]
    /// What its keywords say about the instance location; none when it, or a schema around it, refuses.
    public let annotations: [Annotation]
    /// What they would have said.
    public let droppedAnnotations: [Annotation]
    /// The subschemas that its keywords applied.
    public let details: [EvaluationUnit]
}

extension Schema {
    /// Applies the schema to an instance and takes down everything: errors and annotations of every subschema.
    ///
    /// - Parameters:
    ///   - instance: The value to evaluate.
    ///   - limit: How many units there may be at most.
    /// - Returns: The verdict of each subschema that was applied.
    /// - Throws: ``SchemaLimitError`` when the instance asks for more than the limits allow.
    /// - Complexity: Many times what ``accepts(_:)`` takes, since nothing is skipped.
    public func evaluate(_ instance: JSONNode, limit: Int = 100_000) throws(SchemaLimitError) -> Evaluation {
        let recorder = EvaluationRecorder(limit: max(1, limit))
        var explainer = Explainer(program, on: instance.document, limit: 1, recorder: recorder)
        let isValid = explainer.apply(root, instance.index, via: .schema)
        if let limit = explainer.exceeded { throw SchemaLimitError(limit: limit) }
        let resource = program.registry.resources[program.subschemas[root].resource]
        let writer = EvaluationWriter(program, instance, explainer.recorder?.units ?? [])
        return Evaluation(
            isValid: isValid,
            dialect: resource.schemaURI ?? resource.dialect.uri,
            root: writer.unit(),
            isComplete: explainer.recorder?.isFull == false
        )
    }
}
