import Diagnostics
public import Tabular

/// How a source is read and its records are cleaned, as one file says it.
public struct Recipe: Sendable {
    /// One step of a column, as it stands in the recipe.
    struct ColumnStep: Sendable {
        /// The name in the ``StepCatalogue``.
        let name: String
        let step: Step
        /// Why records are rejected that do not pass; nil when the step refuses none.
        let code: RejectCode?
        let location: SourceLocation?
    }

    /// The steps of one column.
    struct Column: Sendable {
        /// As written: a name of the header, or `#3`.
        let name: String
        let location: SourceLocation?
        let steps: [ColumnStep]

        /// Whether the first step makes the cells, so that the source need not have the column.
        var isMade: Bool {
            if case .merge = steps.first?.step { true } else { false }
        }
    }

    /// The file, for people.
    public let file: String
    /// How the source is to be read.
    public var source = SourceOptions()
    /// Whether the names of the header are used as they stand instead of trimmed and narrow.
    var keepsHeaderNames = false
    /// The columns in the order in which their reasons count.
    var columns: [Column] = []
    /// The steps of all columns that are not named.
    var otherSteps: [ColumnStep] = []
    /// The columns that are made of others, in their order.
    var computed: [ComputedColumn] = []
    /// What becomes of the columns behind the steps.
    var order = ColumnOrder()
    /// The rules about whole records, in their order.
    var rules: [RecordRule] = []

    /// The day that expressions and limits call `today`; nil: none of them may.
    public var today: RunDay?
    /// The zone whose day `today` is when nobody has said which day that is; nil: that of whoever runs it.
    var zone: ZoneRules?
    /// The schema that clean records follow, and why records are rejected that do not.
    var schema: (schema: RecipeSchema, code: RejectCode)?

    /// How clean records are written.
    public var output = OutputOptions()
    /// How rejected records are listed.
    public var rejects = RejectOptions()

    /// A recipe that changes nothing and rejects nothing.
    public init(file: String = "") { self.file = file }

    /// The day of a moment in the zone that the recipe names; nil when it names none.
    ///
    /// - Parameter seconds: The seconds from 1970-01-01T00:00Z.
    /// - Returns: The day.
    public func day(ofSecondsSince1970 seconds: Int) -> RunDay? {
        zone.map { RunDay(localSecondsSince1970: seconds + $0.offset(at: seconds)) }
    }

    /// Whether it has steps or rules, so that records are judged.
    public var judges: Bool {
        !columns.isEmpty || !otherSteps.isEmpty || !computed.isEmpty || !rules.isEmpty || schema != nil
    }

    /// The names that columns have when no header gives them any.
    public static func columnNames(count: Int) -> [String] { (0..<count).map { "column\($0 + 1)" } }
}

/// A column of the source that a recipe names.
struct ColumnReference: Sendable {
    /// As written: a name of the header, or `#3`.
    let name: String
    let location: SourceLocation?
}

/// A column that an expression makes.
struct ComputedColumn: Sendable {
    let name: String
    let location: SourceLocation?
    let value: RecipeExpression
    /// The column behind which it stands; nil: behind all.
    let after: ColumnReference?
    /// Why records are rejected for which there is no value.
    let code: RejectCode
}

/// What becomes of the columns when their cells are clean.
struct ColumnOrder: Sendable {
    var renamed: [(column: ColumnReference, name: String)] = []
    var dropped: [ColumnReference] = []
    /// The only columns that stay; nil: all.
    var kept: [ColumnReference]?
    /// The columns in their new order; the name `*` stands for all that are not listed.
    var sequence: [ColumnReference]?
}

/// A rule about a whole record.
struct RecordRule: Sendable {
    enum Kind: Sendable {
        /// No earlier record has the same cells in these columns; nil: in all. With `keepsLast` no later one.
        case unique(columns: [ColumnReference]?, comparesEmpty: Bool, keepsLast: Bool)
        /// All of these columns are filled.
        case require([ColumnReference])
        /// The same for records of which this is true.
        case requireWhen([ColumnReference], RecipeExpression)
        /// It is true.
        case check(RecipeExpression)
        /// Records of which it is true are dropped.
        case drop(RecipeExpression)
        /// All of them or none.
        case together([ColumnReference])
        /// Exactly one of them.
        case oneOf([ColumnReference])
        /// Of this many records the first one stays; the others are dropped.
        case sampleEvery(Int)
        /// The records from the first one on stay, so many of them.
        case sampleFirst(Int)
        /// A share of the records stays.
        case sampleShare(SampleShare)
        /// A row of another table fills columns.
        case lookup(LookupRule)
    }

    let kind: Kind
    /// Why records are rejected; nil when they are dropped.
    let code: RejectCode?
    let location: SourceLocation?
    /// Whether it also looks at records that a step has refused.
    var isAlways = false

    /// The rule's name in a recipe.
    var name: String {
        switch kind {
        case .unique: "unique"
        case .require, .requireWhen: "require"
        case .check: "check"
        case .drop: "drop"
        case .together: "together"
        case .oneOf: "oneOf"
        case .sampleEvery, .sampleFirst, .sampleShare: "sample"
        case .lookup: "lookup"
        }
    }
}

/// Fills columns with the cells of a row of another table.
struct LookupRule: Sendable {
    let table: LookupTable
    /// The columns whose cells are the key, in the order of the table's columns.
    let keys: [ColumnReference]
    /// The columns that are filled, and those of the table.
    let taken: [(column: ColumnReference, tableColumn: Int)]
    /// Whether a record without such a row is refused.
    let isRequired: Bool
    /// The table's file, for people.
    let file: String
}
