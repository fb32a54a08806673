import Glibc

/// The memory that this process holds.
package enum ProcessMemory {
    /// Gives back the pages of the program's own code that starting up has run and serving will not.
    ///
    /// Code comes back from the file, page by page, when it is run again. Only mappings of code are dropped: data that
    /// nobody can write to now may have been written by the loader before (relocations), and would come back without.
    package static func releaseStartUpPages() {
        guard let maps = text(of: "/proc/self/maps"), let program = realpath("/proc/self/exe", nil) else { return }
        defer { free(program) }
        let path = String(cString: program)
        for line in maps.split(separator: "\n") where line.hasSuffix(path) {
            guard let range = codeRange(line) else { continue }
            let start = UnsafeMutableRawPointer(bitPattern: range.lowerBound)
            // Advice: if the system does not take it, the pages simply stay. Without the first, the system may map the
            // code in pieces of two megabytes, of which a service uses a few kilobytes each.
            _ = madvise(start, range.count, MADV_NOHUGEPAGE)
            _ = madvise(start, range.count, MADV_DONTNEED)
        }
    }

    /// The addresses of a mapping of code that nobody can write to; nil for any other.
    static func codeRange(_ line: Substring) -> Range<UInt>? {
        let parts = line.split(separator: " ", maxSplits: 2)
        guard parts.count >= 2, parts[1].hasPrefix("r-x") else { return nil }
        let bounds = parts[0].split(separator: "-").compactMap { UInt($0, radix: 16) }
        return bounds.count == 2 && bounds[0] < bounds[1] ? bounds[0]..<bounds[1] : nil
    }

    private static func text(of path: String) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
