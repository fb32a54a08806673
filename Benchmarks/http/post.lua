-- Makes wrk send the file that BENCHMARK_BODY names as JSON, with POST.
local file = assert(io.open(assert(os.getenv("BENCHMARK_BODY"), "BENCHMARK_BODY is not set"), "rb"))
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
wrk.body = file:read("*a")
file:close()
