import Diagnostics
import DocumentFiles
import Glibc

/// Results on their way to standard output, in big pieces.
struct ResultStream {
    /// What waits.
    var bytes: [UInt8] = []

    /// Writes what waits.
    ///
    /// - Throws: ``CommandEnd`` when nobody reads any more, ``ServiceError`` when the system cannot write.
    mutating func flush() throws {
        defer { bytes.removeAll(keepingCapacity: true) }
        guard let code = Speech.say(bytes: bytes) else { return }
        // `| head` is content with what it has.
        if code == EPIPE { throw CommandEnd(status: .done) }
        let reason = String(cString: strerror(code))
        throw ServiceError(
            "command.unwritable",
            LocalizedText("the results cannot be written: \(reason)", zh: "无法写出结果：\(reason)"),
            isOutside: true
        )
    }
}
