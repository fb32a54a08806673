import Access

/// One labelled block of a PEM text.
///
/// - SeeAlso: RFC 7468, section 3: text outside the blocks is allowed, and ignored.
struct PEMBlock {
    let label: String
    let bytes: [UInt8]
    /// Whether the block has a header that says so, in the manner of RFC 1421.
    let isEncrypted: Bool

    /// The blocks of a text; nil when one does not end, or its body is no base64.
    static func blocks(of text: String) -> [PEMBlock]? {
        var blocks: [PEMBlock] = []
        var open: (label: String, body: [UInt8], isEncrypted: Bool)?
        for line in text.utf8.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let line = line.drop(while: isBlank)
            guard let current = open else {
                if let label = label(in: line, after: "-----BEGIN ") { open = (label, [], false) }
                continue
            }
            if let label = label(in: line, after: "-----END ") {
                guard label == current.label, let bytes = decode(current.body) else { return nil }
                blocks.append(PEMBlock(label: label, bytes: bytes, isEncrypted: current.isEncrypted))
                open = nil
            } else if line.contains(UInt8(ascii: ":")) {
                open?.isEncrypted = current.isEncrypted || String(Substring(line)).contains("ENCRYPTED")
            } else {
                open?.body.append(contentsOf: line.filter { !isBlank($0) })
            }
        }
        return open == nil ? blocks : nil
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func label(in line: Substring.UTF8View, after start: String) -> String? {
        let text = String(Substring(line))
        let end = text.lastIndex { $0 != " " && $0 != "\t" }.map { text[...$0] } ?? ""
        guard end.hasPrefix(start), end.hasSuffix("-----"), end.utf8.count >= start.utf8.count + 5 else { return nil }
        return String(end.dropFirst(start.count).dropLast(5))
    }

    private static func decode(_ body: [UInt8]) -> [UInt8]? {
        guard body.count % 4 == 0 else { return nil }
        var digits = body[...]
        for _ in 0..<2 where digits.last == UInt8(ascii: "=") { digits.removeLast() }
        var translated: [UInt8] = []
        translated.reserveCapacity(digits.count)
        for digit in digits {
            switch digit {
            case UInt8(ascii: "-"), UInt8(ascii: "_"): return nil
            case UInt8(ascii: "+"): translated.append(UInt8(ascii: "-"))
            case UInt8(ascii: "/"): translated.append(UInt8(ascii: "_"))
            default: translated.append(digit)
            }
        }
        return Base64URL.decode(translated)
    }
}
