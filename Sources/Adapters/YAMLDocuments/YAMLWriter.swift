public import JSON

/// Writes JSON as YAML that people read: block collections, two spaces a level, members in their order.
///
/// What is written means the same to readers of YAML 1.1 and of 1.2: text that either takes for a null, a boolean, a
/// number, a date or a merge key stands in quotes, and text of several lines is literal, never folded. There are no
/// anchors, tags, comments or document markers. Equal documents give equal bytes, and what ``YAMLReader`` makes of the
/// text is written as the same text again.
///
/// Numbers keep their digits. One with an exponent but without a fraction or a sign gets them (`1e5` is `1.0e+5`), since
/// YAML 1.1 takes it for text.
///
/// - SeeAlso: YAML 1.2.2, chapters 7 and 8; YAML 1.1, <https://yaml.org/type/>.
public struct YAMLWriter: Sendable {
    /// A writer.
    public init() {}

    /// The text of a value.
    ///
    /// - Returns: UTF-8 that ends with a line break.
    /// - Complexity: O(*n*) in the text, whose lines are indented by their depth; the depth costs no call stack.
    public func text(of node: JSONNode) -> [UInt8] {
        var text = BlockText(document: node.document)
        text.write(from: node.index)
        return text.bytes
    }
}

/// Block collections as they are written, line by line.
private struct BlockText {
    private struct Frame {
        /// How many elements or members are still to come.
        var restCount: Int
        let isMapping: Bool
    }

    /// How long a key may be, in bytes, to stand without `?`.
    ///
    /// The standard counts 1,024 characters, quotes and escapes included; fewer do no harm.
    private static let maximumKeyByteCount = 1024
    private static let indentation = 2

    private let document: JSONDocument
    private(set) var bytes: [UInt8] = []
    private var frames: [Frame] = []
    private var isAtLineStart = true

    init(document: JSONDocument) { self.document = document }

    /// Writes the value at an index of the tape, which has the nodes in the order of the text.
    mutating func write(from start: Int) {
        var index = start
        repeat {
            if let last = frames.indices.last {
                frames[last].restCount -= 1
                indent()
                if frames[last].isMapping {
                    key(document.content(of: document.nodes[index]))
                    index += 1
                } else {
                    bytes.append(contentsOf: "- ".utf8)
                }
            }
            value(document.nodes[index])
            index += 1
            while let frame = frames.last, frame.restCount == 0 { frames.removeLast() }
        } while !frames.isEmpty
    }

    private mutating func value(_ node: TapeNode) {
        let followsKey = frames.last?.isMapping == true
        let isCollection = node.kind == .array || node.kind == .object
        if isCollection, node.length > 0 {
            // After a dash the first element or member stands on the same line.
            if followsKey { breakLine() }
            frames.append(Frame(restCount: node.length, isMapping: node.kind == .object))
            return
        }
        if followsKey { bytes.append(UInt8(ascii: " ")) }
        switch node.kind {
        case .null: bytes.append(contentsOf: "null".utf8)
        case .true: bytes.append(contentsOf: "true".utf8)
        case .false: bytes.append(contentsOf: "false".utf8)
        case .number: YAMLWriter.append(number: document.content(of: node), to: &bytes)
        case .string: string(document.content(of: node))
        case .array: bytes.append(contentsOf: "[]".utf8)
        case .object: bytes.append(contentsOf: "{}".utf8)
        }
        breakLine()
    }

    private mutating func string(_ text: ArraySlice<UInt8>) {
        let style = YAMLWriter.TextStyle(of: text, place: frames.isEmpty ? .root : .value)
        let indentation = max(frames.count, 1) * Self.indentation
        YAMLWriter.append(text, style, indentation: indentation, to: &bytes)
    }

    private mutating func key(_ text: ArraySlice<UInt8>) {
        let start = bytes.count
        YAMLWriter.append(text, YAMLWriter.TextStyle(of: text, place: .key), indentation: 0, to: &bytes)
        if bytes.count - start > Self.maximumKeyByteCount {
            bytes.insert(contentsOf: "? ".utf8, at: start)
            breakLine()
            indent()
        }
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func indent() {
        guard isAtLineStart else { return }
        let count = (frames.count - 1) * Self.indentation
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: count))
        isAtLineStart = false
    }

    private mutating func breakLine() {
        bytes.append(UInt8(ascii: "\n"))
        isAtLineStart = true
    }
}
