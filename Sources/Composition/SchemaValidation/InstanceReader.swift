import Diagnostics
package import DocumentFiles
import Files
import JSON

/// Reads instances, some at a time: files first, then the lines of a stream.
package struct InstanceReader: ~Copyable {
    private var files: ArraySlice<String>
    private var lines: LineReader?
    private let limits: InstanceLimits
    private var fileCount = 0
    private var lineCount = 0

    /// How many bytes of files are read before they are validated.
    private static let batchByteCount = LineReader.standardChunkByteCount

    /// A reader of files and lines.
    ///
    /// - Parameters:
    ///   - files: Files with one instance each; `-` for standard input.
    ///   - path: A file with one instance a line; `-` for standard input.
    ///   - limits: How much an instance may ask for.
    /// - Throws: ``ServiceError`` when the file with lines cannot be opened.
    package init(files: [String], lines path: String?, limits: InstanceLimits) throws(ServiceError) {
        self.files = files[...]
        self.limits = limits
        guard let path else {
            lines = nil
            return
        }
        do throws(FileError) {
            if path != "-", Files.kind(of: path) == .folder { _ = try Files.read(path) }
            let stream = path == "-" ? FileStream.standardInput : try FileStream(path)
            lines = LineReader(stream, maximumLineByteCount: limits.maximumLineByteCount)
        } catch {
            throw DocumentFile.unreadable(error)
        }
    }

    /// The next instances, in order.
    ///
    /// - Returns: At least one; none at the end.
    /// - Throws: ``ServiceError`` when a stream breaks.
    mutating func next() throws(ServiceError) -> [InstanceText] {
        var batch: [InstanceText] = []
        var byteCount = 0
        while byteCount < Self.batchByteCount, let file = files.popFirst() {
            fileCount += 1
            let instance = text(of: file)
            if case .success(let bytes) = instance.content { byteCount += bytes.count }
            batch.append(instance)
        }
        if !batch.isEmpty { return batch }
        let found: [TextLine]
        let name = lines?.name ?? ""
        do {
            found = try lines?.next() ?? []
        } catch {
            throw DocumentFile.unreadable(error)
        }
        batch.reserveCapacity(found.count)
        for line in found {
            lineCount += 1
            let place = InstancePlace(number: lineCount, file: name, line: line.number)
            guard let bytes = line.bytes else {
                batch.append(InstanceText(place: place, content: .failure(tooLong(place))))
                continue
            }
            batch.append(InstanceText(place: place, content: .success(bytes)))
        }
        return batch
    }

    private func text(of file: String) -> InstanceText {
        let isStandardInput = file == "-"
        let place = InstancePlace(number: fileCount, file: isStandardInput ? "<stdin>" : file, line: nil)
        do throws(ServiceError) {
            let most = limits.maximumFileByteCount
            let bytes =
                isStandardInput
                ? try DocumentFile.standardInput(maximumByteCount: most)
                : try DocumentFile.bytes(of: file, maximumByteCount: most)
            return InstanceText(place: place, content: .success(bytes))
        } catch {
            return InstanceText(place: place, content: .failure(InstanceFailure(error, place)))
        }
    }

    private func tooLong(_ place: InstancePlace) -> InstanceFailure {
        let most = limits.maximumLineByteCount
        return InstanceFailure(
            finding: Diagnostic(
                code: "ndjson.line-too-long",
                LocalizedText("the line has more than \(most) bytes", zh: "该行超过 \(most) 字节"),
                at: place.location(nil),
                remedy: LocalizedText("raise the limit with '--max-line-bytes'", zh: "请用“--max-line-bytes”调高限制")
            )
        )
    }
}

extension InstanceFailure {
    init(_ error: ServiceError, _ place: InstancePlace) {
        let first = error.diagnostics.first
        finding = Diagnostic(
            code: first?.code ?? "file.unreadable",
            first?.message ?? LocalizedText("the file cannot be read", zh: "无法读取该文件"),
            at: first?.location ?? place.location(nil),
            remedy: first?.remedy
        )
    }
}

extension InstanceText {
    /// The instance, parsed.
    func parsed(_ limits: JSONLimits) -> Instance {
        switch content {
        case .failure(let failure): return Instance(place: place, content: .failure(failure))
        case .success(let bytes):
            do {
                guard place.line != nil else {
                    let document = try DocumentFile.parse(bytes, named: place.file, limits: limits)
                    return Instance(place: place, content: .success(document))
                }
                return Instance(place: place, content: .success(try JSONParser(limits: limits).parse(bytes)))
            } catch let error as JSONError {
                if let finding = WideText.finding(bytes, at: place.location(nil)) {
                    return Instance(place: place, content: .failure(InstanceFailure(finding: finding)))
                }
                let finding = error.diagnostic(in: place.file)
                let moved = Diagnostic(
                    code: finding.code,
                    finding.message,
                    at: place.location(error.position),
                    remedy: finding.remedy
                )
                return Instance(place: place, content: .failure(InstanceFailure(finding: moved)))
            } catch let error as ServiceError {
                return Instance(place: place, content: .failure(InstanceFailure(error, place)))
            } catch {
                preconditionFailure("parsing throws two kinds of errors")
            }
        }
    }
}
