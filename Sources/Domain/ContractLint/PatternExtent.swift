/// How long the texts of a pattern can be.
enum PatternExtent {
    /// Whether texts that match a pattern have a greatest length, as far as its signs tell.
    ///
    /// Each alternative must begin with `^`, end with `$`, and repeat nothing without end. What looks ahead or behind may
    /// bound the text in ways of its own, and is taken to.
    static func isBounded(_ pattern: String) -> Bool {
        var scan = Scan(scalars: Array(pattern.unicodeScalars))
        return scan.isBounded()
    }

    /// One pass over the signs of a pattern.
    private struct Scan {
        let scalars: [Unicode.Scalar]
        private var index = 0
        private var depth = 0
        /// Where the alternative at hand begins.
        private var start = 0
        private var isEndless = false
        private var isOpen = false

        init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

        mutating func isBounded() -> Bool {
            while index < scalars.count {
                switch scalars[index] {
                case "\\": index += 1
                case "[": skipClass()
                case "(":
                    if looksAround { return true }
                    depth += 1
                case ")": depth -= 1
                case "*", "+": isEndless = true
                case "{": if isOpenRange { isEndless = true }
                case "|": if depth == 0 { endAlternative() }
                default: break
                }
                index += 1
            }
            endAlternative()
            return !isEndless && !isOpen
        }

        /// Whether a group looks ahead or behind.
        private var looksAround: Bool {
            let rest = scalars[(index + 1)...].prefix(3)
            guard rest.first == "?" else { return false }
            let signs = rest.dropFirst()
            return signs.first == "=" || signs.first == "!"
                || signs.first == "<" && (signs.last == "=" || signs.last == "!")
        }

        /// Whether a repetition has a least number only, `{2,}`.
        private var isOpenRange: Bool {
            let rest = scalars[(index + 1)...].prefix { $0 != "}" }
            guard rest.endIndex < scalars.count, rest.last == "," else { return false }
            return rest.dropLast().allSatisfy { ("0"..."9").contains($0) } && rest.count > 1
        }

        private mutating func skipClass() {
            index += 1
            while index < scalars.count, scalars[index] != "]" { index += scalars[index] == "\\" ? 2 : 1 }
        }

        /// Looks at an alternative that is not inside a group.
        private mutating func endAlternative() {
            let part = scalars[min(start, index)..<min(index, scalars.count)]
            let slashes = part.dropLast().reversed().prefix { $0 == "\\" }.count
            if part.first != "^" || part.last != "$" || slashes % 2 == 1 { isOpen = true }
            start = index + 1
        }
    }
}
