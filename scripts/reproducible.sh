#!/usr/bin/env bash
# Builds and packs the release twice, in two folders of other names and other depth, with other homes of Cargo, and
# compares every package byte by byte. Each build begins from nothing: this takes up to an hour on two cores.
#   scripts/reproducible.sh [kiosk]     with "kiosk": its program alone, in a third of the time
set -euo pipefail
cd "$(dirname "$0")/.."
what=${1:-all}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)} SOURCE_COMMIT=${SOURCE_COMMIT:-$(git rev-parse HEAD)}
export SOURCE_DATE_EPOCH SOURCE_COMMIT
cargo_home=${CARGO_HOME:-$HOME/.cargo}
first=$work/one second=$work/another/folder/of/the/same/sources

for folder in "$first" "$second"; do
  mkdir -p "$folder"
  # What is in the project and what is new in it, without what was built.
  git ls-files -z --cached --others --exclude-standard | xargs -0 cp --parents -P -t "$folder"
  # The same libraries at another place, as they were published: Cargo compares them with Cargo.lock when it unpacks them, and
  # does not look again at what it once unpacked.
  home=$folder.cargo
  mkdir -p "$home/registry"
  for part in registry/index registry/cache config.toml; do
    [ ! -e "$cargo_home/$part" ] || cp -a "$cargo_home/$part" "$home/$part"
  done
  (
    cd "$folder"
    export CARGO_HOME=$home
    unset CARGO_TARGET_DIR
    if [ "$what" = kiosk ]; then scripts/appliance.sh program; else scripts/appliance.sh build; fi
  )
done

# How many files there are to compare: four packages, what is said of them in two files, and the program.
if [ "$what" = kiosk ]; then files=(appliance/kiosk) wanted=1; else files=("packages/*" appliance/kiosk) wanted=7; fi
compared=0 differ=0
for pattern in "${files[@]}"; do
  for file in "$first"/target/appliance/$pattern; do
    other=$second/${file#"$first"/}
    if cmp -s "$file" "$other"; then
      echo "the same: $(sha256sum "$file" | cut -d ' ' -f 1)  $(basename "$file")"
      compared=$((compared + 1))
    else
      echo "DIFFERENT: $(basename "$file")" >&2
      differ=1
    fi
  done
done
[ "$compared" -eq "$wanted" ] || { echo "$compared of $wanted files are the same" >&2; differ=1; }
exit "$differ"
