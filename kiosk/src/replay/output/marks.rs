//! The folder of the pages that the printer put onto the sheets: `marks/CONTEST.pdf`.

use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

use super::screens::{check_all, write_all};
use crate::notice::FileProblem;

/// What every page of the booth's begins with.
const BEGINNING: &[u8] =
    b"%PDF-1.6\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /ViewerPreferences << /PrintScaling /None >> >>";

/// Only pages of an earlier run lie there.
pub(super) fn check(folder: &Path) -> Result<(), FileProblem> {
    check_all(folder, is_ours)
}

fn is_ours(path: &Path) -> bool {
    let named = path.extension().is_some_and(|extension| extension == "pdf");
    let plain = fs::symlink_metadata(path).is_ok_and(|found| found.is_file());
    let mut begin = Vec::new();
    let most = BEGINNING.len() as u64;
    let read = |begin: &mut Vec<u8>| File::open(path).and_then(|file| file.take(most).read_to_end(begin));
    named && plain && read(&mut begin).is_ok() && begin == BEGINNING
}

/// Writes the pages, by the contest's identifier, and takes away those of an earlier run.
pub(super) fn write(folder: &Path, pages: &[(String, Vec<u8>)]) -> Result<(), FileProblem> {
    write_all(folder, pages.iter().map(|(contest, page)| (format!("{contest}.pdf"), page.as_slice())).collect())
}
