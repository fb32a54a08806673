import Tabular
import Testing

@Suite("Names of columns that differ")
struct DistinctNamesTests {
    @Test("No name is empty, and none is another one's")
    func names() {
        let rows: [(names: [String], distinct: [String])] = [
            ([], []), (["a", "b"], ["a", "b"]), (["a", "a", "", ""], ["a", "a_2", "column3", "column4"]),
            (["a", "a_2", "a", "a"], ["a", "a_2", "a_3", "a_4"]),
            (["column2", "", " "], ["column2", "column2_2", "column3"]),
            (["a", "A"], ["a", "A"]),
        ]
        for row in rows { #expect(DistinctNames(row.names).names == row.distinct, "\(row.names)") }
        #expect(DistinctNames(["a", "A", "É", "é"], ignoresCase: true).names == ["a", "A_2", "É", "é_2"])
    }

    @Test("Fields past the last column have names, too")
    func otherFields() {
        let names = DistinctNames(["column3", "column3_2"])
        #expect(names.name(ofFieldAt: 2) == "column3_3" && names.name(ofFieldAt: 3) == "column4")
    }

    @Test("Many columns of one name cost no more than others")
    func many() {
        #expect(
            DistinctNames(Array(repeating: "", count: 16_384) + Array(repeating: "a", count: 16_384)).names.last
                == "a_16384"
        )
    }
}
