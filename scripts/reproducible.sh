#!/usr/bin/env bash
# Builds and packs the release twice, in two folders of other names and other depth, with other homes of Cargo, and
# compares every package byte by byte. Each build begins from nothing: this takes half an hour on two cores.
#   scripts/reproducible.sh [kiosk]     with "kiosk": its program alone, in a third of the time
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
cargo_home=${CARGO_HOME:-$HOME/.cargo}
first=$work/one second=$work/another/folder/of/the/same/sources

for folder in "$first" "$second"; do
  mkdir -p "$folder"
  # What is in the project and what is new in it, without what was built.
  git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -P -t "$folder"
  # The same libraries at another place.
  home=$folder.cargo
  mkdir -p "$home"
  for part in registry config.toml; do
    [ ! -e "$cargo_home/$part" ] || cp -a "$cargo_home/$part" "$home/"
  done
  (
    cd "$folder"
    export CARGO_HOME=$home
    unset CARGO_TARGET_DIR
    if [ "$what" = kiosk ]; then scripts/appliance.sh program; else scripts/appliance.sh build; fi
  )
done

differ=0
for file in "$first"/target/appliance/packages/*.deb "$first"/target/appliance/appliance/kiosk; do
  [ -e "$file" ] || continue
  other=$second/${file#"$first"/}
  if cmp -s "$file" "$other"; then
    echo "the same: $(sha256sum "$file" | cut -d ' ' -f 1)  $(basename "$file")"
  else
    echo "DIFFERENT: $(basename "$file")" >&2
    differ=1
  fi
done
exit "$differ"
