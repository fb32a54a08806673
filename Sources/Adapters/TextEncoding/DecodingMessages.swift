import Diagnostics
import Tabular

extension TabularError {
    /// The name stands for no encoding that is known.
    static func unknownEncoding(_ name: String) -> TabularError {
        let known = TextEncoding.allCases.map(\.rawValue).joined(separator: ", ")
        return TabularError(
            .unknownEncoding,
            LocalizedText("the encoding '\(name)' is not known", zh: "不认识编码“\(name)”"),
            remedy: LocalizedText("known are \(known)", zh: "可用的编码：\(known)")
        )
    }

    /// No encoding is clearly likelier than all others.
    static func unclearEncoding(_ verdict: EncodingScout.Verdict, firstLine: [UInt8]) -> TabularError {
        let first = [verdict.encoding] + verdict.alternatives.prefix(2).map(\.encoding)
        let readings = first.map { ($0.rawValue, EncodingCandidate.line(of: firstLine, in: $0)) }
        let english = readings.map { "\($0.0) reads '\($0.1)'" }.joined(separator: ", ")
        let chinese = readings.map { "\($0.0) 读作“\($0.1)”" }.joined(separator: "，")
        let names = first.map(\.rawValue).joined(separator: ", ")
        return TabularError(
            .unclearEncoding,
            LocalizedText("it is not clear which encoding it has: \(english)", zh: "无法确定编码：\(chinese)"),
            remedy: LocalizedText(
                "say the encoding, such as --encoding \(first[0].rawValue); the likeliest are \(names)",
                zh: "请指定编码，例如 --encoding \(first[0].rawValue)；最可能的是 \(names)"
            )
        )
    }

    /// Most bytes beyond ASCII are none of the encoding that was given, or that the mark at the start names.
    static func wrongEncoding(_ encoding: TextEncoding, isMarked: Bool, _ count: Int, first: Int) -> TabularError {
        let name = encoding.rawValue
        return TabularError(
            .undecodableBytes,
            isMarked
                ? LocalizedText(
                    "its byte order mark says \(name), but most of what is no ASCII is not: \(count) bytes, "
                        + "the first at offset \(first)",
                    zh: "字节顺序标记表明编码为 \(name)，但非 ASCII 内容大多不是：\(count) 个字节无法解码，第一个在偏移 \(first)"
                )
                : LocalizedText(
                    "most of what is no ASCII is no \(name), the encoding that is given: \(count) bytes, "
                        + "the first at offset \(first)",
                    zh: "非 ASCII 内容大多不是指定的编码 \(name)：\(count) 个字节无法解码，第一个在偏移 \(first)"
                ),
            remedy: LocalizedText(
                isMarked
                    ? "say the encoding, such as --encoding gb18030; --set source.undecodable=replace reads it as it is"
                    : "leave --encoding out, or say another; --set source.undecodable=replace reads it as it is",
                zh: isMarked
                    ? "请指定编码，例如 --encoding gb18030；--set source.undecodable=replace 可照原样读取"
                    : "请去掉 --encoding 或指定其他编码；--set source.undecodable=replace 可照原样读取"
            )
        )
    }

    /// Later bytes do not fit the encoding that the earlier ones were in.
    static func contradictedEncoding(_ encoding: TextEncoding, by better: TextEncoding?) -> TabularError {
        let (name, hint) = (encoding.rawValue, better?.rawValue)
        return TabularError(
            .contradictedEncoding,
            hint.map {
                LocalizedText("the text began as \(name), but later bytes are \($0)", zh: "文本开头像 \(name)，后面却是 \($0)")
            }
                ?? LocalizedText(
                    "too many bytes are none of \(name), and no other encoding fits",
                    zh: "太多字节不属于 \(name)，也不符合其他编码"
                ),
            remedy: LocalizedText(
                "say the encoding: --encoding \(hint ?? name)",
                zh: "请指定编码：--encoding \(hint ?? name)"
            )
        )
    }
}

extension Assumption {
    /// The encoding of a text, and how it came to be taken.
    static func encoding(
        _ encoding: TextEncoding?,
        decision: DecodedText.Decision,
        verdict: EncodingScout.Verdict?,
        from offset: Int? = nil
    ) -> Assumption {
        let value = encoding?.rawValue ?? "ASCII"
        let (english, chinese) =
            switch decision {
            case .open, .found, .provisional: ("", "")
            case .given: (", as given", "（指定）")
            case .marked: (", by its byte order mark", "（由字节顺序标记）")
            case .pattern: (", by its NULs", "（由零字节的分布）")
            case .second: (", because another was contradicted", "（另一种编码不符）")
            }
        let confidence: Double? =
            switch decision {
            case .given: nil
            case .open, .marked: 1
            case .pattern: 0.99
            case .found, .provisional, .second: verdict?.confidence ?? 0.99
            }
        return Assumption(
            .encoding,
            value,
            confidence: confidence,
            alternatives: (verdict?.alternatives ?? []).map { Alternative(value: $0.encoding.rawValue, score: $0.sum) },
            text: LocalizedText(
                "encoding \(value)\(english)" + (offset.map { ", ASCII as far as byte \($0)" } ?? ""),
                zh: "编码 \(value)\(chinese)" + (offset.map { "（字节 \($0) 之前全为 ASCII）" } ?? "")
            )
        )
    }
}
