//! The rules for a contest as a whole: its title, how many rows and of which kinds, no two alike,
//! and candidates in the order of the alphabet.

use std::collections::{BTreeMap, BTreeSet};

use super::order::out_of_order;
use super::texts::{Role, field_place, is_blank, key_place};
use super::{ROWS, Rules};
use crate::draft::DraftContest;
use crate::{BallotOption, Contest, Language, OptionKind, Place, ProblemKind, Status, text};

/// A row as checked, where it stands, and its kind if that is known.
struct Row {
    place: Place,
    kind: Option<OptionKind>,
    option: BallotOption,
}

impl Rules {
    pub(super) fn contest(&mut self, position: u8, draft: DraftContest) -> Contest {
        let place = draft.place;
        // Only a table with a column `contest` has the contest begin in a row.
        let id_key = if place.row.is_some() { "contest" } else { "id" };
        let id = self.plain_id(key_place(&place, id_key), draft.id);
        if is_blank(&draft.title) {
            self.report(key_place(&place, "title"), ProblemKind::MissingTitle);
        }
        let title = self.texts.required_or_told(&place, "title", &draft.title, Role::Text);
        let short_title = self.texts.optional(&place, "short_title", &draft.short_title, Role::Text);
        let question = self.texts.optional(&place, "question", &draft.question, Role::Text);
        let mut rows = Vec::new();
        for (number, draft) in (1..).zip(&draft.options) {
            let (option, kind) = self.option(number, draft);
            rows.push(Row { place: draft.place.clone(), kind, option });
        }
        self.check_languages(&id, "title", &[(&place, &title)]);
        self.check_languages(&id, "question", &question.iter().map(|text| (&place, text)).collect::<Vec<_>>());
        let names: Vec<_> = rows.iter().map(|row| (&row.place, &row.option.name)).collect();
        self.check_languages(&id, "name", &names);
        self.check_rows(&place, &rows);
        self.check_kinds(&rows);
        self.check_names(&rows);
        self.check_ids(&rows);
        self.check_order(&rows);
        let max_choices = self.max_choices(&place, draft.max_choices, &rows);
        let form = draft.form.as_deref().and_then(text::normalize).map(|(form, _)| form);
        let options = rows.into_iter().map(|row| row.option).collect();
        Contest { id, position, title, short_title, question, max_choices, form, options }
    }

    fn check_rows(&mut self, place: &Place, rows: &[Row]) {
        let found = rows.len();
        if !ROWS.contains(&found) {
            let kind = ProblemKind::OptionCount { found, least: *ROWS.start(), most: *ROWS.end() };
            self.report(place.clone(), kind);
        }
        if found > 0 && standing(rows) == 0 {
            self.report(place.clone(), ProblemKind::NothingToMark);
        }
    }

    /// One kind of option in a contest, and "against all" beside it at most once.
    fn check_kinds(&mut self, rows: &[Row]) {
        let is_against_all = |row: &&Row| row.kind == Some(OptionKind::AgainstAll);
        for second in rows.iter().filter(is_against_all).skip(1) {
            self.report(key_place(&second.place, "kind"), ProblemKind::SecondAgainstAll);
        }
        let mut others = rows.iter().filter(|row| row.kind.is_some() && !is_against_all(row));
        let first = others.next();
        if let Some(row) = others.find(|row| first.is_some_and(|first| first.kind != row.kind)) {
            self.report(key_place(&row.place, "kind"), ProblemKind::MixedKinds);
        }
    }

    fn check_names(&mut self, rows: &[Row]) {
        let mut seen = BTreeMap::new();
        for (position, row) in (1..).zip(rows) {
            let number = row.place.row.unwrap_or(position);
            for language in Language::ON_BALLOT {
                let name = row.option.name.get(language);
                if name.is_empty() {
                    continue;
                }
                let first_row = *seen.entry((language, text::fold(name))).or_insert(number);
                if first_row != number {
                    let kind = ProblemKind::DuplicateName { name: name.to_owned(), first_row };
                    self.report(field_place(&row.place, "name", language), kind);
                }
            }
        }
    }

    fn check_ids(&mut self, rows: &[Row]) {
        let mut seen = BTreeSet::new();
        for row in rows {
            if !seen.insert(row.option.id.to_lowercase()) {
                let kind = ProblemKind::DuplicateId { id: row.option.id.clone() };
                self.report(key_place(&row.place, "id"), kind);
            }
        }
    }

    /// Candidates stand in the alphabetical order of the state language: Constitutional Law on
    /// Elections, Art. 37(1).
    fn check_order(&mut self, rows: &[Row]) {
        let candidates: Vec<&Row> =
            rows.iter().filter(|row| is_named(row) && row.kind == Some(OptionKind::Candidate)).collect();
        let names: Vec<String> = candidates.iter().map(|row| name_in_order(&row.option)).collect();
        for (index, before) in out_of_order(&names) {
            if let (Some(row), Some(name)) = (candidates.get(index), names.get(index)) {
                let kind = ProblemKind::OutOfOrder { name: name.clone(), before };
                self.report(field_place(&row.place, "name", Language::Kk), kind);
            }
        }
    }

    /// How many options a voter may mark: at least one, at most all that stand.
    fn max_choices(&mut self, place: &Place, found: Option<i64>, rows: &[Row]) -> u32 {
        let found = found.unwrap_or(1);
        let choices = u32::try_from(found).ok();
        match choices.filter(|choices| (1..=standing(rows).max(1)).contains(choices)) {
            Some(choices) => choices,
            None => {
                self.report(key_place(place, "max_choices"), ProblemKind::MaxChoices { found });
                1
            }
        }
    }
}

/// Whether the row has its whole Kazakh name; a missing one and a lost letter are told elsewhere.
fn is_named(row: &Row) -> bool {
    let name = &row.option.name.kk;
    !name.is_empty() && text::lost_letter(name, true).is_none()
}

fn standing(rows: &[Row]) -> u32 {
    let standing = rows.iter().filter(|row| row.option.status == Status::Standing);
    u32::try_from(standing.count()).unwrap_or(u32::MAX)
}

/// A candidate's Kazakh name with the surname first, as the order of the ballot needs it.
fn name_in_order(option: &BallotOption) -> String {
    match &option.parts.kk {
        Some(parts) => {
            let patronymic = parts.patronymic.as_deref().unwrap_or_default();
            format!("{} {} {patronymic}", parts.surname, parts.given).trim_end().to_owned()
        }
        None => option.name.kk.clone(),
    }
}
