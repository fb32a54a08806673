/// What libyaml reports next: the structure of a YAML stream, flattened.
///
/// The content of a scalar is not part of the event, since most callers collect it in a buffer of their own: see
/// ``YAMLEventStream/appendScalar(to:)``.
package enum YAMLEvent: Hashable, Sendable {
    case streamStart
    case streamEnd
    case documentStart
    case documentEnd
    /// A reference to the node that carries this anchor.
    case alias(anchor: String)
    case scalar(YAMLNodeProperties, YAMLScalarStyle)
    case sequenceStart(YAMLNodeProperties)
    case sequenceEnd
    case mappingStart(YAMLNodeProperties)
    case mappingEnd
}

/// What may stand before the content of a node.
package struct YAMLNodeProperties: Hashable, Sendable {
    /// The name after `&`; nil when there is none.
    package let anchor: String?
    /// The whole tag, handles resolved, for example `tag:yaml.org,2002:str`; `!` for the non-specific tag.
    package let tag: String?

    package init(anchor: String? = nil, tag: String? = nil) {
        self.anchor = anchor
        self.tag = tag
    }
}

/// How a scalar was written.
package enum YAMLScalarStyle: Hashable, Sendable {
    case plain
    case singleQuoted
    case doubleQuoted
    case literal
    case folded
}

/// A place in the text.
package struct YAMLMark: Hashable, Sendable {
    /// 0-based offset in Unicode scalars.
    package let index: Int
    /// 1-based line.
    package let line: Int
    /// 1-based column, in Unicode scalars.
    package let column: Int

    package init(index: Int, line: Int, column: Int) {
        self.index = index
        self.line = line
        self.column = column
    }
}

/// Why libyaml stopped.
package struct YAMLStreamError: Error, Hashable, Sendable {
    /// The part of libyaml that gave up.
    package enum Stage: Hashable, Sendable {
        /// A byte or character may not stand in YAML; only ``YAMLStreamError/byteOffset`` says where.
        case reader
        /// The text has no YAML structure.
        case syntax
        case memory
    }

    package let stage: Stage
    /// What libyaml says, in English.
    package let problem: String
    /// Where it stopped.
    package let mark: YAMLMark
    /// 0-based offset of the offending byte; only in the reader.
    package let byteOffset: Int
    /// What libyaml was reading, for example `while parsing a block mapping`.
    package let context: String?
    /// Where that began.
    package let contextMark: YAMLMark?
}
