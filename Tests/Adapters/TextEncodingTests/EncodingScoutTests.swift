import Foundation
import Tabular
import Testing

@testable import TextEncoding

@Suite("Encodings are found out")
struct EncodingScoutTests {
    /// The texts of the corpus by the name of their encoding.
    static let corpus: [(encoding: String, path: URL)] = {
        var ancestor = URL(filePath: #filePath)
        while ancestor.path().count > 1 {
            ancestor = ancestor.deletingLastPathComponent()
            let folder = ancestor.appending(path: "shared/corpora/encodings")
            let paths = (try? FileManager.default.subpathsOfDirectory(atPath: folder.path())) ?? []
            let files = paths.filter { $0.contains("/") }.sorted()
            if !files.isEmpty {
                return files.map { (String($0.prefix { $0 != "/" }), folder.appending(path: $0)) }
            }
        }
        return []
    }()

    static let expected: [String: [TextEncoding]] = [
        "Big5": [.big5], "EUC-KR": [.eucKR], "GB2312": [.gb18030], "SHIFT_JIS": [.shiftJIS],
        "UTF-16": [.utf16LittleEndian, .utf16BigEndian], "UTF-16BE": [.utf16BigEndian],
        "UTF-16LE": [.utf16LittleEndian], "utf-8": [.utf8], "utf-8-sig": [.utf8],
    ]

    @Test(
        "Each text of the corpus is read in its encoding",
        .enabled(if: !corpus.isEmpty, "shared/corpora/encodings is not beside the repository")
    )
    func corpusTexts() throws {
        #expect(Self.corpus.count >= 135)
        for (name, path) in Self.corpus {
            let bytes = try [UInt8](Data(contentsOf: path))
            let read = EncodedText.read(bytes)
            let file = "\(name)/\(path.lastPathComponent)"
            #expect(read.error == nil, "\(file)")
            if let encoding = read.source.encoding, Self.expected[name]?.contains(encoding) == true { continue }
            Issue.record("\(file): \(read.source.assumptions)")
        }
    }

    @Test(
        "Cut off anywhere, a text is read, or its encoding named in an error",
        .enabled(if: !corpus.isEmpty, "shared/corpora/encodings is not beside the repository")
    )
    func truncatedTexts() throws {
        var wrong = 0
        for (name, path) in Self.corpus {
            let bytes = try [UInt8](Data(contentsOf: path))
            for part in [1, 2, 4, 8] {
                let read = EncodedText.read(Array(bytes.prefix(bytes.count * part / 16)))
                guard let encoding = read.source.encoding else { continue }
                if Self.expected[name]?.contains(encoding) != true { wrong += 1 }
            }
        }
        #expect(wrong <= 5)
    }

    /// A table of 20 records without anything but ASCII, save one cell.
    static func table(with cell: String, in encoding: TextEncoding, _ random: inout SeededNumbers) -> [UInt8] {
        let place = Int.random(in: 0..<20, using: &random)
        var text = "id,phone,date,text,amount\n"
        for index in 0..<20 {
            let number = Int.random(in: 0...9_999_999, using: &random)
            let month = Int.random(in: 10...12, using: &random)
            text += "SO\(number),1\(3_000_000_000 + number),2024-\(month)-1\(index % 10),"
            text += "\(index == place ? cell : ""),\(number % 9999).\(number % 90 + 10)\n"
        }
        return EncodedText.bytes(text, in: encoding)
    }

    static let surnames = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余"
    static let givenNames = "伟芳娜敏静秀丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰建国志文斌宇浩轩梓涵欣怡雨晨佳琪嘉"
    static let words = [
        "订单已发货", "北京", "上海", "广州市", "深圳", "杭州西湖区", "成都", "机械键盘", "显示器", "无线鼠标", "保温杯", "茶叶礼盒",
        "请尽快发货", "不要放快递柜", "电话联系", "周末配送", "已退款", "发票抬头", "有限公司", "科技园", "人民路", "解放大道", "编号", "数量",
        "单价", "备注", "客户", "联系人", "医院", "门诊", "挂号", "内科", "儿科", "复诊", "过敏", "糖尿病", "高血压", "感冒", "身份证", "地址",
    ]

    @Test("One cell of Chinese in twenty records is enough", arguments: [1, 2, 3])
    func oneCell(seed: UInt64) {
        var random = SeededNumbers(seed: seed)
        let surnames = Array(Self.surnames)
        let given = Array(Self.givenNames)
        func pick(_ letters: [Character]) -> String {
            String(letters[Int.random(in: 0..<letters.count, using: &random)])
        }
        var wrong = ["names": 0, "words": 0, "any two": 0, "any three": 0]
        for index in 0..<1000 {
            let name = pick(surnames) + pick(given) + (index % 5 < 3 ? pick(given) : "")
            let word = Self.words[Int.random(in: 0..<Self.words.count, using: &random)]
            var common = ""
            for _ in 0..<3 {
                let first = UInt8.random(in: 0xB0...0xD6, using: &random)
                let second = UInt8.random(in: 0xA1...0xFE, using: &random)
                if let scalar = Unicode.Scalar(DoubleByteTable.gb18030.codePoint(first, second)) {
                    common.unicodeScalars.append(scalar)
                }
            }
            for (kind, cell) in [
                ("names", name), ("words", word), ("any two", String(common.prefix(2))), ("any three", common),
            ] {
                let read = EncodedText.read(Self.table(with: cell, in: .gb18030, &random))
                if read.source.encoding != .gb18030 { wrong[kind, default: 0] += 1 }
            }
        }
        for (kind, count) in wrong where count > 10 { Issue.record("\(kind): \(count) of 1000 wrong") }
    }

    struct Cells: Sendable, CustomTestStringConvertible {
        let encoding: TextEncoding
        let language: String?
        let cells: [String]
        /// Those that may be taken for another encoding.
        let missCount: Int
        var testDescription: String { "\(encoding.rawValue) \(language ?? "")" }
    }

    static let japanese = ["東京", "山田太郎", "ありがとう", "キーボード", "大阪府", "注文番号", "電話番号", "日付", "株式会社"]
    static let korean = ["서울", "김철수", "주문번호", "감사합니다", "부산", "전화", "날짜", "이름", "키보드"]
    static let traditional = ["臺北", "陳小明", "顯卡", "訂單編號", "高雄市", "張國華", "機械鍵盤", "請儘快發貨", "數量", "電話"]

    @Test(
        "One cell of another encoding",
        arguments: [
            Cells(
                encoding: .windows1252,
                language: nil,
                cells: ["Müller", "café", "Ñandú", "5 €", "naïve", "São Paulo", "Bjørn", "“ok”", "déjà vu", "Zoë"],
                missCount: 0
            ),
            Cells(encoding: .utf8, language: nil, cells: ["王伟", "é", "Müller", "서울", "東京", "ñ"], missCount: 0),
            Cells(encoding: .shiftJIS, language: nil, cells: japanese, missCount: 1),
            Cells(encoding: .shiftJIS, language: "ja", cells: japanese, missCount: 1),
            Cells(encoding: .big5, language: nil, cells: traditional, missCount: 2),
            Cells(encoding: .big5, language: "zh-TW", cells: traditional, missCount: 0),
            Cells(encoding: .eucKR, language: nil, cells: korean, missCount: 5),
            Cells(encoding: .eucKR, language: "ko-KR", cells: korean, missCount: 1),
        ]
    )
    func otherCells(_ sample: Cells) {
        var random = SeededNumbers(seed: 7)
        var missed: [String] = []
        for cell in sample.cells {
            let bytes = Self.table(with: cell, in: sample.encoding, &random)
            let read = EncodedText.read(bytes, language: sample.language)
            if read.source.encoding != sample.encoding { missed.append(cell) }
        }
        #expect(missed.count <= sample.missCount, "\(missed)")
    }
}

/// A generator whose numbers a seed fixes.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
