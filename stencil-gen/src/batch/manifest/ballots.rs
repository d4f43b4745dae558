//! Ballots and names of a manifest in few bytes: a country's worth must not weigh. They lie in few
//! pieces of memory, whatever their number, and a ballot is unpacked while somebody looks at it.

use std::io::{Read, Write};
use std::path::{Component, Path, PathBuf};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use serde::{Deserialize, Serialize};

use super::OwnOptions;

/// Texts one after the other in one piece of memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    all: String,
    /// Where each ends.
    ends: Vec<u32>,
}

impl Texts {
    /// Adds a text at the end.
    pub(super) fn push(&mut self, text: &str) {
        self.all.push_str(text);
        // A manifest of more than 64 MB is refused before it is read.
        self.ends.push(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
    }

    /// The text at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<&str> {
        let start = match at.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        self.all.get(start as usize..*self.ends.get(at)? as usize)
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}

/// How many texts are packed together. Those of neighbors are nearly alike, and so take little room.
const BLOCK: usize = 64;

/// Texts that are seldom looked at, packed (RFC 1951).
#[derive(Clone, Debug, Default)]
struct Packed {
    blocks: Vec<u8>,
    /// Where each block ends.
    ends: Vec<u32>,
    /// The texts behind the last block.
    rest: Texts,
}

impl Packed {
    fn push(&mut self, text: &str) {
        self.rest.push(text);
        if self.rest.len() == BLOCK {
            let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
            let ends = self.rest.ends.iter().flat_map(|end| end.to_le_bytes());
            let block: Vec<u8> = ends.chain(self.rest.all.bytes()).collect();
            // Memory takes everything that is written. Where it does not, the block is empty, and its ballots errors.
            let packed = encoder.write_all(&block).and_then(|()| encoder.finish());
            self.blocks.extend(packed.unwrap_or_default());
            self.ends.push(u32::try_from(self.blocks.len()).unwrap_or(u32::MAX));
            self.rest = Texts::default();
        }
    }

    /// The texts of a block.
    fn block(&self, block: usize) -> Option<Texts> {
        let start = match block.checked_sub(1) {
            Some(before) => *self.ends.get(before)?,
            None => 0,
        };
        let Some(end) = self.ends.get(block) else { return (block == self.ends.len()).then(|| self.rest.clone()) };
        let packed = self.blocks.get(start as usize..*end as usize)?;
        let mut ends = [0; 4 * BLOCK];
        let mut reader = DeflateDecoder::new(packed);
        reader.read_exact(&mut ends).ok()?;
        let mut all = String::new();
        reader.read_to_string(&mut all).ok()?;
        let (ends, _) = ends.as_chunks();
        Some(Texts { all, ends: ends.iter().map(|end| u32::from_le_bytes(*end)).collect() })
    }

    fn get(&self, at: usize) -> Option<String> {
        self.block(at / BLOCK)?.get(at % BLOCK).map(str::to_owned)
    }

    fn iter(&self) -> impl Iterator<Item = String> {
        (0..=self.ends.len()).filter_map(|block| self.block(block)).flat_map(|block| {
            let texts: Vec<String> = block.iter().map(str::to_owned).collect();
            texts
        })
    }
}

/// A ballot to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ballot {
    /// Its list.
    pub list: PathBuf,
    /// Its form.
    pub form: PathBuf,
    /// Which contest of the list.
    pub contest: Option<String>,
    /// What its row says otherwise than the command line.
    pub own: OwnOptions,
    /// The manifest's first row that asks for it.
    pub row: u32,
    /// The name of its folder, which no other ballot has.
    pub name: String,
}

/// What a row says of its ballot. Two rows that say the same ask for the same ballot.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    /// Files, as the row names them.
    pub(super) list: String,
    pub(super) form: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) contest: Option<String>,
    #[serde(default)]
    pub(super) own: OwnOptions,
}

/// The ballots of a manifest, in the order in which they are first asked for.
#[derive(Clone, Debug, Default)]
pub struct Ballots {
    /// From which files are named.
    folder: PathBuf,
    /// What is said of each.
    said: Packed,
    rows: Vec<u32>,
    names: Texts,
}

impl Ballots {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), ..Self::default() }
    }

    /// A file as it is named from the folder, always in the same way.
    pub(super) fn own(&self, file: &str) -> String {
        let path = Path::new(file).components().filter(|part| !matches!(part, Component::CurDir));
        let path: PathBuf = path.collect();
        path.strip_prefix(&self.folder).unwrap_or(&path).to_string_lossy().into_owned()
    }

    /// Adds a ballot, as [`packed`].
    pub(in crate::batch) fn push(&mut self, said: &str, row: u32) {
        self.said.push(said);
        self.rows.push(row);
    }

    /// What is said of each ballot.
    pub(super) fn said(&self) -> impl Iterator<Item = Said> {
        self.said.iter().filter_map(|said| unpacked(&said))
    }

    /// Gives each its name.
    pub(super) fn set_names(&mut self, names: Texts) {
        self.names = names;
    }

    /// How many there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The ballot at a place.
    #[must_use]
    pub fn get(&self, at: usize) -> Option<Ballot> {
        let Said { list, form, contest, own } = unpacked(&self.said.get(at)?)?;
        let [list, form] = [list, form].map(|file| self.folder.join(file));
        Some(Ballot { list, form, contest, own, row: *self.rows.get(at)?, name: self.name(at)?.to_owned() })
    }

    /// The name of a ballot's folder.
    #[must_use]
    pub fn name(&self, at: usize) -> Option<&str> {
        self.names.get(at)
    }

    /// The names of all folders.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter()
    }

    /// All of them, one after the other.
    pub fn iter(&self) -> impl Iterator<Item = Ballot> {
        (0..self.len()).filter_map(|at| self.get(at))
    }
}

/// What a row says, as text.
pub(super) fn packed(said: &Said) -> Option<String> {
    serde_json::to_string(said).ok()
}

fn unpacked(said: &str) -> Option<Said> {
    serde_json::from_str(said).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_packed_comes_out_as_it_was() {
        let plain = Said { list: "a;\"b\".csv".into(), form: "f".into(), contest: None, own: OwnOptions::default() };
        let own = OwnOptions {
            date: Some("2026-11-22".into()),
            title_kk: Some("Ә".into()),
            title_ru: Some("Э".into()),
            max_choices: Some(2),
            encoding: Some("pt154".into()),
            given_first: Some(false),
            language: Some("kk".into()),
            notches: Some(5),
        };
        let full = Said { contest: Some("c".into()), own, ..plain.clone() };
        let mut ballots = Ballots::new(Path::new("folder"));
        for (row, said) in (2..).zip([&plain, &full]) {
            ballots.push(&packed(said).unwrap(), row);
        }
        let mut names = Texts::default();
        ["first", "second"].iter().for_each(|name| names.push(name));
        ballots.set_names(names);
        assert_eq!(ballots.said().collect::<Vec<_>>(), [plain, full.clone()]);
        let second = ballots.get(1).unwrap();
        assert_eq!((second.name.as_str(), second.row, second.own), ("second", 3, full.own));
        assert_eq!(second.list, Path::new("folder/a;\"b\".csv"));
        assert_eq!((ballots.len(), ballots.get(2)), (2, None));
    }

    #[test]
    fn many_texts_come_out_of_their_blocks_in_their_order() {
        for count in [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 5] {
            let texts: Vec<String> = (0..count).map(|at| format!("№ {at}").repeat(at % 3)).collect();
            let mut packed = Packed::default();
            texts.iter().for_each(|text| packed.push(text));
            assert!(packed.iter().eq(texts.iter().cloned()), "{count}");
            assert!((0..count).all(|at| packed.get(at).as_ref() == texts.get(at)), "{count}");
            assert_eq!(packed.get(count), None);
        }
    }

    #[test]
    fn a_file_has_one_name_however_it_is_written() {
        let ballots = Ballots::new(Path::new("/desk"));
        for file in ["lists/a.csv", "./lists//a.csv", "lists/./a.csv", "/desk/lists/a.csv"] {
            assert_eq!(ballots.own(file), "lists/a.csv");
        }
        assert_eq!(ballots.own("../a.csv"), "../a.csv");
        assert_eq!(ballots.own("/other/a.csv"), "/other/a.csv");
    }

    #[test]
    fn texts_may_be_empty_and_keep_their_places() {
        let mut texts = Texts::default();
        ["", "ә", "", "b"].iter().for_each(|text| texts.push(text));
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["", "ә", "", "b"]);
        assert_eq!((texts.get(4), texts.len()), (None, 4));
    }
}
