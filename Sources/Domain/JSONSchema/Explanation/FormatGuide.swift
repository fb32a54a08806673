import Diagnostics

/// How people write the formats of `format`.
enum FormatGuide {
    private struct Entry {
        let shape: LocalizedText?
        let example: String

        init(_ example: String, _ english: String? = nil, zh chinese: String? = nil) {
            self.example = example
            shape = english.flatMap { english in chinese.map { LocalizedText(english, zh: $0) } }
        }
    }

    /// What a format stands for, with an example.
    static func expected(_ format: String) -> LocalizedText {
        guard let entry = entries[format] else { return LocalizedText("the format '\(format)'", zh: "格式“\(format)”") }
        return LocalizedText(
            "the format '\(format)' (for example \(entry.example))",
            zh: "格式“\(format)”（例如 \(entry.example)）"
        )
    }

    /// How to write it.
    static func remedy(_ format: String) -> LocalizedText {
        guard let entry = entries[format] else {
            return LocalizedText("write it as the format '\(format)' asks", zh: "请按照格式“\(format)”书写")
        }
        guard let shape = entry.shape else {
            return LocalizedText("write it like \(entry.example)", zh: "请参照 \(entry.example) 书写")
        }
        return LocalizedText(
            "write it as \(shape.english), for example \(entry.example)",
            zh: "请写成\(shape.chinese)，例如 \(entry.example)"
        )
    }

    private static let entries: [String: Entry] = [
        "date-time": Entry(
            "2026-05-17T09:30:00+08:00",
            "YYYY-MM-DDThh:mm:ss with a time zone",
            zh: " YYYY-MM-DDThh:mm:ss 加时区的形式"
        ),
        "date": Entry("2026-05-17", "YYYY-MM-DD", zh: " YYYY-MM-DD 的形式"),
        "time": Entry("09:30:00Z", "hh:mm:ss with a time zone", zh: " hh:mm:ss 加时区的形式"),
        "date-time-local": Entry(
            "2026-05-17T09:30:00",
            "YYYY-MM-DDThh:mm:ss without a time zone",
            zh: " YYYY-MM-DDThh:mm:ss 且不带时区的形式"
        ),
        "time-local": Entry("09:30:00", "hh:mm:ss without a time zone", zh: " hh:mm:ss 且不带时区的形式"),
        "duration": Entry("P3DT12H", "P followed by numbers with their units", zh: "以 P 开头、数字后跟单位的形式"),
        "email": Entry("li.lei@example.com", "name@domain", zh: " 用户名@域名 的形式"),
        "idn-email": Entry("李雷@例子.中国", "name@domain", zh: " 用户名@域名 的形式"),
        "hostname": Entry(
            "www.example.com",
            "names of letters, digits and hyphens with dots between",
            zh: "以点分隔、由字母、数字和连字符组成的名称"
        ),
        "idn-hostname": Entry(
            "www.例子.中国",
            "names of letters, digits and hyphens with dots between",
            zh: "以点分隔、由文字、数字和连字符组成的名称"
        ),
        "ipv4": Entry("192.0.2.1", "four numbers from 0 to 255 with dots between", zh: "以点分隔的四个 0 到 255 的数字"),
        "ipv6": Entry("2001:db8::1", "groups of hexadecimal digits with colons between", zh: "以冒号分隔的十六进制数组"),
        "uri": Entry("https://example.com/orders/7", "an address with its scheme", zh: "带协议的完整地址"),
        "uri-reference": Entry("/orders/7", "an address, absolute or relative", zh: "绝对或相对地址"),
        "iri": Entry("https://example.com/订单/7", "an address with its scheme", zh: "带协议的完整地址"),
        "iri-reference": Entry("/订单/7", "an address, absolute or relative", zh: "绝对或相对地址"),
        "uuid": Entry(
            "2f1c9a60-7c1e-4b7a-9d0e-5a3c8e0b1f42",
            "32 hexadecimal digits in groups of 8-4-4-4-12",
            zh: "按 8-4-4-4-12 分组的 32 位十六进制数字"
        ),
        "uri-template": Entry("/orders/{id}", "an address with names in braces", zh: "花括号中带名称的地址"),
        "json-pointer": Entry("/orders/0/id", "names with a slash before each, or nothing", zh: "每个名称前带斜线的形式，或留空"),
        "relative-json-pointer": Entry("1/id", "a number, then a JSON pointer or '#'", zh: "数字后跟 JSON 指针或“#”的形式"),
        "regex": Entry("^[a-z]+$", "a regular expression of ECMA-262", zh: " ECMA-262 的正则表达式"),
        "byte": Entry("SGVsbG8=", "base64", zh: " base64 编码"),
        "base64url": Entry("SGVsbG8", "base64url", zh: " base64url 编码"),
        "char": Entry("a", "one character", zh: "一个字符"),
    ]
}
