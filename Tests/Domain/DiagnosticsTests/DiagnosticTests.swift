import Diagnostics
import Testing

@Suite("Diagnostics")
struct DiagnosticTests {
    let finding = Diagnostic(
        code: "contract.dangling-reference",
        LocalizedText("'#/components/schemas/Ordr' is not defined", zh: "“#/components/schemas/Ordr”没有定义"),
        at: SourceLocation(file: "shop.yaml", position: SourcePosition(line: 12, column: 9)),
        remedy: LocalizedText("did you mean 'Order'?", zh: "是否为“Order”？")
    )

    @Test("A finding reads like a compiler's, with its remedy on a line of its own")
    func english() {
        #expect(
            finding.rendered(in: .english) == """
                shop.yaml:12:9: error: '#/components/schemas/Ordr' is not defined [contract.dangling-reference]
                  help: did you mean 'Order'?
                """
        )
    }

    @Test("The same finding in Chinese")
    func chinese() {
        #expect(
            finding.rendered(in: .chinese) == """
                shop.yaml:12:9: 错误：“#/components/schemas/Ordr”没有定义 [contract.dangling-reference]
                  办法：是否为“Order”？
                """
        )
    }

    @Test(
        "Accept-Language is answered by quality, and by English when nothing matches",
        arguments: [
            ("zh-CN,zh;q=0.9,en;q=0.8", Language.chinese),
            ("en;q=0.2, zh;q=0.7", .chinese),
            ("fr, de", .english),
            ("zh;q=0", .english),
            ("*", .english),
            (";;,,", .english),
            ("", .english),
        ]
    )
    func acceptLanguage(value: String, expected: Language) {
        #expect(Language(acceptLanguage: value) == expected)
    }

    @Test(
        "Locale names give the language",
        arguments: [("zh_CN.UTF-8", Language.chinese), ("C", .english), ("", .english)]
    )
    func locale(name: String, expected: Language) {
        #expect(Language(locale: name) == expected)
    }
}
