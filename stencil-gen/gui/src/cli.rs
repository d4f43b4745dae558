//! The command line of the window's program: files to open, and its language.

use std::io::{self, Write};
use std::path::PathBuf;

use ballot::Language;
use clap::{Parser, ValueEnum};
use stencil_gen::notice::{FileProblem, Notice};

use crate::{Action, Clerk, Desk, Kept};

/// The window of stencil-gen.
#[derive(Debug, Parser)]
#[command(name = "stencil-gen-gui", version, about)]
struct Cli {
    /// Language of the window: kk, ru or en. Without it that of last time, else LANG decides.
    #[arg(long, value_name = "LANGUAGE")]
    ui_language: Option<UiLanguage>,
    /// Files to open: a list, and the ballot's PDF, scan or form. A file manager gives those that are dropped on the
    /// program.
    files: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum UiLanguage {
    Kk,
    Ru,
    En,
}

/// The exit code after a failure.
const FAILED: u8 = 3;

/// Runs the program until its window is closed, and gives its exit code.
#[must_use]
pub fn run() -> u8 {
    let cli = Cli::parse();
    let kept = Kept::usual();
    let language = match cli.ui_language {
        Some(UiLanguage::Kk) => Language::Kk,
        Some(UiLanguage::Ru) => Language::Ru,
        Some(UiLanguage::En) => Language::En,
        None => kept.language().unwrap_or_else(|| wording::locale_language(|name| std::env::var(name).ok())),
    };
    match open(cli.files, kept, language) {
        Ok(()) => 0,
        Err(notice) => {
            // Nobody is left to tell when there is no terminal either.
            let _ = writeln!(io::stderr(), "{}", notice.explain(language));
            FAILED
        }
    }
}

fn open(files: Vec<PathBuf>, kept: Kept, language: Language) -> Result<(), Notice> {
    let no_window = |detail: String| Notice::from(FileProblem::NoWindow { detail });
    let fonts = screen_fonts::ready().map_err(|error| no_window(error.to_string()))?;
    let mut desk = Desk::new(kept, language);
    for file in files {
        desk.act(Action::Drop(file));
    }
    let clerk = Clerk::new(desk).map_err(|error| no_window(error.to_string()))?;
    clerk.open().map_err(|error| no_window(error.to_string()))?;
    let ended = clerk.run().map_err(|error| no_window(error.to_string()));
    // Letters are looked for as long as the window is there: a field that goes away asks for them once more.
    drop(fonts);
    ended
}
