//! The mark of a ballot for practice: a word at the beginning of everything that can stand at its head, and so on the
//! stencil in print and Braille, on the specimen, in the booklet and in the voice. A package for practice must have
//! it, a package for voting must not: neither can be used for the other, even by who signs them.

use crate::package::Kind;
use crate::{Contest, Election, Language, Text};

/// Why an election does not go with a package of this kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PracticeFault {
    /// It is for practice, and a title, short title or question does not begin with the mark.
    Unmarked {
        /// The contest's identifier.
        contest: String,
        /// The language without the mark.
        language: Language,
    },
    /// It is for voting, and a title, short title or question begins with the mark.
    Marked {
        /// The contest's identifier.
        contest: String,
    },
}

/// The beginning of the mark, in small letters: in Russian the word has several endings.
const fn mark(language: Language) -> &'static str {
    match language {
        Language::Kk => "жаттығу",
        Language::Ru => "трениров",
        Language::En => "practice",
    }
}

/// What is wrong with `election` in a package of that kind: the first fault, if there is one.
#[must_use]
pub fn fault(election: &Election, kind: Kind) -> Option<PracticeFault> {
    match kind {
        Kind::Practice => election.contests.iter().find_map(unmarked),
        Kind::Voting => election.contests.iter().find_map(marked),
        Kind::Training | Kind::Demo => None,
    }
}

/// What can stand at the head of the contest's sheet and stencil.
fn heads(contest: &Contest) -> impl Iterator<Item = (Language, &str)> {
    let texts = std::iter::once(&contest.title).chain(&contest.short_title).chain(&contest.question);
    texts.flat_map(in_languages)
}

fn in_languages(text: &Text) -> impl Iterator<Item = (Language, &str)> {
    let english = text.en.as_deref().map(|text| (Language::En, text));
    [(Language::Kk, text.kk.as_str()), (Language::Ru, text.ru.as_str())].into_iter().chain(english)
}

fn begins(language: Language, text: &str) -> bool {
    text.to_lowercase().starts_with(mark(language))
}

fn unmarked(contest: &Contest) -> Option<PracticeFault> {
    let (language, _) = heads(contest).find(|(language, text)| !begins(*language, text))?;
    Some(PracticeFault::Unmarked { contest: contest.id.clone(), language })
}

fn marked(contest: &Contest) -> Option<PracticeFault> {
    let found = heads(contest).any(|(language, text)| begins(language, text));
    found.then(|| PracticeFault::Marked { contest: contest.id.clone() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(kk: &str, ru: &str, en: Option<&str>) -> Text {
        Text { kk: kk.to_owned(), ru: ru.to_owned(), en: en.map(str::to_owned) }
    }

    fn election(title: Text) -> Election {
        let contest = Contest {
            id: "trees".to_owned(),
            position: 1,
            title,
            short_title: None,
            question: None,
            max_choices: 1,
            form: None,
            options: Vec::new(),
        };
        let title = text("Сайлау", "Выборы", None);
        Election { id: "e".to_owned(), date: "2026-11-22".to_owned(), title, contests: vec![contest] }
    }

    fn unmarked(language: Language) -> Option<PracticeFault> {
        Some(PracticeFault::Unmarked { contest: "trees".to_owned(), language })
    }

    #[test]
    fn a_ballot_for_practice_says_so_first_in_every_language() {
        let whole = || text("Жаттығу: ағаштар", "Тренировка: деревья", Some("Practice: trees"));
        assert_eq!(fault(&election(whole()), Kind::Practice), None);
        assert_eq!(fault(&election(text("ЖАТТЫҒУ", "Тренировочный бюллетень", None)), Kind::Practice), None);
        let without = [
            (text("Ағаштар", "Тренировка", None), Language::Kk),
            (text("Жаттығу", "Деревья", None), Language::Ru),
            (text("Жаттығу", "Тренировка", Some("Trees, for practice")), Language::En),
        ];
        for (title, language) in without {
            assert_eq!(fault(&election(title), Kind::Practice), unmarked(language));
        }
    }

    #[test]
    fn a_question_or_a_short_title_without_the_mark_is_found_too() {
        let title = || text("Жаттығу", "Тренировка", None);
        let mut asked = election(title());
        asked.contests[0].question = Some(text("Қандай ағаш?", "Какое дерево?", None));
        assert_eq!(fault(&asked, Kind::Practice), unmarked(Language::Kk));
        let mut short = election(title());
        short.contests[0].short_title = Some(text("Жаттығу", "Деревья", None));
        assert_eq!(fault(&short, Kind::Practice), unmarked(Language::Ru));
    }

    #[test]
    fn a_vote_has_no_ballot_for_practice_in_it() {
        let plain = election(text("Президент сайлауы", "Выборы Президента", Some("President, no practice")));
        assert_eq!(fault(&plain, Kind::Voting), None);
        let marked = Some(PracticeFault::Marked { contest: "trees".to_owned() });
        assert_eq!(fault(&election(text("Ағаштар", "Тренировка", None)), Kind::Voting), marked);
        // Whoever learns or shows the program may take any ballot.
        for kind in [Kind::Training, Kind::Demo] {
            assert_eq!(fault(&plain, kind), None);
        }
    }
}
