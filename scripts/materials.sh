#!/usr/bin/env bash
# The poll worker's materials out of the course's lessons into out/materials, and what a rehearsal needs on paper (ballots
# and stencils, each marked as practice) into out/rehearsal.
set -euo pipefail
cd "$(dirname "$0")/.."

# The whole workspace: its parts alone would be built with other features, and all libraries once more.
scripts/build.sh
stencil_gen="${CARGO_TARGET_DIR:-target}/debug/stencil-gen"

"$stencil_gen" materials crates/course --out out/materials
"$stencil_gen" make examples/practice/election.json --form examples/forms/a5-6rows.toml --out out/rehearsal

echo
echo "== What to open =="
echo "  out/materials/html/index.html        the handbook in a browser"
echo "  out/materials/handbook.*.pdf         the same in print; handbook.large.*.pdf in large print; handbook.*.brf in Braille"
echo "  out/materials/card.*.pdf             the card for the wall"
echo "  out/rehearsal/practice               ballots (specimen.pdf) and stencils for a rehearsal: docs/manual/rehearsal.md"
