//! `kiosk`: see `kiosk --help`.

use std::alloc::System;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;

use kiosk::cli::{self, Ending};
use kiosk::protect;
use zeroizing_alloc::ZeroAlloc;

/// Every piece of memory that is given back is overwritten: strings of the screen, of speech and of devices among them.
#[global_allocator]
static ALLOCATOR: ZeroAlloc<System> = ZeroAlloc(System);

fn main() -> ExitCode {
    let arguments: Vec<_> = std::env::args_os().collect();
    let (out, err) = (io::stdout(), io::stderr());
    // Before anything of a voter can be in memory.
    protect::tell_panics_by_code(cli::language_of(&arguments), arguments.clone(), cli::has_screen(&arguments));
    if let Err(problem) = protect::protect() {
        let ending = cli::refuse(&mut err.lock(), cli::language_of(&arguments), &[problem.into()]);
        return ExitCode::from(ending.unwrap_or(Ending::Failed).code());
    }
    let run = catch_unwind(AssertUnwindSafe(|| cli::run(arguments, &mut out.lock(), &mut err.lock())));
    match run {
        Ok(Ok(ending)) => ExitCode::from(ending.code()),
        // The reader of the summary has gone, as in `… | head`; the files are written.
        Ok(Err(error)) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        // Nobody is left to tell when the terminal is gone. A panic has been told by its hook.
        Ok(Err(_)) | Err(_) => ExitCode::from(Ending::Failed.code()),
    }
}
