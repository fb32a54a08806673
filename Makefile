# make demo | make test | make serve | make static | make bench | make fuzz | make format | make bless | make docs
SWIFT_FLAGS := --explicit-target-dependency-import-check error
SWIFT_FILES := Sources Tests Benchmarks Fuzzing Package.swift
EXECUTABLE  := .build/release/handover

.PHONY: help demo test lint build-tests serve static bench fuzz format bless docs domain

help:
	@echo "make demo     build, run both examples, call them, show the answers"
	@echo "make test     lint, house rules, build, all tests"
	@echo "make serve    keep the clinic running on http://127.0.0.1:8080"
	@echo "make static   one static executable: .build/handover"
	@echo "make bench    compare with peers; see docs/performance.md"
	@echo "make fuzz     schemas, contracts, delimited texts, workbooks and recipes under libFuzzer, 60 seconds each or FUZZ_SECONDS"
	@echo "make format   format the sources;   make docs   build the documentation"
	@echo "make bless    write what tests compare with: the reference of lint rules, the samples of reports"

demo: $(EXECUTABLE)
	@scripts/setup demo
	@scripts/demo $(EXECUTABLE)

serve: $(EXECUTABLE)
	$(EXECUTABLE) serve Examples/clinic

# Always asked: SwiftPM knows better than make what has changed.
.PHONY: $(EXECUTABLE)
$(EXECUTABLE):
	@scripts/setup build
	swift build -c release --product handover $(SWIFT_FLAGS)

test: lint build-tests
	swift test --skip-build

lint:
	@scripts/setup build
	swift format lint --strict --recursive --parallel $(SWIFT_FILES)

build-tests:
	@scripts/setup build
	swift build --build-tests $(SWIFT_FLAGS)

static:
	@scripts/setup static
	@scripts/static

bench:
	@scripts/setup bench
	@Benchmarks/run

fuzz:
	@scripts/setup build
	@scripts/fuzz

format:
	swift format format --in-place --recursive --parallel $(SWIFT_FILES)

# Look at the difference before you commit it.
bless:
	@scripts/setup build
	BLESS=1 MODULE=Cleaning,ContractLint,LintReports swift test --scratch-path .build-domain $(SWIFT_FLAGS) \
		--filter 'RulePageTests|LintReportTests|StepPageTests|ExpressionPageTests'

docs:
	@scripts/setup build
	@scripts/docs

# The inner loop: the rules alone, without resolving or building any server package.
domain:
	WING=Domain swift test --scratch-path .build-domain $(SWIFT_FLAGS)
