import Testing

@testable import Cleaning

@Suite("Chinese numbers, documents and codes")
struct ChineseValueTests {
    @Test("Numbers in Chinese characters are read, everyday and financial ones")
    func numerals() {
        let rule = ChineseNumberRule(
            number: NumberRule(
                point: 0x2E,
                grouping: nil,
                scale: nil,
                rounding: .refuse,
                minimum: nil,
                maximum: nil,
                allowsExponent: false
            )
        )
        check([
            ValueSample("零", "0"), ValueSample("五", "5"), ValueSample("十", "10"), ValueSample("十五", "15"),
            ValueSample("二十", "20"), ValueSample("廿一", "21"), ValueSample("两百", "200"), ValueSample("三百五", "350"),
            ValueSample("三百零五", "305"), ValueSample("一千零二十", "1020"), ValueSample("一万二", "12000"),
            ValueSample("一万二千三百四十五点六", "12345.6"), ValueSample("十万", "100000"), ValueSample("一百万", "1000000"),
            ValueSample("一亿零五", "100000005"), ValueSample("三千万亿", "3000000000000000"), ValueSample("二〇二四", "2024"),
            ValueSample("零点五", "0.5"), ValueSample("三点五万", "35000"), ValueSample("负三", "-3"),
            ValueSample("3万5千", "35000"), ValueSample("1.5亿", "150000000"), ValueSample("3500万", "35000000"),
            ValueSample("1亿3500万", "135000000"), ValueSample("123", "123"), ValueSample("12.5", "12.5"),
            ValueSample("壹佰贰拾元叁角肆分整", "120.34"), ValueSample("壹佰元整", "100"), ValueSample("一百元零五分", "100.05"),
            ValueSample("3元5角", "3.5"), ValueSample("伍角", "0.5"), ValueSample("玖仟玖佰玖拾玖萬元正", "99990000"),
            ValueSample("九千九百九十九万亿", "9999000000000000"),
            ValueSample("三百五万", "3500000"), ValueSample("三千五亿", "350000000000"), ValueSample("一百零五万", "1050000"),
            ValueSample("一万五亿", "1500000000000"), ValueSample("十五万", "150000"), ValueSample("3千5万", "35000000"),
            ValueSample("三百五点五", "350.5"), ValueSample("一百20", "120"), ValueSample("3万05", "30005"),
            ValueSample("3万5", "35000"), ValueSample("3万500", "30500"), ValueSample("1亿2000", "100002000"),
            ValueSample("一百500", nil), ValueSample("3万12345", nil), ValueSample("5千1500万", nil),
            ValueSample("1亿20000万", nil), ValueSample("壹元拾", nil), ValueSample("5元3万", nil),
            ValueSample("五元一亿", nil), ValueSample("三元五", nil),
            ValueSample("", nil), ValueSample("万", nil), ValueSample("十十", nil), ValueSample("一千一千", nil),
            ValueSample("二三百", nil), ValueSample("点五", nil), ValueSample("三点", nil), ValueSample("元", nil),
            ValueSample("五整", nil), ValueSample("一百角", nil), ValueSample("三角五元", nil), ValueSample("一二三万", nil),
            ValueSample("一万万亿亿", nil), ValueSample("abc", nil), ValueSample("负", nil),
            ValueSample("九九九九九九九九九九九九九九九九九", nil),
            ValueSample("人民币壹仟元整", "1000"), ValueSample("￥壹仟元", "1000"), ValueSample("¥壹佰元零五分", "100.05"),
            ValueSample("人民币", nil), ValueSample("￥¥一", nil), ValueSample("人民币人民币一", nil),
        ]) { rule.apply(to: $0, into: &$1) }
    }

    @Test("Every number up to 99,999 is read from the way it is said")
    func everyNumber() {
        for number in 0..<100_000
        where ChineseNumeral.value(of: Array(said(number).utf8).span) != Decimal(Int128(number)) {
            Issue.record("\(number) \(said(number))")
            return
        }
    }

    /// A number below 100,000 as it is said.
    private func said(_ number: Int) -> String {
        if number == 0 { return "零" }
        let digits = Array("零一二三四五六七八九")
        let units = ["万", "千", "百", "十", ""]
        var text = ""
        var needsZero = false
        for (index, power) in [10_000, 1_000, 100, 10, 1].enumerated() {
            let digit = number / power % 10
            if digit == 0 {
                needsZero = !text.isEmpty
            } else {
                if needsZero { text += "零" }
                needsZero = false
                text += String(digits[digit]) + units[index]
            }
        }
        return text
    }

    @Test("Digits of any script become ASCII, one by one")
    func digits() {
        check([
            ValueSample("二〇二四年", "2024年"), ValueSample("٤٢", "42"), ValueSample("۴۲", "42"), ValueSample("४२", "42"),
            ValueSample("壹貳", "12"), ValueSample("１２", "12"), ValueSample("abc-9", "abc-9"),
            ValueSample("๒๕", "25"), ValueSample("৭", "7"), ValueSample("𝟗", "9"), ValueSample("²Ⅷ½", "²Ⅷ½"),
        ]) { ChineseNumeral.plainDigits($0, into: &$1) }
    }

    @Test("Mobile numbers are taken with and without the country's code")
    func mobiles() {
        let rule = PhoneRule(kind: .mobile, form: .national)
        check([
            ValueSample("13800138000", "13800138000"), ValueSample("138-0013-8000", "13800138000"),
            ValueSample("+86 13800138000", "13800138000"), ValueSample("8613800138000", "13800138000"),
            ValueSample("19912345678", "19912345678"), ValueSample("12800138000", nil), ValueSample("1380013800", nil),
            ValueSample("138001380000", nil), ValueSample("+13800138000", nil), ValueSample("无", nil),
            ValueSample("", nil),
            ValueSample("86+13800138000", nil), ValueSample("++8613800138000", nil), ValueSample("010-62288888", nil),
            ValueSample("008613800138000", "13800138000"), ValueSample("0086 138-0013-8000", "13800138000"),
            ValueSample("(+86)13800138000", "13800138000"), ValueSample("(86) 13800138000", "13800138000"),
            ValueSample("+008613800138000", nil), ValueSample("(138)00138000", nil), ValueSample("()13800138000", nil),
            ValueSample("(13800138000)", nil), ValueSample("13800138000()", nil),
            ValueSample("8686", nil), ValueSample("00000000000000000", nil), ValueSample("+8785800138000", nil),
        ]) { rule.apply(to: $0, into: &$1) }
        check([ValueSample("13800138000", "+8613800138000"), ValueSample("+8613800138000", "+8613800138000")]) {
            PhoneRule(kind: .any, form: .e164).apply(to: $0, into: &$1)
        }
    }

    @Test("Fixed numbers have an area code, and service numbers none")
    func fixed() {
        let rule = PhoneRule(kind: .fixed, form: .national)
        check([
            ValueSample("010-62288888", "01062288888"), ValueSample("0571-8888888", "05718888888"),
            ValueSample("0571-88888888", "057188888888"), ValueSample("+86 10 62288888", "01062288888"),
            ValueSample("400-123-4567", "4001234567"), ValueSample("62288888", nil), ValueSample("13800138000", nil),
            ValueSample("010-6228888", nil), ValueSample("011-62288888", nil), ValueSample("0571-08888888", nil),
            ValueSample("(010)62288888", "01062288888"), ValueSample("(0571) 8888-8888", "057188888888"),
            ValueSample("+86(10)62288888", "01062288888"), ValueSample("0086-10-62288888", "01062288888"),
            ValueSample("(0106)2288888", nil), ValueSample("(01)062288888", nil), ValueSample("(010", nil),
            ValueSample("((010))62288888", nil), ValueSample("010)62288888", nil), ValueSample("(010)(6228)8888", nil),
            ValueSample("(010)622888889", nil), ValueSample("()010)62288888", nil),
        ]) { rule.apply(to: $0, into: &$1) }
        check([
            ValueSample("010-62288888", "+861062288888"), ValueSample("0571-8888888", "+865718888888"),
            ValueSample("400-123-4567", "+864001234567"),
        ]) { PhoneRule(kind: .any, form: .e164).apply(to: $0, into: &$1) }
    }

    @Test("Of all last characters of an identity card one is right")
    func identityCards() {
        let rule = IdentityCardRule(upgrades: false, division: .unchecked)
        let right = ["11010519491231002X", "440524188001010014", "510108197205052137"]
        for card in right {
            for last in "0123456789X" {
                let text = card.dropLast() + String(last)
                #expect(
                    (outcome(of: String(text)) { rule.apply(to: $0, into: &$1) } != nil) == (text == card),
                    "\(text)"
                )
            }
        }
        check([
            ValueSample("11010519491231002x", "11010519491231002X"), ValueSample("1101051949123100", nil),
            ValueSample("110105194912310021X", nil), ValueSample("1101051949123100AX", nil), ValueSample("", nil),
        ]) { rule.apply(to: $0, into: &$1) }
    }

    @Test("A wrong digit anywhere in an identity card is found")
    func identityCardDigits() {
        let rule = IdentityCardRule(upgrades: false, division: .unchecked)
        let card = Array("510108197205052137".utf8)
        for offset in card.indices {
            for digit in UInt8(ascii: "0")...UInt8(ascii: "9") where digit != card[offset] {
                var wrong = card
                wrong[offset] = digit
                let text = String(decoding: wrong, as: UTF8.self)
                #expect(outcome(of: text) { rule.apply(to: $0, into: &$1) } == nil, "\(text)")
            }
        }
    }

    @Test("Old identity cards are upgraded, and provinces checked, when that is asked for")
    func identityCardOptions() {
        check([ValueSample("110105491231002", "11010519491231002X"), ValueSample("110105490231002", nil)]) {
            IdentityCardRule(upgrades: true, division: .unchecked).apply(to: $0, into: &$1)
        }
        check([ValueSample("11010519491231002X", "11010519491231002X"), ValueSample(card(division: "990101"), nil)]) {
            IdentityCardRule(upgrades: false, division: .published(.published)).apply(to: $0, into: &$1)
        }
        #expect(
            outcome(of: card(division: "990101")) {
                IdentityCardRule(upgrades: false, division: .unchecked).apply(to: $0, into: &$1)
            } != nil
        )
    }

    private func card(division: String) -> String {
        let digits = Array((division + "19900101001").utf8)
        return String(decoding: digits + [IdentityCardRule.checkCharacter(of: digits.span)], as: UTF8.self)
    }

    @Test("Of all last characters of a credit code one is right, and a wrong one anywhere is found")
    func creditCodes() {
        let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)
        let code = Array("91350100M000100Y43".utf8)
        for offset in code.indices {
            for character in alphabet {
                var changed = code
                changed[offset] = character
                let isRight =
                    outcome(of: String(decoding: changed, as: UTF8.self)) { CreditCode.apply(to: $0, into: &$1) } != nil
                #expect(isRight == (character == code[offset]), "\(String(decoding: changed, as: UTF8.self))")
            }
        }
        check([
            ValueSample("91350100m000100y43", "91350100M000100Y43"), ValueSample("91350100M000100Y4", nil),
            ValueSample("91350100I000100Y43", nil), ValueSample("91350100M000100Y433", nil), ValueSample("", nil),
        ]) { CreditCode.apply(to: $0, into: &$1) }
    }

    @Test("Of all last digits of a bank card one is right")
    func bankCards() {
        for last in 0...9 {
            let text = "622588013726859\(last)"
            let isRight = outcome(of: text) { BankCard.apply(to: $0, into: &$1) } != nil
            #expect(isRight == (luhn(text) % 10 == 0))
        }
        check([
            ValueSample("4111 1111 1111 1111", "4111111111111111"), ValueSample("4111-1111-1111-1112", nil),
            ValueSample("79927398713", nil), ValueSample("000000000000", "000000000000"),
            ValueSample("0000000000000000000", "0000000000000000000"), ValueSample("00000000000000000000", nil),
            ValueSample("411111111111111X", nil), ValueSample("", nil),
        ]) { BankCard.apply(to: $0, into: &$1) }
    }

    private func luhn(_ text: String) -> Int {
        text.reversed().enumerated().reduce(0) { sum, digit in
            let value = (digit.element.wholeNumberValue ?? 0) * (digit.offset % 2 == 1 ? 2 : 1)
            return sum + value / 10 + value % 10
        }
    }

    @Test("Postal codes have six digits; plates have the letters and the count of their colour")
    func otherCodes() {
        check([
            ValueSample("100000", "100000"), ValueSample("10000", nil), ValueSample("1000000", nil),
            ValueSample("10000a", nil),
        ]) {
            text,
            _ in PostalCode.apply(to: text)
        }
        check([
            ValueSample("京A12345", "京A12345"), ValueSample("粤b·12D34", "粤B12D34"), ValueSample("沪AD12345", "沪AD12345"),
            ValueSample("沪A12345D", "沪A12345D"), ValueSample("粤Z1234港", "粤Z1234港"), ValueSample("京A1234学", "京A1234学"),
            ValueSample("京A123456", nil), ValueSample("京112345", nil), ValueSample("京A1234", nil),
            ValueSample("王A12345", nil),
            ValueSample("京AI2345", nil), ValueSample("京A1234王", nil), ValueSample("", nil),
            ValueSample("京A1234567", nil),
        ]) { NumberPlate.apply(to: $0, into: &$1) }
    }

    @Test("Yes and no are written in one way")
    func booleans() {
        let rule = BooleanRule(
            yes: TokenSet(["是", "Y", "√"], ignoresCase: true),
            no: TokenSet(["否", "N"], ignoresCase: true),
            output: (Array("true".utf8), Array("false".utf8))
        )
        check([
            ValueSample("是", "true"), ValueSample("y", "true"), ValueSample("n", "false"), ValueSample("否", "false"),
            ValueSample("", nil), ValueSample("maybe", nil),
        ]) { rule.apply(to: $0, into: &$1) }
    }
}
