import Testing

@testable import Cleaning

@Suite("Administrative divisions of China")
struct DivisionRuleTests {
    @Test("All divisions of the year are known, each with those above it")
    func complete() {
        let divisions = Divisions.shared
        let levels = divisions.codes.indices.map { divisions.level(of: $0) }
        #expect(levels.count { $0 == .province } == 34)
        #expect(levels.count { $0 == .prefecture } == 333)
        #expect(levels.count { $0 == .county } == 2_843)
        #expect(Set(divisions.codes).count == divisions.codes.count)
        for index in divisions.codes.indices {
            let name = divisions.fullNames[index]
            let found = divisions.index(ofName: name.span)
            if found == index { continue }
            Issue.record("\(divisions.codes[index]) is not found by its name")
        }
    }

    private func rule(_ form: DivisionRule.Form, _ level: DivisionRule.Level = .any) -> DivisionRule {
        DivisionRule(form: form, level: level)
    }

    @Test("Codes and names, in full or short, become what is asked for")
    func reads() {
        check([
            ValueSample("440305", "440305"), ValueSample("广东省深圳市南山区", "440305"), ValueSample("深圳南山区", "440305"),
            ValueSample("广东 深圳市 南山区", "440305"), ValueSample("广东省南山区", "440305"),
            ValueSample("广东", "440000"), ValueSample("深圳", "440300"), ValueSample("内蒙古", "150000"),
            ValueSample("北京市朝阳区", "110105"), ValueSample("北京市市辖区朝阳区", "110105"), ValueSample("北京市北京市朝阳区", "110105"),
            ValueSample("吉林", "220000"), ValueSample("吉林市", "220200"), ValueSample("海南省-文昌市", "469005"),
            ValueSample("东莞市", "441900"), ValueSample("香港", "810000"),
        ]) { rule(.code).apply(to: $0, into: &$1) }
        check([ValueSample("469005", "海南省文昌市"), ValueSample("110105", "北京市朝阳区"), ValueSample("广东省", "广东省")]) {
            rule(.full).apply(to: $0, into: &$1)
        }
        check([ValueSample("440300", "深圳市"), ValueSample("440305", nil), ValueSample("440000", nil)]) {
            rule(.name, .prefecture).apply(to: $0, into: &$1)
        }
    }

    @Test("What is no division, or could be several, is refused")
    func refuses() {
        let long = String(repeating: "市", count: 400_000)
        check(
            ["", "朝阳区", "市中区", "990000", "4403051", "44030", "４４０３０５", "南山", "深圳市朝阳区", "320602", long].map {
                ValueSample($0, nil)
            }
        ) { rule(.code).apply(to: $0, into: &$1) }
    }

    @Test("Currencies are known by code, sign and Chinese name")
    func currencies() {
        let all = CurrencyRule(allowed: nil)
        check([
            ValueSample("CNY", "CNY"), ValueSample("usd", "USD"), ValueSample("￥", "CNY"), ValueSample("人民币", "CNY"),
            ValueSample("欧元", "EUR"), ValueSample("HK$", "HKD"), ValueSample("XXX", nil), ValueSample("", nil),
            ValueSample("C", nil),
        ]) { all.apply(to: $0, into: &$1) }
        let some = CurrencyRule(allowed: TokenSet(["CNY"], ignoresCase: false))
        check([ValueSample("元", "CNY"), ValueSample("USD", nil)]) { some.apply(to: $0, into: &$1) }
    }
}
