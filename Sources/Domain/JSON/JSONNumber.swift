public struct JSONNumber: Sendable { public let text: String
 init(unchecked text: String) {self.text = text} }
extension Int { init?(exactly n: JSONNumber) { self.init(n.text) } }
