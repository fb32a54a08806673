import Foundation
import Testing

extension HandoverTests {
    @Suite("Examples/clinic")
    struct ClinicTests {
        private static func token(_ data: String, _ scopes: String, _ more: [String] = []) throws -> [String: String] {
            let arguments = ["token", "create", Example.clinic, "--data", data, "--subject", "test", "--scope", scopes]
            let outcome = try HandoverProcess.run(arguments + more)
            #expect(outcome.status == 0 && outcome.errors.isEmpty, "\(outcome.errors)")
            return ["Authorization": "Bearer \(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines))"]
        }

        private static let allScopes = "patients:read patients:write appointments:read appointments:write"

        @Test("Callers are asked for a token, then for its scopes; tokens are made while the service runs")
        func access() throws {
            let data = Scratch()
            let service = try ServiceProcess(Example.clinic, ["--data", data.path])
            let refused = try service.send("GET", "/v1/patients")
            #expect(refused.status == 401)
            #expect(refused.fields["www-authenticate"]?.hasPrefix("Bearer") == true)
            // 401 comes before 400, and 403 too.
            #expect(try service.send("GET", "/v1/patients?limit=x").status == 401)
            let reader = try Self.token(data.path, "patients:read")
            #expect(try service.send("GET", "/v1/patients?limit=1", reader).status == 200)
            #expect(try service.send("GET", "/v1/patients?limit=0", reader).status == 400)
            #expect(try service.send("POST", "/v1/patients", reader, body: "{}").status == 403)
            #expect(try service.send("GET", "/v1/appointments", reader).status == 403)
            var broken = reader
            broken["Authorization"]? += "x"
            #expect(try service.send("GET", "/v1/patients", broken).status == 401)
            let stranger = Scratch()
            let foreign = try Self.token(stranger.path, "patients:read")
            #expect(try service.send("GET", "/v1/patients", foreign).status == 401)
            let outcome = service.process.stop()
            #expect(outcome.status == 0)
            for text in ["eyJ", "Bearer", reader["Authorization"] ?? "-"] where outcome.errors.contains(text) {
                Issue.record("the log shows '\(text)'")
            }
        }

        /// The rows of a seed as `handover clean` writes them by the recipe of the same name.
        private static func cleaned(_ name: String) throws -> [[String: String]] {
            let output = Scratch()
            let seed = Example.clinic + "/seed/\(name).csv"
            let recipe = Example.clinic + "/recipes/\(name).yaml"
            let path = output.path + "/clean.ndjson"
            let outcome = try HandoverProcess.run(
                ["clean", seed, "--recipe", recipe, "--output", path, "--allow-rejects"]
            )
            #expect(outcome.status == 0, "\(outcome.errors)")
            return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map {
                try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: String])
            }
        }

        @Test("All patients come page by page, as they stand in the cleaned seed")
        func paging() throws {
            let data = Scratch()
            let service = try ServiceProcess(Example.clinic, ["--data", data.path])
            #expect(service.announcement["seeds"] as? [String: Int] == ["patients": 200, "appointments": 40])
            let reader = try Self.token(data.path, "patients:read")
            let connection = try HTTPConnection(port: service.port)
            var found: [[String: Any]] = []
            var cursor: String?
            repeat {
                let query = "limit=37" + (cursor.map { "&cursor=\($0)" } ?? "")
                let page = try connection.send("GET", "/v1/patients?\(query)", reader).object
                #expect(page["total"] as? Int == 200)
                found += page["items"] as? [[String: Any]] ?? []
                cursor = page["next"] as? String
            } while cursor != nil && found.count <= 400
            #expect(found.count == 200)
            #expect(Set(found.compactMap { $0["id"] as? String }).count == 200)
            let cleaned = try Self.cleaned("patients")
            #expect(cleaned.count == 200)
            for (record, cells) in zip(found, cleaned) {
                let identifier = (record["identifier"] as? [[String: Any]])?.first
                for (name, text) in cells where !text.isEmpty {
                    let value =
                        name.hasPrefix("/identifier/0/") ? identifier?[String(name.dropFirst(14))] : record[name]
                    if value as? String != text { Issue.record("\(name) of \(record)") }
                }
                if identifier == nil, cells["/identifier/0/value"] != "" { Issue.record("\(record)") }
            }
            service.process.stop()
        }

        @Test("Patients and appointments are created, read, replaced, changed and deleted")
        func records() throws {
            let data = Scratch()
            let service = try ServiceProcess(Example.clinic, ["--data", data.path])
            let all = try Self.token(data.path, Self.allScopes)
            let patient = #"{"name":"王小明","gender":"male","birthDate":"1990-02-28","phone":"+86 13800000000"}"#
            let made = try service.send("POST", "/v1/patients", all, body: patient)
            #expect(made.status == 201, "\(made.text)")
            let id = try #require(made.object["id"] as? String)
            #expect(UUID(uuidString: id) != nil && made.object["createdAt"] != nil)
            #expect(made.fields["location"]?.hasSuffix("/v1/patients/\(id)") == true)
            let path = "/v1/patients/\(id)"
            let read = try service.send("GET", path, all)
            #expect(read.text == made.text)
            let tag = try #require(read.fields["etag"])
            let merge = all.merging(["Content-Type": "application/merge-patch+json"]) { $1 }
            let changed = try service.send("PATCH", path, merge, body: #"{"phone":null,"name":"王大明"}"#)
            #expect(changed.status == 200 && changed.object["phone"] == nil, "\(changed.text)")
            let stale = all.merging(["If-Match": tag]) { $1 }
            #expect(try service.send("PUT", path, stale, body: patient).status == 412)
            #expect(try service.send("PUT", path, all, body: patient).object["name"] as? String == "王小明")
            try appointments(service, patient: id, all, merge)
            #expect(try service.send("DELETE", path, all).status == 204)
            #expect(try service.send("GET", path, all).status == 404)
            service.process.stop()
        }

        private func appointments(
            _ service: ServiceProcess,
            patient: String,
            _ all: [String: String],
            _ merge: [String: String]
        ) throws {
            let start = "2026-12-01T09:00:00+08:00"
            let nobody = #"{"patientId":"00000000-0000-4000-8000-000000000000","start":"\#(start)"}"#
            #expect(try service.send("POST", "/v1/appointments", all, body: nobody).status == 422)
            let body = #"{"patientId":"\#(patient)","start":"\#(start)"}"#
            let made = try service.send("POST", "/v1/appointments", all, body: body)
            #expect(made.status == 201, "\(made.text)")
            #expect(made.object["status"] as? String == "booked" && made.object["minutes"] as? Int == 15)
            #expect(try service.send("DELETE", "/v1/patients/\(patient)", all).status == 409)
            let list = try service.send("GET", "/v1/appointments?patientId=\(patient)", all)
            #expect((list.object["items"] as? [Any])?.count == 1)
            let path = "/v1/appointments/\(try #require(made.object["id"] as? String))"
            #expect(try service.send("PATCH", path, merge, body: #"{"status":"gone"}"#).status == 422)
            #expect(try service.send("PATCH", path, merge, body: #"{"status":"arrived"}"#).status == 200)
            #expect(try service.send("DELETE", path, all).status == 204)
        }

        @Test("Patients that break the contract are refused with the place of each finding")
        func invalidPatients() throws {
            let data = Scratch()
            let service = try ServiceProcess(Example.clinic, ["--data", data.path])
            let all = try Self.token(data.path, Self.allScopes)
            let long = String(repeating: "长", count: 65)
            for (body, pointer) in [
                (#"{"name":"\#(long)","gender":"male"}"#, "#/name"), (#"{"name":"x"}"#, "#"),
                (#"{"name":"x","gender":"m"}"#, "#/gender"),
                (#"{"name":"x","gender":"male","birthDate":"1990-02-30"}"#, "#/birthDate"),
                (#"{"name":"x","gender":"male","nickname":"y"}"#, "#/nickname"),
                (#"{"name":"x","gender":"male","identifier":[{"system":"urn:x"}]}"#, "#/identifier/0"),
            ] {
                let answer = try service.send("POST", "/v1/patients", all, body: body)
                let pointers =
                    (answer.object["errors"] as? [[String: Any]])?.compactMap { $0["pointer"] as? String } ?? []
                #expect(answer.status == 400 && pointers.contains(pointer), "\(body): \(answer.text)")
            }
            let bound = String(repeating: "长", count: 64)
            let atBound = try service.send("POST", "/v1/patients", all, body: #"{"name":"\#(bound)","gender":"male"}"#)
            #expect(atBound.status == 201)
            service.process.stop()
        }
    }
}
