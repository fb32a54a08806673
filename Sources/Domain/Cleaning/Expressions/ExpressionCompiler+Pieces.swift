import Diagnostics

extension ExpressionCompiler {
    /// Appends a step, and says where it is.
    mutating func emit(_ instruction: ExpressionInstruction) throws(ExpressionError) -> Int {
        nodeCount += 1
        if nodeCount > limits.maximumNodeCount {
            let limit = limits.maximumNodeCount
            throw ExpressionError(
                .syntax,
                LocalizedText("the expression is too long", zh: "表达式过长"),
                at: scanner.start,
                remedy: LocalizedText("at most \(limit) operands and operators", zh: "最多 \(limit) 个操作数和运算符")
            )
        }
        instructions.append(instruction)
        return instructions.count - 1
    }

    /// Makes a step go on with the one that comes next.
    mutating func land(_ index: Int) {
        let target = instructions.count
        switch instructions[index] {
        case .jump: instructions[index] = .jump(target)
        case .jumpUnless: instructions[index] = .jumpUnless(target)
        case .keepIf(let flag, _): instructions[index] = .keepIf(flag, target)
        case .keepFilled: instructions[index] = .keepFilled(target)
        default: break
        }
    }

    mutating func advance() throws(ExpressionError) { try scanner.advance() }

    mutating func take(word: String) throws(ExpressionError) -> Bool {
        guard scanner.token == .word(word) else { return false }
        try scanner.advance()
        return true
    }

    mutating func take(sign: String) throws(ExpressionError) -> Bool {
        guard scanner.token == .sign(sign) else { return false }
        try scanner.advance()
        return true
    }

    mutating func expect(_ sign: String) throws(ExpressionError) {
        if try !take(sign: sign) { throw unexpected(sign) }
    }

    func need(_ part: Part, _ type: ExpressionType) throws(ExpressionError) {
        if !part.type.fits(type) { throw conflict(part, type) }
    }

    /// Makes sure that a value has a type; cells are read when the expression runs.
    mutating func convert(_ part: inout Part, to type: ExpressionType, depth: Int) throws(ExpressionError) {
        try need(part, type)
        if part.type == .cell, type == .number || type == .day { _ = try emit(.convert(type, depth: depth)) }
        if part.type != .nothing { part.type = type }
    }

    func conflict(_ part: Part, _ expected: ExpressionType) -> ExpressionError {
        let remedy: LocalizedText? =
            switch (expected, part.type) {
            case (.number, .text): LocalizedText("write number(…)", zh: "请写 number(…)")
            case (.day, .text): LocalizedText("write date(…)", zh: "请写 date(…)")
            case (.flag, .cell), (.flag, .text):
                LocalizedText("compare it, as in status == 'paid'", zh: "请进行比较，例如 status == 'paid'")
            case (.text, .number), (.text, .day): LocalizedText("write concat(…)", zh: "请写 concat(…)")
            default: nil
            }
        return ExpressionError(
            .typeConflict,
            LocalizedText(
                "this is \(part.type.name.english), not \(expected.name.english)",
                zh: "这是\(part.type.name.chinese)，而不是\(expected.name.chinese)"
            ),
            at: part.start,
            remedy: remedy
        )
    }

    /// What stands here should not; `expected` is what should.
    func unexpected(_ expected: String? = nil) -> ExpressionError {
        let remedy = expected.map { LocalizedText("write '\($0)'", zh: "请写“\($0)”") }
        let found: String
        switch scanner.token {
        case .end:
            return ExpressionError(
                .syntax,
                LocalizedText("the expression ends too early", zh: "表达式不完整"),
                at: scanner.start,
                remedy: remedy
            )
        case .sign(let sign): found = sign
        case .word(let word): found = word
        case .column(let name): found = "[\(name)]"
        case .text(let text): found = "'\(String(decoding: text, as: UTF8.self))'"
        case .number: found = LocalizedText("a number", zh: "数字").english
        }
        return unexpected(at: scanner.start, found, remedy: remedy)
    }

    func unexpected(at offset: Int, _ found: String, remedy: LocalizedText? = nil) -> ExpressionError {
        let quoted = found.count > 40 ? "\(found.prefix(40))…" : found
        return ExpressionError(
            .syntax,
            LocalizedText("\(quoted) cannot stand here", zh: "此处不能有 \(quoted)"),
            at: offset,
            remedy: remedy
        )
    }
}
