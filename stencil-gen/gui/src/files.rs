//! Choosing a file or a folder without the window system's help, by keyboard alone.

use std::fs;
use std::path::{Path, PathBuf};

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// A list of candidates.
    List,
    /// The ballot of a contest: its PDF, a scan or a form.
    Ballot {
        /// The contest's identifier.
        contest: String,
    },
    /// A manifest of the whole country.
    Manifest,
    /// The folder for stencils.
    OutFolder,
    /// The folder for the whole country.
    CountryFolder,
    /// A secret key.
    Key,
}

impl Wanted {
    /// The endings of such files; nothing for folders.
    #[must_use]
    pub const fn endings(&self) -> &'static [&'static str] {
        match self {
            Self::List => &["xlsx", "ods", "csv", "tsv", "txt", "json"],
            Self::Ballot { .. } => &["pdf", "toml", "png", "pgm", "ppm", "pnm"],
            Self::Manifest => &["xlsx", "ods", "csv"],
            Self::Key => &["key"],
            Self::OutFolder | Self::CountryFolder => &[],
        }
    }

    /// Whether a folder is looked for.
    #[must_use]
    pub const fn is_folder(&self) -> bool {
        matches!(self, Self::OutFolder | Self::CountryFolder)
    }
}

/// A folder's content to choose from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browse {
    /// What is looked for.
    pub wanted: Wanted,
    /// The folder that is looked into.
    pub folder: PathBuf,
    /// Its folders, then its files that could be it, in order.
    pub entries: Vec<Entry>,
}

/// A folder or a file to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Whether it is a folder.
    pub is_folder: bool,
}

impl Browse {
    /// Looks into a folder, or into the nearest above it that there is.
    #[must_use]
    pub fn at(folder: &Path, wanted: Wanted) -> Self {
        let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
        let folder = whole.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("/")).to_owned();
        let mut entries: Vec<Entry> = fs::read_dir(&folder)
            .into_iter()
            .flatten()
            .filter_map(Result::ok)
            .map(|entry| Entry {
                name: entry.file_name().to_string_lossy().into_owned(),
                is_folder: entry.path().is_dir(),
            })
            .filter(|entry| !entry.name.starts_with('.') && (entry.is_folder || fits(&entry.name, &wanted)))
            .collect();
        entries.sort_by_key(|entry| (!entry.is_folder, entry.name.to_lowercase()));
        Self { wanted, folder, entries }
    }

    /// The folder above.
    #[must_use]
    pub fn above(&self) -> Self {
        Self::at(self.folder.parent().unwrap_or(&self.folder), self.wanted.clone())
    }

    /// The path of an entry.
    #[must_use]
    pub fn path(&self, index: usize) -> Option<(PathBuf, bool)> {
        self.entries.get(index).map(|entry| (self.folder.join(&entry.name), entry.is_folder))
    }
}

fn fits(name: &str, wanted: &Wanted) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_lowercase()).unwrap_or_default();
    wanted.endings().contains(&ending.as_str())
}

/// A path as somebody types it, or as a file manager puts it into the clipboard: `file:///home/aigul/list.xlsx`.
#[must_use]
pub(crate) fn typed(text: &str) -> PathBuf {
    let text = text.trim().trim_matches(['"', '\'']).lines().next().unwrap_or_default();
    match text.strip_prefix("file://") {
        None => PathBuf::from(text),
        Some(path) => PathBuf::from(unescaped(path)),
    }
}

/// `%D2%9B` and the like as the letters they stand for.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let pair = (byte == b'%').then(|| Some([ahead.next()?, ahead.next()?])).flatten();
        let hex = pair.and_then(|pair| u8::from_str_radix(std::str::from_utf8(&pair).ok()?, 16).ok());
        match hex {
            Some(hex) => {
                bytes.push(hex);
                rest = ahead;
            }
            None => bytes.push(byte),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_may_be_typed_quoted_or_pasted_from_a_file_manager() {
        assert_eq!(typed(" /home/a b/list.xlsx "), Path::new("/home/a b/list.xlsx"));
        assert_eq!(typed("\"/home/list.xlsx\""), Path::new("/home/list.xlsx"));
        assert_eq!(typed("file:///home/%D2%9B%20%D0%B0.csv\r\n"), Path::new("/home/қ а.csv"));
        assert_eq!(typed("file:///50%.csv"), Path::new("/50%.csv"));
    }

    #[test]
    fn a_folder_shows_its_folders_and_the_files_that_could_be_it() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.xlsx", "A.CSV", "photo.jpg", ".hidden.csv"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("z")).unwrap();
        let names = |browse: &Browse| browse.entries.iter().map(|entry| entry.name.clone()).collect::<Vec<_>>();
        let browse = Browse::at(folder.path(), Wanted::List);
        assert_eq!(names(&browse), ["z", "A.CSV", "b.xlsx"]);
        assert_eq!(names(&Browse::at(folder.path(), Wanted::OutFolder)), ["z"]);
        assert_eq!(Browse::at(&folder.path().join("z"), Wanted::List).above(), browse);
        // A folder that is not there leads to the one it would be in.
        assert_eq!(Browse::at(&folder.path().join("no/such"), Wanted::List).folder, browse.folder);
    }
}
