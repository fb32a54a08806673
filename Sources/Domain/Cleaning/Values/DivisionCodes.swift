/// The codes of administrative divisions that numbers of identity cards begin with.
///
/// A number keeps the code of the division in which its owner was first registered, so those that are gone count, too.
///
/// - SeeAlso: GB 11643-1999, 4.2; GB/T 2260-2007.
final class DivisionCodes: Sendable {
    /// All codes that lists have had from 1980 to ``DivisionTable/year``, those of residence permits included.
    static let published = DivisionCodes(Divisions.shared.codes + former)

    /// One bit for each number of six digits.
    private let bits: [UInt64]

    private init(_ codes: [Int], besides bits: [UInt64] = [UInt64](repeating: 0, count: 1_000_000 / 64)) {
        var bits = bits
        for code in codes { bits[code >> 6] |= 1 << UInt64(code & 63) }
        self.bits = bits
    }

    /// Whether it is one of them; a code has six digits.
    func contains(_ code: Int) -> Bool {
        precondition(code >= 0 && code < 1_000_000, "a code has six digits")
        return bits[code >> 6] >> UInt64(code & 63) & 1 == 1
    }

    /// These codes and others, each of six digits.
    func adding(_ codes: [Int]) -> DivisionCodes { DivisionCodes(codes, besides: bits) }

    private static var former: [Int] {
        var codes: [Int] = []
        for group in FormerDivisionTable.packed.split(separator: " ") {
            let digits = group.utf8.map { Int($0 - UInt8(ascii: "0")) }
            let prefix = digits[..<4].reduce(0) { $0 * 10 + $1 }
            for index in stride(from: 4, to: digits.count, by: 2) {
                codes.append(prefix * 100 + digits[index] * 10 + digits[index + 1])
            }
        }
        return codes
    }

    /// Whether two digits are those of a province, or of residence permits for people of Hong Kong, Macau and Taiwan.
    static func isProvince(_ code: Int) -> Bool {
        switch code {
        case 11...15, 21...23, 31...37, 41...46, 50...54, 61...65, 71, 81...83: true
        default: false
        }
    }
}
