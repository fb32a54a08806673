public import Contract
public import Diagnostics
import JSON
import Records

/// Decides what answers each operation of a contract.
///
/// `x-handover` decides first. Without it, paths of the shape `/orders` and `/orders/{id}` are a collection when one of
/// their operations writes, or when there are first records for it; a collection that nothing can ever fill would only
/// answer that there is nothing. Everything else is answered from the contract's examples.
public struct HandlerPlanner {
    let contract: Contract
    let seeds: Set<String>
    var extensions: ExtensionReader
    var groups: [CollectionGroup] = []
    /// The explicit extension of each operation that has one.
    var explicit: [Int: HandlerExtension] = [:]
    /// The members that bodies may set, by collection.
    var inputNames: [String: Set<String>] = [:]
    /// What the schemas of answers hide.
    let maskTable = RecordMaskTable()

    /// A planner.
    ///
    /// - Parameters:
    ///   - contract: The contract to plan for.
    ///   - seeds: The names of collections that have first records.
    public init(contract: Contract, seeds: Set<String> = []) {
        self.contract = contract
        self.seeds = seeds
        extensions = ExtensionReader(contract: contract)
    }

    /// Plans every operation.
    ///
    /// - Returns: The plan.
    /// - Throws: `ContractError` when an `x-handover` says something that cannot be done.
    public mutating func plan() throws(ContractError) -> ServicePlan {
        for (index, operation) in contract.operations.enumerated() {
            guard let node = operation.extensionNode else { continue }
            explicit[index] = extensions.operationExtension(node)
        }
        groups = makeGroups()
        var models: [String: CollectionModel] = [:]
        for group in groups where models[group.name] == nil { models[group.name] = model(of: group) }
        var owners: [Int?] = Array(repeating: nil, count: contract.operations.count)
        for (position, group) in groups.enumerated() {
            for index in group.actions.keys where owners[index] == nil { owners[index] = position }
        }
        let handlers = contract.operations.indices.map { index in
            handler(of: index, group: owners[index].map { groups[$0] }, models: models)
        }
        if !extensions.findings.isEmpty { throw ContractError(extensions.findings) }
        return ServicePlan(
            contract: contract,
            handlers: handlers,
            collections: models.values.sorted { $0.definition.name < $1.definition.name }
        )
    }

    /// What is wrong with the instructions of a contract.
    ///
    /// - Returns: The findings of ``plan()``; none, without planning, for a contract that gives no instruction.
    public static func findings(in contract: Contract) -> [Diagnostic] {
        guard contract.document.hasMember(named: "x-handover") else { return [] }
        do throws(ContractError) {
            var planner = HandlerPlanner(contract: contract)
            _ = try planner.plan()
            return []
        } catch {
            return error.diagnostics.filter { $0.code == ContractRule.invalidExtension.code }
        }
    }

    private mutating func handler(
        of index: Int,
        group: CollectionGroup?,
        models: [String: CollectionModel]
    ) -> HandlerPlan {
        let operation = contract.operations[index]
        if explicit[index]?.handler != .example,
            let group,
            let action = group.actions[index],
            let model = models[group.name],
            let plan = storePlan(index, action: action, group: group, model: model)
        {
            return .store(plan)
        }
        return .example(ExamplePlan(operation))
    }
}
