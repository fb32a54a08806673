import Diagnostics
import Foundation
import TestEnvironment

extension TemporaryFolder {
    /// The findings of something that is refused, without the folder's own path.
    func findings(_ work: () throws -> Void) -> [String] {
        do {
            try work()
            return []
        } catch let error as any ExplainedError {
            return error.diagnostics.map {
                $0.rendered(in: .english).replacingOccurrences(of: path + "/", with: "")
            }
        } catch {
            return ["\(error)"]
        }
    }
}
