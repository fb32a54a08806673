import Testing

@testable import RecordDelivery

@Suite("Sending again")
struct RetryTests {
    @Test(
        "Retry-After is a number of seconds, or a date that the answer's own date is taken from (RFC 9110, 10.2.3)",
        arguments: [
            ("0", nil, 0), ("120", nil, 120), ("99999999999999999999", nil, Int(Int32.max)),
            ("", nil, nil), ("-1", nil, nil), ("1.5", nil, nil), ("soon", nil, nil),
            ("Sun, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", 30),
            ("Thu, 01 Mar 2024 00:00:00 GMT", "Wed, 28 Feb 2024 00:00:00 GMT", 2 * 86_400),
            ("Fri, 01 Mar 2100 00:00:00 GMT", "Sun, 28 Feb 2100 00:00:00 GMT", 86_400),
            ("Sun, 06 Nov 1994 08:49:07 GMT", "Sun, 06 Nov 1994 08:49:37 GMT", 0),
            ("Sun, 06 Nov 1994 08:49:37 GMT", nil, nil),
            ("Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", nil),
            ("Sun, 32 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", nil),
            ("Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:49:07 GMT", nil),
        ] as [(String, String?, Int?)]
    )
    func retryAfter(_ sample: (text: String, date: String?, seconds: Int?)) {
        let pause = RetryAfter.pause(sample.text, date: sample.date)
        #expect(pause == sample.seconds.map { .seconds($0) })
    }

    @Test("No field, no pause")
    func nothing() { #expect(RetryAfter.pause(nil, date: nil) == nil) }

    @Test("Pauses double, and end")
    func plan() {
        var plan = RetryPlan()
        let pauses = (0..<RetryPlan.maximumAttemptCount).map { _ in plan.failed() }
        #expect(pauses == [.milliseconds(500), .seconds(1), .seconds(2), .seconds(4), .seconds(8), nil])
    }

    @Test("A pause that is asked for is kept up to the limit, and not one second longer")
    func wanted() {
        var plan = RetryPlan()
        #expect(plan.failed(wanted: .zero) == .zero)
        #expect(plan.failed(wanted: RetryPlan.maximumPause) == RetryPlan.maximumPause)
        #expect(plan.failed(wanted: RetryPlan.maximumPause + .seconds(1)) == nil)
    }

    @Test("So many a second, evenly, and none is saved up")
    func pace() {
        var pace = SendingPace(rate: 10)
        let first = (0..<3).map { _ in pace.wait(now: .zero) }
        #expect(first == [.zero, .milliseconds(100), .milliseconds(200)])
        #expect(pace.wait(now: .seconds(5)) == .zero)
        #expect(pace.wait(now: .seconds(5)) == .milliseconds(100))
        var free = SendingPace(rate: nil)
        let waits = (0..<3).map { _ in free.wait(now: .zero) }
        #expect(waits == [.zero, .zero, .zero])
    }

    @Test("A pause holds everybody up, and a shorter one does not end it")
    func pause() {
        var pace = SendingPace(rate: nil)
        pace.pause(.seconds(3), now: .seconds(1))
        pace.pause(.seconds(1), now: .seconds(1))
        #expect(pace.wait(now: .seconds(2)) == .seconds(2))
        #expect(pace.wait(now: .seconds(4)) == .zero)
    }
}
