import JSON
import RegularExpressions

extension SelectorParser {
    /// Conditions joined by `||`.
    mutating func filter() throws(JSONSelectorError) -> SelectorFilter {
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONSelector.maximumDepth else { throw JSONSelectorError(.tooDeep, at: offset) }
        var branches = [try conjunction()]
        while skip("||") {
            skipBlanks()
            branches.append(try conjunction())
        }
        return branches.count == 1 ? branches[0] : .any(branches)
    }

    private mutating func conjunction() throws(JSONSelectorError) -> SelectorFilter {
        var parts = [try condition()]
        skipBlanks()
        while skip("&&") {
            skipBlanks()
            parts.append(try condition())
            skipBlanks()
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func condition() throws(JSONSelectorError) -> SelectorFilter {
        let isNegated = skip("!")
        if isNegated { skipBlanks() }
        let inner: SelectorFilter
        if skip("(") {
            skipBlanks()
            inner = try filter()
            skipBlanks()
            try expect(")")
        } else if standsFunction("match") || standsFunction("search") {
            inner = try patternTest()
        } else if isNegated {
            // What is negated is a test, never a comparison without parentheses.
            inner = .exists(try path())
        } else {
            inner = try comparison()
        }
        return isNegated ? .not(inner) : inner
    }

    private mutating func comparison() throws(JSONSelectorError) -> SelectorFilter {
        let start = offset
        let left = try operand()
        skipBlanks()
        guard let operation = FilterComparison.allCases.first(where: { stands($0.rawValue) }) else {
            guard case .path(let path) = left else { throw unexpected("a comparison") }
            return .exists(path)
        }
        _ = skip(operation.rawValue)
        skipBlanks()
        let middle = offset
        let right = try operand()
        try checkSingular(left, at: start)
        try checkSingular(right, at: middle)
        return .compare(left, operation, right)
    }

    private func checkSingular(_ operand: FilterOperand, at offset: Int) throws(JSONSelectorError) {
        guard case .path(let path) = operand, !path.isSingular else { return }
        throw JSONSelectorError(.unexpected, at: offset, expected: "a path to one value")
    }

    // MARK: Values

    private mutating func operand() throws(JSONSelectorError) -> FilterOperand {
        switch peek {
        case "@", "$": return .path(try path())
        case "'", "\"":
            return .literal(JSONDocument(JSONValue.string(try quoted())).root)
        default: break
        }
        if standsFunction("length") {
            try open("length")
            let value = try value()
            try close()
            return .length(value)
        }
        for (name, make) in [("count", FilterOperand.count), ("value", FilterOperand.value)] where standsFunction(name)
        {
            try open(name)
            let path = try path()
            try close()
            return make(path)
        }
        return .literal(try literal())
    }

    /// What a function takes as one value: a literal, a path to one, or a function that gives one.
    private mutating func value() throws(JSONSelectorError) -> FilterOperand {
        let start = offset
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONSelector.maximumDepth else { throw JSONSelectorError(.tooDeep, at: offset) }
        let value = try operand()
        try checkSingular(value, at: start)
        return value
    }

    /// Whether a function of that name is called here; no blank stands before its parenthesis.
    private func standsFunction(_ name: String) -> Bool { stands(name + "(") }

    private mutating func open(_ name: String) throws(JSONSelectorError) {
        try expect(name + "(")
        skipBlanks()
    }

    private mutating func close() throws(JSONSelectorError) {
        skipBlanks()
        try expect(")")
    }

    private mutating func literal() throws(JSONSelectorError) -> JSONNode {
        let start = offset
        let word = text { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || Self.isDigit(scalar) || "+-.".unicodeScalars.contains(scalar))
        }
        let value: JSONValue
        switch word {
        case "true": value = .boolean(true)
        case "false": value = .boolean(false)
        case "null": value = .null
        case "": throw unexpected("'@', '$' or a value")
        default:
            guard let number = JSONNumber(word) else {
                throw JSONSelectorError(.unexpected, at: start, expected: "'@', '$' or a value")
            }
            value = .number(number)
        }
        return JSONDocument(value).root
    }

    // MARK: Paths

    /// A path from `@` or `$`.
    private mutating func path() throws(JSONSelectorError) -> FilterPath {
        let startsAtRoot = peek == "$"
        guard skip("@") || skip("$") else { throw unexpected("'@' or '$'") }
        var steps: [FilterStep] = []
        while true {
            // Blanks belong to the path when another step follows them.
            let end = offset
            skipBlanks()
            if skip("..") {
                steps.append(FilterStep(isDeep: true, selectors: try skip("[") ? inner() : [dotted()]))
            } else if skip(".") {
                steps.append(FilterStep(isDeep: false, selectors: [try dotted()]))
            } else if skip("[") {
                steps.append(FilterStep(isDeep: false, selectors: try inner()))
            } else {
                back(to: end)
                return FilterPath(startsAtRoot: startsAtRoot, steps: steps)
            }
        }
    }

    private mutating func inner() throws(JSONSelectorError) -> [ChildSelector] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= JSONSelector.maximumDepth else { throw JSONSelectorError(.tooDeep, at: offset) }
        return try brackets()
    }

    // MARK: Patterns

    private mutating func patternTest() throws(JSONSelectorError) -> SelectorFilter {
        let isWhole = standsFunction("match")
        try open(isWhole ? "match" : "search")
        let subject = try value()
        skipBlanks()
        try expect(",")
        skipBlanks()
        let start = offset
        guard peek == "'" || peek == "\"" else {
            let pattern = try value()
            try close()
            return .matches(subject, .computed(pattern, isWhole: isWhole))
        }
        let pattern = try quoted()
        try close()
        guard let compiled = FilterPattern.compiled(pattern, isWhole: isWhole) else {
            throw JSONSelectorError(.invalidPattern, at: start)
        }
        return .matches(subject, .fixed(compiled))
    }
}
