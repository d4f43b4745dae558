//! The hashes of everything a batch wrote (`SHA256SUMS`, which `sha256sum -c` reads), and their
//! signature.

use std::fs::File;
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};

use ballot::package::SecretKey;

use super::place::{ABOUT, STENCILS};
use super::run::Batch;
use crate::folder::{self, sha256};
use crate::notice::FileProblem;
use crate::packaging::signature_path;

const SUMS: &str = "SHA256SUMS";

/// The ballots in the order of their folders' paths.
pub(super) fn by_folder(batch: &Batch<'_>) -> Vec<usize> {
    let mut ballots: Vec<usize> = (0..batch.manifest.ballots.len()).collect();
    // With the slash, so that `a.b` comes before `a/`.
    ballots.sort_by_cached_key(|at| batch.manifest.ballots.name(*at).map(|name| format!("{name}/")));
    ballots
}

/// Writes the hashes, read from the disk, in the order of the paths' bytes.
pub(super) fn write(batch: &Batch<'_>) -> Result<(), FileProblem> {
    let out = batch.out.path();
    let about =
        |after: bool| ABOUT.into_iter().filter(move |name| !name.starts_with(SUMS) && (*name > STENCILS) == after);
    let ballots = by_folder(batch);
    batch.out.put(SUMS, |to| {
        about(false).try_for_each(|name| one(to, out, name))?;
        for at in ballots {
            let name = batch.manifest.ballots.name(at);
            let Some((name, made)) = name.zip(batch.state(at).and_then(|own| own.made)) else { continue };
            let folder = format!("{STENCILS}/{name}/{}", made.contest);
            let mut names = folder::names_in(&out.join(&folder));
            names.sort();
            names.iter().try_for_each(|name| one(to, out, &format!("{folder}/{name}")))?;
        }
        about(true).try_for_each(|name| one(to, out, name))
    })
}

fn one(to: &mut dyn Write, out: &Path, name: &str) -> io::Result<()> {
    let bytes = std::fs::read(out.join(name))?;
    writeln!(to, "{}  {name}", sha256(&bytes))
}

/// Signs the hashes; `minisign -Vm SHA256SUMS -p KEY.pub` proves them. The same hashes and key give
/// the same signature.
pub(super) fn sign(batch: &Batch<'_>, key: &SecretKey) -> Result<PathBuf, FileProblem> {
    let path = signature_path(&batch.out.path().join(SUMS));
    let unwritable = |detail: String| FileProblem::Unwritable { path: path.clone(), detail };
    let sums = File::open(batch.out.path().join(SUMS)).map_err(|error| unwritable(error.to_string()))?;
    let comment = format!("batch ballots={} orders={}", batch.manifest.ballots.len(), batch.manifest.orders.len());
    let signature = key.sign_sums(BufReader::new(sums), &comment).map_err(|error| unwritable(error.to_string()))?;
    batch.out.put("SHA256SUMS.minisig", |to| to.write_all(signature.as_bytes()))?;
    Ok(path)
}
