public import JSON

extension Schema {
    /// Why the schema refuses an instance: every reason, leaf by leaf; none when it accepts it.
    ///
    /// Of `anyOf` and `oneOf` the branch that came closest is explained. An instance for which ``accepts(_:)`` is false
    /// has at least one finding, and one for which it is true has none.
    ///
    /// - Parameters:
    ///   - instance: The value to check.
    ///   - limit: How many findings there may be at most; ``report(on:limit:)`` tells whether there are more.
    /// - Returns: The findings, in the order of the schema's keywords.
    /// - Throws: ``SchemaLimitError`` when the instance asks for more than the limits allow.
    public func findings(in instance: JSONNode, limit: Int = 100) throws(SchemaLimitError) -> [SchemaFinding] {
        try report(on: instance, limit: limit).findings
    }

    /// Whether the schema accepts an instance, and why not.
    ///
    /// - Parameters:
    ///   - instance: The value to check.
    ///   - limit: How many findings there may be at most; less than 1 counts as 1.
    /// - Returns: The verdict and its reasons.
    /// - Throws: ``SchemaLimitError`` when the instance asks for more than the limits allow.
    /// - Complexity: What ``accepts(_:)`` takes for a valid instance; positions are worked out in one pass over the text.
    public func report(on instance: JSONNode, limit: Int = 100) throws(SchemaLimitError) -> SchemaReport {
        if try accepts(instance) { return SchemaReport(isValid: true, findings: [], isComplete: true) }
        let most = max(1, limit)
        // One more than asked for, to know whether there are more.
        let (explainer, _) = explained(instance, limit: most == .max ? most : most + 1)
        let writer = FindingWriter(program, instance)
        if !explainer.findings.isEmpty {
            return SchemaReport(
                isValid: false,
                findings: writer.findings(Array(explainer.findings.prefix(most))),
                isComplete: explainer.exceeded == nil && explainer.findings.count <= most
            )
        }
        let finding = RawFinding(
            instance: instance.index,
            parent: -1,
            path: [],
            schema: root,
            site: program.subschemas[root].node,
            keyword: "",
            fault: .unexplained
        )
        return SchemaReport(isValid: false, findings: writer.findings([finding]), isComplete: false)
    }

    /// The verdict keyword by keyword, nil where a limit was hit, and its reasons.
    func explain(_ instance: JSONNode, limit: Int) -> (isAccepted: Bool?, findings: [SchemaFinding]) {
        let (explainer, isAccepted) = explained(instance, limit: max(1, limit))
        let findings = FindingWriter(program, instance).findings(explainer.findings)
        return (explainer.exceeded == nil ? isAccepted : nil, findings)
    }

    private func explained(_ instance: JSONNode, limit: Int) -> (Explainer, isAccepted: Bool) {
        var explainer = Explainer(program, on: instance.document, limit: limit)
        let isAccepted = explainer.apply(root, instance.index, via: .schema)
        return (explainer, isAccepted)
    }
}
