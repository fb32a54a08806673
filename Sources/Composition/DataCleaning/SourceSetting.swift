import Cleaning
import Diagnostics
import DocumentFiles
import JSON

/// One member of a recipe's `source` that is given with the command.
package struct SourceSetting: Hashable, Sendable {
    /// The option as it was written, for findings.
    private let option: String
    /// The names from `source` down.
    private let path: [String]
    private let value: String
    /// Whether the value may be a list or anything else that a recipe can hold, instead of a word or a number.
    private let isDocument: Bool

    /// An option for one member of `source`, such as `--sheet 2`; a whole number is a number, all else a text.
    package init(option: String, member: String, value: String) {
        self.option = "\(option) \(value)"
        path = ["source", member]
        self.value = value
        isDocument = false
    }

    /// Reads `source.numbers.decimals=2`; nil when it is no member of `source`.
    package init?(_ text: String) {
        guard let mark = text.firstIndex(of: "=") else { return nil }
        path = text[..<mark].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard path.count > 1, path[0] == "source", path.allSatisfy({ !$0.isEmpty }) else { return nil }
        option = "--set \(text)"
        value = String(text[text.index(after: mark)...])
        isDocument = true
    }

    /// The recipe with this member.
    ///
    /// - Throws: ``ServiceError`` and ``RecipeError`` as for a member that stands in a recipe.
    func applied(to recipe: Recipe) throws -> Recipe {
        var text: [UInt8] = []
        for name in path { text += Array("{".utf8) + Self.quoted(name) + Array(":".utf8) }
        text += document + path.map { _ in UInt8(ascii: "}") }
        return try RecipeReader.setting(try DocumentFile.parse(text, named: option), in: recipe, named: option)
    }

    /// The value as it would stand in a recipe.
    private var document: [UInt8] {
        let bytes = Array(value.utf8)
        if let number = Int(value), String(number) == value { return bytes }
        guard isDocument else { return Self.quoted(value) }
        let isList = value.count > 1 && (value.hasPrefix("[") || value.hasPrefix("{"))
        // What is neither JSON nor a list is a word, or a sign such as `;` that stands for itself.
        let isJSON = (try? JSONParser().parse(bytes)) != nil
        return isList || isJSON ? bytes : Self.quoted(value)
    }

    private static func quoted(_ text: String) -> [UInt8] {
        var writer = JSONWriter()
        writer.string(text)
        return writer.bytes
    }
}
