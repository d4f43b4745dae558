# The commands of the project. Each does its own set-up; see README.md.
.PHONY: demo booth materials test verify bench soak appliance sbom check clean

demo: ## Stencils of every example election into out/
	scripts/setup.sh core
	scripts/demo.sh

booth: ## The demonstration in a window, with the simulated keypad in this terminal
	scripts/setup.sh core
	scripts/booth.sh

materials: ## Handbook, large print, Braille, card and pages of the course; the paper of a rehearsal
	scripts/setup.sh core
	scripts/materials.sh

test: ## Everything CI runs
	scripts/setup.sh test
	./ci.sh

verify: ## The heavy outside readers
	scripts/setup.sh verify
	scripts/verify.sh

bench: ## The numbers
	scripts/setup.sh bench
	scripts/bench.sh

soak: ## The long runs; CASES=1000 for fewer cases of each property
	scripts/setup.sh core
	scripts/soak.sh $(CASES)

appliance: ## The booth's own program and Debian packages, installed, started and removed
	scripts/setup.sh appliance
	scripts/appliance.sh

sbom: ## What the programs are made of, as CycloneDX
	scripts/setup.sh core
	scripts/appliance.sh sbom
