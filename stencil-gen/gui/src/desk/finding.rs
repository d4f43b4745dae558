//! Finding a file: by the pages of folders, by its path, or dropped on the program.

use std::path::{Path, PathBuf};

use super::{Action, Desk, Sheet, Step};
use crate::files::{Browse, Wanted, typed};

impl Desk {
    pub(super) fn find(&mut self, action: Action) {
        match action {
            Action::Browse(wanted) => self.browse = Some(Browse::at(&self.nearby(&wanted), wanted)),
            Action::BrowseInto(index) => {
                let Some(browse) = self.browse.clone() else { return };
                match browse.path(index) {
                    Some((path, true)) => self.browse = Some(Browse::at(&path, browse.wanted)),
                    Some((path, false)) => self.take(&path, browse.wanted),
                    None => {}
                }
            }
            Action::BrowseUp => self.browse = self.browse.as_ref().map(Browse::above),
            Action::ChooseFolder => {
                if let Some(browse) = self.browse.clone().filter(|browse| browse.wanted.is_folder()) {
                    self.take(&browse.folder, browse.wanted);
                }
            }
            Action::StopBrowsing => self.browse = None,
            Action::Type(text) => {
                let path = typed(&text);
                let wanted = self.browse.as_ref().map(|browse| browse.wanted.clone()).or_else(|| self.needed());
                match wanted {
                    Some(wanted) if path.is_dir() && !wanted.is_folder() => {
                        self.browse = Some(Browse::at(&path, wanted));
                    }
                    Some(wanted) if !path.as_os_str().is_empty() => self.take(&path, wanted),
                    _ => {}
                }
            }
            Action::Drop(path) => self.drop_file(&path),
            _ => {}
        }
    }

    /// Takes a file for what it looks like. What is neither list nor ballot is read as a list, which says what it is not.
    fn drop_file(&mut self, path: &Path) {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
        let ballot = Wanted::Ballot { contest: self.contest_without_sheet() };
        if !ballot.endings().contains(&ending.as_str()) {
            self.take(path, Wanted::List);
        } else if self.contests().is_empty() {
            self.browse = None;
            self.waiting.push(path.to_owned());
        } else {
            self.take(path, ballot);
        }
    }

    /// Takes the ballots that came before a list was in order.
    pub(super) fn open_waiting(&mut self) {
        if self.contests().is_empty() {
            return;
        }
        let step = self.step;
        for path in std::mem::take(&mut self.waiting) {
            self.take(&path, Wanted::Ballot { contest: self.contest_without_sheet() });
        }
        // The clerk may still be writing: nothing takes the page away.
        self.step = step;
    }

    /// Where something is looked for first: beside what is already there.
    pub(super) fn nearby(&self, wanted: &Wanted) -> PathBuf {
        let beside =
            |path: &str| typed(path).parent().map(Path::to_owned).filter(|folder| !folder.as_os_str().is_empty());
        let list = self.list.as_ref().and_then(|list| list.path().parent()).map(Path::to_owned);
        let own = match wanted {
            Wanted::CountryFolder | Wanted::Manifest => beside(&self.country.manifest),
            Wanted::Key => beside(&self.package.key),
            Wanted::OutFolder => beside(&self.making.out),
            Wanted::List | Wanted::Ballot { .. } => None,
        };
        own.or(list).or_else(|| std::env::var_os("HOME").map(PathBuf::from)).unwrap_or_else(|| PathBuf::from("/"))
    }

    /// What a path typed at this step is for.
    pub(super) fn needed(&self) -> Option<Wanted> {
        match self.step {
            Step::List => Some(Wanted::List),
            Step::Ballot => Some(Wanted::Ballot { contest: self.contest_without_sheet() }),
            Step::Stencil | Step::Proof | Step::Make | Step::Country | Step::Package => None,
        }
    }

    /// The first contest whose ballot is not known, or else the first.
    pub(super) fn contest_without_sheet(&self) -> String {
        let contests = self.contests();
        let lacks = contests.iter().find(|contest| self.sheets.get(&contest.id).and_then(Sheet::ready).is_none());
        lacks.or(contests.first()).map(|contest| contest.id.clone()).unwrap_or_default()
    }

    /// Takes a file for what it is wanted for.
    pub(super) fn take(&mut self, path: &Path, wanted: Wanted) {
        self.browse = None;
        self.refused = None;
        let text = path.display().to_string();
        match wanted {
            Wanted::List => self.open_list(path),
            Wanted::Ballot { contest } => self.open_ballot(path, &contest),
            Wanted::Manifest => {
                self.country.manifest = text;
                self.country.out_beside();
            }
            Wanted::OutFolder => self.making.out = text,
            Wanted::CountryFolder => self.country.out = text,
            Wanted::Key => self.package.key = text,
        }
    }
}
