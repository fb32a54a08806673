import JSON

/// Writes cells as members of JSON objects.
enum JSONFields {
    /// What stands before the value of a member: a brace or a comma, its name and a colon.
    static func memberName(_ name: String, at position: Int) -> [UInt8] {
        var bytes = [position == 0 ? UInt8(ascii: "{") : UInt8(ascii: ",")]
        append(Array(name.utf8).span, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        return bytes
    }

    /// Appends a text as a JSON string; ill-formed UTF-8 is U+FFFD.
    static func append(_ text: Span<UInt8>, to output: inout [UInt8]) {
        if UTF8Sequence.isValid(text) {
            appendValid(text, to: &output)
        } else {
            var bytes: [UInt8] = []
            for offset in text.indices { bytes.append(text[offset]) }
            let repaired = Array(String(decoding: bytes, as: UTF8.self).utf8)
            appendValid(repaired.span, to: &output)
        }
    }

    private static let hexadecimal = Array("0123456789abcdef".utf8)

    private static func appendValid(_ text: Span<UInt8>, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for offset in text.indices {
            let byte = text[offset]
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): output += [UInt8(ascii: "\\"), byte]
            case 0x0A: output += [UInt8(ascii: "\\"), UInt8(ascii: "n")]
            case 0x0D: output += [UInt8(ascii: "\\"), UInt8(ascii: "r")]
            case 0x09: output += [UInt8(ascii: "\\"), UInt8(ascii: "t")]
            case 0..<0x20:
                output += "\\u00".utf8
                output += [hexadecimal[Int(byte >> 4)], hexadecimal[Int(byte & 15)]]
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}
