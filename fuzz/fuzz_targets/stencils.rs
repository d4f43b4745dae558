//! Any bytes as one of the files that a print shop gets: no panic in the proof-reader, and a changed file is found. The first
//! byte chooses the file; the second whether the bytes stand for it or are put into it.
#![no_main]

use std::fs;
use std::path::PathBuf;
use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use stencil_gen::check::{self, Given};
use stencil_gen::cli;
use tempfile::TempDir;

/// A contest's folder as it was made, and its files.
struct Made {
    _folder: TempDir,
    contest: PathBuf,
    files: Vec<(PathBuf, Vec<u8>)>,
}

fn make() -> Made {
    let folder = TempDir::new_in("/dev/shm").expect("a folder in memory");
    let project = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut arguments: Vec<std::ffi::OsString> = vec!["stencil-gen".into(), "make".into()];
    arguments.push(project.join("examples/elections/2024-referendum-npp/election.json").into());
    arguments.extend(["--form".into(), project.join("examples/forms/a4-2rows.toml").into()]);
    arguments.extend(["--out".into(), folder.path().join("out").into()]);
    arguments.extend(["--formats", "pdf,svg,dxf,stl"].map(Into::into));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let ending = cli::run(arguments, &mut out, &mut err).expect("memory takes it");
    assert_eq!(ending, cli::Ending::Done, "{}", String::from_utf8_lossy(&err));
    let mut contests = fs::read_dir(folder.path().join("out")).expect("what was made");
    let contest = contests.next().expect("a contest").expect("its folder").path();
    let mut files: Vec<_> = fs::read_dir(&contest)
        .expect("its files")
        .map(|entry| entry.expect("one of them").path())
        .filter(|path| path.is_file())
        .map(|path| (path.clone(), fs::read(path).expect("it was just written")))
        .collect();
    files.sort();
    Made { _folder: folder, contest, files }
}

static MADE: OnceLock<Made> = OnceLock::new();

// Made before the first input, whose time is limited.
fuzz_target!(init: { MADE.get_or_init(make); }, |bytes: &[u8]| {
    let Made { contest, files, .. } = MADE.get_or_init(make);
    let [which, how, bytes @ ..] = bytes else { return };
    let (path, own) = &files[usize::from(*which) % files.len()];
    let changed = match usize::from(*how) {
        0 => bytes.to_vec(),
        at => {
            let at = own.len() * at / 256;
            let rest = own.get(at + bytes.len()..).unwrap_or_default();
            [&own[..at], bytes, rest].concat()
        }
    };
    fs::write(path, &changed).expect("a file in memory");
    let checked = check::folder(contest, &Given::default());
    fs::write(path, own).expect("a file in memory");
    let found = checked.map_or(true, |checked| !checked.found.is_empty());
    assert!(found || changed == *own || says_the_same(&changed, own), "{} was changed and nothing is found", path.display());
});

/// A report with other blanks says what it said.
fn says_the_same(changed: &[u8], own: &[u8]) -> bool {
    let [changed, own] = [changed, own].map(|bytes| serde_json::from_slice::<serde_json::Value>(bytes).ok());
    own.is_some() && changed == own
}
