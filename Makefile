# Guildhall. Each target is a script in make/, which brings whatever the machine lacks.

.DEFAULT_GOAL := help
.PHONY: help run test build bench check clean

help: ## list these targets
	@sed -n 's/^\([a-z]*\): ## \(.*\)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

run: ## serve the demo council on http://127.0.0.1:3000
	@make/run.sh

test: ## run every test, on both databases and in a browser
	@make/test.sh

build: ## leave the release program at target/release/guildhall
	@make/build.sh

bench: ## measure the release program beside a bare server
	@make/bench.sh

check: ## formatting, lints, boundaries between crates, advisories, licences
	@make/check.sh

clean: ## delete everything that was built or installed here; data/ stays
	@make/clean.sh
