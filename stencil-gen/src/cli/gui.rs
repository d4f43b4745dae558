//! `stencil-gen gui`: starts the window's own program, which lies beside this one, so that this one needs no display.

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use ballot::Language;
use clap::Args;

use super::{Ending, refuse};
use crate::notice::{FileProblem, Notice};

/// The window's program.
const PROGRAM: &str = "stencil-gen-gui";

#[derive(Debug, Args)]
pub(super) struct GuiArgs {
    /// Files to open: a list, and the ballot's PDF, scan or form.
    files: Vec<PathBuf>,
}

/// Runs the command: waits until the window is closed.
pub(super) fn run(args: &GuiArgs, language: Language, err: &mut impl Write) -> io::Result<Ending> {
    let own = std::env::current_exe().unwrap_or_default();
    start(&beside(&own), args, language).map_or_else(|notice| refuse(err, language, &[notice]), Ok)
}

/// The window's program beside this one.
fn beside(own: &Path) -> PathBuf {
    own.with_file_name(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX))
}

fn start(program: &Path, args: &GuiArgs, language: Language) -> Result<Ending, Notice> {
    let status = Command::new(program).args(["--ui-language", language.code()]).args(&args.files).status();
    let status = status.map_err(|error| {
        Notice::from(FileProblem::NoWindowProgram { program: program.to_owned(), detail: error.to_string() })
    })?;
    // What is wrong, the window's program has told itself.
    Ok(if status.success() { Ending::Done } else { Ending::Failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_not_there_is_named_and_one_that_is_there_is_started() {
        let folder = tempfile::tempdir().unwrap();
        let program = beside(&folder.path().join("stencil-gen"));
        let args = GuiArgs { files: Vec::new() };
        let notice = start(&program, &args, Language::En).unwrap_err();
        assert_eq!(notice.coded().code().as_str(), "S640");
        assert!(notice.explain(Language::En).contains(PROGRAM));
        assert_eq!(start(Path::new("true"), &args, Language::En).unwrap(), Ending::Done);
        assert_eq!(start(Path::new("false"), &args, Language::En).unwrap(), Ending::Failed);
    }
}
