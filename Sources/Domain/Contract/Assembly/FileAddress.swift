/// Arithmetic of file paths, as bytes: nothing is looked up.
///
/// Paths are those that people read: relative to where they work, or from the root. File systems compare bytes, so that
/// names which Unicode holds for the same are two.
package enum FileAddress {
    private static let slash = UInt8(ascii: "/")

    /// The names between slashes.
    private static func names(in path: String) -> [Substring] {
        path.utf8.split(separator: slash).map { Substring($0) }
    }

    private static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

    private static func areEqual(_ one: some StringProtocol, _ other: some StringProtocol) -> Bool {
        one.utf8.elementsEqual(other.utf8)
    }

    /// A path without `.`, and without `..` but for those at its beginning; `.` when nothing is left.
    package static func normalized(_ path: String) -> String {
        let isAbsolute = isAbsolute(path)
        var kept: [Substring] = []
        for name in names(in: path) where name != "." {
            if name == "..", let last = kept.last, last != ".." {
                kept.removeLast()
            } else if name != ".." || !isAbsolute {
                kept.append(name)
            }
        }
        let text = (isAbsolute ? "/" : "") + kept.joined(separator: "/")
        return text.isEmpty ? "." : text
    }

    /// The folder that a file lies in; `.` for one without a folder.
    package static func folder(of path: String) -> String {
        guard let last = path.utf8.lastIndex(of: slash) else { return "." }
        return last == path.utf8.startIndex ? "/" : String(Substring(path.utf8[..<last]))
    }

    /// The path that a relative path stands for in a folder.
    package static func path(_ path: String, in folder: String) -> String {
        isAbsolute(path) || folder == "." ? normalized(path) : normalized("\(folder)/\(path)")
    }

    /// Whether a path lies in a folder or below it; nil when only the system knows, since one of the two starts from
    /// the root.
    package static func contains(_ path: String, in folder: String) -> Bool? {
        let isAbsolute = isAbsolute(path)
        guard isAbsolute == Self.isAbsolute(folder) else { return nil }
        let path = normalized(path)
        let folder = normalized(folder)
        let names = names(in: path == "." ? "" : path)
        let around = Self.names(in: folder == "." ? "" : folder)
        if names.count > around.count, zip(names, around).allSatisfy({ areEqual($0, $1) }) {
            // `../../a` is not below `..`.
            return names[around.count] != ".."
        }
        if around.isEmpty { return isAbsolute || names.first != ".." }
        // Both may go up first; what a folder above is called only the system knows.
        return around.prefix { $0 == ".." }.count > names.prefix { $0 == ".." }.count ? nil : false
    }

    /// The path from a folder to a file, both relative to the same place; nil when it cannot be told.
    package static func relative(_ path: String, to folder: String) -> String? {
        let path = normalized(path)
        guard !path.contains("://") else { return path }
        let to = folder == "." ? [] : names(in: normalized(folder))
        let from = names(in: path)
        guard isAbsolute(path) == isAbsolute(folder), !to.contains("..") else { return nil }
        var common = 0
        while common < to.count, common < from.count - 1, areEqual(to[common], from[common]) { common += 1 }
        let up = [Substring](repeating: "..", count: to.count - common)
        return (up + from[common...]).joined(separator: "/")
    }

    /// The deepest folder that two files lie in, as far as their paths tell.
    package static func commonFolder(of one: String, and other: String) -> String {
        let one = normalized(one)
        let other = normalized(other)
        let isAbsolute = isAbsolute(one)
        guard isAbsolute == Self.isAbsolute(other) else { return "/" }
        let left = names(in: one).dropLast()
        let right = names(in: other).dropLast()
        let common = zip(left, right).prefix { areEqual($0, $1) }.map { String($0.0) }
        if isAbsolute { return "/" + common.joined(separator: "/") }
        // What goes up further than the other holds it, whatever the folders on the way are called.
        let ups = max(left.prefix { $0 == ".." }.count, right.prefix { $0 == ".." }.count)
        let isAboveBoth = common.prefix { $0 == ".." }.count < ups
        let folder = isAboveBoth ? [String](repeating: "..", count: ups) : common
        return folder.isEmpty ? "." : folder.joined(separator: "/")
    }

    /// The name of a file without folder and ending.
    package static func stem(of path: String) -> String {
        let name = names(in: path).last ?? ""
        guard let point = name.utf8.lastIndex(of: UInt8(ascii: ".")), point > name.startIndex else {
            return String(name)
        }
        return String(Substring(name.utf8[..<point]))
    }

    /// Whether a name has the ending of a document that can be read.
    package static func isDocument(_ path: String) -> Bool {
        let path = path.lowercased().utf8
        return [".yaml", ".yml", ".json"].contains { path.suffix($0.utf8.count).elementsEqual($0.utf8) }
    }
}
