#!/usr/bin/env bash
# The main job on real lists: stencils of every example election into out/; and a whole vote in the booth, as text.
# Ends by itself.
set -euo pipefail
cd "$(dirname "$0")/.."

echo "Building (the first time takes some minutes) …"
scripts/build.sh
stencil_gen="${CARGO_TARGET_DIR:-target}/debug/stencil-gen"
kiosk="${CARGO_TARGET_DIR:-target}/debug/kiosk"

forms=()
for form in examples/forms/*.toml; do forms+=(--form "$form"); done

for list in examples/elections/*/election.json; do
  name=$(basename "$(dirname "$list")")
  sheet=A3
  # The 500 mm strip of the synthetic election needs a sheet from the roll.
  [ "$name" = synthetic-five-contests ] && sheet=450x560
  echo
  echo "== $name =="
  "$stencil_gen" make "$list" "${forms[@]}" --out "out/$name" --max-sheet "$sheet" 2>/dev/null ||
    { "$stencil_gen" make "$list" "${forms[@]}" --out "out/$name" --max-sheet "$sheet"; exit 1; }
done

echo
echo "== The voice of the 2022 election =="
scripts/demonstration.sh "${CARGO_TARGET_DIR:-target}/debug"

echo
echo "== A vote in the 2022 election, by ear and eye =="
"$kiosk" replay examples/votes/2022-president.txt --out out/vote --audio out/vote/vote.wav \
  --package out/booth/demonstration.tandau --trust out/booth/demonstration.pub

echo
echo "== What to open =="
find out -name 'stencil.*.png' | sort | sed 's/^/  /'
echo "Each folder also holds the print-ready stencil.*.pdf, specimen.pdf (the ballot), alignment.pdf"
echo "(lay it over a real ballot before cutting) and report.json."
echo "out/vote/transcript.txt: every key of that vote, and every word the voter hears; out/vote/screens: what the screen shows;"
echo "out/vote/vote.wav: what the voter hears (synthesized speech: for an election, let people record it)."
