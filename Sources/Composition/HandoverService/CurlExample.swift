import Contract
import Handlers
import JSON
import RESTGateway
import Settings

/// A request that somebody can paste into a terminal and that is answered.
struct CurlExample {
    let folder: ServiceFolder
    let url: String

    private struct Choice {
        let contract: Contract
        let operation: Operation
        let handler: HandlerPlan
    }

    /// The command: a list when there is one, else anything that only reads.
    var command: String {
        let choices = folder.plans.flatMap { plan in
            zip(plan.contract.operations, plan.handlers).map {
                Choice(contract: plan.contract, operation: $0, handler: $1)
            }
        }.filter { $0.operation.method == "GET" && credentials($0) != nil }
        guard let best = choices.enumerated().max(by: { (rank($0.element), $1.offset) < (rank($1.element), $0.offset) })
        else { return "curl \(Shell.quoted("\(url)/health"))" }
        let base = Gateway.mountPoints(of: best.element.contract).first ?? ""
        let target = url + base + path(of: best.element.operation)
        let (flags, query) = credentials(best.element) ?? ("", "")
        // Double quotes, since a token in the query is made by a command of its own.
        guard query.isEmpty else { return "curl \"\(target)\(target.contains("?") ? "&" : "?")\(query)\"" }
        return "curl \(flags)'\(target)'"
    }

    private func rank(_ choice: Choice) -> Int {
        let isList = if case .store(let plan) = choice.handler { plan.action == .list } else { false }
        return (isList ? 4 : 0) + (choice.operation.security.isEmpty ? 2 : 0)
            + (choice.operation.parameters.contains { $0.isRequired } ? 0 : 1)
    }

    // MARK: - Credentials

    /// The options that prove the caller, or the query that does; nil when no command can.
    private func credentials(_ choice: Choice) -> (flags: String, query: String)? {
        let ways = choice.operation.security
        if ways.isEmpty || ways.contains(where: { $0.scopes.isEmpty }) { return ("", "") }
        for way in ways {
            guard way.scopes.count == 1, let (name, scopes) = way.scopes.first else { continue }
            let token = "$(\(tokenCommand(scopes)))"
            switch choice.contract.securitySchemes[name] {
            case .http("bearer"), .oauth2, .openIDConnect: return ("-H \"Authorization: Bearer \(token)\" ", "")
            case .http("basic"): return ("-u \"me:\(token)\" ", "")
            case .apiKey(let name, .header): return ("-H \"\(name): \(token)\" ", "")
            case .apiKey(let name, .cookie): return ("-b \"\(name)=\(token)\" ", "")
            case .apiKey(let name, .query): return ("", "\(PercentEncoding.encoded(name))=\(token)")
            case .http, .apiKey, .mutualTLS, nil: continue
            }
        }
        return nil
    }

    /// The command that makes a token for this very service, wherever its data lies.
    private func tokenCommand(_ scopes: [String]) -> String {
        var command = "handover token create \(Shell.quoted(folder.source))"
        if folder.profile != ServiceFolder.standardProfile { command += " --profile \(Shell.quoted(folder.profile))" }
        switch folder.settings.values["storage.folder"]?.origin {
        case .flag, .environment: command += " --data \(Shell.quoted(folder.dataFolder))"
        case .standard, .profileStandard, .file, .profile, nil: break
        }
        return command + " --subject me" + scopes.sorted().map { " --scope \(Shell.quoted($0))" }.joined()
    }

    // MARK: - The target

    private func path(of operation: Operation) -> String {
        var path = ""
        for segment in operation.path.segments {
            path += "/"
            for part in segment.parts {
                switch part {
                case .literal(let text): path += Self.literal(text)
                case .parameter(let name):
                    path += value(operation.parameters.first { $0.place == .path && $0.name == name })
                }
            }
        }
        let query = operation.parameters.filter { $0.place == .query && $0.isRequired }
            .map { "\(PercentEncoding.encoded($0.name))=\(value($0))" }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }

    /// A piece of the contract's path, which may be encoded there or not.
    private static func literal(_ text: String) -> String {
        PercentEncoding.encoded(PercentEncoding.decoded(text) ?? text)
    }

    private func value(_ parameter: Parameter?) -> String {
        let schema = parameter?.schema
        let named = parameter?.node["examples"]?.members.map(\.value).first?["value"]
        let given =
            parameter?.node["example"] ?? named ?? schema?["example"] ?? schema?["examples"]?[0] ?? schema?["default"]
            ?? schema?["enum"]?[0]
        return PercentEncoding.encoded(given.map { $0.string ?? $0.text() } ?? "1")
    }
}

/// The POSIX shell's quoting.
enum Shell {
    /// A word that the shell takes as it is, also inside of double quotes with `$(…)` around it.
    static func quoted(_ word: String) -> String {
        let isPlain = { (scalar: Unicode.Scalar) in
            scalar.value > 0x7F || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
                || "_-./:,@%+=".unicodeScalars.contains(scalar)
        }
        if !word.isEmpty, word.unicodeScalars.allSatisfy(isPlain) { return word }
        return "'" + word.map { $0 == "'" ? #"'\''"# : String($0) }.joined() + "'"
    }
}
