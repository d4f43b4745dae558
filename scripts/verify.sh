#!/usr/bin/env bash
# The heavy outside readers: liblouis, qpdf, Ghostscript, MuPDF, minisign, the readers of shapes, a kernel of its own
# for the booth's input devices, a sound server to hear the voice with, and a printer program to print on.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "== liblouis =="
# Debian's own Python has the binding.
/usr/bin/python3 scripts/braille_golden.py --check
echo "golden files equal the live library"

echo "== SVG, DXF, STL, dies =="
scripts/verify_shapes.sh

echo "== Packages =="
scripts/verify_packages.sh

echo "== input devices =="
scripts/verify_input.sh

echo "== pages in a browser =="
scripts/verify_pages.sh

echo "== the clerk's window, read =="
scripts/verify_reader.sh

echo "== sound =="
scripts/verify_sound.sh

echo "== a vote, heard =="
scripts/verify_voice.sh

echo "== printer =="
scripts/verify_print.sh

echo "== Measuring what others wrote =="
cargo test --locked --workspace --lib --quiet -- --ignored measure::tests::others::

echo "== PDF =="
stencil_gen="${CARGO_TARGET_DIR:-target}/debug/stencil-gen"
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
forms=()
for form in examples/forms/*.toml; do forms+=(--form "$form"); done
for list in examples/elections/*/election.json; do
  "$stencil_gen" make "$list" "${forms[@]}" --out "$out/$(basename "$(dirname "$list")")" \
    --max-sheet 450x560 --formats pdf --ui-language en >/dev/null 2>"$out/messages" || { cat "$out/messages" >&2; exit 1; }
done
target/verify-venv/bin/python scripts/verify_pdf.py "$out"
