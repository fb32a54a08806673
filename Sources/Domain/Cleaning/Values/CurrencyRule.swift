/// The code of a currency, read from its code, its sign or its Chinese name.
///
/// - SeeAlso: ISO 4217, list of current codes.
struct CurrencyRule: Sendable {
    /// The codes that are taken; nil: all.
    let allowed: TokenSet?

    func apply(to text: Span<UInt8>, into output: inout CellBuffer) -> CellOutcome {
        guard let index = Self.words.index(of: text) else { return .refused }
        let code = Self.answers[index]
        if let allowed, allowed.index(of: code.span) == nil { return .refused }
        if text.equals(code, ignoringCase: false) { return text.whole }
        output.append(code)
        return .written
    }

    static func isCode(_ text: String) -> Bool { codes.contains(text) }

    /// Every code that is in use, without those of metals, funds and tests.
    private static let codes: Set<String> = Set(
        """
        AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP \
        CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF \
        IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD \
        MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB \
        RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD \
        UYU UZS VED VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG
        """.split(separator: " ").map(String.init)
    )

    /// What else people write, `¥` being the yuan.
    private static let others: [(code: String, words: String)] = [
        ("CNY", "人民币 元 圆 块 ¥ ￥ RMB 人民币元 CN¥"), ("USD", "美元 美金 $ US$ ＄"), ("EUR", "欧元 €"), ("GBP", "英镑 £ ￡"),
        ("JPY", "日元 日圆 円 JP¥"), ("HKD", "港币 港元 HK$"), ("MOP", "澳门元 澳门币 MOP$"), ("TWD", "新台币 台币 NT$"),
        ("KRW", "韩元 韩圆 ₩"), ("RUB", "卢布 ₽"), ("AUD", "澳元 A$"), ("CAD", "加元 C$"), ("CHF", "瑞士法郎"),
        ("SGD", "新加坡元 新元 S$"), ("THB", "泰铢 ฿"), ("INR", "印度卢比 ₹"), ("VND", "越南盾 ₫"), ("NZD", "新西兰元 纽元 NZ$"),
    ]

    private static let pairs: [(word: String, code: String)] =
        codes.sorted().map { ($0, $0) }
        + others.flatMap { row in row.words.split(separator: " ").map { (String($0), row.code) } }
    private static let words = TokenSet(pairs.map(\.word), ignoresCase: true)
    private static let answers = pairs.map { Array($0.code.utf8) }
}
