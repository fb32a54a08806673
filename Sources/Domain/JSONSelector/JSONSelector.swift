public import JSON

/// A compiled query that picks values of a document, such as `$.paths[*].get.parameters[?(@.in == 'query')]`.
///
/// The notation is that of RFC 9535 with two additions that rule files are used to: `~` at the end picks the names of
/// what was found, and `^` goes to the value around it. Every value is picked once, in the order of the document.
///
/// - SeeAlso: RFC 9535 (JSONPath).
public struct JSONSelector: Sendable {
    /// The query as written.
    public let text: String
    let steps: [SelectorStep]

    /// The longest query that is read, in bytes.
    public static let maximumByteCount = 4_096
    /// How deep parentheses, brackets and negations of a filter may nest.
    public static let maximumDepth = 32

    /// Compiles a query.
    ///
    /// - Throws: ``JSONSelectorError`` with the place in the text.
    public init(_ text: String) throws(JSONSelectorError) {
        self.text = text
        var parser = SelectorParser(text)
        steps = try parser.parse()
    }

    /// What the query picks, in the order of the document.
    ///
    /// - Parameter root: Where `$` stands; usually the root of a document.
    /// - Returns: The nodes; of names those of the names, which are strings.
    /// - Complexity: O(*n*) in the nodes below `root` for each step, sorting apart.
    public func nodes(in root: JSONNode) -> [JSONNode] { selection(in: root).nodes }

    /// What the query picks, and what could not be decided.
    ///
    /// - Parameter root: Where `$` stands; usually the root of a document.
    /// - Returns: The nodes in the order of the document, without those that a pattern could not judge.
    /// - Complexity: O(*n*) in the nodes below `root` for each step, sorting apart.
    public func selection(in root: JSONNode) -> JSONSelection {
        var evaluator = SelectorEvaluator(root: root)
        let found = evaluator.run(steps)
        let document = root.document
        return JSONSelection(
            nodes: found.map { document.node(at: $0) },
            undecided: evaluator.undecided.sorted().map { document.node(at: $0) }
        )
    }
}

/// What a query picks of a document.
public struct JSONSelection: Sendable {
    /// The nodes that were picked, in the order of the document.
    public let nodes: [JSONNode]
    /// The texts of which a pattern could not decide within its limits, in the order of the document; each counts as one
    /// that does not match.
    public let undecided: [JSONNode]
}

/// A query that cannot be read.
public struct JSONSelectorError: Error, Hashable, Sendable {
    /// What is wrong.
    public enum Code: String, Sendable, CaseIterable {
        /// The text is longer than ``JSONSelector/maximumByteCount``.
        case tooLong = "too-long"
        /// A filter nests deeper than ``JSONSelector/maximumDepth``.
        case tooDeep = "too-deep"
        /// Something else belongs at the place.
        case unexpected
        /// A text has no closing quote, or an escape that JSON does not know.
        case invalidText = "invalid-text"
        /// A number that no index or literal can be.
        case invalidNumber = "invalid-number"
        /// `match` and `search` need a regular expression that can be read.
        case invalidPattern = "invalid-pattern"
    }

    /// What is wrong.
    public let code: Code
    /// The 0-based place in the text, in Unicode scalars.
    public let offset: Int
    /// What belongs at the place, for `unexpected`; empty for the others.
    public let expected: String

    init(_ code: Code, at offset: Int, expected: String = "") {
        self.code = code
        self.offset = offset
        self.expected = expected
    }
}
