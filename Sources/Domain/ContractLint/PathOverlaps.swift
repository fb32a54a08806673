import Contract
import Diagnostics

/// Finds pairs of paths that one request fits, where it is not clear which of the two is meant.
///
/// A literal goes before a name; between two segments with names, such as `{id}` and `{name}.json`, nothing decides.
struct PathOverlaps {
    private struct Level {
        /// In the order of the document, so that what is found first does not depend on hashes.
        var literals: [(text: String, level: Int)] = []
        var places: [ByteName: Int] = [:]
        var parameter: Int?
        /// Segments such as `{id}.json`, by their shape.
        var mixtures: [(pattern: SegmentPattern, level: Int)] = []
        var mixturePlaces: [ByteName: Int] = [:]
        /// What the mixtures begin with, and what they end with, backwards.
        var starts: PrefixIndex?
        var ends: PrefixIndex?
        var paths: [Int] = []
    }

    /// Where a comparison of one path with those below a level has come to.
    private struct Position {
        let level: Int
        let depth: Int
        /// Whether one of the two is a literal where the other is a name.
        var isMoreSpecific = false
        var isLessSpecific = false
        var request: [String] = []
    }

    private var levels = [Level()]
    private let templates: [PathTemplate]
    /// What is left to spend, so that no contract costs more than its worth.
    private var steps = Self.maximumStepCount

    /// The most segments that are compared with others.
    private static let maximumStepCount = 2_000_000
    /// The most pairs that are reported.
    static let maximumCount = 1_000

    private init(_ templates: [PathTemplate]) {
        self.templates = templates
        for (index, template) in templates.enumerated() { insert(template, index) }
        for level in levels.indices where !levels[level].mixtures.isEmpty {
            levels[level].starts = PrefixIndex(levels[level].mixtures.map(\.pattern.start))
            levels[level].ends = PrefixIndex(levels[level].mixtures.map { $0.pattern.end.reversed() })
        }
    }

    static func report(_ run: inout LintRun) {
        let paths = run.paths.filter { $0.template != nil && PathRules.queryOrFragment(of: $0) == nil }
        var overlaps = PathOverlaps(paths.compactMap(\.template))
        var count = 0
        for (index, path) in paths.enumerated() {
            for (other, request) in overlaps.partners(of: index) where other < index {
                let methods = Set(path.operations.map(\.method)).intersection(paths[other].operations.map(\.method))
                guard let method = methods.min() else { continue }
                if count == maximumCount { return reportEnd(at: path, &run) }
                count += 1
                run.report(
                    LocalizedText(
                        "\(method.uppercased()) \(request) fits '\(path.text)' and '\(paths[other].text)'",
                        zh: "\(method.uppercased()) \(request) 同时符合“\(path.text)”和“\(paths[other].text)”"
                    ),
                    on: path.site,
                    remedy: LocalizedText("let them begin differently", zh: "请让两者的开头不同")
                )
            }
            if overlaps.steps <= 0 { return reportEnd(at: path, &run) }
        }
    }

    private static func reportEnd(at path: LintPath, _ run: inout LintRun) {
        run.remark(
            LocalizedText(
                "there is too much to compare: from '\(path.text)' on, paths are not searched for overlaps",
                zh: "需要比较的内容过多：自“\(path.text)”起不再查找重叠的路径"
            ),
            on: path.site
        )
    }

    private mutating func insert(_ template: PathTemplate, _ index: Int) {
        var level = 0
        for segment in template.segments {
            let next = levels.count
            if let known = known(segment, below: level) {
                level = known
                continue
            }
            if let literal = segment.literal {
                levels[level].literals.append((literal, next))
                levels[level].places[ByteName(literal)] = next
            } else if segment.parameter != nil {
                levels[level].parameter = next
            } else {
                levels[level].mixtures.append((SegmentPattern(segment.parts), next))
                levels[level].mixturePlaces[Self.shape(of: segment)] = next
            }
            levels.append(Level())
            level = next
        }
        levels[level].paths.append(index)
    }

    private func known(_ segment: PathTemplate.Segment, below level: Int) -> Int? {
        if let literal = segment.literal { return levels[level].places[ByteName(literal)] }
        if segment.parameter != nil { return levels[level].parameter }
        return levels[level].mixturePlaces[Self.shape(of: segment)]
    }

    /// A segment without the names of its parameters; a brace of a literal is doubled.
    private static func shape(of segment: PathTemplate.Segment) -> ByteName {
        let text = segment.parts.map { part in
            switch part {
            case .literal(let text): text.replacing("{", with: "{{")
            case .parameter: "{}"
            }
        }
        return ByteName(text.joined())
    }

    /// The paths that overlap with one, each with a request that fits both.
    private mutating func partners(of index: Int) -> [(index: Int, request: String)] {
        let segments = templates[index].segments
        var found: [(index: Int, request: String)] = []
        var waiting = [Position(level: 0, depth: 0)]
        while let position = waiting.popLast(), steps > 0 {
            steps -= 1
            guard position.depth < segments.count else {
                guard position.isMoreSpecific, position.isLessSpecific else { continue }
                let request = position.request.map { "/" + $0 }.joined()
                found += levels[position.level].paths.map { ($0, request) }
                continue
            }
            waiting += next(segments[position.depth], from: position)
        }
        return found.sorted { $0.index < $1.index }
    }

    private mutating func next(_ segment: PathTemplate.Segment, from position: Position) -> [Position] {
        let level = levels[position.level]
        func step(_ next: Int, _ text: String, more: Bool = false, less: Bool = false) -> Position {
            Position(
                level: next,
                depth: position.depth + 1,
                isMoreSpecific: position.isMoreSpecific || more,
                isLessSpecific: position.isLessSpecific || less,
                request: position.request + [text]
            )
        }
        if let literal = segment.literal {
            var steps = level.places[ByteName(literal)].map { [step($0, literal)] } ?? []
            if let parameter = level.parameter, !literal.isEmpty { steps.append(step(parameter, literal, more: true)) }
            for (next, _) in fitting(SegmentPattern(segment.parts), in: level) {
                steps.append(step(next, literal, more: true))
            }
            return steps
        }
        self.steps -= level.literals.count
        if segment.parameter != nil {
            self.steps -= level.mixtures.count
            var steps = level.parameter.map { [step($0, "1")] } ?? []
            for (text, next) in level.literals where !text.isEmpty { steps.append(step(next, text, less: true)) }
            let pattern = SegmentPattern(segment.parts)
            for mixture in level.mixtures {
                guard let text = SegmentPattern.common(pattern, mixture.pattern) else { continue }
                steps.append(step(mixture.level, text, more: true, less: true))
            }
            return steps
        }
        let pattern = SegmentPattern(segment.parts)
        var steps = level.literals.compactMap { literal in
            SegmentPattern.common(SegmentPattern([.literal(literal.text)]), pattern) == nil
                ? nil : step(literal.level, literal.text, less: true)
        }
        let same = level.mixturePlaces[Self.shape(of: segment)]
        for (next, text) in fitting(pattern, in: level) {
            steps.append(step(next, text, more: next != same, less: next != same))
        }
        if let parameter = level.parameter, let text = SegmentPattern.common(pattern, Self.name) {
            steps.append(step(parameter, text, more: true, less: true))
        }
        return steps
    }

    private static let name = SegmentPattern([.parameter("name")])

    /// The mixtures of a level that share a text with a segment.
    private mutating func fitting(_ pattern: SegmentPattern, in level: Level) -> [(level: Int, text: String)] {
        guard let starts = level.starts, let ends = level.ends else { return [] }
        // What both begin with must agree, and what both end with.
        let byStart = starts.places(near: pattern.start)
        let byEnd = ends.places(near: pattern.end.reversed())
        let (startCount, endCount) = (byStart.reduce(0) { $0 + $1.count }, byEnd.reduce(0) { $0 + $1.count })
        steps -= min(startCount, endCount)
        if steps <= 0 { return [] }
        let candidates = startCount < endCount ? starts.positions(at: byStart) : ends.positions(at: byEnd)
        return candidates.compactMap { position in
            let mixture = level.mixtures[position]
            return SegmentPattern.common(pattern, mixture.pattern).map { (mixture.level, $0) }
        }
    }
}
