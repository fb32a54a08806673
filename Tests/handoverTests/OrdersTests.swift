import Foundation
import Testing

extension HandoverTests {
    @Suite("Examples/orders")
    struct OrdersTests {
        @Test("Orders are answered as agreed, keep their numbers, and the seed is loaded once")
        func orders() throws {
            let data = Scratch()
            let first = try ServiceProcess(Example.orders, ["--data", data.path])
            #expect(first.announcement["name"] as? String == "orders")
            #expect(first.announcement["seeds"] as? [String: Int] == ["orders": 3])
            let found = try first.send("GET", "/api/order?id=ORD-001")
            #expect(found.status == 200)
            #expect(found.text == #"{"code":0,"data":{"id":"ORD-001","status":"shipped"}}"#)
            let made = try first.send("POST", "/api/order", body: #"{"status":"paid"}"#)
            #expect(made.status == 201)
            #expect(made.text == #"{"code":0,"data":{"id":"ORD-004","status":"paid"}}"#)
            try refusals(first)
            #expect(first.process.stop().status == 0)

            let second = try ServiceProcess(Example.orders, ["--data", data.path])
            #expect(second.announcement["seeds"] as? [String: Int] == [:])
            #expect(try second.send("GET", "/api/order?id=ORD-004").status == 200)
            let next = try second.send("POST", "/api/order", body: #"{"status":"pending"}"#)
            #expect(next.text == #"{"code":0,"data":{"id":"ORD-005","status":"pending"}}"#)
            second.process.stop()
        }

        private func refusals(_ service: ServiceProcess) throws {
            let missing = try service.send("GET", "/api/order?id=ORD-999")
            #expect(missing.status == 404)
            #expect(missing.fields["content-type"] == "application/problem+json")
            #expect(missing.object["title"] as? String == "order not found")
            let chinese = try service.send("GET", "/api/order?id=ORD-999", ["Accept-Language": "zh-CN,zh;q=0.9"])
            #expect((chinese.object["title"] as? String)?.contains("找不到") == true)
            for (method, target, body, status) in [
                ("GET", "/api/order", nil, 400), ("POST", "/api/order", #"{"status":"lost"}"#, 400),
                ("POST", "/api/order", #"{"#, 400), ("DELETE", "/api/order", nil, 405),
                ("GET", "/api/orders", nil, 404),
            ] {
                let answer = try service.send(method, target, body: body)
                #expect(answer.status == status, "\(method) \(target): \(answer.text)")
            }
        }

        @Test("The contract of the orders has less than 60 lines")
        func contractIsShort() throws {
            let text = try String(contentsOfFile: Example.orders + "/contracts/orders.yaml", encoding: .utf8)
            #expect(text.split(separator: "\n").count < 60)
        }
    }
}
