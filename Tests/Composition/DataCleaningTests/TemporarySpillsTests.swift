import DataCleaning
import Diagnostics
import Tabular
import TabularTesting
import Testing

@Suite("Room for keys in the folder for temporary files")
struct TemporarySpillsTests {
    @Test("Temporary files keep what every store promises")
    func conformance() throws {
        try SpillStoreConformance(TemporarySpills()).keepsItsPromises()
    }

    @Test("A folder that is not there is told, with the variable that names another one")
    func missing() throws {
        let store = TemporarySpills(folder: "/nowhere/at/all")
        let error = #expect(throws: TabularError.self) { try store.makeSpace() }
        #expect(error?.code == .unwritableFile)
        #expect(error?.message.english.contains("/nowhere/at/all") == true)
        #expect(error?.remedy?.english.contains("TMPDIR") == true)
    }
}
