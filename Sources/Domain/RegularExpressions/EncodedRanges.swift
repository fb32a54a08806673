/// Reads the compact text form of code points.
///
/// A number is written in base 26, upper case for all digits but the last, which is lower case and so ends the number.
/// A range is two numbers: how far it starts after the end of the one before, and how many further members it has.
package enum EncodedRanges {
    /// The numbers that a text stands for; other characters count for nothing.
    package static func numbers(_ text: some Sequence<UInt8>) -> [UInt32] {
        var numbers: [UInt32] = []
        var number: UInt32 = 0
        for byte in text {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                number = number &* 26 &+ UInt32(byte - UInt8(ascii: "A"))
            case UInt8(ascii: "a")...UInt8(ascii: "z"):
                numbers.append(number &* 26 &+ UInt32(byte - UInt8(ascii: "a")))
                number = 0
            default: continue
            }
        }
        return numbers
    }

    /// The ranges that a text stands for.
    package static func decode(_ text: some Sequence<UInt8>) -> [ClosedRange<UInt32>] {
        var ranges: [ClosedRange<UInt32>] = []
        var first: UInt32?
        var end: UInt32 = 0
        for number in numbers(text) {
            if let lower = first {
                ranges.append(lower...(lower &+ number))
                end = lower &+ number &+ 1
                first = nil
            } else {
                first = end &+ number
            }
        }
        return ranges
    }
}
