//! The rules for every text: there in both languages of the ballot, its spaces repaired, and no
//! trace of a wrong keyboard layout or encoding.

use crate::draft::DraftText;
use crate::{Language, Place, Problem, ProblemKind, Text, text};

/// What a text is for, as far as the rules differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The name of a party, which may be in Latin letters.
    PartyName,
    /// A candidate's name, which has no digits.
    Person,
    /// Any other name. In it and a candidate's, a word in Latin look-alikes is a mistake.
    Name,
    /// A title, a question, details.
    Text,
    /// What a speech engine is given; never written in Braille.
    Spoken,
}

/// Checks texts and collects what is wrong with them.
#[derive(Default)]
pub(super) struct Texts {
    pub(super) problems: Vec<Problem>,
}

impl Texts {
    fn report(&mut self, place: &Place, kind: ProblemKind) {
        self.problems.push(Problem::new(place.clone(), kind));
    }

    /// A text that must be there. The empty text stands for what is missing.
    pub(super) fn required(&mut self, place: &Place, field: &str, raw: &DraftText, role: Role) -> Text {
        let mut both = |language, raw: &Option<String>| {
            let place = field_place(place, field, language);
            self.one(&place, raw.as_deref(), role, language).unwrap_or_else(|| {
                self.report(&place, ProblemKind::MissingTranslation { language });
                String::new()
            })
        };
        let (kk, ru) = (both(Language::Kk, &raw.kk), both(Language::Ru, &raw.ru));
        let en_place = field_place(place, field, Language::En);
        let en = self.one(&en_place, raw.en.as_deref(), role, Language::En);
        Text { kk, ru, en }
    }

    /// A text that may be missing as a whole, but not in one language only.
    pub(super) fn optional(&mut self, place: &Place, field: &str, raw: &DraftText, role: Role) -> Option<Text> {
        (!is_blank(raw)).then(|| self.required(place, field, raw, role))
    }

    /// A text that must be there, where its absence as a whole has been told already.
    pub(super) fn required_or_told(&mut self, place: &Place, field: &str, raw: &DraftText, role: Role) -> Text {
        let none = || Text { kk: String::new(), ru: String::new(), en: None };
        self.optional(place, field, raw, role).unwrap_or_else(none)
    }

    /// How to say a name: where one language has no such hint, the name itself.
    pub(super) fn spoken(&mut self, place: &Place, raw: &DraftText, name: &Text) -> Option<Text> {
        let mut hint = |language, raw: &Option<String>| {
            let place = field_place(place, "spoken", language);
            self.one(&place, raw.as_deref(), Role::Spoken, language)
        };
        let (kk, ru, en) = (hint(Language::Kk, &raw.kk), hint(Language::Ru, &raw.ru), hint(Language::En, &raw.en));
        if kk.is_none() && ru.is_none() && en.is_none() {
            return None;
        }
        let or_name = |hint: Option<String>, name: &str| hint.unwrap_or_else(|| name.to_owned());
        Some(Text { kk: or_name(kk, &name.kk), ru: or_name(ru, &name.ru), en: en.or_else(|| name.en.clone()) })
    }

    /// One text in one language, repaired; `None` when there is none.
    pub(super) fn one(&mut self, place: &Place, raw: Option<&str>, role: Role, language: Language) -> Option<String> {
        let (text, repaired) = text::normalize(raw?)?;
        if repaired {
            self.report(place, ProblemKind::SpacesRepaired { text: text.clone() });
        }
        let is_name = matches!(role, Role::PartyName | Role::Person | Role::Name);
        if let Some(word) = text::lost_letter(&text, is_name) {
            self.report(place, ProblemKind::LostLetter { word: word.to_owned() });
        }
        let digit = match role {
            Role::Person => text.contains(|sign: char| sign.is_ascii_digit()),
            Role::PartyName | Role::Name => text::has_digit_for_letter(&text),
            Role::Text | Role::Spoken => false,
        };
        if digit {
            self.report(place, ProblemKind::DigitInName { name: text.clone() });
        }
        let foreign = self.scripts(place, &text, role, language);
        if role != Role::Spoken && language != Language::En {
            let unknown = |sign: &char| !text::is_known_sign(*sign) && !foreign.contains(sign) && *sign != '\u{fffd}';
            if let Some(sign) = text.chars().find(unknown) {
                self.report(place, ProblemKind::UnknownSign { sign, text: text.clone() });
            }
        }
        Some(text)
    }

    /// Reports letters of another script and gives them back.
    fn scripts(&mut self, place: &Place, text: &str, role: Role, language: Language) -> Vec<char> {
        let mut foreign = Vec::new();
        for word in text::words(text) {
            let mut letters = text::mixed_script(word);
            if letters.is_empty() && matches!(role, Role::Person | Role::Name) && language != Language::En {
                letters = text::latin_look_alikes(word);
            }
            if !letters.is_empty() {
                let kind = ProblemKind::MixedScripts { word: word.to_owned(), letters: text::describe(&letters) };
                self.report(place, kind);
                foreign.extend(letters);
            }
        }
        foreign
    }
}

/// Whether a text has nothing to show in any language.
pub(super) fn is_blank(raw: &DraftText) -> bool {
    let texts = [&raw.kk, &raw.ru, &raw.en];
    texts.into_iter().flatten().all(|raw| text::normalize(raw).is_none())
}

/// Where a text stands: column `name_kk` of a table, key `….name.kk` of a JSON file.
pub(super) fn field_place(place: &Place, field: &str, language: Language) -> Place {
    let code = language.code();
    place.column(&match place.column.as_deref() {
        None => format!("{field}_{code}"),
        Some("") => format!("{field}.{code}"),
        Some(path) => format!("{path}.{field}.{code}"),
    })
}

/// Where something without a language stands: column `kind`, key `….kind`.
pub(super) fn key_place(place: &Place, key: &str) -> Place {
    place.column(&match place.column.as_deref() {
        None | Some("") => key.to_owned(),
        Some(path) => format!("{path}.{key}"),
    })
}
