//! What a row says: one equal level for the whole ballot.

use ballot::list::NameOrder;
use ballot::{BallotOption, Language, NameParts, OptionKind, Status};
use serde::{Deserialize, Serialize};
use wording::{Phrase, phrase};

/// How much of a name the rows carry, from the fullest down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The full name.
    Full,
    /// A candidate's surname and given name.
    SurnameAndGiven,
    /// A candidate's surname and initials.
    SurnameAndInitials,
    /// A party's official short name.
    Short,
    /// The row's number only.
    NumberOnly,
}

impl Level {
    /// The levels a contest's rows can take, from the fullest down. "Against all" and answers
    /// take no part in the choice.
    pub(super) fn of(options: &[BallotOption]) -> &'static [Self] {
        let has = |kind| options.iter().any(|option| option.kind == kind);
        if has(OptionKind::Candidate) {
            &[Self::Full, Self::SurnameAndGiven, Self::SurnameAndInitials, Self::NumberOnly]
        } else if has(OptionKind::Party) {
            &[Self::Full, Self::Short, Self::NumberOnly]
        } else {
            &[Self::Full]
        }
    }

    /// The phrase that names it.
    #[must_use]
    pub const fn phrase(self) -> Phrase {
        match self {
            Self::Full => Phrase::LevelFull,
            Self::SurnameAndGiven => Phrase::LevelGiven,
            Self::SurnameAndInitials => Phrase::LevelInitials,
            Self::Short => Phrase::LevelPartyShort,
            Self::NumberOnly => Phrase::LevelNumber,
        }
    }
}

/// A row's words at a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The words; empty where only the number stands.
    pub(super) text: String,
    /// Surname and given name, where a one-string name was split to get them.
    pub(super) split: Option<[String; 2]>,
}

impl Label {
    fn given(text: String) -> Self {
        Self { text, split: None }
    }
}

/// The words of a row at a level, or `None` where the list lacks the parts for it. A withdrawn row
/// never decides a level: where its parts are missing, its full name stands for them.
pub(super) fn label(option: &BallotOption, level: Level, language: Language, order: NameOrder) -> Option<Label> {
    let own = standing_label(option, level, language, order);
    let full = || Label::given(option.name.get(language).to_owned());
    own.or_else(|| (option.status == Status::Withdrawn).then(full))
}

fn standing_label(option: &BallotOption, level: Level, language: Language, order: NameOrder) -> Option<Label> {
    let full = || Some(Label::given(option.name.get(language).to_owned()));
    match (option.kind, level) {
        (OptionKind::Answer | OptionKind::AgainstAll, _) | (_, Level::Full) => full(),
        (_, Level::NumberOnly) => Some(Label::given(String::new())),
        (OptionKind::Candidate, Level::SurnameAndGiven | Level::SurnameAndInitials) => {
            let (parts, split) = parts(option, language, order)?;
            let text = match level {
                Level::SurnameAndInitials => with_initials(&parts)?,
                Level::Full | Level::SurnameAndGiven | Level::Short | Level::NumberOnly => {
                    format!("{} {}", parts.surname, parts.given)
                }
            };
            Some(Label { text, split: split.then_some([parts.surname, parts.given]) })
        }
        (OptionKind::Party, Level::Short) => Some(Label::given(option.short.as_ref()?.get(language).to_owned())),
        (OptionKind::Candidate, Level::Short)
        | (OptionKind::Party, Level::SurnameAndGiven | Level::SurnameAndInitials) => None,
    }
}

/// The first standing candidate whose name says less than another's: no patronymic, or initials.
/// Full names would then say more of some than of others, so the next level is taken for all.
pub(super) fn unequal(options: &[BallotOption], language: Language, order: NameOrder) -> Option<&BallotOption> {
    let stands = |option: &&BallotOption| option.kind == OptionKind::Candidate && option.status == Status::Standing;
    let candidates = || options.iter().filter(stands);
    let says_less = |option: &&BallotOption| {
        let name = option.name.get(language);
        let abbreviated = name.split(' ').any(|word| word.ends_with('.'));
        let parts = parts(option, language, order);
        // A name of four words and more whose parts are not known has all it can have.
        let short = parts.map_or(!name.contains(' '), |(parts, _)| parts.patronymic.is_none());
        abbreviated || short
    };
    let less = candidates().find(says_less);
    less.filter(|_| candidates().any(|option| !says_less(&option)))
}

/// What a withdrawn row says: the label with the words for it, then the words alone.
pub(super) fn withdrawn(option: &BallotOption, label: &str, language: Language) -> Option<[String; 2]> {
    (option.status == Status::Withdrawn).then(|| {
        let word = phrase(Phrase::Withdrawn, language).to_owned();
        let long = if label.is_empty() { word.clone() } else { format!("{label} – {word}") };
        [long, word]
    })
}

/// The parts of a candidate's name, and whether a one-string name had to be split for them.
fn parts(option: &BallotOption, language: Language, order: NameOrder) -> Option<(NameParts, bool)> {
    if let Some(parts) = option.parts.get(language) {
        return Some((parts.clone(), false));
    }
    let words: Vec<&str> = option.name.get(language).split(' ').collect();
    // The order the law sets for the ballot: surname, given name, patronymic
    // (Constitutional Law on Elections, Art. 37(1)); `--name-order` says otherwise.
    let (surname, given, patronymic) = match (words.as_slice(), order) {
        ([surname, given], NameOrder::SurnameFirst) | ([given, surname], NameOrder::GivenFirst) => {
            (surname, given, None)
        }
        ([surname, given, patronymic], NameOrder::SurnameFirst)
        | ([given, patronymic, surname], NameOrder::GivenFirst) => (surname, given, Some(patronymic)),
        _ => return None,
    };
    let parts = NameParts {
        surname: (*surname).to_owned(),
        given: (*given).to_owned(),
        patronymic: patronymic.map(|word| (*word).to_owned()),
    };
    Some((parts, true))
}

/// `Тоқаев Қ. К.`; a hyphenated name gives its first letter.
fn with_initials(parts: &NameParts) -> Option<String> {
    let initial = |name: &str| name.chars().next().map(|letter| format!(" {letter}."));
    let mut text = parts.surname.clone();
    text.push_str(&initial(&parts.given)?);
    if let Some(patronymic) = &parts.patronymic {
        text.push_str(&initial(patronymic)?);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use ballot::{Parts, Text};

    fn candidate(name: &str, parts: Option<NameParts>) -> BallotOption {
        BallotOption {
            id: "1".into(),
            number: 1,
            kind: OptionKind::Candidate,
            status: Status::Standing,
            name: Text { kk: name.into(), ru: name.into(), en: None },
            short: None,
            parts: Parts { kk: parts.clone(), ru: parts },
            spoken: None,
            detail: None,
        }
    }

    fn at(option: &BallotOption, level: Level, order: NameOrder) -> Option<(String, bool)> {
        label(option, level, Language::Kk, order).map(|label| (label.text, label.split.is_some()))
    }

    #[test]
    fn a_one_string_name_is_read_as_surname_given_patronymic() {
        let option = candidate("Тоқаев Қасым-Жомарт Кемелұлы", None);
        let level = |level| at(&option, level, NameOrder::SurnameFirst);
        assert_eq!(level(Level::SurnameAndGiven), Some(("Тоқаев Қасым-Жомарт".into(), true)));
        assert_eq!(level(Level::SurnameAndInitials), Some(("Тоқаев Қ. К.".into(), true)));
        assert_eq!(level(Level::NumberOnly), Some((String::new(), false)));
    }

    #[test]
    fn the_order_can_be_given_name_first() {
        let option = candidate("Қасым-Жомарт Кемелұлы Тоқаев", None);
        assert_eq!(at(&option, Level::SurnameAndInitials, NameOrder::GivenFirst), Some(("Тоқаев Қ. К.".into(), true)));
    }

    #[test]
    fn parts_in_the_list_override_the_split() {
        let parts = NameParts { surname: "Бен Али".into(), given: "Омар".into(), patronymic: None };
        let option = candidate("Бен Али Омар", Some(parts));
        let level = at(&option, Level::SurnameAndInitials, NameOrder::SurnameFirst);
        assert_eq!(level, Some(("Бен Али О.".into(), false)));
    }

    #[test]
    fn a_missing_patronymic_among_others_is_noticed() {
        let (three, two) = (candidate("Тоқаев Қасым Кемелұлы", None), candidate("Әбден Қарақат", None));
        let unequal = |options: &[BallotOption]| {
            unequal(options, Language::Kk, NameOrder::SurnameFirst).map(|option| option.name.kk.clone())
        };
        assert_eq!(unequal(&[three.clone(), two.clone()]), Some("Әбден Қарақат".into()));
        assert_eq!(unequal(&[two.clone(), two]), None);
        assert_eq!(unequal(&[three.clone(), three.clone()]), None);
        for less in ["Әбден", "Әбден Қ. Ж."] {
            assert_eq!(unequal(&[three.clone(), candidate(less, None)]), Some(less.into()));
        }
        let withdrawn = BallotOption { status: Status::Withdrawn, ..candidate("Әбден", None) };
        assert_eq!(unequal(&[three, withdrawn]), None);
    }

    #[test]
    fn a_name_of_four_words_without_parts_has_no_lower_level_with_names() {
        let option = candidate("Бен Али Омар Оглы", None);
        assert_eq!(at(&option, Level::SurnameAndGiven, NameOrder::SurnameFirst), None);
        assert!(at(&option, Level::Full, NameOrder::SurnameFirst).is_some());
    }
}
