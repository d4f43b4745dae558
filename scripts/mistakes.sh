#!/usr/bin/env bash
# Makes the pictures of docs/manual/proofing.md: five mistakes on real files, as `check` shows them.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/build.sh
stencil_gen="$PWD/${CARGO_TARGET_DIR:-target}/debug/stencil-gen"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
list=examples/elections/2022-president/election.json
form=examples/forms/a5-7rows.toml
pictures=docs/manual/pictures
mkdir -p "$pictures"

make() { "$stencil_gen" make "$1" --form "$2" --out "$3" --formats pdf --ui-language en >/dev/null 2>&1; }
# mistake NAME: proof-reads $work/NAME/president and keeps the first picture of the stencil.
mistake() {
  "$stencil_gen" check "$work/$1/president" --picture "$work/$1-pictures" --ui-language en >"$work/$1.txt" 2>/dev/null || true
  sed -n '1,3p' "$work/$1.txt"
  find "$work/$1-pictures" -name '*.png' | sort | head -n 1 | xargs -r -I{} cp {} "$pictures/$1.png"
}

make "$list" "$form" "$work/right"

# The stencil of yesterday, before a candidate withdrew.
sed 's/"id": "4", "kind": "candidate",/& "status": "withdrawn",/' "$list" > "$work/election.json"
make "$work/election.json" "$form" "$work/yesterday"
cp "$work/right/president/stencil.kk.pdf" "$work/yesterday/president/"
mistake yesterday

# The Russian stencil under the Kazakh name.
cp -r "$work/right" "$work/language"
cp "$work/right/president/stencil.ru.pdf" "$work/language/president/stencil.kk.pdf"
mistake language

# The stencil for a ballot whose squares lie half a millimetre lower.
sed 's/62\.0/62.5/' "$form" > "$work/a5-7rows.toml"
make "$list" "$work/a5-7rows.toml" "$work/lower"
cp -r "$work/right" "$work/shifted"
cp "$work/lower/president/stencil.kk.pdf" "$work/shifted/president/"
mistake shifted

# Two names changed places in the list after the stencil was made.
sed -e 's/Әуесбаев/@@/g; s/Дайрабаев/Әуесбаев/g; s/@@/Дайрабаев/g' "$list" > "$work/election.json"
make "$work/election.json" "$form" "$work/other"
cp -r "$work/right" "$work/swapped"
cp "$work/other/president/stencil.kk.pdf" "$work/swapped/president/"
mistake swapped

# Opened and saved in another program.
cp -r "$work/right" "$work/resaved"
pdftocairo -pdf "$work/right/president/stencil.kk.pdf" "$work/resaved/president/stencil.kk.pdf"
mistake resaved
