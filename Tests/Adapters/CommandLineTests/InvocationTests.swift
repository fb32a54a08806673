import CommandLine
import Diagnostics
import Testing

@Suite("What a process was called with")
struct InvocationTests {
    @Test(
        "The language is that of --lang, else of the locale, else English",
        arguments: [
            (["serve"], [:], Language.english), (["serve", "--lang", "zh"], [:], .chinese),
            (["--lang=zh_CN"], [:], .chinese),
            ([], ["LANG": "zh_CN.UTF-8"], .chinese), ([], ["LANG": "zh_CN", "LC_ALL": "C"], .english),
            ([], ["LC_ALL": "", "LC_MESSAGES": "zh_TW", "LANG": "C"], .chinese),
            (["--lang", "en"], ["LANG": "zh_CN"], .english), (["--lang", "fr"], ["LANG": "zh_CN"], .chinese),
            (["--lang"], [:], .english), (["--lang", "en", "--lang", "zh"], [:], .chinese),
            (["--", "--lang", "zh"], [:], .english),
        ]
    )
    func language(_ arguments: [String], _ environment: [String: String], _ language: Language) {
        #expect(Invocation(arguments: arguments, environment: environment).language == language)
    }

    @Test(
        "Shared options may stand in front of the command",
        arguments: [
            (["--quiet", "serve", "a"], ["serve", "a", "--quiet"]),
            (["--format", "json", "--quiet", "config", "show"], ["config", "show", "--format", "json", "--quiet"]),
            (["--format=json", "serve", "--", "-a"], ["serve", "--format=json", "--", "-a"]),
            (["--lang", "zh", "serve"], ["serve"]), (["serve", "--lang=zh"], ["serve"]),
            (["serve", "--lang", "fr"], ["serve", "--lang", "fr"]), (["--quiet"], []),
            (["--quiet", "--help"], ["--help"]),
            (["help", "serve", "--lang", "zh"], ["help", "serve"]),
            (["serve", "--", "--lang", "zh"], ["serve", "--", "--lang", "zh"]),
            (["--version"], ["--version"]), ([], []),
        ]
    )
    func order(_ arguments: [String], _ ordered: [String]) {
        #expect(Invocation(arguments: arguments, environment: [:]).arguments == ordered)
    }
}
