import CommandLine
import Testing

@Suite("A table on a terminal")
struct TextTableTests {
    private static var table: TextTable {
        var table = TextTable(headings: ["设置", "value", "what it is for"])
        table.append(["server.port", "8080", "the port that the service listens on"])
        table.append(["name", "诊所", "监听"])
        return table
    }

    @Test("Columns start one below the other, counted in columns of the terminal")
    func aligned() {
        #expect(
            Self.table.lines(width: 200) == [
                "设置         value  what it is for", "server.port  8080   the port that the service listens on",
                "name         诊所   监听",
            ]
        )
    }

    @Test("The last column is broken to fit")
    func broken() {
        let lines = Self.table.lines(width: 46)
        #expect(lines.count == 4)
        #expect(
            lines[1] == "server.port  8080   the port that the service" && lines[2] == "                    listens on"
        )
        #expect(lines.allSatisfy { DisplayWidth.of($0) <= 46 })
    }

    @Test("A last column of which hardly anything would be seen is left out; nothing else is ever cut")
    func narrow() {
        #expect(Self.table.lines(width: 30) == ["设置         value", "server.port  8080", "name         诊所"])
        #expect(Self.table.lines(width: 3) == Self.table.lines(width: 30))
    }
}
