/// A language in which Handover speaks to people.
public enum Language: String, Sendable, CaseIterable {
    case english = "en"
    case chinese = "zh"

    /// The language of a locale name such as `zh_CN.UTF-8` or a tag such as `zh-Hans`; English for any other.
    public init(locale: some StringProtocol) {
        self = locale.lowercased().hasPrefix("zh") ? .chinese : .english
    }

    /// The best match for an `Accept-Language` value; English when nothing matches.
    ///
    /// - SeeAlso: RFC 9110, section 12.5.4.
    public init(acceptLanguage: String) {
        var best: (quality: Double, language: Language)?
        for range in acceptLanguage.split(separator: ",") {
            let parts = range.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
            guard let tag = parts.first?.lowercased() else { continue }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
            guard quality > 0 else { continue }
            let subtag = tag.split(separator: "-").first.map(String.init) ?? tag
            let language = subtag == "*" ? .english : Language(rawValue: subtag)
            if let language, quality > best?.quality ?? 0 { best = (quality, language) }
        }
        self = best?.language ?? .english
    }
}

/// One sentence for a person, in each ``Language``.
public struct LocalizedText: Hashable, Sendable {
    /// The English wording.
    public let english: String
    /// The Chinese wording.
    public let chinese: String

    /// A text in both languages, without a full stop at the end.
    public init(_ english: String, zh chinese: String) {
        self.english = english
        self.chinese = chinese
    }

    /// The wording in one language.
    public func text(in language: Language) -> String {
        switch language {
        case .english: english
        case .chinese: chinese
        }
    }
}
