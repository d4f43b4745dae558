//! `stencil-gen`: see `stencil-gen --help`.

use std::io;
use std::process::ExitCode;

fn main() -> ExitCode {
    let (out, err) = (io::stdout(), io::stderr());
    match stencil_gen::cli::run(std::env::args_os(), &mut out.lock(), &mut err.lock()) {
        Ok(ending) => ExitCode::from(ending.code()),
        // The reader of the summary has gone, as in `… | head`; the files are written.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        // Nobody is left to tell when the terminal is gone.
        Err(_) => ExitCode::from(stencil_gen::cli::Ending::Failed.code()),
    }
}
