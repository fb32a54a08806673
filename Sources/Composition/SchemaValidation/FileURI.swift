/// `file` URIs and the paths that they stand for.
///
/// - SeeAlso: RFC 8089.
enum FileURI {
    /// The URI of an absolute path.
    static func text(ofPath path: String) -> String {
        var text = "file://"
        for byte in path.utf8 {
            if isPlain(byte) {
                text.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }

    /// The absolute path that a URI stands for; nil when it is none of this machine's files.
    static func path(of uri: String) -> String? {
        for start in ["file:///", "file://localhost/", "file:/"] where uri.utf8.starts(with: start.utf8) {
            if start == "file:/", uri.utf8.starts(with: "file://".utf8) { return nil }
            return percentDecoded(Substring(uri.utf8.dropFirst(start.utf8.count - 1)))
        }
        return nil
    }

    /// An absolute path without `.` and `..`, by its text alone.
    static func normalized(_ path: String, in folder: String) -> String {
        var kept: [Substring] = []
        for part in (path.hasPrefix("/") ? path : "\(folder)/\(path)").split(separator: "/") {
            switch part {
            case ".": break
            case "..": _ = kept.popLast()
            default: kept.append(part)
            }
        }
        return "/" + kept.joined(separator: "/")
    }

    /// The text with percent-encoded bytes decoded; nil when it is not UTF-8, or has a NUL.
    static func percentDecoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(Substring(rest.prefix(2)), radix: 16), rest.count >= 2 {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes.contains(0) ? nil : String(validating: bytes, as: UTF8.self)
    }

    /// The bytes that stand for themselves in a path.
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "/-._~!$&'()*+,;=:@".utf8.contains(byte)
        }
    }
}
