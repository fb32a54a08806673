/// Text inside a workflow command, `::error file=…::…`, as GitHub's runners read it.
enum WorkflowCommand {
    /// A message, on one line.
    static func escapedMessage(_ text: String) -> String { escaped(text, also: "") }

    /// A property such as a file name, which also ends at a colon or comma.
    static func escapedProperty(_ text: String) -> String { escaped(text, also: ":,") }

    private static func escaped(_ text: String, also others: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "%": result += "%25"
            case "\r": result += "%0D"
            case "\n": result += "%0A"
            case ":" where others.unicodeScalars.contains(scalar): result += "%3A"
            case "," where others.unicodeScalars.contains(scalar): result += "%2C"
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}
