import JSON

/// Works out the places of what was recorded, and which annotations remain.
struct EvaluationWriter {
    private let program: Program
    private let document: JSONDocument
    private let units: [EvaluationRecorder.Unit]
    private let finder: PlaceFinder

    init(_ program: Program, _ instance: JSONNode, _ units: [EvaluationRecorder.Unit]) {
        self.program = program
        self.units = units
        document = instance.document
        finder = PlaceFinder(
            program,
            instance: instance,
            values: units.map(\.instance),
            sites: units.map { PlaceFinder.Site(schema: $0.schema, node: program.subschemas[$0.schema].node) }
        )
    }

    /// The first unit with all that is in it.
    func unit() -> EvaluationUnit { unit(at: 0, isDropped: false) }

    // Recursion goes as deep as the evaluation did, which has a limit.
    private func unit(at index: Int, isDropped: Bool) -> EvaluationUnit {
        let raw = units[index]
        let isDropped = isDropped || !raw.isAccepted
        var details: [EvaluationUnit] = []
        var next = index + 1
        while next < raw.end {
            details.append(unit(at: next, isDropped: isDropped))
            next = units[next].end
        }
        // The name of a member has no location, so nothing can be said about it there.
        let annotations = finder.isName(raw.instance) ? [] : annotations(of: raw)
        return EvaluationUnit(
            isValid: raw.isAccepted,
            isDecisive: !raw.isAccepted && !raw.isExcused,
            evaluationPath: JSONPointer(tokens: raw.path),
            schemaLocation: finder.location(of: site(of: raw)),
            instanceLocation: finder.pointer(to: raw.instance),
            isAboutName: finder.isName(raw.instance),
            errors: raw.faults.map {
                EvaluationUnit.Failure(keyword: $0.keyword, message: text($0.fault, raw).message)
            },
            annotations: isDropped ? [] : annotations,
            droppedAnnotations: isDropped ? annotations : [],
            details: details
        )
    }

    private func site(of unit: EvaluationRecorder.Unit) -> PlaceFinder.Site {
        PlaceFinder.Site(schema: unit.schema, node: program.subschemas[unit.schema].node)
    }

    private func text(_ fault: Fault, _ unit: EvaluationRecorder.Unit) -> FaultText {
        FaultText(
            fault: fault,
            found: document.node(at: unit.instance),
            schema: unit.schema,
            program: program,
            name: finder.name(of: unit.instance),
            parent: unit.parent < 0 ? nil : document.node(at: unit.parent)
        )
    }

    /// What the schema's annotating keywords say, and what its applicators were applied to.
    private func annotations(of unit: EvaluationRecorder.Unit) -> [EvaluationUnit.Annotation] {
        let place = program.subschemas[unit.schema]
        let schemaDocument = program.registry.document(place.document)
        let isString = document.nodes[unit.instance].kind == .string
        var annotations: [EvaluationUnit.Annotation] = []
        for name in place.annotations {
            let keyword = schemaDocument.node(at: name).nameText
            switch keyword {
            case "contentMediaType", "contentEncoding": if !isString { continue }
            case "contentSchema":
                let schema = schemaDocument.node(at: place.node)
                if !isString || schema["contentMediaType"] == nil { continue }
            default: break
            }
            let value = JSONValue(schemaDocument.node(at: name + 1))
            annotations.append(EvaluationUnit.Annotation(keyword: keyword, value: value))
        }
        return annotations
            + unit.notes.map { EvaluationUnit.Annotation(keyword: $0.keyword.rawValue, value: $0.value) }
    }
}
