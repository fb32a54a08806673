package import JSON

/// A command as the argument parser describes it: its names, arguments and subcommands.
package struct CommandDescription: Sendable {
    /// One argument, option or flag.
    package struct Argument: Sendable {
        enum Kind {
            case positional
            case option
            case flag
        }

        let kind: Kind
        /// With its dashes, short names first.
        let names: [String]
        let valueName: String
        let defaultValue: String?
        let values: [String]
        let abstract: String
        let isRequired: Bool
        let isRepeating: Bool
    }

    /// The words that call it: `handover`, `token`, `create`.
    package let words: [String]
    let abstract: String
    let discussion: String
    let arguments: [Argument]
    /// Its subcommands, in the order in which they are shown.
    package let subcommands: [CommandDescription]

    /// The command at the root of a description.
    ///
    /// - Parameter description: The argument parser's tool information, version 0.
    package init?(_ description: JSONNode) {
        guard let command = description["command"] else { return nil }
        self.init(command: command, parents: [])
    }

    private init?(command: JSONNode, parents: [String]) {
        guard let name = command["commandName"]?.string else { return nil }
        let words = parents + [name]
        self.words = words
        abstract = command["abstract"]?.string ?? ""
        discussion = command["discussion"]?.string ?? ""
        arguments = command["arguments"]?.elements.compactMap(Argument.init) ?? []
        subcommands =
            command["subcommands"]?.elements
            .compactMap { Self(command: $0, parents: words) }
            .filter { $0.words.last != "help" } ?? []
    }

    /// The command that arguments call, as far as they name subcommands.
    package func called(by arguments: [String]) -> CommandDescription {
        var command = self
        for argument in arguments where !argument.hasPrefix("-") {
            if command.words.count == 1, argument == "help" { continue }
            guard let next = command.subcommands.first(where: { $0.words.last == argument }) else { break }
            command = next
        }
        return command
    }
}

extension CommandDescription.Argument {
    fileprivate init?(_ node: JSONNode) {
        guard node["shouldDisplay"]?.boolean != false else { return nil }
        switch node["kind"]?.string {
        case "positional": kind = .positional
        case "option": kind = .option
        case "flag": kind = .flag
        default: return nil
        }
        names = (node["names"]?.elements.compactMap { $0 } ?? []).compactMap { name in
            name["name"]?.string.map { (name["kind"]?.string == "long" ? "--" : "-") + $0 }
        }.sorted { $0.utf8.count < $1.utf8.count }
        valueName = node["valueName"]?.string ?? ""
        defaultValue = node["defaultValue"]?.string
        // The parser names them by either word, as the type says.
        values = (node["allValueStrings"] ?? node["allValues"])?.elements.compactMap(\.string) ?? []
        abstract = node["abstract"]?.string ?? ""
        isRequired = node["isOptional"]?.boolean != true
        isRepeating = node["isRepeating"]?.boolean == true
    }

    /// As it stands in the list of arguments: `-h, --help`, `--port <port>`, `<service>`.
    var label: String {
        switch kind {
        case .positional: "<\(valueName)>"
        case .option: names.joined(separator: ", ") + " <\(valueName)>"
        case .flag: names.joined(separator: ", ")
        }
    }

    /// As it stands in the line of usage.
    var synopsis: String {
        let text = kind == .option ? "\(names.last ?? "") <\(valueName)>" : label
        let repeated = isRepeating ? text + "…" : text
        return isRequired ? repeated : "[\(repeated)]"
    }
}
