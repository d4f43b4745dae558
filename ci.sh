#!/usr/bin/env bash
# Everything CI runs, in order. `make test` calls it, `.ci/run` calls `make test`.
set -euo pipefail
cd "$(dirname "$0")"

cargo fmt --all --check
# All of it at once, also what only the appliance needs: a test asks Cargo what that is made of.
cargo fetch --locked --quiet
# The fuzzers are a workspace of their own: what they lock has to fit this one.
cargo metadata --locked --manifest-path fuzz/Cargo.toml --format-version 1 >/dev/null
cargo clippy --locked --workspace --all-targets --quiet -- -D warnings
cargo test --locked --workspace --quiet
RUSTDOCFLAGS="-D warnings" cargo doc --locked --workspace --no-deps --quiet
