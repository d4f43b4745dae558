//! The last resort: the program starts itself anew in its own place. Everything of a voter is gone with the old
//! program's memory, and the new one shows a poll worker what happened.

use std::ffi::OsString;
use std::os::unix::process::CommandExt;
use std::process::Command;

use wording::Code;

/// The option that names the code to show.
pub const FAULT_OPTION: &str = "--fault";

/// Starts this program anew in its own place, to show `fault` where there is one. Comes back only if that fails.
pub fn start_anew(arguments: &[OsString], fault: Option<Code>) {
    let Ok(program) = std::env::current_exe() else { return };
    let mut command = Command::new(program);
    command.args(without_fault(arguments));
    if let Some(fault) = fault {
        command.arg(FAULT_OPTION).arg(fault.as_str());
    }
    // It only comes back with an error, and then the caller does what is left to do.
    drop(command.exec());
}

/// Whether this program was started to show a fault.
#[must_use]
pub fn shows_fault(arguments: &[OsString]) -> bool {
    arguments.iter().any(|argument| argument == FAULT_OPTION)
}

/// The arguments of the program, without its name and without a fault to show.
fn without_fault(arguments: &[OsString]) -> Vec<&OsString> {
    let mut kept = Vec::new();
    let mut rest = arguments.iter().skip(1);
    while let Some(argument) = rest.next() {
        if argument == FAULT_OPTION {
            rest.next();
        } else {
            kept.push(argument);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_shown_before_is_not_shown_again() {
        let arguments: Vec<OsString> =
            ["kiosk", "--fault", "K499", "--station", "booth.toml"].map(OsString::from).to_vec();
        assert_eq!(without_fault(&arguments), ["--station", "booth.toml"]);
        assert!(shows_fault(&arguments) && !shows_fault(&arguments[3..]));
    }
}
