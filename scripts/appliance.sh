#!/usr/bin/env bash
# The booth's own computer: the program kiosk that draws on the display itself, and Debian packages of kiosk,
# stencil-gen and its window, into target/appliance/packages. Same sources, same bytes, in whatever folder they lie.
#   scripts/appliance.sh             builds and packs, then runs the tests that need these programs
#   scripts/appliance.sh build       builds and packs
#   scripts/appliance.sh program     builds kiosk alone
#   scripts/appliance.sh pack KIOSK STENCIL_GEN STENCIL_GEN_GUI DIR     packs programs that are there
#   scripts/appliance.sh sbom        the bills of materials alone, into target/appliance
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD
target="$(realpath -m "${CARGO_TARGET_DIR:-target}")/appliance"
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -n 1)
# The last change and its day, which a copy without its history must be told: other days are other bytes.
if [ -z "${SOURCE_DATE_EPOCH:-}" ] || [ -z "${SOURCE_COMMIT:-}" ]; then
  if [ "$(git rev-parse --show-toplevel 2>/dev/null)" != "$(pwd -P)" ]; then
    echo "This source does not know its last change. Set SOURCE_DATE_EPOCH and SOURCE_COMMIT to what BUILD-INFO beside the published packages says." >&2
    exit 3
  fi
  SOURCE_DATE_EPOCH=$(git log -1 --format=%ct) SOURCE_COMMIT=$(git rev-parse HEAD)
fi
export SOURCE_DATE_EPOCH SOURCE_COMMIT LC_ALL=C.UTF-8 TZ=UTC

# No path of this computer is in a program.
reproducibly() {
  local cargo_home="${CARGO_HOME:-$HOME/.cargo}"
  RUSTFLAGS="--remap-path-prefix=$root=/tandau --remap-path-prefix=$target=/build --remap-path-prefix=$cargo_home=/cargo" \
    CFLAGS="-ffile-prefix-map=$root=/tandau -ffile-prefix-map=$target=/build -ffile-prefix-map=$cargo_home=/cargo" \
    CARGO_INCREMENTAL=0 CARGO_TARGET_DIR="$target" "$@"
}

program() {
  reproducibly cargo build --locked --profile appliance -p kiosk --no-default-features --features linuxkms
}

build() {
  program
  reproducibly cargo build --locked --release -p stencil-gen -p stencil-gui --features stencil-gui/screen-reader
}

# The program that knows what the others are made of.
made_of() {
  cargo run --quiet --locked -p tandau-appliance -- "$@"
}

sbom() {
  mkdir -p "$1"
  for program in kiosk stencil-gen stencil-gui; do
    made_of sbom "$program" >"$1/$program.cdx.json"
    made_of licenses "$program" >"$1/$program.licenses"
  done
}

# page PROGRAM NAME WORDS…: a manual page of a program or of one of its commands, out of its own help
page() {
  local program=$1 name=$2 command folder
  shift 2
  command=${name#"${name%% *}"} folder=$manual/${name%% *}
  mkdir -p "$folder"
  help2man --no-info --name "$*" --version-string "$version" --section 1 --output "$folder/${name// /-}.1" "$program$command"
}

# common TREE PACKAGE PROGRAM NAME [CRATE]: what all packages of programs have: program, manual pages, what they are made of
common() {
  local tree=$1 package=$2 program=$3 name=$4 crate=${5:-$4}
  install -D -m 0755 "$program" "$tree/usr/bin/$name"
  install -D -m 0644 "$lists/$crate.cdx.json" "$tree/usr/share/doc/$package/sbom.cdx.json"
  install -D -m 0644 "$lists/$crate.licenses" "$tree/usr/share/doc/$package/licenses-of-libraries"
  gzip -9 -n "$tree/usr/share/doc/$package/licenses-of-libraries"
  copyright "$tree" "$package"
  mkdir -p "$tree/usr/share/man/man1"
  for one in "$manual/$name"/*.1; do
    gzip -9 -n -c "$one" >"$tree/usr/share/man/man1/$(basename "$one").gz"
  done
}

copyright() {
  mkdir -p "$1/usr/share/doc/$2"
  cat >"$1/usr/share/doc/$2/copyright" <<END
Tañdau, under GPL-3.0-only (/usr/share/common-licenses/GPL-3). It is given with its source.
What is in the programs from others: sbom.cdx.json and licenses-of-libraries beside this file.
The fonts Inter and Noto Sans: SIL Open Font License 1.1 (package tandau-fonts).
END
}

# close TREE PACKAGE [PROGRAM]: control files, then the package
close() {
  local tree=$1 package=$2 needs=""
  if [ $# -gt 2 ]; then needs=$(libraries "$3"); fi
  mkdir -p "$tree/DEBIAN"
  for file in appliance/debian/"$package"/*; do
    sed -e "s/@VERSION@/$version/g" -e "s/@SHLIBS@/$needs/" "$file" >"$tree/DEBIAN/$(basename "$file")"
    case "$file" in */control) chmod 0644 "$tree/DEBIAN/control" ;; *) chmod 0755 "$tree/DEBIAN/$(basename "$file")" ;; esac
  done
  (cd "$tree" && find . -path ./DEBIAN -prune -o -type f -printf '%P\n' | LC_ALL=C sort | xargs md5sum >DEBIAN/md5sums)
  chmod -R u+rwX,go+rX,go-w "$tree"
  find "$tree" -exec touch --no-dereference --date="@$SOURCE_DATE_EPOCH" {} +
  dpkg-deb --root-owner-group --uniform-compression -Zxz --build "$tree" "$out" >/dev/null
}

# The Debian packages with the libraries that a program is linked with.
libraries() {
  local work needs
  work=$(mktemp -d)
  mkdir "$work/debian"
  printf 'Source: tandau\n\nPackage: tandau\nArchitecture: any\n' >"$work/debian/control"
  needs=$(cd "$work" && dpkg-shlibdeps -O -e"$1" 2>/dev/null)
  rm -rf "$work"
  [ -n "$needs" ] || { echo "dpkg-shlibdeps says nothing of $1" >&2; return 1; }
  echo "${needs#shlibs:Depends=}"
}

kiosk_tree() {
  local tree=$1 system=appliance/system
  common "$tree" tandau-kiosk "$2" kiosk
  install -D -m 0644 -t "$tree/usr/lib/systemd/system" "$system/tandau-booth.service" "$system/media-tandau.mount"
  install -D -m 0644 "$system/60-tandau-media.rules" "$tree/usr/lib/udev/rules.d/60-tandau-media.rules"
  install -D -m 0644 "$system/logind-tandau.conf" "$tree/usr/lib/systemd/logind.conf.d/tandau.conf"
  install -D -m 0644 "$system/sysctl-tandau.conf" "$tree/usr/lib/sysctl.d/60-tandau.conf"
  install -D -m 0644 "$system/system-tandau.conf" "$tree/usr/lib/systemd/system.conf.d/tandau.conf"
  install -D -m 0644 "$system/journald-tandau.conf" "$tree/usr/lib/systemd/journald.conf.d/tandau.conf"
  install -D -m 0644 "$system/sysusers-tandau.conf" "$tree/usr/lib/sysusers.d/tandau.conf"
  # Ctrl+Alt+Delete reaches nothing, in the second before a new keyboard is the booth's own too.
  mkdir -p "$tree/etc/systemd/system"
  ln -s /dev/null "$tree/etc/systemd/system/ctrl-alt-del.target"
  local examples="$tree/usr/share/doc/tandau-kiosk/examples"
  install -D -m 0644 examples/stations/booth.toml "$examples/station.toml"
  install -D -m 0644 -t "$examples" "$system/printer.conf" "$system/scanner.conf" "$system/ipp-usb.conf" "$system/ipp-usb-memory.conf"
  install -D -m 0644 -t "$tree/usr/share/doc/tandau-kiosk" docs/manual/observer.md docs/threat-model.md
}

stencil_gen_tree() {
  local tree=$1
  common "$tree" tandau-stencil-gen "$2" stencil-gen
  mkdir -p "$tree/usr/share/doc/tandau-stencil-gen/examples"
  cp -r examples/forms examples/lists examples/elections examples/speech "$tree/usr/share/doc/tandau-stencil-gen/examples/"
}

# For those who use no terminal: beside the program, its place in the menu, where files can be dropped on it.
window_tree() {
  local tree=$1
  common "$tree" tandau-stencil-gui "$2" stencil-gen-gui stencil-gui
  install -D -m 0644 stencil-gen/gui/desktop/tandau-stencils.desktop "$tree/usr/share/applications/tandau-stencils.desktop"
  install -D -m 0644 stencil-gen/gui/desktop/tandau-stencils.svg "$tree/usr/share/icons/hicolor/scalable/apps/tandau-stencils.svg"
  mkdir -p "$tree/usr/share/doc/tandau-stencil-gui/pictures"
  install -m 0644 -t "$tree/usr/share/doc/tandau-stencil-gui" docs/manual/window.md
  install -m 0644 -t "$tree/usr/share/doc/tandau-stencil-gui/pictures" docs/manual/pictures/window-*.png
}

fonts_tree() {
  install -D -m 0644 -t "$1/usr/share/tandau/fonts" assets/fonts/*.ttf assets/fonts/OFL*.txt assets/fonts/fonts.conf
  copyright "$1" tandau-fonts
}

pages() {
  page "$1" kiosk talking voting booth
  page "$1" "kiosk station" "check a booth's settings"
  page "$1" "kiosk calibrate" "measure a booth's printer"
  page "$1" "kiosk verify-log" "prove that a booth's log is whole"
  page "$2" stencil-gen Braille and tactile ballot stencils
  page "$3" stencil-gen-gui the window of stencil-gen
  local command
  for command in make check batch measure keygen package labels; do
    page "$2" "stencil-gen $command" "stencil-gen's command $command"
  done
}

# What must be the same for the same bytes.
about() {
  echo "SOURCE_COMMIT=$SOURCE_COMMIT"
  echo "SOURCE_DATE_EPOCH=$SOURCE_DATE_EPOCH"
  echo "Debian $(cat /etc/debian_version)"
  rustc -vV
  gcc --version | head -n 1
}

pack() {
  local kiosk stencil_gen window
  kiosk=$(realpath "$1") stencil_gen=$(realpath "$2") window=$(realpath "$3") out=$(realpath -m "$4")
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  lists=$work/lists manual=$work/manual
  mkdir -p "$out"
  rm -f "$out"/tandau-*.deb
  sbom "$lists"
  pages "$kiosk" "$stencil_gen" "$window"
  kiosk_tree "$work/kiosk" "$kiosk"
  stencil_gen_tree "$work/stencil-gen" "$stencil_gen"
  window_tree "$work/window" "$window"
  fonts_tree "$work/fonts"
  close "$work/kiosk" tandau-kiosk "$kiosk"
  close "$work/stencil-gen" tandau-stencil-gen "$stencil_gen"
  close "$work/window" tandau-stencil-gui "$window"
  close "$work/fonts" tandau-fonts
  about >"$out/BUILD-INFO"
  (cd "$out" && sha256sum tandau-*.deb BUILD-INFO >SHA256SUMS && cat SHA256SUMS)
}

prove() {
  TANDAU_APPLIANCE_KIOSK="$target/appliance/kiosk" \
    cargo test --locked --workspace --test keypad --test suite -- --ignored appliance::
  scripts/install_check.sh "$target/packages"
}

case "${1:-all}" in
  all) build; pack "$target/appliance/kiosk" "$target/release/stencil-gen" "$target/release/stencil-gen-gui" "$target/packages"; prove ;;
  build) build; pack "$target/appliance/kiosk" "$target/release/stencil-gen" "$target/release/stencil-gen-gui" "$target/packages" ;;
  program) program; sha256sum "$target/appliance/kiosk" ;;
  pack) pack "$2" "$3" "$4" "$5" ;;
  sbom) sbom "$target"; ls "$target"/*.cdx.json ;;
  *) echo "usage: scripts/appliance.sh [build|program|pack KIOSK STENCIL_GEN STENCIL_GEN_GUI DIR|sbom]" >&2; exit 64 ;;
esac
