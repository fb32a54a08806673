import Contract
import Diagnostics
import JSON

extension RuleCatalogue {
    static let infoRules: [LintRule] = [
        LintRule(
            "info.contact",
            .strictly(.note),
            LocalizedText("A reader with a question does not know whom to ask.", zh: "有疑问的读者不知道该问谁。"),
            bad: RuleExample(.info, "title: Shop"),
            good: RuleExample(.info, "contact: {email: shop@shop.test}"),
            check: .nodes(.info) { info, run in
                guard info["contact"]?.count ?? 0 == 0 else { return }
                run.report(
                    LocalizedText("'info' has no contact", zh: "“info”没有联系方式"),
                    on: info,
                    remedy: LocalizedText("add 'contact: {email: …}'", zh: "请添加“contact: {email: …}”")
                )
            }
        ),
        LintRule(
            "info.license",
            .strictly(.warning),
            LocalizedText("A reader does not know whether the interface may be used.", zh: "读者不知道是否可以使用该接口。"),
            bad: RuleExample(.info, "title: Shop"),
            good: RuleExample(.info, "license: {name: MIT, identifier: MIT}"),
            check: .nodes(.info) { info, run in
                guard info["license"] == nil else { return }
                run.report(
                    LocalizedText("'info' has no license", zh: "“info”没有许可证"),
                    on: info,
                    remedy: LocalizedText("add 'license: {name: …}'", zh: "请添加“license: {name: …}”")
                )
            }
        ),
        LintRule(
            "info.license-url",
            .strictly(.note),
            LocalizedText("A name alone is no text that anybody could read.", zh: "只有名称，没有可读的文本。"),
            bad: RuleExample(.info, "license: {name: MIT}"),
            good: RuleExample(.info, "license: {name: MIT, identifier: MIT}"),
            check: .nodes(.license) { license, run in
                guard license["url"] == nil, license["identifier"] == nil else { return }
                run.report(
                    LocalizedText("the license has no identifier and no url", zh: "许可证没有 identifier，也没有 url"),
                    on: license,
                    remedy: LocalizedText("add the SPDX 'identifier', or a 'url'", zh: "请添加 SPDX“identifier”或“url”")
                )
            }
        ),
        LintRule(
            "info.description",
            RuleSeverities(nil, .note, .warning),
            LocalizedText("It is the first thing that is read.", zh: "这是读者最先看到的内容。"),
            bad: RuleExample(.root, "info: {title: Shop, version: '1.0'}"),
            good: RuleExample(.info, "description: Orders of a shop"),
            check: .nodes(.info) { info, run in
                guard !info.hasText("description"), !info.hasText("summary") else { return }
                run.report(
                    LocalizedText("'info' has no description", zh: "“info”没有描述"),
                    on: info,
                    remedy: LocalizedText("add 'description: …'", zh: "请添加“description: …”")
                )
            }
        ),
        LintRule(
            "info.version-form",
            .strictly(.note),
            LocalizedText("Tools put versions in order.", zh: "工具会对版本排序。"),
            bad: RuleExample(.info, "version: final"),
            good: RuleExample(.info, "version: 1.2.0"),
            check: .nodes(.info) { info, run in
                guard let version = info["version"], let text = version.string else { return }
                let start = text.first == "v" || text.first == "V" ? text.dropFirst() : text[...]
                if let first = start.unicodeScalars.first, ("0"..."9").contains(first) { return }
                run.report(
                    LocalizedText("'\(text)' does not begin with a number", zh: "“\(text)”不以数字开头"),
                    at: version,
                    remedy: LocalizedText("write one such as '1.2.0' or '2026-01-31'", zh: "请写成“1.2.0”或“2026-01-31”")
                )
            }
        ),
    ]
}
