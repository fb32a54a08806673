import Glibc
import Synchronization

/// Files that are not finished yet: nobody may find them when the process is ended before its time.
///
/// A process that is told to end runs nothing but its signal handler, which may not allocate. So the paths lie in storage
/// that is never given back.
public enum Drafts {
    private static let slotCount = 256
    /// The system takes no longer path, its final NUL counted.
    private static let slotByteCount = Int(PATH_MAX)

    // SAFETY: Made once and never freed; a slot is written by its owner alone, the byte that makes it a path last.
    nonisolated(unsafe) private static let slots: UnsafeMutablePointer<CChar> = {
        // Zeros that take no memory before a path stands in their place.
        guard let bytes = calloc(slotCount, slotByteCount) else {
            preconditionFailure("there is memory when a process starts")
        }
        return bytes.assumingMemoryBound(to: CChar.self)
    }()
    private static let taken = Mutex([Bool](repeating: false, count: slotCount))
    private static let isFinishing = Atomic(false)

    /// Remembers a file that has to go when the process is ended.
    ///
    /// - Returns: What ``forget(_:)`` takes; nil when there are too many, or the path is too long to be one.
    public static func remember(_ path: String) -> Int? {
        let bytes = path.utf8.map { CChar(bitPattern: $0) }
        guard !bytes.isEmpty, bytes.count < slotByteCount else { return nil }
        let free = taken.withLock { taken -> Int? in
            guard let index = taken.firstIndex(of: false) else { return nil }
            taken[index] = true
            return index
        }
        guard let free else { return nil }
        let slot = slots + free * slotByteCount
        for index in bytes.indices.dropFirst() { slot[index] = bytes[index] }
        slot[bytes.count] = 0
        atomicMemoryFence(ordering: .releasing)
        slot[0] = bytes[0]
        return free
    }

    /// Forgets a file that is in its place, or gone.
    public static func forget(_ number: Int?) {
        guard let number else { return }
        slots[number * slotByteCount] = 0
        taken.withLock { $0[number] = false }
    }

    /// Does what must not be left half done, such as renaming several files: nobody ends the process meanwhile.
    public static func finishing<Failure: Error>(_ body: () throws(Failure) -> Void) throws(Failure) {
        isFinishing.store(true, ordering: .sequentiallyConsistent)
        defer { isFinishing.store(false, ordering: .sequentiallyConsistent) }
        try body()
    }

    /// From now on an interrupt, or the word to end, removes all drafts and ends the process with status 130.
    public static func areRemovedWhenInterrupted() {
        _ = slots
        for number in [SIGINT, SIGTERM, SIGHUP] {
            let before = signal(number) { _ in Drafts.end() }
            // A process that was started to run on regardless does so.
            if unsafeBitCast(before, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) { signal(number, SIG_IGN) }
        }
    }

    private static func end() {
        if isFinishing.load(ordering: .sequentiallyConsistent) { return }
        for index in 0..<slotCount where slots[index * slotByteCount] != 0 { unlink(slots + index * slotByteCount) }
        _exit(130)
    }
}
