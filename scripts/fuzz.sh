#!/usr/bin/env bash
# Runs one fuzz target for a while: scripts/fuzz.sh TARGET [SECONDS]. Its corpus is kept under fuzz/corpus/TARGET.
set -euo pipefail
cd "$(dirname "$0")/../fuzz"
target=${1:?which target of fuzz/Cargo.toml?}
seconds=${2:-60}

# What libFuzzer needs, by flags that the stable compiler has.
coverage="-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-trace-compares"
coverage+=" -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table -Ccodegen-units=1"
host=$(rustc -vV | sed -n 's/^host: //p')
RUSTFLAGS="$coverage -Cdebug-assertions" cargo build --release --quiet --target "$host" --bin "$target"
mkdir -p "corpus/$target"
"target/$host/release/$target" -max_total_time="$seconds" -print_final_stats=1 -rss_limit_mb=512 -timeout=5 \
    -artifact_prefix="corpus/" "corpus/$target" 2>&1 | tail -n 12
