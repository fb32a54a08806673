import Diagnostics
import Testing

@testable import Cleaning

@Suite("The catalogue of steps")
struct StepCatalogueTests {
    @Test("Each name stands once, and each step tells what it is about")
    func names() {
        #expect(StepCatalogue.all.count >= 44)
        #expect(Set(StepCatalogue.all.map(\.name)).count == StepCatalogue.all.count)
        for step in StepCatalogue.all {
            #expect(StepCatalogue.step(step.name)?.name == step.name)
            #expect(step.code.map(RejectCode.isName) ?? true, "\(step.name)")
            #expect(step.meaning.english.hasSuffix(".") && step.meaning.chinese.hasSuffix("。"), "\(step.name)")
        }
        #expect(StepCatalogue.step("shine") == nil)
    }

    @Test("Each example does what it says", arguments: StepCatalogue.all.map(\.name))
    func examples(_ name: String) throws {
        let step = try #require(StepCatalogue.step(name))
        for example in [step.good, step.bad] + step.others {
            let result = try Recipes.clean(
                "columns: {a: [\(example.step)]}",
                header: ["a", "b"],
                rows: [[example.cell, "x"]]
            )
            if let cell = example.result {
                #expect(result.clean == ["\(cell),x"], "\(name) \(example.step)")
            } else {
                #expect(result.clean.isEmpty && result.rejects.count == 1, "\(name)")
                #expect(
                    result.reasons.first?.code.name == step.code || example.step.contains("missing_name"),
                    "\(name)"
                )
            }
        }
        // What refuses shows how; what does not leaves alone.
        #expect((step.code != nil) == (step.bad.result == nil), "\(name)")
    }

    @Test("A parameter that a step does not know is reported, for every step", arguments: StepCatalogue.all.map(\.name))
    func unknownParameters(_ name: String) throws {
        let findings = try Recipes.findings("columns:\n  a: [{'\(name)': {shine: true}}]")
        let codes = Set(findings.map(\.code))
        #expect(codes.contains("recipe.unknown-field"), "\(name): \(codes)")
    }
}
