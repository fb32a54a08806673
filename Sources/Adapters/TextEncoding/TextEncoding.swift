/// An encoding that texts are read in.
public enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case utf32LittleEndian = "UTF-32LE"
    case utf32BigEndian = "UTF-32BE"
    case gb18030 = "GB18030"
    case big5 = "Big5"
    case shiftJIS = "Shift_JIS"
    case eucKR = "EUC-KR"
    case windows1252 = "windows-1252"

    /// The encoding that a name stands for, as people and programs write it; nil for a name that is not known.
    ///
    /// Case, `-`, `_`, blanks and dots count for nothing. GB 2312 and GBK are parts of GB 18030, ASCII and ISO 8859-1
    /// of what is read for them.
    public init?(named name: String) {
        let plain = name.lowercased().filter { !"-_ .:".contains($0) }
        for (encoding, names) in Self.aliases where names.contains(plain) {
            self = encoding
            return
        }
        return nil
    }

    /// Names in lower case, without `-`, `_`, blanks and dots.
    private static let aliases: [(TextEncoding, [String])] = [
        (.utf8, ["utf8", "utf8sig", "utf8bom", "ascii", "usascii", "cp65001", "unicode11utf8"]),
        (.utf16LittleEndian, ["utf16", "utf16le", "ucs2", "ucs2le", "unicode", "cp1200"]),
        (.utf16BigEndian, ["utf16be", "ucs2be", "cp1201"]),
        (.utf32LittleEndian, ["utf32", "utf32le", "ucs4", "ucs4le"]),
        (.utf32BigEndian, ["utf32be", "ucs4be"]),
        (
            .gb18030,
            [
                "gb18030", "gb180302022", "gb180302005", "gbk", "gb2312", "euccn", "cp936", "ms936", "windows936",
                "936", "ansi",
            ]
        ),
        (.big5, ["big5", "big5eten", "cp950", "ms950", "windows950", "950"]),
        (.shiftJIS, ["shiftjis", "sjis", "mskanji", "cp932", "ms932", "windows31j", "windows932", "932"]),
        (.eucKR, ["euckr", "cp949", "ms949", "uhc", "ksc5601", "ksc56011987", "windows949", "949"]),
        (.windows1252, ["windows1252", "cp1252", "1252", "latin1", "iso88591", "l1"]),
    ]

    /// The bytes that may stand at the start of a text to say that it is in this encoding.
    var mark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .utf32LittleEndian: [0xFF, 0xFE, 0x00, 0x00]
        case .utf32BigEndian: [0x00, 0x00, 0xFE, 0xFF]
        case .gb18030: [0x84, 0x31, 0x95, 0x33]
        case .big5, .shiftJIS, .eucKR, .windows1252: []
        }
    }

    /// The bytes of a code unit.
    var unitByteCount: Int {
        switch self {
        case .utf16LittleEndian, .utf16BigEndian: 2
        case .utf32LittleEndian, .utf32BigEndian: 4
        case .utf8, .gb18030, .big5, .shiftJIS, .eucKR, .windows1252: 1
        }
    }

    /// The encoding whose mark stands at the start of `bytes`.
    static func marked(_ bytes: [UInt8]) -> TextEncoding? {
        // UTF-32LE before UTF-16LE, whose mark is a part of its own.
        let marked: [TextEncoding] = [
            .utf32LittleEndian, .utf32BigEndian, .utf8, .utf16LittleEndian, .utf16BigEndian, .gb18030,
        ]
        return marked.first { bytes.starts(with: $0.mark) }
    }
}
