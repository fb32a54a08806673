/// Arithmetic of file paths, as text: nothing is looked up.
///
/// Paths are those that people read: relative to where they work, or from the root.
package enum FileAddress {
    /// A path without `.`, and without `..` but for those at its beginning; `.` when nothing is left.
    package static func normalized(_ path: String) -> String {
        let isAbsolute = path.utf8.first == UInt8(ascii: "/")
        var kept: [Substring] = []
        for part in path.split(separator: "/") where part != "." {
            if part == "..", let last = kept.last, last != ".." {
                kept.removeLast()
            } else if part != ".." || !isAbsolute {
                kept.append(part)
            }
        }
        let text = (isAbsolute ? "/" : "") + kept.joined(separator: "/")
        return text.isEmpty ? "." : text
    }

    /// The folder that a file lies in; `.` for one without a folder.
    package static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The path that a relative path stands for in a folder.
    package static func path(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") || folder == "." ? normalized(path) : normalized("\(folder)/\(path)")
    }

    /// Whether a path lies in a folder or below it; nil when only the system knows, since one of the two starts from
    /// the root.
    package static func contains(_ path: String, in folder: String) -> Bool? {
        let path = normalized(path)
        let folder = normalized(folder)
        guard path.hasPrefix("/") == folder.hasPrefix("/") else { return nil }
        if folder == "/" { return true }
        if folder == "." { return path != ".." && !path.hasPrefix("../") }
        if path.hasPrefix(folder + "/") {
            // `../../a` is not below `..`.
            return !path.dropFirst(folder.count + 1).hasPrefix("../")
        }
        // Both may go up first; what a folder above is called only the system knows.
        return folder.hasPrefix("..") && !path.hasPrefix("..") ? nil : false
    }

    /// The path from a folder to a file, both relative to the same place; nil when it cannot be told.
    package static func relative(_ path: String, to folder: String) -> String? {
        let path = normalized(path)
        guard !path.contains("://") else { return path }
        let to = folder == "." ? [] : normalized(folder).split(separator: "/")
        let from = path.split(separator: "/")
        guard path.hasPrefix("/") == folder.hasPrefix("/"), !to.contains("..") else { return nil }
        var common = 0
        while common < to.count, common < from.count - 1, to[common] == from[common] { common += 1 }
        let up = [Substring](repeating: "..", count: to.count - common)
        return (up + from[common...]).joined(separator: "/")
    }

    /// The deepest folder that two files lie in, as far as their paths tell.
    package static func commonFolder(of one: String, and other: String) -> String {
        let one = normalized(one)
        let other = normalized(other)
        let isAbsolute = one.hasPrefix("/")
        guard isAbsolute == other.hasPrefix("/") else { return "/" }
        let left = one.split(separator: "/").dropLast()
        let right = other.split(separator: "/").dropLast()
        let common = zip(left, right).prefix { $0 == $1 }.map { String($0.0) }
        if isAbsolute { return "/" + common.joined(separator: "/") }
        // What goes up further than the other holds it, whatever the folders on the way are called.
        let ups = max(left.prefix { $0 == ".." }.count, right.prefix { $0 == ".." }.count)
        let isAboveBoth = common.prefix { $0 == ".." }.count < ups
        let folder = isAboveBoth ? [String](repeating: "..", count: ups) : common
        return folder.isEmpty ? "." : folder.joined(separator: "/")
    }

    /// The name of a file without folder and ending.
    package static func stem(of path: String) -> String {
        let name = path.split(separator: "/").last ?? ""
        guard let point = name.lastIndex(of: "."), point > name.startIndex else { return String(name) }
        return String(name[..<point])
    }

    /// Whether a name has the ending of a document that can be read.
    package static func isDocument(_ path: String) -> Bool {
        let path = path.lowercased()
        return [".yaml", ".yml", ".json"].contains { path.hasSuffix($0) }
    }
}
