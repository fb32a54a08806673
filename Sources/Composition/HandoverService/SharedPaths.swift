import Contract
import Diagnostics
import Handlers
import RESTGateway

/// Paths that several contracts of one service describe, so that only one of them could ever answer.
enum SharedPaths {
    /// A finding for each path that an earlier contract has too, whatever the names in its braces.
    static func findings(_ plans: [ServicePlan]) -> [Diagnostic] {
        var owners: [PathTemplate.Pattern: Operation] = [:]
        var findings: [Diagnostic] = []
        for plan in plans {
            var own: [PathTemplate.Pattern: Operation] = [:]
            for operation in plan.contract.operations {
                for base in Gateway.mountPoints(of: plan.contract) {
                    let pattern = operation.path.mounted(under: base).pattern
                    guard own[pattern] == nil else { continue }
                    own[pattern] = operation
                    if let owner = owners[pattern] { findings.append(finding(operation, owner, base: base)) }
                }
            }
            owners.merge(own) { first, _ in first }
        }
        return findings
    }

    private static func finding(_ operation: Operation, _ owner: Operation, base: String) -> Diagnostic {
        let path = base + operation.path.description
        return Diagnostic(
            code: "service.shared-path",
            LocalizedText("'\(path)' is served by \(owner.location) already", zh: "“\(path)”已由 \(owner.location) 提供"),
            at: operation.location,
            remedy: LocalizedText(
                "describe each path in one contract, or give the contracts different paths under 'servers'",
                zh: "每个路径请只写在一份契约中，或在“servers”中为各契约指定不同路径"
            )
        )
    }
}
