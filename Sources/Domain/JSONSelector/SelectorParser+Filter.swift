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
        var isNegated = false
        while skip("!") {
            isNegated.toggle()
            skipBlanks()
        }
        let inner: SelectorFilter
        if skip("(") {
            skipBlanks()
            inner = try filter()
            skipBlanks()
            try expect(")")
        } else if stands("match(") || stands("search(") {
            inner = try patternTest()
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

    private mutating func operand() throws(JSONSelectorError) -> FilterOperand {
        switch peek {
        case "@", "$": return .path(try path())
        case "'", "\"":
            return .literal(JSONDocument(JSONValue.string(try quoted())).root)
        default: break
        }
        for (name, make) in [("length(", FilterOperand.length), ("count(", FilterOperand.count)] where skip(name) {
            skipBlanks()
            let path = try path()
            skipBlanks()
            try expect(")")
            return make(path)
        }
        return .literal(try literal())
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

    /// A path from `@` or `$`.
    private mutating func path() throws(JSONSelectorError) -> FilterPath {
        let startsAtRoot = peek == "$"
        guard skip("@") || skip("$") else { throw unexpected("'@' or '$'") }
        var steps: [ChildSelector] = []
        while true {
            if stands("..") { throw unexpected("a path without '..'") }
            if skip(".") {
                steps.append(try dotted())
            } else if skip("[") {
                depth += 1
                defer { depth -= 1 }
                guard depth <= JSONSelector.maximumDepth else { throw JSONSelectorError(.tooDeep, at: offset) }
                let start = offset
                let selectors = try brackets()
                guard selectors.count == 1 else {
                    throw JSONSelectorError(.unexpected, at: start, expected: "one selector")
                }
                steps.append(selectors[0])
            } else {
                return FilterPath(startsAtRoot: startsAtRoot, steps: steps)
            }
        }
    }

    private mutating func patternTest() throws(JSONSelectorError) -> SelectorFilter {
        let isWhole = skip("match(")
        if !isWhole { _ = skip("search(") }
        skipBlanks()
        let path = try path()
        skipBlanks()
        try expect(",")
        skipBlanks()
        let start = offset
        guard peek == "'" || peek == "\"" else { throw unexpected("a pattern in quotes") }
        let pattern = try quoted()
        skipBlanks()
        try expect(")")
        do {
            let text = isWhole ? "^(?:\(pattern))$" : pattern
            return .matches(path, try RegularExpression(text, mode: .lenient))
        } catch {
            throw JSONSelectorError(.invalidPattern, at: start)
        }
    }
}
