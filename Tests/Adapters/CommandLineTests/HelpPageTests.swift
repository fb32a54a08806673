import CommandLine
import Diagnostics
import JSON
import Testing

@Suite("A page of help")
struct HelpPageTests {
    private static let description = #"""
        {"command": {
          "commandName": "tool", "abstract": "Does it.", "discussion": "First paragraph.\n\n第二段文字。",
          "arguments": [
            {"kind": "positional", "valueName": "input", "isOptional": false, "abstract": "What is read."},
            {"kind": "option", "valueName": "value", "isOptional": true, "defaultValue": "7",
             "names": [{"kind": "long", "name": "a-long-name"}, {"kind": "short", "name": "a"}],
             "abstract": "监听的端口号码，可以是任意空闲的端口。"},
            {"kind": "option", "names": [{"kind": "long", "name": "to"}], "valueName": "x", "isOptional": false,
             "isRepeating": true, "abstract": "T."},
            {"kind": "flag", "names": [{"kind": "short", "name": "h"}, {"kind": "long", "name": "help"}],
             "isOptional": true, "abstract": "Show help information."},
            {"kind": "flag", "names": [{"kind": "long", "name": "secret"}], "shouldDisplay": false, "isOptional": true}
          ]
        }}
        """#

    private static func page(_ language: Language, width: Int) throws -> String {
        let command = try #require(CommandDescription(try JSONParser().parse(description).root))
        let examples = [CommandExample("tool x \\\n    y", LocalizedText("An example.", zh: "一个例子。"))]
        return HelpPage(command, examples: examples, language: language).text(width: width)
    }

    @Test("The page has its parts in order, and nothing that is hidden")
    func english() throws {
        #expect(
            try Self.page(.english, width: 60) == """
                Does it.

                Usage: tool <input> --to <x>… [options]

                First paragraph.

                第二段文字。

                Arguments:
                  <input>  What is read.

                Options:
                  -a, --a-long-name <value>
                                            监听的端口号码，可以是任意空闲的
                                            端口。 Default: 7.
                  --to <x>                  T.
                  -h, --help                Shows this help.

                Examples:
                  tool x \\
                      y
                      An example.

                Exit codes:
                  0  done
                  1  the answer is no
                  2  the command or its input could not be used
                  3  the system failed: port, disk, data or network
                """
        )
    }

    @Test("The page is Chinese where the commands are, and fits the terminal")
    func chinese() throws {
        let page = try Self.page(.chinese, width: 80)
        for text in ["用法：tool <input>", "参数：", "选项：", "缺省：7。", "显示本帮助。", "示例：", "退出码：", "一个例子。"] {
            #expect(page.contains(text), "\(text)")
        }
        #expect(page.split(separator: "\n").allSatisfy { DisplayWidth.of($0) <= 80 })
    }
}
