import Diagnostics
import Files
import JSONSchema

/// Where a document that a reference leads to can be had.
enum DocumentSource: Hashable {
    /// A file.
    case file(String)
    /// The network.
    case network
    /// Nowhere, and what the author can do about it.
    case nowhere(LocalizedText)
}

/// Decides where documents are looked for: in mapped folders, in the schema's own folder, and on the network when that
/// is allowed.
struct DocumentSources: Sendable {
    /// The folder of the schema, from the root, and as it was written.
    let folder: (absolute: String, shown: String)
    let mappings: [RemoteMapping]
    let allowsNetwork: Bool

    private static let endings = ["", ".json", ".yaml", ".yml"]

    /// - Parameters:
    ///   - folder: The schema's folder, from the root, and as it was written.
    ///   - mappings: The mappings, in any order: the longest prefix wins.
    ///   - allowsNetwork: Whether `http` and `https` documents may be fetched.
    init(folder: (absolute: String, shown: String), mappings: [RemoteMapping], allowsNetwork: Bool) {
        self.folder = folder
        self.mappings = mappings.sorted { $0.prefix.utf8.count > $1.prefix.utf8.count }
        self.allowsNetwork = allowsNetwork
    }

    /// Where the document of an absolute URI without a fragment is to be had.
    func source(of uri: String) -> DocumentSource {
        for mapping in mappings {
            if let rest = mapping.remainder(of: uri) { return file(rest, of: mapping) }
        }
        if let remedy = DialectName.remedy(for: uri, allowsNetwork: allowsNetwork) { return .nowhere(remedy) }
        switch URIReference(uri).scheme {
        case "file": return ownFile(uri)
        case "http", "https":
            if allowsNetwork { return .network }
            let parent = Self.parent(of: uri)
            return .nowhere(
                LocalizedText(
                    "give its folder with '--remotes \(parent)=FOLDER'; nothing is fetched without '--allow-remote'",
                    zh: "请用“--remotes \(parent)=文件夹”指定所在文件夹；未加“--allow-remote”时不会从网络获取"
                )
            )
        case nil:
            return .nowhere(LocalizedText("write an absolute URI", zh: "请写绝对 URI"))
        default:
            return .nowhere(
                LocalizedText("give its file with '--remotes \(uri)=FILE'", zh: "请用“--remotes \(uri)=文件”指定所在文件")
            )
        }
    }

    private func file(_ rest: String, of mapping: RemoteMapping) -> DocumentSource {
        guard mapping.isFolder else { return .file(mapping.path) }
        let wanted = Files.path(rest, in: mapping.path)
        let isInside = !rest.split(separator: "/").contains("..")
        if isInside, !rest.isEmpty, let path = existing(wanted, inside: mapping.path) { return .file(path) }
        let option = "--remotes \(mapping.prefix)=\(mapping.path)"
        if isInside, let problem = problem(with: wanted, in: mapping.path) {
            return .nowhere(
                LocalizedText("'\(option)' leads to \(problem.english)", zh: "“\(option)”指向\(problem.chinese)")
            )
        }
        return .nowhere(
            LocalizedText(
                "'\(option)' leads to '\(wanted)', where no such file is",
                zh: "“\(option)”指向“\(wanted)”，但没有该文件"
            )
        )
    }

    /// A file of the schema's own folder, or of one below it.
    private func ownFile(_ uri: String) -> DocumentSource {
        guard let path = FileURI.path(of: uri).map({ FileURI.normalized($0, in: "/") }) else {
            return .nowhere(LocalizedText("correct the reference", zh: "请更正引用"))
        }
        let base = folder.absolute == "/" ? "/" : folder.absolute + "/"
        let shown = path.hasPrefix(base) ? Files.path(String(path.dropFirst(base.count)), in: folder.shown) : path
        if path.hasPrefix(base) {
            if let found = existing(shown, inside: folder.shown) { return .file(found) }
            if Files.kind(of: shown) == .folder {
                return .nowhere(
                    LocalizedText("'\(shown)' is a folder; refer to a file", zh: "“\(shown)”是文件夹；请引用文件")
                )
            }
            if Self.endings.allSatisfy({ Files.kind(of: shown + $0) == nil }) {
                return .nowhere(
                    LocalizedText(
                        "there is no file '\(shown)'; write it, or correct the reference",
                        zh: "没有文件“\(shown)”；请创建该文件，或更正引用"
                    )
                )
            }
        }
        let parent = Self.parent(of: uri)
        let place = folder.shown
        // What is inside by its name and still not to be had is a link.
        let link =
            path.hasPrefix(base)
            ? LocalizedText("'\(shown)' is a link that leads elsewhere; ", zh: "“\(shown)”是通向别处的链接；")
            : LocalizedText("", zh: "")
        return .nowhere(
            LocalizedText(
                link.english + "only files in '\(place)' and below are read by themselves; "
                    + "allow it with '--remotes \(parent)=FOLDER'",
                zh: link.chinese + "只会自动读取“\(place)”及其下级中的文件；如需读取，请使用“--remotes \(parent)=文件夹”"
            )
        )
    }

    /// The file at a path, perhaps with an ending added, unless it lies outside of a folder once links are followed.
    private func existing(_ path: String, inside folder: String) -> String? {
        guard let home = Files.resolved(folder) else { return nil }
        for ending in Self.endings where Files.kind(of: path + ending) == .file {
            let real = Files.resolved(path + ending) ?? ""
            return real.hasPrefix(home == "/" ? "/" : home + "/") ? path + ending : nil
        }
        return nil
    }

    /// What stands at a path instead of a file of the folder; nil when nothing does.
    private func problem(with path: String, in folder: String) -> LocalizedText? {
        if Files.kind(of: path) == .folder {
            return LocalizedText("'\(path)', which is a folder", zh: "“\(path)”，而那是文件夹")
        }
        guard Self.endings.contains(where: { Files.kind(of: path + $0) == .file }) else { return nil }
        return LocalizedText(
            "'\(path)', a link that leads out of '\(folder)'",
            zh: "“\(path)”，而那是通向“\(folder)”之外的链接"
        )
    }

    /// A URI up to its last slash.
    private static func parent(of uri: String) -> String {
        let address = uri.prefix { $0 != "?" && $0 != "#" }
        let start = address.firstIndex(of: ":").map { address[$0...].prefix { $0 == ":" || $0 == "/" }.endIndex }
        guard let slash = address.lastIndex(of: "/"), let start, slash >= start else { return "\(address)/" }
        return String(address[...slash])
    }
}
