//! The screen's letters travel in the program. The font system still wants a folder and refuses to start where the
//! system has none, so the program gives it one of its own: every machine then draws alike.

use std::fs;
use std::io::{self, Write};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Where the font system looks for its settings.
const SETTINGS: &str = "FONTCONFIG_FILE";
/// Where the appliance has them: nothing need be written, and the program not be started twice.
const INSTALLED: &str = "/usr/share/tandau/fonts/fonts.conf";
/// Set by [`ready`] for the program it starts in its own place: the folder to be taken away again.
const FOLDER: &str = "TANDAU_FONTS";

const REGULAR: &[u8] = include_bytes!("../../../assets/fonts/Inter-Regular.ttf");
const SETTINGS_TEXT: &[u8] = include_bytes!("../../../assets/fonts/fonts.conf");

/// Fonts in a folder of this program's own. It goes away when this is dropped.
#[derive(Debug)]
pub struct Fonts(Option<PathBuf>);

impl Drop for Fonts {
    fn drop(&mut self) {
        if let Some(folder) = &self.0 {
            // What stays behind in a temporary folder does no harm.
            drop(fs::remove_dir_all(folder));
        }
    }
}

/// Makes sure of the fonts: starts this program anew in its own place where they are not set up yet.
///
/// # Errors
///
/// The folder cannot be made, or the program not be started anew.
pub fn ready() -> io::Result<Fonts> {
    if std::env::var_os(SETTINGS).is_some_and(|settings| settings == INSTALLED) && Path::new(INSTALLED).is_file() {
        return Ok(Fonts(None));
    }
    match std::env::var_os(FOLDER) {
        // Only what this program made is taken away.
        Some(folder) if is_ours(Path::new(&folder)) => Ok(Fonts(Some(folder.into()))),
        _ => Err(again(&make()?)),
    }
}

fn is_ours(folder: &Path) -> bool {
    folder.is_absolute() && folder.join("fonts.conf").is_file() && folder.join("Inter-Regular.ttf").is_file()
}

fn make() -> io::Result<PathBuf> {
    let folder = tempfile::Builder::new().prefix("tandau-fonts-").tempdir()?;
    for (name, bytes) in [("Inter-Regular.ttf", REGULAR), ("fonts.conf", SETTINGS_TEXT)] {
        fs::File::create(folder.path().join(name))?.write_all(bytes)?;
    }
    Ok(folder.keep())
}

/// Starts this program anew in its own place; comes back only if that fails.
fn again(folder: &Path) -> io::Error {
    let program = match std::env::current_exe() {
        Ok(program) => program,
        Err(error) => return error,
    };
    let error = Command::new(program)
        .args(std::env::args_os().skip(1))
        .env(SETTINGS, folder.join("fonts.conf"))
        .env(FOLDER, folder)
        .exec();
    drop(fs::remove_dir_all(folder));
    error
}
