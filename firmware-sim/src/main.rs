//! `firmware-sim`: see `firmware-sim --help`.

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (mut out, mut err) = (io::stdout(), io::stderr());
    match firmware_sim::cli::run(std::env::args_os(), &mut out, &mut err) {
        Ok(ending) => ExitCode::from(ending.code()),
        // Nobody is left to tell when the terminal is gone.
        Err(_) => ExitCode::from(firmware_sim::cli::Ending::Failed.code()),
    }
}
