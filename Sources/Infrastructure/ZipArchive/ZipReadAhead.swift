import Glibc

/// An entry that is expanded on a thread of its own, some blocks ahead of who reads it.
///
/// The thread ends with the entry, with an error, or when nobody holds this object any more.
public final class ZipReadAhead: Sendable {
    /// Bytes of a block, and blocks that wait at most.
    static let blockByteCount = 256 << 10
    static let blockCount = 4

    private let queue: Queue

    /// Starts to expand.
    public init(_ reader: ZipEntryReader) {
        queue = Queue(reader)
        var thread = pthread_t()
        let context = Unmanaged.passRetained(queue)
        let status = pthread_create(
            &thread,
            nil,
            { context in
                if let context { Unmanaged<Queue>.fromOpaque(context).takeRetainedValue().fill() }
                return nil
            },
            context.toOpaque()
        )
        if status == 0 {
            pthread_detach(thread)
        } else {
            context.release()
            queue.hasThread = false
        }
    }

    deinit { queue.cancel() }

    /// Appends the next bytes.
    ///
    /// - Returns: false at the end, when nothing was appended.
    /// - Throws: ``ZipError``, once all that was expanded before has been read.
    public func read(into bytes: inout [UInt8]) throws(ZipError) -> Bool { try queue.take(into: &bytes) }
}

/// The blocks between the two threads.
// SAFETY: What changes is only touched while the lock is held, but for `hasThread`, which is set before anybody reads.
private final class Queue: @unchecked Sendable {
    private let reader: ZipEntryReader
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    private let changed: UnsafeMutablePointer<pthread_cond_t>
    private var blocks: [[UInt8]] = []
    /// Blocks whose storage is used again.
    private var spare: [[UInt8]] = []
    private var isAtEnd = false
    private var isCancelled = false
    private var error: ZipError?
    var hasThread = true

    init(_ reader: ZipEntryReader) {
        self.reader = reader
        lock = .allocate(capacity: 1)
        changed = .allocate(capacity: 1)
        pthread_mutex_init(lock, nil)
        pthread_cond_init(changed, nil)
    }

    deinit {
        pthread_cond_destroy(changed)
        pthread_mutex_destroy(lock)
        changed.deallocate()
        lock.deallocate()
    }

    /// Expands the entry, block by block, as long as somebody reads.
    func fill() {
        var isMore = true
        while isMore {
            pthread_mutex_lock(lock)
            while blocks.count >= ZipReadAhead.blockCount, !isCancelled { pthread_cond_wait(changed, lock) }
            let ends = isCancelled
            var block = spare.popLast() ?? []
            pthread_mutex_unlock(lock)
            if ends { return }
            block.removeAll(keepingCapacity: true)
            var failure: ZipError?
            do throws(ZipError) {
                isMore = try reader.read(into: &block, maximumCount: ZipReadAhead.blockByteCount)
            } catch {
                failure = error
                isMore = false
            }
            pthread_mutex_lock(lock)
            if !block.isEmpty { blocks.append(block) }
            if !isMore {
                error = failure
                isAtEnd = true
            }
            pthread_cond_signal(changed)
            pthread_mutex_unlock(lock)
        }
    }

    func take(into bytes: inout [UInt8]) throws(ZipError) -> Bool {
        guard hasThread else { return try reader.read(into: &bytes, maximumCount: ZipReadAhead.blockByteCount) }
        pthread_mutex_lock(lock)
        while blocks.isEmpty, !isAtEnd { pthread_cond_wait(changed, lock) }
        let block = blocks.isEmpty ? nil : blocks.removeFirst()
        let failure = error
        pthread_cond_signal(changed)
        pthread_mutex_unlock(lock)
        guard let block else {
            if let failure { throw failure }
            return false
        }
        bytes += block
        pthread_mutex_lock(lock)
        spare.append(block)
        pthread_mutex_unlock(lock)
        return true
    }

    func cancel() {
        pthread_mutex_lock(lock)
        isCancelled = true
        pthread_cond_signal(changed)
        pthread_mutex_unlock(lock)
    }
}
