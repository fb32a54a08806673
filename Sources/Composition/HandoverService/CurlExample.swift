import Contract
import Handlers
import JSON

/// A request that somebody can paste into a terminal and that is answered.
struct CurlExample {
    let folder: ServiceFolder
    let url: String

    /// The command: a list when there is one, else anything that only reads.
    var command: String {
        let choices = folder.plans.flatMap { plan in
            zip(plan.contract.operations, plan.handlers).map { (plan.contract, $0, $1) }
        }.filter { $0.1.method == "GET" }
        guard let (contract, operation, _) = choices.max(by: { rank($0.1, $0.2) < rank($1.1, $1.2) }) else {
            return "curl \(url)/health"
        }
        var command = "curl "
        if let requirement = operation.security.first, !requirement.scopes.isEmpty {
            let scopes = Set(requirement.scopes.values.joined()).sorted()
            let scopeFlags = scopes.map { " --scope \($0)" }.joined()
            command += "-H \"Authorization: Bearer $(handover token create \(folder.path) --subject me\(scopeFlags))\" "
        }
        let base = Self.basePath(of: contract)
        return command + "'\(url)\(base)\(path(of: operation))'"
    }

    private static func basePath(of contract: Contract) -> String { contract.servers.first?.basePath ?? "" }

    private func rank(_ operation: Operation, _ handler: HandlerPlan) -> Int {
        let isList = if case .store(let plan) = handler { plan.action == .list } else { false }
        return (isList ? 4 : 0) + (operation.security.isEmpty ? 2 : 0)
            + (operation.parameters.contains { $0.isRequired } ? 0 : 1)
    }

    private func path(of operation: Operation) -> String {
        var path = ""
        for segment in operation.path.segments {
            path += "/"
            for part in segment.parts {
                switch part {
                case .literal(let text): path += text
                case .parameter(let name):
                    path += value(operation.parameters.first { $0.place == .path && $0.name == name })
                }
            }
        }
        let query = operation.parameters.filter { $0.place == .query && $0.isRequired }
            .map { "\(PercentEncoding.encoded($0.name))=\(value($0))" }
        return query.isEmpty ? path : "\(path)?\(query.joined(separator: "&"))"
    }

    private func value(_ parameter: Parameter?) -> String {
        let given = parameter?.node["example"] ?? parameter?.schema?["example"] ?? parameter?.schema?["examples"]?[0]
        return PercentEncoding.encoded(given.map { $0.string ?? $0.text() } ?? "1")
    }
}
