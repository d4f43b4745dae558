//! Clips kept from one making to the next. A kept clip that was cut short or changed is made anew.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::engine::hex;
use crate::flac;
use crate::problem::SpeechProblem;
use crate::quality::Seen;

/// A folder of clips.
pub(super) struct Cache(PathBuf);

/// A clip with what processing saw.
pub(super) struct Cached {
    pub(super) samples: Vec<i16>,
    pub(super) flac: Vec<u8>,
    pub(super) seen: Seen,
}

/// The first line of a kept file; the clip follows.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    limited_db: f64,
    clipped: usize,
    sha256: String,
}

impl Cache {
    /// A cache in `folder`, which is made if it is not there.
    pub(super) fn open(folder: &Path) -> Result<Self, SpeechProblem> {
        fs::create_dir_all(folder).map_err(|error| SpeechProblem::folder(folder, &error))?;
        Ok(Self(folder.to_owned()))
    }

    fn path(&self, key: &str) -> PathBuf {
        self.0.join(format!("{key}.clip"))
    }

    /// The clip under this key, if it is there and whole.
    pub(super) fn get(&self, key: &str) -> Option<Cached> {
        let bytes = fs::read(self.path(key)).ok()?;
        let end = bytes.iter().position(|byte| *byte == b'\n')?;
        let Head { limited_db, clipped, sha256 } = serde_json::from_slice(bytes.get(..end)?).ok()?;
        let flac = bytes.get(end + 1..)?.to_vec();
        if hex(&Sha256::digest(&flac)) != sha256 {
            return None;
        }
        Some(Cached { samples: flac::read(&flac)?, flac, seen: Seen { limited_db, clipped } })
    }

    /// Keeps a clip. Whoever reads at the same time sees the whole of it or nothing.
    pub(super) fn put(&self, key: &str, clip: &Cached) -> Result<(), SpeechProblem> {
        let Seen { limited_db, clipped } = clip.seen;
        let head = Head { limited_db, clipped, sha256: hex(&Sha256::digest(&clip.flac)) };
        let write = || {
            let mut file = tempfile::NamedTempFile::new_in(&self.0)?;
            serde_json::to_writer(&mut file, &head)?;
            file.write_all(b"\n")?;
            file.write_all(&clip.flac)?;
            file.persist(self.path(key)).map_err(|error| error.error)?;
            Ok(())
        };
        write().map_err(|error: std::io::Error| SpeechProblem::folder(self.path(key), &error))
    }
}
