//! `stencil-gen-gui`: see `stencil-gen-gui --help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(stencil_gui::cli::run())
}
