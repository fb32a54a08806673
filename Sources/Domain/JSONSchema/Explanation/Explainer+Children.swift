internal import Diagnostics
internal import JSON

extension Explainer {
    /// Applies a subschema to a child below one more token of the path.
    private mutating func apply(_ part: SubschemaID, _ token: String?, _ child: Int, via keyword: Keyword) -> Bool {
        if let token { path.append(token) }
        defer { if token != nil { path.removeLast() } }
        return applyToChild(part, child, via: keyword)
    }

    private var isSatisfied: Bool { quietness > 0 || isDone }

    // MARK: Arrays

    @inline(never)
    mutating func prefixItems(_ rule: Rule, _ parts: [SubschemaID], _ index: Int) -> Bool {
        var isAccepted = true
        for (position, element) in node(index).elements.enumerated() {
            guard position < parts.count else { break }
            if !apply(parts[position], String(position), element.index, via: rule.keyword) { isAccepted = false }
            note(element.index)
            if !isAccepted, isSatisfied { break }
        }
        return isAccepted
    }

    @inline(never)
    mutating func items(_ rule: Rule, _ part: SubschemaID, _ start: Int, _ index: Int) -> Bool {
        var isAccepted = true
        for (position, element) in node(index).elements.enumerated() where position >= start {
            if !apply(part, nil, element.index, via: rule.keyword) { isAccepted = false }
            if !isAccepted, isSatisfied { break }
        }
        if node(index).count > start { noteEverything() }
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
        var count = 0
        quietness += 1
        for element in node(index).elements {
            if apply(part, nil, element.index, via: .contains) {
                count += 1
                if marks { note(element.index) }
            }
            if exceeded != nil { break }
        }
        quietness -= 1
        if count < minimum {
            let keyword: Keyword = minimum == 1 ? .contains : .minContains
            let message = FindingMessage.matching(node(index), count, atLeast: minimum)
            refuse(rule, schema, index, message, keyword: keyword)
            return false
        }
        if let maximum, count > maximum {
            let message = FindingMessage.matching(node(index), count, atMost: maximum)
            refuse(rule, schema, index, message, keyword: .maxContains)
            return false
        }
        return true
    }

    @inline(never)
    mutating func unevaluatedItems(_ part: SubschemaID, _ index: Int, _ mark: Int) -> Bool {
        var isAccepted = true
        if var walk = TrailWalk(&trail, from: mark) {
            let evaluated = Array(trail)
            for element in node(index).elements where !walk.passes(element.index, evaluated) {
                if !apply(part, nil, element.index, via: .unevaluatedItems) { isAccepted = false }
                if !isAccepted, isSatisfied { break }
            }
        }
        noteEverything()
        return isAccepted
    }

    // MARK: Objects

    @inline(never)
    mutating func properties(_ parts: [SubschemaID], _ table: PropertyTable, _ index: Int) -> Bool {
        var isAccepted = true
        for (name, value) in node(index).memberNodes {
            guard let position = table.value(of: name.tapeNode, in: document.bytes) else { continue }
            if !apply(parts[position], name.nameText, value.index, via: .properties) { isAccepted = false }
            note(value.index)
            if !isAccepted, isSatisfied { break }
        }
        return isAccepted
    }

    @inline(never)
    mutating func patternProperties(_ parts: [PatternProperty], _ index: Int) -> Bool {
        var isAccepted = true
        for (name, value) in node(index).memberNodes {
            for part in parts where matches(part.pattern, name.index) {
                let source = program.patterns[part.pattern].source
                if !apply(part.schema, source, value.index, via: .patternProperties) { isAccepted = false }
                note(value.index)
            }
            if !isAccepted, isSatisfied { break }
        }
        return isAccepted
    }

    /// Whether a name matches; a match that costs too much ends the evaluation.
    private mutating func matches(_ pattern: Int, _ name: Int) -> Bool {
        let content = document.nodes[name]
        let bytes = document.bytes
        let text = bytes.span.extracting(content.offset..<content.offset + content.length)
        if let isMatch = program.patterns[pattern].matches(text) { return isMatch }
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
        for (name, value) in node(index).memberNodes {
            if known.value(of: name.tapeNode, in: document.bytes) != nil { continue }
            var isMatched = false
            for pattern in patterns where !isMatched { isMatched = matches(pattern, name.index) }
            if isMatched { continue }
            let start = findings.count
            if !apply(part, nil, value.index, via: .additionalProperties) { isAccepted = false }
            suggest(known, for: name, since: start)
            if !isAccepted, isSatisfied { break }
        }
        noteEverything()
        return isAccepted
    }

    /// Adds the name that was probably meant to the finding that a member is not allowed.
    private mutating func suggest(_ known: PropertyTable, for name: JSONNode, since start: Int) {
        guard findings.count == start + 1, program.subschemas[findings[start].schema].boolean == false,
            findings[start].keyword == Keyword.additionalProperties.rawValue,
            let nearest = NearestName.of(name.nameText, among: known.namesByValue.map(\.text))
        else { return }
        let finding = findings[start]
        findings[start] = RawFinding(
            instance: finding.instance,
            path: finding.path,
            schema: finding.schema,
            site: finding.site,
            keyword: finding.keyword,
            message: FindingMessage.suggesting(nearest, after: finding.message)
        )
    }

    @inline(never)
    mutating func propertyNames(_ part: SubschemaID, _ index: Int) -> Bool {
        var isAccepted = true
        for (name, _) in node(index).memberNodes {
            if !apply(part, nil, name.index, via: .propertyNames) { isAccepted = false }
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
    mutating func unevaluatedProperties(_ part: SubschemaID, _ index: Int, _ mark: Int) -> Bool {
        var isAccepted = true
        if var walk = TrailWalk(&trail, from: mark) {
            let evaluated = Array(trail)
            for (_, value) in node(index).memberNodes where !walk.passes(value.index, evaluated) {
                if !apply(part, nil, value.index, via: .unevaluatedProperties) { isAccepted = false }
                if !isAccepted, isSatisfied { break }
            }
        }
        noteEverything()
        return isAccepted
    }
}
