// Runs recipes under libFuzzer: `make fuzz`.
//
// An input is a recipe, and behind a NUL byte cells. What has to hold is more than that nothing crashes: see
// `RecipeCheck`.

import FuzzDriver

@main
enum RecipeFuzzer {
    static func main() { FuzzDriver.run { RecipeCheck.run($0) } }
}
