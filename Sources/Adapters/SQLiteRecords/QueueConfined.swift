import Dispatch

/// A value that only work on one serial queue may touch.
// SAFETY: every access checks that it runs on the queue, and the queue runs one piece of work at a time.
final class QueueConfined<Value>: @unchecked Sendable {
    let queue: DispatchQueue
    private var content: Value

    init(_ value: sending Value, label: String) {
        queue = DispatchQueue(label: label)
        content = value
    }

    var value: Value {
        get {
            dispatchPrecondition(condition: .onQueue(queue))
            return content
        }
        set {
            dispatchPrecondition(condition: .onQueue(queue))
            content = newValue
        }
    }
}
