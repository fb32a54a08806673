public import Contract

/// What answers an operation.
public enum HandlerPlan: Sendable {
    /// Records of a collection.
    case store(StorePlan)
    /// The contract's own examples.
    case example(ExamplePlan)
}

/// A contract with the handler of each of its operations.
public struct ServicePlan: Sendable {
    /// The contract.
    public let contract: Contract
    /// The handlers, in the order of the contract's operations.
    public let handlers: [HandlerPlan]
    /// The collections that the store handlers work on, by name.
    public let collections: [CollectionModel]
}
