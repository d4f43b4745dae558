#!/usr/bin/env bash
# The pages to listen to a package's voice, and those of the handbook, in a real browser by keys alone. Needs setup.sh verify.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/verify_venv.sh
scripts/build.sh
scripts/demonstration.sh "${CARGO_TARGET_DIR:-target}/debug" >/dev/null
target/verify-venv/bin/python scripts/verify_pages.py out/booth/demonstration.speech
materials=$(mktemp -d)
trap 'rm -rf "$materials"' EXIT
"${CARGO_TARGET_DIR:-target}/debug/stencil-gen" materials crates/course --out "$materials/course" >/dev/null
target/verify-venv/bin/python scripts/verify_materials.py "$materials/course"
