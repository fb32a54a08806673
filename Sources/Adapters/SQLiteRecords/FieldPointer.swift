import JSON
import Records

/// Field paths as the database writes them down: JSON pointers, which know any name.
enum FieldPointer {
    static func text(of field: FieldPath) -> String { JSONPointer(tokens: field.names).description }

    static func field(_ text: String) -> FieldPath { FieldPath(names: JSONPointer(text)?.tokens ?? []) }
}
