#!/usr/bin/env bash
# The pages to listen to a package's voice, in a real browser by keys alone. Needs setup.sh verify.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/verify_venv.sh
scripts/build.sh
scripts/demonstration.sh "${CARGO_TARGET_DIR:-target}/debug" >/dev/null
target/verify-venv/bin/python scripts/verify_pages.py out/booth/demonstration.speech
