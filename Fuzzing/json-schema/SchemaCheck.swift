import Diagnostics
import JSON
import JSONSchema

/// What has to hold for any schema and any instances.
enum SchemaCheck {
    /// Small enough that no input takes long, so that a slow one is a finding.
    private static let limits = SchemaLimits(
        maximumStepCount: 1 << 18,
        maximumProgramSize: 1 << 20,
        maximumPatternProgramSize: 1 << 16,
        maximumPatternStepCount: 1 << 18
    )

    static func run(_ input: [UInt8]) {
        guard let flags = input.first else { return }
        let parts = input.dropFirst().split(separator: 0xFF, omittingEmptySubsequences: false)
        guard let text = parts.first, let document = document(Array(text)) else { return }
        let options = SchemaOptions(
            assertsFormat: flags & 1 != 0,
            assertsContent: flags & 2 != 0,
            direction: flags & 4 == 0 ? .none : flags & 8 == 0 ? .request : .response,
            patternMode: flags & 16 == 0 ? .lenient : .strict,
            limits: limits
        )
        guard let schema = schema(document, options) else { return }
        for part in parts.dropFirst().prefix(4) {
            if let instance = self.document(Array(part)) { check(schema, instance) }
        }
    }

    // MARK: Documents

    /// The document of a text; nil when it is none.
    private static func document(_ text: [UInt8]) -> JSONDocument? {
        let document: JSONDocument
        do throws(JSONError) {
            document = try JSONParser().parse(text)
        } catch {
            precondition(error.byteOffset <= text.count && error.position.line > 0, "a JSON error has a place")
            return nil
        }
        let written = rewritten(document)
        precondition(areSame(document, written), "what is written reads as the same tape")
        do throws(CanonicalForm.UnrepresentableNumber) {
            let canonical = try CanonicalForm.bytes(of: document.root)
            let again = try CanonicalForm.bytes(of: parsed(canonical).root)
            precondition(canonical == again, "the canonical form is its own")
        } catch {
            precondition(!error.text.isEmpty, "a number has a text")
        }
        if let string = document.root.string, let pointer = JSONPointer(string) {
            precondition(pointer.description.utf8.elementsEqual(string.utf8), "a pointer is written as it was read")
        }
        return document
    }

    private static func rewritten(_ document: JSONDocument) -> JSONDocument {
        var writer = JSONWriter()
        writer.value(document.root)
        return parsed(writer.bytes)
    }

    private static func parsed(_ text: [UInt8]) -> JSONDocument {
        do throws(JSONError) {
            return try JSONParser().parse(text)
        } catch {
            preconditionFailure("what was written does not read: \(error.message.english)")
        }
    }

    private static func areSame(_ left: JSONDocument, _ right: JSONDocument) -> Bool {
        guard left.nodes.count == right.nodes.count else { return false }
        for (one, other) in zip(left.nodes, right.nodes) {
            guard one.kind == other.kind, one.length == other.length else { return false }
            switch one.kind {
            case .array, .object: if one.end != other.end { return false }
            case .string:
                if one.keyHash != other.keyHash { return false }
                if !left.content(of: one).elementsEqual(right.content(of: other)) { return false }
            default: if !left.content(of: one).elementsEqual(right.content(of: other)) { return false }
            }
        }
        return true
    }

    // MARK: Schemas

    private static func schema(_ document: JSONDocument, _ options: SchemaOptions) -> Schema? {
        do throws(InvalidSchema) {
            return try Schema(document.root, baseURI: "https://e.org/s", options: options)
        } catch {
            precondition(!error.errors.isEmpty, "an invalid schema has errors")
            for error in error.errors {
                precondition(error.position != nil, "an error has a position: \(error.code.rawValue)")
                precondition(!error.message.english.isEmpty && !error.message.chinese.isEmpty, "an error has a text")
                guard error.documentURI == "https://e.org/s" else { continue }
                precondition(isPlace(error.pointer, in: document), "an error stands somewhere: \(error.pointer)")
            }
            return nil
        }
    }

    /// Whether a pointer leads to a value, or to the name of a member.
    private static func isPlace(_ pointer: JSONPointer, in document: JSONDocument) -> Bool {
        document.root[pointer] != nil
    }

    // MARK: Verdicts

    private static func check(_ schema: Schema, _ instance: JSONDocument) {
        let isAccepted: Bool
        do throws(SchemaLimitError) {
            isAccepted = try schema.accepts(instance.root)
        } catch {
            return  // A limit is an answer.
        }
        do throws(SchemaLimitError) {
            let again = try schema.accepts(rewritten(instance).root)
            precondition(again == isAccepted, "the same value has the same verdict")
            let findings = try schema.findings(in: instance.root)
            precondition(findings.isEmpty == isAccepted, "there are findings when the schema refuses, and only then")
            precondition(findings.count <= 100, "there are as many findings as asked for")
            for finding in findings {
                precondition(isPlace(finding.instancePointer, in: instance), "a finding stands somewhere")
                precondition(
                    !finding.message.english.isEmpty && !finding.message.chinese.isEmpty,
                    "a finding has a text"
                )
            }
        } catch {
            preconditionFailure("a limit is hit the second time only")
        }
    }
}
