#!/usr/bin/env bash
# Everything CI runs, in order. `make test` calls it, `.ci/run` calls `make test`.
set -euo pipefail
cd "$(dirname "$0")"

cargo fmt --all --check
cargo clippy --locked --workspace --all-targets --quiet -- -D warnings
cargo test --locked --workspace --quiet
RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --quiet
