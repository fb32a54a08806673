/// How a server listens, and what it takes from a client.
public struct HTTPServerSettings: Sendable, Hashable {
    /// The address to listen on.
    public var host: String
    /// The port to listen on; 0 lets the system choose one.
    public var port: Int
    /// The largest body of a request, in bytes.
    public var maximumBodyByteCount: Int
    /// The largest head of a request, in bytes: target and header fields.
    public var maximumHeadByteCount: Int
    /// How long a request may take to arrive, from its first byte to its last.
    public var requestTimeout: Duration
    /// How long a connection may be silent between two requests.
    public var idleTimeout: Duration
    /// How long a client may take to fetch an answer.
    public var responseTimeout: Duration
    /// How long a client may go on sending or fetching once the server stops.
    public var stopTimeout: Duration
    /// How many requests a client may send ahead before it is made to wait.
    public var maximumPipelinedCount: Int
    /// How many connections may be open; more wait to be accepted.
    public var maximumConnectionCount: Int

    /// Settings; the defaults suit a service behind a proxy or on its own.
    public init(
        host: String = "127.0.0.1",
        port: Int = 8080,
        maximumBodyByteCount: Int = 10 << 20,
        maximumHeadByteCount: Int = 64 << 10,
        requestTimeout: Duration = .seconds(30),
        idleTimeout: Duration = .seconds(75),
        responseTimeout: Duration = .seconds(60),
        stopTimeout: Duration = .seconds(10),
        maximumPipelinedCount: Int = 64,
        maximumConnectionCount: Int = 10_000
    ) {
        self.host = host
        self.port = port
        self.maximumBodyByteCount = maximumBodyByteCount
        self.maximumHeadByteCount = maximumHeadByteCount
        self.requestTimeout = requestTimeout
        self.idleTimeout = idleTimeout
        self.responseTimeout = responseTimeout
        self.stopTimeout = stopTimeout
        self.maximumPipelinedCount = maximumPipelinedCount
        self.maximumConnectionCount = maximumConnectionCount
    }

    /// How often the time limits of a connection are looked at.
    var clockTick: Duration {
        let shortest = min(requestTimeout, idleTimeout, responseTimeout, stopTimeout)
        return max(.milliseconds(50), min(.seconds(5), shortest / 4))
    }
}
