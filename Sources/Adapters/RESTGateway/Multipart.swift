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

    /// The parts in order; nil when the body does not follow the boundary, or a part has no name.
    static func parts(of body: [UInt8], _ boundary: String) -> [Part]? {
        let delimiter = Array("--\(boundary)".utf8)
        guard var position = find(delimiter, in: body, from: 0) else { return nil }
        var parts: [Part] = []
        while true {
            position += delimiter.count
            if body[position...].starts(with: Array("--".utf8)) { return parts }
            guard let start = find(Array("\r\n".utf8), in: body, from: position).map({ $0 + 2 }),
                let end = find(Array("\r\n".utf8) + delimiter, in: body, from: start - 2),
                parts.count < maximumPartCount, let part = part(body[start..<max(start, end)])
            else { return nil }
            parts.append(part)
            position = end + 2
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>) -> Part? {
        let bytes = Array(bytes)
        let blank = Array("\r\n\r\n".utf8)
        guard let end = find(blank, in: bytes, from: 0), let head = String(validating: bytes[..<end], as: UTF8.self)
        else { return nil }
        var name: String?
        var fileName: String?
        var mediaType: MediaRange?
        for line in head.split(separator: "\r\n") {
            let halves = line.split(separator: ":", maxSplits: 1)
            guard halves.count == 2 else { return nil }
            switch halves[0].lowercased() {
            case "content-disposition":
                // The disposition has the form of a media type but for its slash.
                let disposition = MediaRange("part/" + halves[1].drop { $0 == " " })
                name = disposition?["name"]
                fileName = disposition?["filename"]
            case "content-type": mediaType = MediaRange(halves[1])
            default: break
            }
        }
        return name.map { Part(name: $0, fileName: fileName, mediaType: mediaType, body: Array(bytes[(end + 4)...])) }
    }

    private static func find(_ pattern: [UInt8], in bytes: [UInt8], from start: Int) -> Int? {
        guard start >= 0, pattern.count <= bytes.count else { return nil }
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
