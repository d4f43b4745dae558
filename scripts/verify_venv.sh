#!/usr/bin/env bash
# The outside readers that are Python packages, with the versions of verify-requirements.txt, into target/verify-venv.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=target/verify-venv
cmp -s scripts/verify-requirements.txt "$venv/installed" && exit 0
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --disable-pip-version-check -r scripts/verify-requirements.txt
cp scripts/verify-requirements.txt "$venv/installed"
