//! What keeps a voter's choices from being read out of this process: no core dump, no other program may look into its
//! memory, and a panic is told by its code alone.

use std::ffi::OsString;
use std::io::Write;
use std::panic;

use ballot::Language;
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use wording::Code;

use crate::anew::{shows_fault, start_anew};
use crate::notice::{StartProblem, told};

/// Forbids core dumps and the reading of this process's memory by others: `PR_SET_DUMPABLE` (prctl(2)) also closes
/// `ptrace` and `/proc/PID/mem` to every program without the rights of the system's owner.
///
/// # Errors
///
/// [`StartProblem::NotProtected`]: the booth must not be used.
pub fn protect() -> Result<(), StartProblem> {
    let none = Rlimit { current: Some(0), maximum: Some(0) };
    setrlimit(Resource::Core, none)
        .and_then(|()| set_dumpable_behavior(DumpableBehavior::NotDumpable))
        .map_err(|error| StartProblem::NotProtected { detail: error.to_string() })
}

/// From now on a panic prints K499 in this language and nothing else: neither its message nor its place in the code,
/// since both can follow from what a voter chose. No backtrace is made.
///
/// Then the program starts itself anew in its own place and shows the code to a poll worker; a program without a
/// screen, and one that fails while it does just that, ends.
pub fn tell_panics_by_code(language: Language, arguments: Vec<OsString>, has_screen: bool) {
    panic::set_hook(Box::new(move |_| {
        // Nobody is left to tell when the terminal is gone.
        let _ = writeln!(std::io::stderr(), "{}", told(Code::K499, language));
        if has_screen && !shows_fault(&arguments) {
            start_anew(&arguments, Some(Code::K499));
        }
    }));
}
