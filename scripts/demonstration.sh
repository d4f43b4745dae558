#!/usr/bin/env bash
# The demonstration's package with its voice, signed with a key of its own: out/booth/demonstration.tandau. Clips that
# are there from before are kept, so that only the first time takes a minute or two.
#   scripts/demonstration.sh DIR     with the programs in DIR
set -euo pipefail
cd "$(dirname "$0")/.."
stencil_gen="$1/stencil-gen"
folder=out/booth

mkdir -p "$folder"
[ -e "$folder/demonstration.key" ] || "$stencil_gen" keygen --no-password --out "$folder/demonstration" >/dev/null
rm -f "$folder/demonstration.tandau" "$folder/demonstration.tandau.minisig"
"$stencil_gen" package examples/elections/2022-president/election.json --form examples/forms/a5-7rows.toml \
  --kind demo --secret-key "$folder/demonstration.key" --out "$folder/demonstration.tandau" >"$folder/package.log" ||
  { cat "$folder/package.log" >&2; exit 1; }
