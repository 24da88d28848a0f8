# Two commands are enough: `make run` and `make test`. `make` alone lists the rest.
# Each target can be repeated at will; settings come from the environment (docs/settings.md).

.DEFAULT_GOAL := help
.PHONY: help run serve demo-reset test bench screenshots translations lock sbom
BIN := .venv/bin
FRENCH := app/translations/fr/LC_MESSAGES/messages

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 22

run: runtime ## start everything on this machine, with a demonstration event
	@exec deploy/run.sh

serve: runtime ## a real event: make serve DOMAIN=day.example.org
	@exec deploy/serve.sh "$(DOMAIN)"

demo-reset: runtime ## forget all data of the trial and start from a fresh demonstration event
	@exec deploy/demo-reset.sh

test: development ## everything is checked, on SQLite and on PostgreSQL; ARGS="tests/badges -k qr" for a part
	@exec $(BIN)/python -m tests $(ARGS)

bench: development ## measure; ONLY=badges for one of registration mail badges door organiser pages
	@exec $(BIN)/python -m benchmarks $(ONLY)

screenshots: development ## take the pictures of the main screens for the documentation; ONLY=badges for a part
	@exec $(BIN)/python -m tests.screenshots $(ONLY)

translations: development ## gather the texts into the French catalogue and compile it
	@deploy/translations.sh

lock: ## pin the packages anew: requirements.in to requirements.txt, with hashes
	@deploy/lock.sh

sbom: ## list every package with its licence and hashes, as CycloneDX
	@$(MAKE) --no-print-directory runtime >&2
	@$(BIN)/python deploy/sbom.py

# What the targets above stand on.
.PHONY: runtime development environment tools
runtime:
	@deploy/setup/environment.sh requirements.txt
	@deploy/setup/print-libraries.sh
	@$(MAKE) --no-print-directory --silent $(FRENCH).mo

development: # pip and apt side by side: most of the time one waits for the network and the other unpacks
	@$(MAKE) --no-print-directory -j2 environment tools
	@deploy/setup/print-libraries.sh
	@$(MAKE) --no-print-directory --silent $(FRENCH).mo

environment:
	@deploy/setup/environment.sh requirements-dev.txt

tools:
	@deploy/setup/test-tools.sh

$(FRENCH).mo: $(FRENCH).po
	@$(BIN)/python -m babel.messages.frontend -q compile -i $< -o $@
