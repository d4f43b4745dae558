#!/usr/bin/env bash
# Runs one fuzz target for a while. Its corpus is kept under fuzz/corpus/TARGET: files with names of their own belong to
# the project, those that the fuzzer found on the way do not. It begins with the project's own files of that format.
#   scripts/fuzz.sh TARGET [SECONDS]    the first time it is built, which takes minutes
#   scripts/fuzz.sh keep TARGET      what the fuzzer found, as few files as reach the same, into the project
set -euo pipefail
cd "$(dirname "$0")/../fuzz"
keep=
if [ "${1:-}" = keep ]; then keep=yes; shift; fi
target=${1:?which target of fuzz/Cargo.toml?}
seconds=${2:-60}

# seed NAME: a file of the project, from standard input, as the target wants it
seed() { cat >"corpus/$target/seed-$1"; }
seeds() {
  mkdir -p "corpus/$target"
  case "$target" in
    form) for form in ../examples/forms/*.toml; do seed "$(basename "$form")" <"$form"; done ;;
    station) for station in ../examples/stations/*.toml; do seed "$(basename "$station")" <"$station"; done ;;
    list)
      { printf '\000'; cat ../examples/lists/2022-president.csv; } | seed csv
      { printf '\003'; cat ../docs/formats/election.json; } | seed json
      ;;
    spreadsheet)
      # A president's list as the parts of a workbook.
      cells=$(sed 's/[^;]*/<c t="inlineStr"><is><t>&<\/t><\/is><\/c>/g; s/;//g; s/.*/<row>&<\/row>/' ../examples/lists/2022-president.csv)
      {
        printf '<workbook><sheets><sheet name="a" r:id="r1"/></sheets></workbook>\0'
        printf '<worksheet><sheetData>%s</sheetData></worksheet>\0<sst><si><t>1</t></si></sst>\0' "$cells"
        printf '<styleSheet/>\0<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>'
      } | seed xlsx
      cells=$(sed 's/[^;]*/<table:table-cell><text:p>&<\/text:p><\/table:table-cell>/g; s/;//g' ../examples/lists/2022-president.csv |
        sed 's/.*/<table:table-row>&<\/table:table-row>/')
      printf '<office:document-content><table:table table:name="a">%s</table:table></office:document-content>' "$cells" | seed ods
      ;;
    drill) for drill in ../crates/course/drills/*.toml; do seed "$(basename "$drill")" <"$drill"; done ;;
    log) seed whole <../docs/formats/log.jsonl ;;
    signature)
      seed key <../docs/formats/example.pub
      seed whole <../docs/formats/example.tandau.minisig
      ;;
    package)
      seed whole <../docs/formats/example.tandau
      { cat ../docs/formats/election.json; printf '\000'; cat ../docs/formats/form.toml; printf '\000detail\000x'; } | seed listed
      ;;
    clip) for clip in ../assets/speech/kk/number.plain.0[0-2].flac; do seed "$(basename "$clip")" <"$clip"; done ;;
    measure)
      # Made by the program, if it is there: the project keeps none.
      for file in ../out/*/*/specimen.pdf; do
        [ ! -e "$file" ] || seed "$(basename "$(dirname "$file")").pdf" <"$file"
      done
      ;;
    png) for file in ../docs/manual/pictures/*.png; do seed "$(basename "$file")" <"$file"; done ;;
  esac
}

# What libFuzzer needs, by flags that the stable compiler has.
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-trace-compares"
coverage+=" -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Ccodegen-units=1"
host=$(rustc -vV | sed -n 's/^host: //p')
# All targets of one kind at once: the libraries of each alone would have other features.
case "$target" in
  station) kind=(--features kiosk --bin station) ;;
  measure | stencils) kind=(--features stencil-gen --bin measure --bin stencils) ;;
  *) kind=(--bins) ;;
esac
RUSTFLAGS="$coverage -Cdebug-assertions" cargo build --locked --release --quiet --target "$host" "${kind[@]}"
program="${CARGO_TARGET_DIR:-target}/$host/release/$target"
seeds

if [ -n "$keep" ]; then
  least=$(mktemp -d)
  trap 'rm -rf "$least"' EXIT
  "$program" -merge=1 -rss_limit_mb=512 -timeout=5 "$least" "corpus/$target" 2>&1 | tail -n 2
  find "corpus/$target" -name 'kept-*' -delete
  # Only what is small: it is to be read by people, too.
  find "$least" -type f -size -4k | LC_ALL=C sort | sed -n 1,100p | nl -nrz -w3 | while read -r number file; do
    cp "$file" "corpus/$target/kept-$number"
  done
  find "corpus/$target" -name 'kept-*' | wc -l
  exit 0
fi
told=$(mktemp)
trap 'rm -f "$told"' EXIT
if "$program" -max_total_time="$seconds" -print_final_stats=1 -rss_limit_mb=512 -timeout=5 \
  -artifact_prefix="corpus/" "corpus/$target" >"$told" 2>&1
then
  tail -n 6 "$told"
else
  # All of it: what went wrong stands before the numbers.
  tail -n 200 "$told"
  exit 1
fi
