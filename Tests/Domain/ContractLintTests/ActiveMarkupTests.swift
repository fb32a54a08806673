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
