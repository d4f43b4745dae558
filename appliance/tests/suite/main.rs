//! What the programs are made of, and what is installed with them.
#![expect(clippy::unwrap_used, reason = "a test that meets something unexpected is to stop")]

mod supply;
mod system;

use std::path::{Path, PathBuf};

/// A path below the project's folder.
fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}
