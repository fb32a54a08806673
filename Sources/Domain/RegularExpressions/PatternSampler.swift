/// Makes texts that a pattern matches: a different one for each number, the same one every time.
///
/// A text is laid out as a row of slots, each with the characters that may stand there; a number chooses among them like
/// the digits of an odometer, the last slot turning fastest. `^ORD-\d{3}$` and 17 give `ORD-017`. What cannot be laid out,
/// such as look-behind, is left to luck: every text is matched before it is returned.
package struct PatternSampler: Sendable {
    /// Which characters are tried first.
    package enum Preference: Sendable {
        case letters
        case digits
    }

    private let node: PatternNode
    private let expression: RegularExpression
    private let preference: Preference

    private static let maximumVariantCount = 24
    private static let maximumGrowth = 24

    /// A sampler; nil when the pattern cannot be read.
    package init?(_ pattern: String, preferring preference: Preference = .letters) {
        let limits = RegularExpressionLimits()
        var parser = PatternParser(pattern, isPermissive: true, maximumDepth: limits.maximumDepth)
        do {
            node = try parser.parse()
            expression = try RegularExpression(pattern, mode: .lenient, limits: limits)
        } catch {
            return nil
        }
        self.preference = preference
    }

    /// The text of a number.
    ///
    /// - Parameters:
    ///   - number: Two numbers give two texts, as long as the pattern has enough of them.
    ///   - lengths: How many Unicode scalars the text may have.
    /// - Returns: nil when no text was found that the pattern matches.
    package func text(_ number: UInt64, lengths: ClosedRange<Int> = 0...10_000) -> String? {
        var rest = number
        for variant in 0..<Self.maximumVariantCount {
            var capacity: UInt64 = 0
            let layouts = layouts(variant: variant, lengths: lengths)
            // Every choice of alternatives has been made once.
            if layouts.first?.isRepeated ?? false { break }
            for layout in layouts {
                capacity = layout.capacity
                guard rest < capacity else { continue }
                let text = layout.text(rest)
                if matches(text) { return text }
            }
            let (difference, isSmall) = rest.subtractingReportingOverflow(capacity)
            rest = isSmall ? rest : difference
        }
        return nil
    }

    /// The number whose text this is; nil when there is none that is easy to find.
    package func number(of text: String, lengths: ClosedRange<Int> = 0...10_000) -> UInt64? {
        let scalars = text.unicodeScalars.map(\.value)
        guard lengths.contains(scalars.count) else { return nil }
        for layout in layouts(variant: 0, lengths: scalars.count...scalars.count) {
            if let number = layout.number(scalars), self.text(number, lengths: lengths) == text { return number }
        }
        return nil
    }

    /// Whether the pattern matches a text.
    package func matches(_ text: String) -> Bool {
        do {
            return try expression.matches(text)
        } catch {
            return false  // Too costly to find out.
        }
    }

    /// The layouts of one choice of alternatives, shortest first.
    private func layouts(variant: Int, lengths: ClosedRange<Int>) -> [SlotLayout] {
        var layouts: [SlotLayout] = []
        var extra = 0
        for _ in 0..<Self.maximumGrowth {
            var layout = SlotLayout(variant: variant, extra: extra, preference: preference)
            layout.add(node)
            let isLonger = layouts.last.map { layout.slots.count > $0.slots.count } ?? true
            let missing = lengths.lowerBound - layout.slots.count
            if missing > 0, extra < missing, layouts.isEmpty {
                extra = missing
                var grown = SlotLayout(variant: variant, extra: extra, preference: preference)
                grown.add(node)
                layout = grown
            }
            guard isLonger, layout.slots.count <= lengths.upperBound else { break }
            layouts += padded(layout, to: lengths.lowerBound)
            if layouts.last?.capacity == .max { break }
            extra += 1
        }
        return layouts
    }

    /// A pattern that is not anchored leaves room before and behind.
    private func padded(_ layout: SlotLayout, to count: Int) -> [SlotLayout] {
        let missing = count - layout.slots.count
        guard missing > 0 else { return [layout] }
        let padding = Array(repeating: SlotLayout.Slot.choices([0x78]), count: missing)
        var behind = layout
        behind.slots += padding
        var before = layout
        before.slots = padding + layout.slots.map { $0.shifted(by: missing) }
        return [behind, before]
    }
}

/// A row of characters to choose.
struct SlotLayout {
    /// One character of a text.
    enum Slot {
        case choices([UInt32])
        /// The character of an earlier slot, for backreferences.
        case copy(Int)

        func shifted(by distance: Int) -> Slot {
            if case .copy(let index) = self { .copy(index + distance) } else { self }
        }
    }

    var slots: [Slot] = []
    private var variant: Int
    /// How many more slots repetitions may add than they must.
    private var extra: Int
    private let preference: PatternSampler.Preference
    private var captures: [Int: Range<Int>] = [:]
    /// What look-ahead asks for, until there is a slot for it.
    private var pending: [[UInt32]] = []
    private var forbidden: Set<UInt32> = []

    private static let maximumSlotCount = 20_000

    init(variant: Int, extra: Int, preference: PatternSampler.Preference) {
        self.variant = variant
        self.extra = extra
        self.preference = preference
    }

    /// Whether a smaller variant gives the same layout.
    var isRepeated: Bool { variant > 0 }

    mutating func add(_ node: PatternNode) {
        guard slots.count < Self.maximumSlotCount else { return }
        switch node {
        case .empty, .assertion: break
        case .scalar(let value): append([value]) { $0 == value }
        case .set(let set): append(choices(of: set)) { set.contains($0) }
        case .sequence(let nodes): for node in nodes { add(node) }
        case .alternation(let nodes):
            let choice = variant % nodes.count
            variant /= nodes.count
            add(nodes[choice])
        case .capture(let body, let index):
            let start = slots.count
            add(body)
            captures[index] = start..<slots.count
        case .repetition(let repetition): add(repetition)
        case .look(let look): add(look)
        case .backreference(let index):
            for slot in captures[index] ?? 0..<0 {
                slots.append({ if case .copy(let origin) = slots[slot] { .copy(origin) } else { .copy(slot) } }())
            }
        }
    }

    private mutating func add(_ repetition: PatternNode.Repetition) {
        for _ in 0..<repetition.minimum {
            guard slots.count < Self.maximumSlotCount else { return }
            let start = slots.count
            add(repetition.body)
            if slots.count == start { break }
        }
        var count = repetition.minimum
        while extra > 0, repetition.maximum.map({ count < $0 }) ?? true, slots.count < Self.maximumSlotCount {
            let start = slots.count
            add(repetition.body)
            if slots.count == start { break }
            extra -= min(extra, slots.count - start)
            count += 1
        }
    }

    private mutating func add(_ look: PatternNode.Look) {
        guard !look.isBehind else { return }
        var inner = SlotLayout(variant: 0, extra: 0, preference: preference)
        inner.add(look.body)
        let wanted = inner.slots.compactMap { if case .choices(let choices) = $0 { choices } else { nil } }
        if look.isNegated {
            // Only what one character decides can be avoided ahead of time.
            if wanted.count == 1 { forbidden.formUnion(inner.everything(of: look.body)) }
        } else {
            pending += wanted
            extra = max(extra, pending.count)
        }
    }

    private func everything(of node: PatternNode) -> [UInt32] {
        switch node {
        case .scalar(let value): [value]
        case .set(let set): choices(of: set)
        case .alternation(let nodes): nodes.flatMap { everything(of: $0) }
        case .capture(let body, _): everything(of: body)
        default: []
        }
    }

    private mutating func append(_ choices: [UInt32], isMember: (UInt32) -> Bool) {
        var choices = choices
        if let wanted = pending.first {
            let both = wanted.filter(isMember)
            if !both.isEmpty {
                choices = both
                pending.removeFirst()
            }
        }
        let allowed = choices.filter { !forbidden.contains($0) }
        forbidden = []
        slots.append(.choices(allowed.isEmpty ? choices : allowed))
    }

    // MARK: - Numbers

    /// How many texts there are, at most `UInt64.max`.
    var capacity: UInt64 {
        var capacity: UInt64 = 1
        for case .choices(let choices) in slots {
            let (product, overflow) = capacity.multipliedReportingOverflow(by: UInt64(max(1, choices.count)))
            if overflow { return .max }
            capacity = product
        }
        return capacity
    }

    func text(_ number: UInt64) -> String {
        var rest = number
        var scalars = [UInt32](repeating: 0, count: slots.count)
        for index in slots.indices.reversed() {
            guard case .choices(let choices) = slots[index], !choices.isEmpty else { continue }
            scalars[index] = choices[Int(rest % UInt64(choices.count))]
            rest /= UInt64(choices.count)
        }
        var text = String.UnicodeScalarView()
        for index in slots.indices {
            if case .copy(let origin) = slots[index] { scalars[index] = scalars[origin] }
            if let scalar = UnicodeScalar(scalars[index]) { text.append(scalar) }
        }
        return String(text)
    }

    func number(_ scalars: [UInt32]) -> UInt64? {
        guard scalars.count == slots.count else { return nil }
        var number: UInt64 = 0
        for (slot, scalar) in zip(slots, scalars) {
            guard case .choices(let choices) = slot else { continue }
            guard let index = choices.firstIndex(of: scalar) else { return nil }
            let (product, overflow) = number.multipliedReportingOverflow(by: UInt64(choices.count))
            let (sum, carry) = product.addingReportingOverflow(UInt64(index))
            guard !overflow, !carry else { return nil }
            number = sum
        }
        return number
    }

    // MARK: - Choices

    private static let digits = Array(UInt32(0x30)...0x39)
    private static let lowerCase = Array(UInt32(0x61)...0x7A)
    private static let upperCase = Array(UInt32(0x41)...0x5A)
    private static let signs = Array(UInt32(0x20)...0x7E).filter { scalar in
        !(digits + lowerCase + upperCase).contains(scalar)
    }
    /// A few letters of other scripts, for patterns that want them.
    private static let foreign: [UInt32] = [0x4E2D, 0x6587, 0x5B57, 0x540D, 0x5F20, 0xE9, 0x436, 0x3B1, 0x3042, 0xAC00]

    /// The readable members of a set first; of an unreadable one, its first members.
    private func choices(of set: ScalarSet) -> [UInt32] {
        let ordered =
            switch preference {
            case .letters: Self.lowerCase + Self.upperCase + Self.digits
            case .digits: Self.digits + Self.lowerCase + Self.upperCase
            }
        for group in [ordered, Self.foreign, Self.signs] {
            let found = group.filter { set.contains($0) }
            if !found.isEmpty { return found }
        }
        var found: [UInt32] = []
        for range in set.ranges {
            for value in range.prefix(64) where UnicodeScalar(value) != nil { found.append(value) }
            if found.count >= 16 { break }
        }
        return found
    }
}
