#!/usr/bin/env bash
# Packages against minisign, unzip and sha256sum: what we sign they prove, what minisign signs we prove.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v minisign >/dev/null || ! command -v unzip >/dev/null; then
  echo "SKIPPED: minisign or unzip is not installed; packages were NOT proven with another program." >&2
  exit 0
fi

stencil_gen="${CARGO_TARGET_DIR:-target}/debug/stencil-gen"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
ours=(--form examples/forms/a5-7rows.toml --kind demo)
list=examples/elections/2022-president/election.json

"$stencil_gen" keygen --no-password --out "$work/ours" >/dev/null
"$stencil_gen" package "$list" "${ours[@]}" --no-speech --secret-key "$work/ours.key" --out "$work/a.tandau" >"$work/told" 2>/dev/null
key=$(tail -n 1 "$work/ours.pub")
minisign -Vm "$work/a.tandau" -P "$key" | grep -q '^Trusted comment: kind=demo id=2022-president date=2022-11-20$'
minisign -Vm docs/formats/example.tandau -p docs/formats/example.pub >/dev/null
echo "minisign proves our signatures and their trusted comments"

grep -q "$(sha256sum "$work/a.tandau" | cut -d ' ' -f 1)" "$work/told"
unzip -tq "$work/a.tandau" >/dev/null
unzip -p "$work/a.tandau" manifest.json |
  python3 -c 'import json, sys; [print(f["sha256"] + "  " + f["path"]) for f in json.load(sys.stdin)["files"]]' >"$work/sums"
mkdir "$work/files" && unzip -q "$work/a.tandau" -d "$work/files"
(cd "$work/files" && sha256sum --quiet -c ../sums)
echo "unzip and sha256sum find every file as the manifest says"

printf 'list;form;station;copies\n%s;%s;1;2\n' "$PWD/$list" "$PWD/examples/forms/a5-7rows.toml" >"$work/manifest.csv"
"$stencil_gen" batch "$work/manifest.csv" --out "$work/country" --key "$work/ours.key" >/dev/null 2>&1
(cd "$work/country" && minisign -Vm SHA256SUMS -P "$key" >/dev/null && sha256sum --quiet -c SHA256SUMS)
echo "minisign and sha256sum prove a batch"

printf 'x' | dd of="$work/a.tandau" bs=1 seek=100 conv=notrunc status=none
if minisign -Vm "$work/a.tandau" -P "$key" >/dev/null 2>&1; then echo "minisign took a changed package" >&2; exit 1; fi
if "$stencil_gen" package --verify "$work/a.tandau" --kind demo --public-key "$key" 2>/dev/null; then exit 1; fi
echo "a changed package is refused by both"

# A key that minisign made, in our hands, and a signature that minisign made with our key.
minisign -GWf -p "$work/theirs.pub" -s "$work/theirs.key" >/dev/null
"$stencil_gen" package "$list" "${ours[@]}" --no-speech --secret-key "$work/theirs.key" --out "$work/b.tandau" >/dev/null 2>&1
minisign -Vm "$work/b.tandau" -p "$work/theirs.pub" >/dev/null
minisign -Sm "$work/b.tandau" -s "$work/ours.key" -t 'kind=demo id=2022-president date=2022-11-20' >/dev/null
"$stencil_gen" package --verify "$work/b.tandau" --kind demo --public-key "$key" >/dev/null
echo "keys and signatures go both ways"
