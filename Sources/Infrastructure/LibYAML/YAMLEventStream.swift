import CYAML

/// Reads YAML text with libyaml, one event at a time.
package struct YAMLEventStream: ~Copyable {
    /// On the heap, because libyaml keeps pointers into it.
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    private let event: UnsafeMutablePointer<yaml_event_t>
    private let text: UnsafeMutableBufferPointer<UInt8>
    private let isReady: Bool

    /// A stream over one text.
    ///
    /// - Parameter text: UTF-8 without byte order mark; it is copied.
    package init(_ text: [UInt8]) {
        parser = .allocate(capacity: 1)
        parser.initialize(to: yaml_parser_t())
        event = .allocate(capacity: 1)
        event.initialize(to: yaml_event_t())
        self.text = .allocate(capacity: text.count)
        _ = self.text.initialize(from: text)
        isReady = yaml_parser_initialize(parser) == 1
        guard isReady else { return }
        yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
        yaml_parser_set_input_string(parser, self.text.baseAddress, text.count)
    }

    deinit {
        yaml_event_delete(event)
        if isReady { yaml_parser_delete(parser) }
        event.deallocate()
        parser.deallocate()
        text.deallocate()
    }

    /// Where the last event begins.
    package var start: YAMLMark { YAMLMark(event.pointee.start_mark) }

    /// Reads the next event; after `streamEnd` and after an error there is none.
    ///
    /// - Throws: ``YAMLStreamError`` where libyaml gives up.
    package mutating func next() throws(YAMLStreamError) -> YAMLEvent {
        yaml_event_delete(event)
        guard isReady, yaml_parser_parse(parser, event) == 1 else { throw failure }
        switch event.pointee.type {
        case YAML_STREAM_START_EVENT: return .streamStart
        case YAML_DOCUMENT_START_EVENT: return .documentStart
        case YAML_DOCUMENT_END_EVENT: return .documentEnd
        case YAML_ALIAS_EVENT: return .alias(anchor: Self.string(event.pointee.data.alias.anchor) ?? "")
        case YAML_SCALAR_EVENT:
            let scalar = event.pointee.data.scalar
            return .scalar(Self.properties(scalar.anchor, scalar.tag), YAMLScalarStyle(scalar.style))
        case YAML_SEQUENCE_START_EVENT:
            let sequence = event.pointee.data.sequence_start
            return .sequenceStart(Self.properties(sequence.anchor, sequence.tag))
        case YAML_SEQUENCE_END_EVENT: return .sequenceEnd
        case YAML_MAPPING_START_EVENT:
            let mapping = event.pointee.data.mapping_start
            return .mappingStart(Self.properties(mapping.anchor, mapping.tag))
        case YAML_MAPPING_END_EVENT: return .mappingEnd
        default: return .streamEnd
        }
    }

    /// Appends the content of the scalar that the last event reported, as UTF-8; nothing after any other event.
    package func appendScalar(to content: inout [UInt8]) {
        guard event.pointee.type == YAML_SCALAR_EVENT else { return }
        let scalar = event.pointee.data.scalar
        content.append(contentsOf: UnsafeBufferPointer(start: scalar.value, count: scalar.length))
    }

    private var failure: YAMLStreamError {
        let parser = parser.pointee
        let stage: YAMLStreamError.Stage =
            switch parser.error {
            case YAML_READER_ERROR: .reader
            case YAML_SCANNER_ERROR, YAML_PARSER_ERROR: .syntax
            default: .memory
            }
        let context = parser.context.map { String(cString: $0) }
        return YAMLStreamError(
            stage: stage,
            problem: parser.problem.map { String(cString: $0) } ?? "out of memory",
            mark: YAMLMark(parser.problem_mark),
            byteOffset: parser.problem_offset,
            context: context,
            contextMark: context == nil ? nil : YAMLMark(parser.context_mark)
        )
    }

    @inline(__always)
    private static func properties(
        _ anchor: UnsafeMutablePointer<yaml_char_t>?,
        _ tag: UnsafeMutablePointer<yaml_char_t>?
    ) -> YAMLNodeProperties {
        YAMLNodeProperties(anchor: string(anchor), tag: string(tag))
    }

    @inline(__always)
    private static func string(_ text: UnsafeMutablePointer<yaml_char_t>?) -> String? {
        text.map { String(cString: $0) }
    }
}

extension YAMLMark {
    fileprivate init(_ mark: yaml_mark_t) {
        self.init(index: mark.index, line: mark.line + 1, column: mark.column + 1)
    }
}

extension YAMLScalarStyle {
    fileprivate init(_ style: yaml_scalar_style_t) {
        self =
            switch style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE: .singleQuoted
            case YAML_DOUBLE_QUOTED_SCALAR_STYLE: .doubleQuoted
            case YAML_LITERAL_SCALAR_STYLE: .literal
            case YAML_FOLDED_SCALAR_STYLE: .folded
            default: .plain
            }
    }
}
