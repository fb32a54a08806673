import Testing

@testable import RegularExpressions

@Suite("Pattern samples")
struct PatternSamplerTests {
    @Test("Every text that is made matches its pattern, and no two numbers make the same one")
    func matching() throws {
        let patterns = [
            "^[A-Z]{3}-\\d{4}$", "^(a|b|c)$", "abc", "^\\+?[1-9]\\d{1,14}$", "^[\\w.]+@[\\w.]+\\.\\w{2,}$",
            "^\\p{Script=Han}+$",
            "^(?=.*[A-Z])(?=.*\\d)(?=.*[!#]).{8,}$", "^(?!0)\\d{5}$", "^(\\d{2})-\\1$", "^[^a-z]+$",
            "^#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})$",
            "^1[3-9]\\d{9}$", "^[\\u4e00-\\u9fa5]{2,4}$", "^(?:[a-z0-9]+-)*[a-z0-9]+$", "^\\S+$", "",
            "^v\\d+\\.\\d+\\.\\d+(-[a-z]+)?$",
            "^[1-9]\\d{5}(18|19|20)\\d{2}(0[1-9]|1[0-2])\\d{7}[\\dXx]$", "^$", "a{1000}", "\\bfoo\\b", "^(?:(?:a))?b$",
        ]
        for pattern in patterns {
            let sampler = try #require(PatternSampler(pattern), "\(pattern)")
            let expression = try RegularExpression(pattern, mode: .lenient)
            var made: Set<String> = []
            var count = 0
            for number in [0, 1, 2, 17, 5000] as [UInt64] {
                guard let text = sampler.text(number) else { continue }
                count += 1
                made.insert(text)
                #expect(try expression.matches(text), "\(pattern): \(text)")
            }
            if count == 0 || made.count < count { Issue.record("\(pattern): \(made) of \(count)") }
        }
    }

    @Test("Lengths are kept, and a pattern without anchors leaves room")
    func lengths() throws {
        #expect(try #require(PatternSampler("^[a-z]+$")).text(0, lengths: 5...9) == "aaaaa")
        #expect(try #require(PatternSampler("[0-9]")).text(0, lengths: 4...4)?.count == 4)
        #expect(try #require(PatternSampler("^a{3}$")).text(0, lengths: 4...9) == nil)
        #expect(try #require(PatternSampler("^a{3}$")).text(0, lengths: 0...2) == nil)
    }

    @Test("Numbers count like an odometer, and are found again in their texts")
    func numbers() throws {
        let sampler = try #require(PatternSampler("^ORD-\\d{3,}$", preferring: .digits))
        #expect([1, 17, 999, 1000].map { sampler.text($0) } == ["ORD-001", "ORD-017", "ORD-999", "ORD-1000"])
        #expect(sampler.number(of: "ORD-017") == 17)
        #expect(sampler.number(of: "ORD-1000") == 1000)
        #expect(sampler.number(of: "ORD-x17") == nil)
        #expect(sampler.number(of: "") == nil)
    }

    @Test("What no text matches has no sample, and what is no pattern no sampler")
    func nothing() throws {
        #expect(try #require(PatternSampler("a^b")).text(0) == nil)
        #expect(try #require(PatternSampler("^[^\\s\\S]$")).text(0) == nil)
        #expect(PatternSampler("(") == nil)
    }
}
