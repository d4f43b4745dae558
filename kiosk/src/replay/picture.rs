//! Scans that a script puts into the scanner.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use sheet_image::Gray;
use zeroize::Zeroizing;

use crate::notice::ScriptProblem;

/// A larger file is no scan, in bytes: A3 in color at 600 dpi.
const LARGEST: u64 = 256 * 1024 * 1024;
/// What every PNG file begins with.
const PNG: [u8; 8] = *b"\x89PNG\r\n\x1a\n";

/// Reads a PNM or PNG file. Without a resolution the sheet is known by its outline.
pub(super) fn read(path: &Path, dpi: Option<u16>) -> Result<Gray, ScriptProblem> {
    let refused = |detail: String| ScriptProblem::ScanNotRead { path: path.to_owned(), detail };
    let mut bytes = Zeroizing::new(Vec::new());
    let read = File::open(path).and_then(|file| file.take(LARGEST).read_to_end(&mut bytes));
    read.map_err(|error| refused(error.to_string()))?;
    let dpi = dpi.map(f64::from);
    if bytes.starts_with(&PNG) {
        Gray::from_png(&bytes, dpi).map_err(|error| refused(error.to_string()))
    } else {
        Gray::from_pnm(&bytes, dpi).map_err(|error| refused(error.to_string()))
    }
}
