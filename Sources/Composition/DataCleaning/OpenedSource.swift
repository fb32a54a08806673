import Diagnostics
import DocumentFiles
import Files
import Tabular
import TabularCSV
import TabularXLSX
import TextEncoding

/// A source that is open, whatever kind of file it is.
struct OpenedSource: Sendable {
    /// Its records.
    var records: any RecordSource
    /// Its bytes; nil in a workbook.
    let bytes: SourceBytes?
    /// What a person should know about the file.
    let notes: [LocalizedText]
    /// Opens the source once more, in the encoding that it was opened in.
    let again: @Sendable () throws -> any RecordSource
    /// The path, and what stood there before it was opened; nil when that was no file.
    let path: String
    let state: FileState?

    /// How many bytes it has; nil when nobody knows beforehand.
    var byteCount: Int? { state?.byteCount }
    /// How many bytes have been read; of a workbook all.
    var readByteCount: Int { bytes?.readCount ?? byteCount ?? 0 }

    /// Whether the file is now what it was when it was opened.
    ///
    /// - Throws: ``TabularError/Code/changedFile``.
    func checkUnchanged() throws(TabularError) {
        guard let state, FileState(of: path) != state else { return }
        throw TabularError(
            .changedFile,
            LocalizedText("the file changed while it was read", zh: "文件在读取过程中发生了变化"),
            remedy: LocalizedText("wait until nobody writes to it, and start again", zh: "请等待写入结束后重试")
        )
    }
}

/// Opens a source by what it holds, and again when its encoding turns out to be another one.
struct SourceOpening: Sendable {
    /// The path; `-` is standard input.
    let input: String
    var options: SourceOptions
    /// Whether nobody has seen anything of what was read when the encoding turns out to be another one; otherwise that is
    /// an error.
    var canStartAgain = true

    /// The source has to be read once more from its beginning.
    private struct OtherEncoding: Error {
        let encoding: TextEncoding
    }

    /// Reads the source.
    ///
    /// - Parameter body: Reads it to the end it wants; started again when the encoding was another one.
    /// - Returns: What `body` returns.
    /// - Throws: ``ServiceError``, ``TabularError`` with the name of the file, and what `body` throws.
    func read<Result>(_ body: (OpenedSource) async throws -> Result) async throws -> Result {
        do {
            return try await attempt(insteadIn: nil, body)
        } catch let again as OtherEncoding {
            return try await attempt(insteadIn: again.encoding, body)
        }
    }

    private func attempt<Result>(
        insteadIn encoding: TextEncoding?,
        _ body: (OpenedSource) async throws -> Result
    ) async throws -> Result {
        // What is no file has no end that could move.
        let state = input == "-" ? nil : FileState(of: input)
        do {
            if state != nil, try FileKind(ofFile: input) != .other {
                return try await body(workbook(state))
            }
            return try await attempt(SourceBytes(input), state, insteadIn: encoding, body)
        } catch let error as TabularError {
            throw error.located(in: input == "-" ? "<stdin>" : input)
        }
    }

    private func attempt<Result>(
        _ bytes: SourceBytes,
        _ state: FileState?,
        insteadIn encoding: TextEncoding?,
        _ body: (OpenedSource) async throws -> Result
    ) async throws -> Result {
        if state == nil, FileKind.isWorkbook(try bytes.beginning(8)) { throw TabularError.pipedWorkbook }
        if hasEnding(Self.workbookEndings), Self.isMarkup(try bytes.beginning(512)) { throw TabularError.namedWorkbook }
        let text = try decoded(bytes, insteadIn: encoding)
        let source = OpenedSource(
            records: CSVSource(text, options: options),
            bytes: bytes,
            notes: hasEnding(Self.workbookEndings) ? [Self.textNote] : [],
            again: { CSVSource(try decoded(SourceBytes(input), insteadIn: encoding), options: options) },
            path: input,
            state: state
        )
        do {
            return try await body(source)
        } catch let error as TabularError {
            // A pipe cannot be read again.
            if error.code == .contradictedEncoding, canStartAgain, encoding == nil, state != nil,
                let better = text.betterEncoding
            {
                throw OtherEncoding(encoding: better)
            }
            throw error
        }
    }

    private func decoded(_ bytes: SourceBytes, insteadIn encoding: TextEncoding?) throws(TabularError) -> WatchedText {
        let reader: DecodedText.ByteReader = { count throws(TabularError) in try bytes.read(count) }
        if let encoding { return WatchedText(DecodedText(insteadIn: encoding, reader: reader)) }
        return WatchedText(try DecodedText(options: options, reader: reader))
    }

    private func workbook(_ state: FileState?) -> OpenedSource {
        OpenedSource(
            records: XLSXSource(input, options: options),
            bytes: nil,
            notes: hasEnding(Self.textEndings) ? [Self.workbookNote] : [],
            again: { XLSXSource(input, options: options) },
            path: input,
            state: state
        )
    }

    // MARK: - Names that say something else than the content

    private static let workbookEndings = [".xlsx", ".xlsm", ".xls"]
    private static let textEndings = [".csv", ".tsv", ".txt"]
    private static let textNote = LocalizedText(
        "the file is named as a workbook but holds text; it was read as CSV",
        zh: "文件名像工作簿，内容却是文本；已按 CSV 读取"
    )
    private static let workbookNote = LocalizedText(
        "the file is named as text but is a workbook; it was read as one",
        zh: "文件名像文本，内容却是工作簿；已按工作簿读取"
    )

    /// Whether a text is a web page or another document that programs save as a workbook.
    private static func isMarkup(_ bytes: [UInt8]) -> Bool {
        let text = String(decoding: bytes, as: UTF8.self).lowercased()
        let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return ["<html", "<!doctype html", "<table", "<?xml", "<meta", "<head"].contains { start.hasPrefix($0) }
    }

    private func hasEnding(_ endings: [String]) -> Bool {
        let name = input.lowercased()
        return endings.contains { name.hasSuffix($0) }
    }
}

extension TabularError {
    fileprivate static let namedWorkbook = TabularError(
        .notAWorkbook,
        LocalizedText("it is a web page that is named as a workbook", zh: "这是以工作簿命名的网页"),
        remedy: LocalizedText("open it in Excel, and save it as .xlsx or .csv", zh: "请用 Excel 打开，另存为 .xlsx 或 .csv")
    )

    fileprivate static let pipedWorkbook = TabularError(
        .notText,
        LocalizedText(
            "a workbook cannot be read from a pipe: its directory is at its end",
            zh: "无法从管道读取工作簿：其目录位于文件末尾"
        ),
        remedy: LocalizedText("save it as a file and give its name", zh: "请先保存为文件，再指定文件名")
    )
}
