/// What takes the place of a match: a text with references to groups.
///
/// `$1` to `$99` and `$<name>` stand for what a group took, `$&` for the whole match and `$$` for a dollar sign; any
/// other `$` stands for itself. A group that took no part is empty. Unlike ECMA-262, a reference to a group that the
/// pattern does not have is an error, for nobody means it.
///
/// - SeeAlso: ECMA-262 (2024), section 22.1.3.19.1 (GetSubstitution).
package struct ReplacementTemplate: Sendable {
    private enum Part {
        case text([UInt8])
        case group(Int)
    }

    private let parts: [Part]

    /// Reads a template for the matches of a finder.
    ///
    /// - Throws: ``RegularExpressionError`` with the code `invalidBackreference` and the place in the template.
    package init(_ text: String, for finder: MatchFinder) throws(RegularExpressionError) {
        let scalars = Array(text.unicodeScalars)
        var parts: [Part] = []
        var plain = String.UnicodeScalarView()
        var offset = 0
        while offset < scalars.count {
            guard scalars[offset] == "$",
                let reference = try Self.reference(in: scalars, at: offset, finder)
            else {
                plain.append(scalars[offset])
                offset += 1
                continue
            }
            offset += reference.count
            guard let group = reference.group else {
                plain.append("$")
                continue
            }
            if !plain.isEmpty { parts.append(.text(Array(String(plain).utf8))) }
            plain = String.UnicodeScalarView()
            parts.append(.group(group))
        }
        if !plain.isEmpty { parts.append(.text(Array(String(plain).utf8))) }
        self.parts = parts
    }

    /// The reference at a dollar sign and how many scalars it has; no group for `$$`, nil when it is none.
    private static func reference(
        in scalars: [Unicode.Scalar],
        at start: Int,
        _ finder: MatchFinder
    ) throws(RegularExpressionError) -> (group: Int?, count: Int)? {
        guard start + 1 < scalars.count else { return nil }
        switch scalars[start + 1] {
        case "$": return (nil, 2)
        case "&": return (0, 2)
        case "<":
            guard let end = scalars[start...].firstIndex(of: ">") else { return nil }
            let name = String(String.UnicodeScalarView(scalars[(start + 2)..<end]))
            guard let group = finder.groupNumber(named: name) else {
                throw RegularExpressionError(.invalidBackreference, at: start, excerpt: "$<\(name)>")
            }
            return (group, end + 1 - start)
        case "0"..."9":
            var group = 0
            var known: (group: Int?, count: Int)?
            for count in 1...2 where start + count < scalars.count {
                guard ("0"..."9").contains(scalars[start + count]) else { break }
                group = group * 10 + Int(scalars[start + count].value) - 48
                // The longer number where there are so many groups.
                if group > 0, group <= finder.groupCount { known = (group, count + 1) }
            }
            guard let known else {
                throw RegularExpressionError(.invalidBackreference, at: start, excerpt: "$\(group)")
            }
            return known
        default: return nil
        }
    }

    /// Writes what takes the place of a match.
    package func write(
        _ match: RegularExpressionMatch,
        in text: Span<UInt8>,
        to output: inout some ReplacementOutput
    ) {
        for part in parts {
            switch part {
            case .text(let bytes): output.append(bytes)
            case .group(let number): if let range = match.group(number) { output.append(text, range) }
            }
        }
    }
}

/// What replacements are written to.
package protocol ReplacementOutput {
    /// Appends UTF-8.
    mutating func append(_ text: [UInt8])
    /// Appends a part of a text.
    mutating func append(_ text: Span<UInt8>, _ range: Range<Int>)
}
