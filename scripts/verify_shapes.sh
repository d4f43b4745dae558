#!/usr/bin/env bash
# SVG, DXF, STL and dies of two example elections, opened by readers of their own. The readers live
# in target/verify-venv, with the versions of verify-requirements.txt. Needs setup.sh verify.
set -euo pipefail
cd "$(dirname "$0")/.."

scripts/verify_venv.sh
scripts/build.sh
stencil_gen="${CARGO_TARGET_DIR:-target}/debug/stencil-gen"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

forms=()
for form in examples/forms/*.toml; do forms+=(--form "$form"); done
for name in 2022-president synthetic-five-contests; do
  "$stencil_gen" make "examples/elections/$name/election.json" "${forms[@]}" --out "$out/$name" \
    --max-sheet 450x560 --formats pdf,svg,dxf,stl,dies --ui-language en >/dev/null 2>"$out/messages" ||
    { cat "$out/messages" >&2; exit 1; }
done
target/verify-venv/bin/python scripts/verify_shapes.py "$out"
