/// libFuzzer, which calls a check again and again with other bytes.
public enum FuzzDriver {
    /// Runs until the time is over, as the arguments of the process say; a check that finds something does not return.
    public static func run(_ check: @escaping @Sendable ([UInt8]) -> Void) {
        current = check
        var count = CommandLine.argc
        var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
        _ = runDriver(&count, &arguments, testOneInput)
    }

    // SAFETY: It is set once, before libFuzzer calls it on the same thread.
    nonisolated(unsafe) fileprivate static var current: @Sendable ([UInt8]) -> Void = { _ in }
}

/// The main function of libFuzzer.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
    _ count: UnsafeMutablePointer<CInt>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// One run of the fuzzer.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    FuzzDriver.current(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
