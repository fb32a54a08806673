import Testing

@testable import ContractLint

@Suite("What runs in a browser when a description is shown")
struct ActiveMarkupTests {
    static let active: [(text: String, found: String)] = [
        ("a <script>alert(1)</script>", "<script"),
        ("a <SCRIPT\nsrc=x>", "<script"),
        ("<iframe/src=x>", "<iframe"),
        ("<base href=//x.test>", "<base"),
        ("<meta http-equiv=refresh content='0;url=//x.test'>", "<meta http-equiv"),
        ("<img src=x onerror=alert(1)>", "onerror="),
        ("<img src=x\tonerror =\n'alert(1)'>", "onerror="),
        ("<img/src=x/onerror=alert(1)>", "onerror="),
        ("<svg/onload=alert(1)>", "onload="),
        ("<b title=\"a>b\" onclick=\"x()\">", "onclick="),
        ("<a href='javascript:x()'>", "javascript:"),
        ("<a href='jav&#x09;ascript:x()'>", "javascript:"),
        ("<a href=\"jav\nascript:x()\">", "javascript:"),
        ("<a href=\" &#106;avascript&#58;x()\">", "javascript:"),
        ("<a href=vbscript:x>", "vbscript:"),
        ("<a href='data:text/html,x'>", "data:text/html"),
        ("[x](javascript:x())", "javascript:"),
        ("[x]( <javascript:x()> )", "javascript:"),
        ("[x](javascript&colon;x())", "javascript:"),
        ("[x](java\\script\\:x())", "javascript:"),
        ("![x](JavaScript:x())", "javascript:"),
        ("[x]: javascript:x()", "javascript:"),
        ("[x]:\n  javascript:x()", "javascript:"),
        ("<javascript:x()>", "javascript:"),
        // What looks like code and is none.
        ("```a``` <script>", "<script"),
        ("\\`<script>\\`", "<script"),
        ("\\``<script>", "<script"),
        ("    ```\n<script>\n    ```", "<script"),
        ("a\n    <script>", "<script"),
        ("```\na\n``` b\n```\n<script>", "<script"),
        ("````\n```\n````\n<script>", "<script"),
        ("~~~\n```\n~~~\n<script>", "<script"),
        ("` \n\n<script>\n\n`", "<script"),
        ("`\n# <script>\n`", "<script"),
        ("`\n<script>\n`", "<script"),
        ("`a\n2. b`<script>x`", "<script"),
        ("- a\n\n    <script>", "<script"),
        ("1. a\n\n   <script>", "<script"),
        ("- ```\n  a\n<script>", "<script"),
        ("<div>\n\\<script>\n</div>", "<script"),
        ("\\\\<script>", "<script"),
    ]

    private static let image = "<img src=x onerror=alert(1)>"

    /// Around the image is what a renderer shows as prose, though it looks like code.
    static let prose: [String] = [
        "Paragraph\r\n    \(image)",
        "<div>\n`\(image)`\n</div>",
        "<pre>\n\n    \(image)\n</pre>",
        "<div>\n```\n\(image)\n```\n</div>",
        "<b>\n```\n\(image)\n```",
        "<!--\n```\n-->\n\(image)\n<!--\n```\n-->",
        "<?x\n```\n?>\n\(image)",
        "<![CDATA[\n```\n]]>\n\(image)",
        "<textarea>\n\n    \(image)",
        "x <!-- ` --> \(image) `",
        "<a title=\"`\">\(image) `",
        "<?x `?> \(image) `",
        "<http://a.b/`> \(image) `",
        "http://a.b/` \(image) `",
        "[a](<`> ) \(image) `",
        "[a](x`y) \(image) `",
        "[a](x '`') \(image) `",
        "[`]: /x\n\(image) `",
        "[a]: /x '`'\n\(image) `",
        "[b][`] \(image) `\n\n[`]: /x",
        "``` ` a ` \(image) `",
        "| a | b | c |\n|---|---|---|\n| ` | \(image) | ` |",
        "~~~ a | b |\n|---|---|\n\(image)",
        "| a |\n|---|\n2. x\n\n    \(image)",
        "a[^1]\n\n[^1]: b\n\n    \(image)",
        "- a\nlazy\n\n    \(image)",
        "10. a\nlazy\n\n    \(image)",
        "- a\n===\n\n    \(image)",
        "* \n  \n    \(image)",
        "1. a\n<b>\n```\n\(image)\n```",
        "#tag\n    \(image)",
        "#tag ` a\nb ` \(image) `",
        "a\n\u{C}    \(image)",
        "a\n\u{A0}\n    \(image)",
        "> ```\n\(image)",
        "> ```\n> a\n> ```\n> \(image)",
        "</div>\\\(image)",
        "<!-- -->\\\(image)",
        "http://a.b/\\\(image)",
        "<div>\n<img src=x alt='\n\n    ' onerror=alert(1) x\n",
    ]

    @Test("What one renderer may show as prose is no code", arguments: prose)
    func doubts(_ text: String) { #expect(ActiveMarkup(MarkdownProse(text.utf8)).first == "onerror=") }

    static let tags: [(text: String, found: String)] = [
        ("> [a](\n> javascript:alert(1))", "javascript:"),
        ("> [a]\n>\n> [a]:\n> javascript:alert(1)", "javascript:"),
        ("> <img\n> src=x onerror=alert(1)>", "onerror="),
        ("<img alt='\(String(repeating: "a", count: 2_100))' src=x onerror=alert(1)>", "onerror="),
        ("<details <1 ontoggle=alert(1) open>", "ontoggle="),
        ("<div>\n<x:y onmouseover=alert(1)>hi</x:y>\n</div>", "onmouseover="),
        ("<div>\n<x:y/onmouseover=alert(1)>hi</x:y>\n</div>", "onmouseover="),
        ("<a href='&#00000000000000106;avascript:alert(1)'>", "javascript:"),
        ("<a href='&#x0000000000000000006A;avascript:alert(1)'>", "javascript:"),
        ("<animate attributeName=href values='x;javascript:alert(1)' />", "attributeName=href"),
        ("<set attributeName='xlink:href' to=x>", "attributeName=xlink:href"),
        ("<animate values='x;javascript:alert(1)'>", "javascript:"),
        ("<meta <b http-equiv=refresh>", "<meta http-equiv"),
        ("<div>\n<img alt=\"\n\n<b title=\"x onerror=alert(1) y\">", "onerror="),
        ("<b onfuture=x()>", "onfuture="),
        ("<b oncommand=x()>", "oncommand="),
    ]

    @Test("Tags and addresses are taken as browsers take them", arguments: tags)
    func browsers(_ sample: (text: String, found: String)) {
        #expect(ActiveMarkup(MarkdownProse(sample.text.utf8)).first == sample.found)
    }

    @Test("It is found, and named", arguments: active)
    func finds(_ sample: (text: String, found: String)) {
        #expect(ActiveMarkup(MarkdownProse(sample.text.utf8)).first == sample.found)
    }

    static let harmless = [
        "`<script>`",
        "``a ` <script>``",
        "`a\\`",
        "`a\n<script>`".replacing("\n<", with: " <"),
        "wrapped `code\nthat goes <script> on`",
        "```\n<script>\n```",
        "   ```html\n<script>\n   ```\nb",
        "~~~ `a`\n<script>\n~~~",
        "```\n<script>",
        "    <script>",
        "a\n\n    <script>\n\n    <script>\n\nb",
        "\t<script>",
        "1. a\n\n   ```\n   <script>\n   ```",
        "- a\n\n      <script>",
        "-     <script>",
        "\\<script>",
        "> ```html\n> <script src=x></script>\n> ```",
        "> a\n>\n>     <script>\n>\n> - b\n>\n>       <script>",
        "- a\n\n  > ```\n  > <script>\n  > ```",
        "- a\n  ```\n  <script>\n  ```\n- b\r\n\r\n  ~~~\r\n  <script>\r\n  ~~~",
        "<p>a</p>\n\n```\n<script>\n```",
        "Use <b>bold</b> and <br/> and `<script>`",
        "See [a](https://x.test 'b') and <https://x.test> and `<script>`",
        "| a | b |\n|---|---|\n| `<script>` | `<iframe>` |",
        "# Write `<script>`\n\n## Or ``<iframe>``",
        "a\n```\n<script>\n```\nb",
        "<user online=\"true\"> and <a once=1 only=2 ongoing=3>",
        "<https://x.test/onclick=1>",
        "\\<img onerror=a>",
        "a < b and on = 3",
        "For (JavaScript: see below) and JavaScript: this",
        "[JavaScript](https://x.test/javascript:a)",
        "<b>bold</b> and <scripts> and <basement>",
        "<a href='https://x.test/?on=1'>once</a>",
        "<a title='data: text'>",
        "<https://x.test>",
        "",
        "`",
        "<",
        "]",
        "](",
        "&#",
    ]

    @Test("Code, and what only looks alike, is left alone", arguments: harmless)
    func leaves(_ text: String) {
        #expect(ActiveMarkup(MarkdownProse(text.utf8)).first == nil)
    }

    @Test(
        "Long texts that begin much and end nothing are looked at once",
        arguments: ["`", "``` ", "<a ", "](", "- ", "    a\n", "`a``", "\\", "<a x='", "&#x", "> "]
    )
    func growth(_ piece: String) {
        let text = String(repeating: piece, count: 400_000 / piece.utf8.count)
        #expect(ActiveMarkup(MarkdownProse(text.utf8)).first == nil)
    }
}
