import Contract

/// The parts of a `multipart/form-data` body.
///
/// - SeeAlso: RFC 7578; RFC 2046, section 5.1.
enum Multipart {
    struct Part {
        let name: String
        let fileName: String?
        let mediaType: MediaRange?
        let body: [UInt8]
    }

    /// The most parts of one body.
    static let maximumPartCount = 1000
    /// The longest boundary.
    private static let maximumBoundaryByteCount = 70

    /// The parts in order; nil when the body does not follow the boundary, or a part has no name.
    static func parts(of body: [UInt8], _ boundary: String) -> [Part]? {
        guard (1...maximumBoundaryByteCount).contains(boundary.utf8.count) else { return nil }
        let delimiter = Array("\r\n--\(boundary)".utf8)
        // The first delimiter may be the very beginning, where no line ends before it.
        var position: Int
        if body.starts(with: delimiter.dropFirst(2)) {
            position = delimiter.count - 2
        } else {
            guard let first = find(delimiter, in: body, from: 0) else { return nil }
            position = first + delimiter.count
        }
        var parts: [Part] = []
        while true {
            if body[position...].starts(with: "--".utf8) { return parts }
            // Blanks may follow a delimiter, but nothing else: a longer boundary is another one.
            while position < body.count, body[position] == 0x20 || body[position] == 0x09 { position += 1 }
            // The line end before the next delimiter may be this one, when a part is wholly empty.
            guard body[position...].starts(with: "\r\n".utf8), let end = find(delimiter, in: body, from: position),
                parts.count < maximumPartCount, let part = part(body, from: position, to: end)
            else { return nil }
            parts.append(part)
            position = end + delimiter.count
        }
    }

    /// The part between two delimiters: from where the line of the first ends to where the second begins.
    private static func part(_ body: [UInt8], from start: Int, to end: Int) -> Part? {
        guard let blank = find(Array("\r\n\r\n".utf8), in: body, from: start), blank + 4 <= end,
            let head = String(validating: body[start..<blank], as: UTF8.self)
        else { return nil }
        var name: String?
        var fileName: String?
        var mediaType: MediaRange?
        for line in head.utf8.split(separator: UInt8(ascii: "\n")).map({ Substring($0) }) {
            let halves = line.split(separator: ":", maxSplits: 1)
            if line == "\r" { continue }
            guard halves.count == 2 else { return nil }
            switch halves[0].lowercased() {
            case "content-disposition":
                let parameters = Disposition.parameters(of: halves[1])
                name = parameters["name"]
                fileName = parameters["filename"]
            case "content-type": mediaType = MediaRange(halves[1].filter { $0 != "\r" })
            default: break
            }
        }
        return name.map {
            Part(name: $0, fileName: fileName, mediaType: mediaType, body: Array(body[(blank + 4)..<end]))
        }
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        var offset = start
        while offset + pattern.count <= bytes.count {
            guard let next = bytes[offset...(bytes.count - pattern.count)].firstIndex(of: pattern[0]) else {
                return nil
            }
            if bytes[next..<next + pattern.count].elementsEqual(pattern) { return next }
            offset = next + 1
        }
        return nil
    }
}

/// The value of `Content-Disposition`, whose quoted texts may hold what separates its parameters.
///
/// - SeeAlso: RFC 6266, section 4.1; RFC 7578, section 4.2.
private enum Disposition {
    static func parameters(of text: Substring) -> [String: String] {
        var parameters: [String: String] = [:]
        var piece: [UInt8] = []
        var name: [UInt8]?
        var isQuoted = false
        var isEscaped = false
        func finish() {
            if let name {
                let key = String(decoding: name, as: UTF8.self).lowercased()
                if parameters[key] == nil { parameters[key] = String(decoding: piece, as: UTF8.self) }
            }
            name = nil
            piece = []
        }
        for byte in text.utf8 {
            switch byte {
            case _ where isEscaped:
                piece.append(byte)
                isEscaped = false
            case UInt8(ascii: "\\") where isQuoted: isEscaped = true
            case UInt8(ascii: "\""): isQuoted.toggle()
            case _ where isQuoted: piece.append(byte)
            case UInt8(ascii: ";"): finish()
            case UInt8(ascii: "=") where name == nil:
                name = piece
                piece = []
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"): break
            default: piece.append(byte)
            }
        }
        finish()
        return parameters
    }
}
