//! The list is read, mended, and its columns are named; everything that follows from it is done anew.

use std::path::Path;

use ballot::list::{ColumnNames, Encoding};
use ballot::{Contest, Language, Problem, ProblemKind};
use stencil_gen::notice::Notice;

use super::{Action, COLUMN_CHOICES, Desk, HeaderView, ListDesk, Sheet, Step};

impl Desk {
    pub(super) fn open_list(&mut self, path: &Path) {
        match ListDesk::open(path, &self.options()) {
            Ok(list) => {
                let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
                self.making.out = path.with_file_name(format!("{stem}-stencils")).display().to_string();
                self.package.out = path.with_extension(ballot::package::ENDING).display().to_string();
                self.list = Some(list);
                (self.open_row, self.headers) = (None, None);
                self.sheets.clear();
                self.step = Step::List;
                self.read_list();
                if self.asks_for_columns() {
                    self.name_columns(&Action::NameColumns);
                }
            }
            Err(problem) => self.refused = Some(problem.into()),
        }
    }

    /// Reads the list with what is known now, and everything that follows from it.
    pub(super) fn read_list(&mut self) {
        let options = self.options();
        if let Some(list) = &mut self.list {
            list.read(&options);
        }
        self.compare_again();
        self.lay_out();
        self.open_waiting();
    }

    /// A ballot that was compared with names that have changed since is measured again.
    pub(super) fn compare_again(&mut self) {
        let contests = self.contests().to_vec();
        for contest in contests {
            let measuring = match self.sheets.get(&contest.id) {
                // What comes of it is compared when it comes.
                None | Some(Sheet::Busy(_)) => None,
                Some(sheet) => sheet.measuring().cloned(),
            };
            let Some(measuring) = measuring else { continue };
            let names = |contest: &Contest| contest.options.iter().map(|own| own.name.clone()).collect::<Vec<_>>();
            if measuring.compared.as_deref().map(names) != Some(names(&contest)) {
                self.measure(contest, measuring);
            }
        }
    }

    /// Whether the list has columns that somebody has to name.
    #[must_use]
    pub fn asks_for_columns(&self) -> bool {
        let asks = |problem: &Problem| matches!(problem.kind, ProblemKind::ColumnsToName { .. });
        self.list.as_ref().is_some_and(|list| list.problems.iter().any(asks))
    }

    pub(super) fn correct(&mut self, action: Action) {
        let options = self.options();
        match &action {
            Action::SetDate(text) => self.date.clone_from(text),
            Action::SetTitle(language, text) => {
                let [kk, ru] = &mut self.titles;
                if *language == Language::Kk { kk } else { ru }.clone_from(text);
            }
            Action::EditRow(row) => {
                self.open_row = Some(*row).filter(|row| self.open_row != Some(*row));
                return;
            }
            _ => {}
        }
        let Some(list) = &mut self.list else { return };
        match action {
            Action::ReadAgain => self.refused = list.read_again(&options).err().map(Notice::from),
            Action::SetEncoding(name) => list.encoding = name.parse::<Encoding>().ok(),
            Action::Correct { row, column, text } => list.correct(row, &column, &text, &options),
            Action::Withdraw(row, gone) => list.correct(row, "status", if gone { "withdrawn" } else { "" }, &options),
            _ => {}
        }
        self.read_list();
    }

    pub(super) fn name_columns(&mut self, action: &Action) {
        match action {
            Action::NameColumns => {
                let options = self.options();
                let headers = self.list.as_ref().map(|list| list.headers(&options)).unwrap_or_default();
                let choice = |column: &str| COLUMN_CHOICES.iter().position(|own| *own == column).unwrap_or(0);
                let view = |(header, sample, column): (String, String, String)| HeaderView {
                    header,
                    sample,
                    choice: choice(&column),
                };
                let headers: Vec<HeaderView> = headers.into_iter().map(view).collect();
                self.headers = Some(headers).filter(|headers| !headers.is_empty());
            }
            Action::NameColumn(header, column) => {
                let own = self.headers.as_mut().and_then(|headers| headers.get_mut(*header));
                if let (Some(own), true) = (own, *column < COLUMN_CHOICES.len()) {
                    own.choice = *column;
                }
            }
            Action::UseColumns => {
                let headers = self.headers.take().unwrap_or_default();
                let pairs = headers
                    .into_iter()
                    .map(|own| (own.header, COLUMN_CHOICES.get(own.choice).copied().unwrap_or_default().to_owned()));
                // Every choice is a column that there is.
                if let Ok(named) = ColumnNames::new(pairs.collect()) {
                    self.columns = self.columns.with(&named);
                    self.kept.keep_columns(&self.columns, self.language);
                }
                self.read_list();
            }
            _ => {}
        }
    }
}
