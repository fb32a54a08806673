public import Diagnostics
public import JSON

/// Where a value comes from; a later one wins over an earlier one.
public enum SettingOrigin: Sendable, Hashable {
    case standard
    /// What a profile sets without anybody having written it.
    case profileStandard(String)
    case file(SourceLocation)
    case profile(String, SourceLocation)
    case environment(String)
    /// An option of the command line, by its name.
    case flag(String)
}

/// The reasons why settings cannot be used, all that were found.
public struct SettingError: ExplainedError {
    /// The findings.
    public let diagnostics: [Diagnostic]
}

/// The values of a service, each with where it comes from.
public struct ResolvedSettings: Sendable {
    /// One value.
    public struct Value: Sendable, Hashable {
        /// The value as text; a list joined by commas.
        public let text: String
        /// Where it comes from.
        public let origin: SettingOrigin
    }

    /// The definitions, in their order.
    public let definitions: [SettingDefinition]
    /// The values by key.
    public let values: [String: Value]

    /// A value as text.
    public func text(_ key: String) -> String? { values[key]?.text }
    /// A value as a whole number; it has been checked.
    public func integer(_ key: String) -> Int? { text(key).flatMap { Int($0) } }
    /// A value as a time; it has been checked.
    public func duration(_ key: String) -> Duration? { text(key).flatMap { Duration(settingText: $0) } }
    /// A value as true or false; it has been checked.
    public func flag(_ key: String) -> Bool? { text(key).map { $0 == "true" } }
    /// A value as a list; empty when there is none.
    public func list(_ key: String) -> [String] {
        (text(key) ?? "").split(separator: ",").map { String($0.drop { $0 == " " }) }
    }
}

/// Finds the value of each setting: default, file, profile, environment variable, flag.
public struct SettingResolver {
    private let definitions: [SettingDefinition]
    private var values: [String: ResolvedSettings.Value] = [:]
    private var findings: [Diagnostic] = []

    /// A resolver that knows some settings.
    public init(definitions: [SettingDefinition]) { self.definitions = definitions }

    /// Resolves every setting.
    ///
    /// - Parameters:
    ///   - file: The root of `handover.yaml`, if there is one, and its path.
    ///   - profile: The profile that is on.
    ///   - environment: The environment variables.
    ///   - flags: Values from the command line by key.
    /// - Returns: The values.
    /// - Throws: ``SettingError`` with every name and value that cannot be used.
    public mutating func resolve(
        file: (root: JSONNode, path: String)?,
        profile: String,
        environment: [String: String],
        flags: [String: String]
    ) throws(SettingError) -> ResolvedSettings {
        values = [:]
        findings = []
        for definition in definitions {
            if let text = definition.defaultValue {
                values[definition.key] = ResolvedSettings.Value(text: text, origin: .standard)
            }
            if let text = definition.profileDefaults[profile] {
                values[definition.key] = ResolvedSettings.Value(text: text, origin: .profileStandard(profile))
            }
        }
        if let file { read(file.root, path: file.path, profile: profile) }
        for definition in definitions {
            if let text = environment[definition.environmentName] {
                set(definition, text, origin: .environment(definition.environmentName), at: nil)
            }
            if let text = flags[definition.key] {
                set(definition, text, origin: .flag(definition.flag ?? definition.key), at: nil)
            }
        }
        if !findings.isEmpty { throw SettingError(diagnostics: findings) }
        return ResolvedSettings(definitions: definitions, values: values)
    }

    private mutating func read(_ root: JSONNode, path: String, profile: String) {
        // An empty file sets nothing.
        if root.isNull { return }
        guard root.kind == .object else {
            report("not-an-object", LocalizedText("the file is no list of settings", zh: "文件不是设置列表"), at: root, path)
            return
        }
        for (name, value) in root.members where name != "profiles" {
            read(value, key: name, path: path) { .file($0) }
        }
        guard let profiles = root["profiles"], !profiles.isNull else { return }
        if profiles.kind != .object { reportNoSettings("profiles", at: profiles, path) }
        for (name, settings) in profiles.members {
            if settings.kind != .object, !settings.isNull { reportNoSettings("profiles.\(name)", at: settings, path) }
            // The other profiles are read too, so that a mistake shows before somebody turns them on.
            let kept = values
            for (key, value) in settings.members { read(value, key: key, path: path) { .profile(name, $0) } }
            if name != profile { values = kept }
        }
    }

    private mutating func read(
        _ node: JSONNode,
        key: String,
        path: String,
        origin: (SourceLocation) -> SettingOrigin
    ) {
        let location = SourceLocation(file: path, position: node.position)
        if let definition = definitions.first(where: { $0.key == key }) {
            let text: String? =
                switch node.kind {
                case .string: node.string
                case .number, .true, .false: node.text()
                case .array where definition.kind == .list:
                    node.elements.map { $0.string ?? $0.text() }.joined(separator: ",")
                case .array, .object, .null: nil
                }
            if let text { return set(definition, text, origin: origin(location), at: location) }
            let shown = definition.isSecret ? "…" : String(node.text().prefix(40))
            report(
                "wrong-type",
                LocalizedText("'\(key)' cannot be \(shown)", zh: "“\(key)”不能是 \(shown)"),
                at: node,
                path
            )
        } else if node.kind == .object, definitions.contains(where: { $0.key.hasPrefix(key + ".") }) {
            for (name, value) in node.members { read(value, key: "\(key).\(name)", path: path, origin: origin) }
        } else {
            let parent = key.split(separator: ".").dropLast().joined(separator: ".")
            let siblings = definitions.map(\.key).filter { parent.isEmpty || $0.hasPrefix(parent + ".") }
            report(
                "unknown",
                LocalizedText("there is no setting '\(key)'", zh: "没有名为“\(key)”的设置"),
                at: node,
                path,
                remedy: remedy(for: key, among: siblings.isEmpty ? definitions.map(\.key) : siblings)
            )
        }
    }

    private func remedy(for key: String, among names: [String]) -> LocalizedText {
        let list = LocalizedText("there are \(names.joined(separator: ", "))", zh: "可用：\(names.joined(separator: "、"))")
        guard let nearest = EditDistance.nearest(to: key, among: names) else { return list }
        let english = list.english.prefix(1).uppercased() + list.english.dropFirst()
        return LocalizedText("did you mean '\(nearest)'? \(english)", zh: "是否为“\(nearest)”？\(list.chinese)")
    }

    private mutating func reportNoSettings(_ name: String, at node: JSONNode, _ path: String) {
        report(
            "wrong-type",
            LocalizedText("'\(name)' is no list of settings", zh: "“\(name)”不是设置列表"),
            at: node,
            path
        )
    }

    private mutating func set(
        _ definition: SettingDefinition,
        _ text: String,
        origin: SettingOrigin,
        at location: SourceLocation?
    ) {
        if let remedy = definition.refusal(of: text) {
            let shown = definition.isSecret ? "…" : text
            let source: String =
                switch origin {
                case .environment(let name), .flag(let name): name
                case .file, .profile, .standard, .profileStandard: definition.key
                }
            findings.append(
                Diagnostic(
                    code: "setting.invalid-value",
                    LocalizedText("'\(source)' cannot be '\(shown)'", zh: "“\(source)”不能是“\(shown)”"),
                    at: location,
                    remedy: remedy
                )
            )
            return
        }
        values[definition.key] = ResolvedSettings.Value(text: text, origin: origin)
    }

    private mutating func report(
        _ code: String,
        _ message: LocalizedText,
        at node: JSONNode,
        _ path: String,
        remedy: LocalizedText? = nil
    ) {
        let location = SourceLocation(file: path, position: node.position)
        findings.append(Diagnostic(code: "setting.\(code)", message, at: location, remedy: remedy))
    }
}
