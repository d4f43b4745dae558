//! The rules for one row: its kind, status, number, names and name parts.

use super::Rules;
use super::texts::{Role, field_place, key_place};
use crate::draft::DraftOption;
use crate::{BallotOption, Language, NameParts, OptionKind, Parts, Place, ProblemKind, Status, Text, text};

/// The names of the row "against all", as the law has them, folded.
pub(super) const AGAINST_ALL_KK: &str = "барлығына қарсымын";
pub(super) const AGAINST_ALL_RU: &str = "против всех";

impl Rules {
    /// Checks the row at `number`; its kind is `None` where the list has an unknown one.
    pub(super) fn option(&mut self, number: u32, draft: &DraftOption) -> (BallotOption, Option<OptionKind>) {
        let place = &draft.place;
        let kind = kind(draft);
        if kind.is_none() {
            let found = draft.kind.clone().unwrap_or_default();
            self.report(key_place(place, "kind"), ProblemKind::UnknownKind { found });
        }
        let status = self.status(draft);
        self.check_number(number, draft);
        let id = draft.id.clone().unwrap_or_else(|| number.to_string());
        let id = self.plain_id(key_place(place, "id"), id);
        let role = match kind {
            Some(OptionKind::Candidate) => Role::Person,
            Some(OptionKind::Answer | OptionKind::AgainstAll) => Role::Name,
            Some(OptionKind::Party) | None => Role::PartyName,
        };
        let name = self.texts.required(place, "name", &draft.name, role);
        let option = BallotOption {
            id,
            number,
            kind: kind.unwrap_or(OptionKind::Candidate),
            status,
            short: self.texts.optional(place, "short", &draft.short, role),
            parts: Parts {
                kk: self.parts(place, Language::Kk, draft.parts_kk.as_ref(), &name),
                ru: self.parts(place, Language::Ru, draft.parts_ru.as_ref(), &name),
            },
            spoken: self.texts.spoken(place, &draft.spoken, &name),
            detail: self.texts.optional(place, "detail", &draft.detail, Role::Text),
            name,
        };
        (option, kind)
    }

    fn status(&mut self, draft: &DraftOption) -> Status {
        let found = draft.status.as_deref().and_then(text::normalize).map(|(found, _)| found).unwrap_or_default();
        match found.to_lowercase().as_str() {
            "" | "standing" => Status::Standing,
            "withdrawn" => Status::Withdrawn,
            _ => {
                self.report(key_place(&draft.place, "status"), ProblemKind::UnknownStatus { found });
                Status::Standing
            }
        }
    }

    /// Compares a printed number, which may read `1`, `1.`, `1.0` or `№ 1`, with the position.
    fn check_number(&mut self, position: u32, draft: &DraftOption) {
        let Some((found, _)) = draft.number.as_deref().and_then(text::normalize) else {
            return;
        };
        let bare = found.trim_start_matches('№').trim_start();
        let bare = bare.strip_suffix(".0").or_else(|| bare.strip_suffix(['.', ')'])).unwrap_or(bare);
        if bare.parse() != Ok(position) {
            let kind = ProblemKind::NumberDiffers { found, position };
            self.report(key_place(&draft.place, "number"), kind);
        }
    }

    /// The parts of a name in one language, which must be whole and occur in the full name.
    fn parts(&mut self, place: &Place, language: Language, raw: Option<&NameParts>, name: &Text) -> Option<NameParts> {
        let raw = raw?;
        let full_name = name.get(language);
        let mut part = |key: &str, raw: Option<&str>| {
            let place = part_place(place, key, language);
            let part = self.texts.one(&place, raw, Role::Person, language)?;
            let folded = text::fold(full_name);
            let words: Vec<&str> = folded.split(' ').collect();
            if !text::fold(&part).split(' ').all(|word| words.contains(&word)) {
                let kind = ProblemKind::PartsDisagree { part: part.clone(), name: full_name.to_owned() };
                self.texts.problems.push(crate::Problem::new(place, kind));
            }
            Some(part)
        };
        let surname = part("surname", Some(&raw.surname));
        let given = part("given", Some(&raw.given));
        let patronymic = part("patronymic", raw.patronymic.as_deref());
        match (surname, given, patronymic) {
            (Some(surname), Some(given), patronymic) => Some(NameParts { surname, given, patronymic }),
            (None, None, None) => None,
            (surname, _, _) => {
                let missing = if surname.is_none() { "surname" } else { "given" };
                let place = part_place(place, missing, language);
                self.report(place, ProblemKind::IncompleteParts { language });
                None
            }
        }
    }
}

/// Where a name part stands: column `surname_kk` of a table, key `….parts.kk.surname` of a JSON
/// file.
fn part_place(place: &Place, part: &str, language: Language) -> Place {
    match place.column {
        None => field_place(place, part, language),
        Some(_) => key_place(place, &format!("parts.{}.{part}", language.code())),
    }
}

/// The kind of a row; `None` when the list has one that does not exist. A row without a kind is a
/// candidate, unless its name is that of the row "against all".
fn kind(draft: &DraftOption) -> Option<OptionKind> {
    let word = draft.kind.as_deref().and_then(text::normalize).map(|(word, _)| word).unwrap_or_default();
    let word = word.to_lowercase().replace(['-', ' '], "_");
    match word.as_str() {
        "" if is_against_all(draft) => Some(OptionKind::AgainstAll),
        "" | "candidate" => Some(OptionKind::Candidate),
        "party" => Some(OptionKind::Party),
        "answer" => Some(OptionKind::Answer),
        "against_all" => Some(OptionKind::AgainstAll),
        _ => None,
    }
}

fn is_against_all(draft: &DraftOption) -> bool {
    [&draft.name.kk, &draft.name.ru].into_iter().flatten().any(|name| is_against_all_name(name))
}

/// Whether a name is that of the row "against all".
#[must_use]
pub fn is_against_all_name(name: &str) -> bool {
    let folded = text::normalize(name).map(|(name, _)| text::fold(&name));
    folded.is_some_and(|name| name == AGAINST_ALL_KK || name == AGAINST_ALL_RU)
}
