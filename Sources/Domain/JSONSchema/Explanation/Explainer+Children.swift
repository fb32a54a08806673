import JSON

extension Explainer {
    // MARK: Arrays

    @inline(never)
    mutating func prefixItems(_ rule: Rule, _ parts: [SubschemaID], _ index: Int) -> Bool {
        var isAccepted = true
        var last: Int?
        for (position, element) in node(index).elements.enumerated() {
            guard position < parts.count else { break }
            if !applyToChild(parts[position], String(position), element.index, of: index, via: rule.keyword) {
                isAccepted = false
            }
            trails.note(element.index)
            last = position
            if !isAccepted, isSatisfied { break }
        }
        let isWhole = last.map { $0 + 1 } == node(index).count
        if let last { recorder?.note(rule.keyword, isWhole ? true : .integer(last)) }
        return isAccepted
    }

    @inline(never)
    mutating func items(_ rule: Rule, _ part: SubschemaID, _ start: Int, _ index: Int) -> Bool {
        var isAccepted = true
        for (position, element) in node(index).elements.enumerated() where position >= start {
            if !applyToChild(part, nil, element.index, of: index, via: rule.keyword) { isAccepted = false }
            if !isAccepted, isSatisfied { break }
        }
        if node(index).count > start {
            trails.noteEverything()
            recorder?.note(rule.keyword, true)
        }
        return isAccepted
    }

    @inline(never)
    mutating func contains(
        _ rule: Rule,
        _ schema: SubschemaID,
        _ index: Int,
        _ part: SubschemaID,
        _ minimum: Int,
        _ maximum: Int?,
        _ marks: Bool
    ) -> Bool {
        var matching: [Int] = []
        let start = recorder?.count ?? 0
        quietness += 1
        for (position, element) in node(index).elements.enumerated() {
            if applyToChild(part, nil, element.index, of: index, via: .contains) {
                matching.append(position)
                if marks { trails.note(element.index) }
            }
            if exceeded != nil { break }
        }
        quietness -= 1
        // An element that does not match is no fault.
        recorder?.excuse(since: start)
        let count = matching.count
        if marks, recorder != nil {
            let isWhole = count == node(index).count
            recorder?.note(.contains, isWhole ? true : .array(matching.map { .integer($0) }))
        }
        if count < minimum {
            let keyword: Keyword? = minimum == 1 ? nil : .minContains
            refuse(rule, schema, index, .tooFewMatches(count, least: minimum, of: part), keyword: keyword)
            return false
        }
        if let maximum, count > maximum {
            refuse(rule, schema, index, .tooManyMatches(count, most: maximum, of: part), keyword: .maxContains)
            return false
        }
        return true
    }

    @inline(never)
    mutating func unevaluatedItems(_ part: SubschemaID, _ index: Int, _ remaining: consuming Trails.Remaining) -> Bool {
        var isAccepted = true
        var isApplied = false
        for element in node(index).elements where remaining.contains(element.index) {
            isApplied = true
            if !applyToChild(part, nil, element.index, of: index, via: .unevaluatedItems) { isAccepted = false }
            if !isAccepted, isSatisfied { break }
        }
        trails.noteEverything()
        if isApplied { recorder?.note(.unevaluatedItems, true) }
        return isAccepted
    }

    // MARK: Objects

    @inline(never)
    mutating func properties(_ parts: [SubschemaID], _ table: PropertyTable, _ index: Int) -> Bool {
        var isAccepted = true
        var names: [String] = []
        for (name, value) in node(index).memberNodes {
            guard let position = table.value(of: name.tapeNode, in: document.bytes) else { continue }
            let text = name.nameText
            evidence.noteKnown(value.index, of: index)
            if !applyToChild(parts[position], text, value.index, of: index, via: .properties) { isAccepted = false }
            trails.note(value.index)
            if recorder != nil { names.append(text) }
            if !isAccepted, isSatisfied { break }
        }
        recorder?.note(.properties, names)
        return isAccepted
    }

    @inline(never)
    mutating func patternProperties(_ parts: [PatternProperty], _ index: Int) -> Bool {
        var isAccepted = true
        var names: [String] = []
        for (name, value) in node(index).memberNodes {
            var isMatched = false
            for part in parts where matches(part.pattern, name.index) {
                let source = program.patterns[part.pattern].source
                if !applyToChild(part.schema, source, value.index, of: index, via: .patternProperties) {
                    isAccepted = false
                }
                trails.note(value.index)
                isMatched = true
            }
            if isMatched, recorder != nil { names.append(name.nameText) }
            if !isAccepted, isSatisfied { break }
        }
        recorder?.note(.patternProperties, names)
        return isAccepted
    }

    /// Whether a name matches; a match that costs too much ends the evaluation.
    private mutating func matches(_ pattern: Int, _ name: Int) -> Bool {
        let content = document.nodes[name]
        let bytes = document.bytes
        let text = bytes.span.extracting(content.offset..<content.offset + content.length)
        var work = 0
        defer { spend(work) }
        if let isMatch = program.patterns[pattern].matches(text, work: &work) { return isMatch }
        exceed(.pattern)
        return false
    }

    @inline(never)
    mutating func additionalProperties(
        _ part: SubschemaID,
        _ known: PropertyTable,
        _ patterns: [Int],
        _ index: Int
    ) -> Bool {
        var isAccepted = true
        var names: [String] = []
        for (name, value) in node(index).memberNodes {
            if known.value(of: name.tapeNode, in: document.bytes) != nil { continue }
            var isMatched = false
            for pattern in patterns where !isMatched { isMatched = matches(pattern, name.index) }
            if isMatched { continue }
            if !applyToChild(part, nil, value.index, of: index, via: .additionalProperties) { isAccepted = false }
            if recorder != nil { names.append(name.nameText) }
            if !isAccepted, isSatisfied { break }
        }
        trails.noteEverything()
        recorder?.note(.additionalProperties, names)
        return isAccepted
    }

    @inline(never)
    mutating func propertyNames(_ part: SubschemaID, _ index: Int) -> Bool {
        var isAccepted = true
        for (name, _) in node(index).memberNodes {
            if !applyToChild(part, nil, name.index, of: index, via: .propertyNames) { isAccepted = false }
            if !isAccepted, isSatisfied { break }
        }
        return isAccepted
    }

    @inline(never)
    mutating func dependentSchemas(_ rule: Rule, _ parts: [DependentSchema], _ index: Int) -> Bool {
        var isAccepted = true
        for part in parts where node(index)[part.trigger.text] != nil {
            path.append(part.trigger.text)
            if !apply(part.schema, index, via: rule.keyword) { isAccepted = false }
            path.removeLast()
            if !isAccepted, isSatisfied { break }
        }
        return isAccepted
    }

    @inline(never)
    mutating func unevaluatedProperties(
        _ part: SubschemaID,
        _ index: Int,
        _ remaining: consuming Trails.Remaining
    ) -> Bool {
        var isAccepted = true
        var names: [String] = []
        for (name, value) in node(index).memberNodes where remaining.contains(value.index) {
            if !applyToChild(part, nil, value.index, of: index, via: .unevaluatedProperties) { isAccepted = false }
            if recorder != nil { names.append(name.nameText) }
            if !isAccepted, isSatisfied { break }
        }
        trails.noteEverything()
        recorder?.note(.unevaluatedProperties, names)
        return isAccepted
    }
}
