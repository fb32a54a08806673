import Diagnostics
import JSON
import Tabular

extension StepCatalogue {
    /// Checks the number of a resident identity card.
    static let identityCardStep = StepDescription(
        "identityCard",
        code: "bad_identity_card",
        LocalizedText(
            "Checks the number of a resident identity card: birthday, not behind the day of the run, and check character "
                + "(GB 11643); on request also the division.",
            zh: "检查居民身份证号码：出生日期（不晚于运行当天）与校验码（GB 11643）；可选检查行政区划。"
        ),
        parameters: [
            StepParameter(
                "upgrade",
                "false",
                LocalizedText("whether 15 digits are made 18", zh: "是否将 15 位升为 18 位")
            ),
            StepParameter(
                "division",
                "false",
                LocalizedText(
                    "province: the first two digits are those of a province; true: the first six are a code that a division "
                        + "has or had (GB/T 2260, 1980 to \(DivisionTable.year)), or was given since to somebody born since",
                    zh: "province：前两位为省级代码；true：前六位为现行或已撤销的行政区划代码（GB/T 2260，1980 年至 "
                        + "\(DivisionTable.year) 年），此后出生者可用此后的代码"
                )
            ),
            StepParameter(
                "table",
                "none",
                LocalizedText("with 'division: true' a file of further codes", zh: "“division: true”时，补充代码的文件")
            ),
            StepParameter("from", "the first", LocalizedText("its column of codes", zh: "该文件中代码所在列")),
        ],
        good: StepExample("identityCard", "11010519491231002x", "11010519491231002X"),
        bad: StepExample("identityCard", "110105194912310021", nil),
        others: [
            StepExample("{identityCard: {division: true}}", "110104194912310023", "110104194912310023"),
            StepExample("{identityCard: {division: true}}", "11019919491231002X", nil),
        ]
    ) { reader in
        let upgrades = reader.boolean("upgrade", default: false)
        guard let division = division(&reader) else { return nil }
        return .identityCard(IdentityCardRule(upgrades: upgrades, division: division))
    }

    /// What is asked of the division; nil, with a finding, when that cannot be told.
    private static func division(_ reader: inout StepReader) -> IdentityCardRule.DivisionCheck? {
        guard let node = reader.value("division") else { return reader.has("table") ? codes(&reader) : .unchecked }
        if node.string == "province", !reader.has("table") { return .province }
        guard let isChecked = node.boolean else {
            reader.failValue(
                "division",
                reader.has("table")
                    ? LocalizedText("write true", zh: "请写 true")
                    : LocalizedText("write true, province or false", zh: "请写 true、province 或 false"),
                at: node
            )
            return nil
        }
        if isChecked { return codes(&reader) }
        guard let table = reader.value("table") else { return .unchecked }
        reader.failValue(
            "table",
            LocalizedText("write 'division: true' with it", zh: "请同时写“division: true”"),
            at: table
        )
        return nil
    }

    /// The codes that are published, and those of a table.
    private static func codes(_ reader: inout StepReader) -> IdentityCardRule.DivisionCheck? {
        guard let node = reader.value("table") else { return .published(.published) }
        guard let table = reader.table("table"), let column = reader.column("from", of: table, default: 0) else {
            return nil
        }
        var codes: [Int] = []
        var other: [UInt8]?
        do throws(TabularError) {
            try table.forEach(inColumn: column) { cell in
                let cell = Array(cell)
                guard cell.count == 6, let code = DateReader.digits(cell.span, at: 0, count: 6) else {
                    other = cell
                    return false
                }
                codes.append(code)
                return true
            }
        } catch {
            reader.fail()
            reader.findings.report(.unusableFile, error.message, at: node, remedy: error.remedy)
            return nil
        }
        guard let other else { return .published(DivisionCodes.published.adding(codes)) }
        let text = String(decoding: other, as: UTF8.self)
        reader.fail()
        reader.findings.report(
            .unusableFile,
            LocalizedText("'\(text)' in the table is no code of a division", zh: "表中的“\(text)”不是行政区划代码"),
            at: node,
            remedy: LocalizedText("write six digits", zh: "请写六位数字")
        )
        return nil
    }
}
