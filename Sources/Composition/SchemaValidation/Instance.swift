import Diagnostics
import JSON

/// Where an instance comes from.
package struct InstancePlace: Hashable, Sendable {
    /// 1-based: of a line among those of its file, of a file among the files.
    package let number: Int
    /// The file as it was given, or `<stdin>`.
    package let file: String
    /// The 1-based line of an instance that is one line of many; nil for one that is a file.
    package let line: Int?

    /// A place in the instance's own text as one in the file.
    func position(_ position: SourcePosition?) -> SourcePosition? {
        guard let line else { return position }
        return SourcePosition(line: line, column: position?.column ?? 1)
    }

    /// A place in the instance's own text, for a person.
    func location(_ position: SourcePosition?) -> SourceLocation {
        SourceLocation(file: file, position: self.position(position))
    }
}

/// An instance whose text has been read.
struct InstanceText: Sendable {
    let place: InstancePlace
    let content: Result<[UInt8], InstanceFailure>
}

/// An instance that has been parsed.
struct Instance: Sendable {
    let place: InstancePlace
    let content: Result<JSONDocument, InstanceFailure>
}

/// Why there is nothing to validate; the finding is at its place in the file.
struct InstanceFailure: Error, Hashable, Sendable {
    let finding: Diagnostic
}

/// How much instances may ask for.
package struct InstanceLimits: Hashable, Sendable {
    /// How long a line may be.
    package var maximumLineByteCount: Int
    /// How large a file may be that is one instance.
    package var maximumFileByteCount: Int
    /// How deep arrays and objects may nest.
    package var maximumDepth: Int
    /// How many findings are told of one instance.
    package var maximumFindingCount: Int

    package init(
        maximumLineByteCount: Int = 64 << 20,
        maximumFileByteCount: Int = 1 << 30,
        maximumDepth: Int = 1024,
        maximumFindingCount: Int = 100
    ) {
        self.maximumLineByteCount = maximumLineByteCount
        self.maximumFileByteCount = maximumFileByteCount
        self.maximumDepth = maximumDepth
        self.maximumFindingCount = maximumFindingCount
    }
}
