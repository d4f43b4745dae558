//! Names of the election, by their place in it.

use std::fmt;

use ballot::{BallotOption, Contest, Election, Language, Text};

/// A name that stands in the election's data, not in the catalogs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// The election's title.
    Election,
    /// The title of a contest, counted from 0.
    Contest(u8),
    /// The question of a contest, counted from 0.
    Question(u8),
    /// An option.
    Option {
        /// The contest, counted from 0.
        contest: u8,
        /// The row, counted from 1 as on the ballot.
        row: u8,
    },
}

/// Nothing but the kind: which option it is may be a choice.
impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Election => "Election",
            Self::Contest(_) => "Contest",
            Self::Question(_) => "Question",
            Self::Option { .. } => "Option",
        })
    }
}

impl Name {
    /// All names of an election, in its order.
    pub fn all(election: &Election) -> impl Iterator<Item = Self> {
        let contests = (0..=u8::MAX).zip(&election.contests).flat_map(|(index, contest)| {
            let options = contest.options.iter().filter_map(|option| u8::try_from(option.number).ok());
            let question = contest.question.as_ref().map(|_| Self::Question(index));
            std::iter::once(Self::Contest(index))
                .chain(question)
                .chain(options.map(move |row| Self::Option { contest: index, row }))
        });
        std::iter::once(Self::Election).chain(contests)
    }

    /// The text as the election has it; `None` where the election has no such name.
    #[must_use]
    pub fn text(self, election: &Election) -> Option<&Text> {
        match self {
            Self::Election => Some(&election.title),
            Self::Contest(index) => Some(&contest(election, index)?.title),
            Self::Question(index) => contest(election, index)?.question.as_ref(),
            Self::Option { contest, row } => Some(&option(election, contest, row)?.name),
        }
    }

    /// The language it is said in where `language` is spoken: Kazakh where it has no English text.
    #[must_use]
    pub fn language(self, language: Language, election: &Election) -> Language {
        match (language, self.text(election)) {
            (Language::En, Some(Text { en: Some(_), .. })) => Language::En,
            (Language::En, _) => Language::Kk,
            (Language::Kk | Language::Ru, _) => language,
        }
    }

    /// What a speech engine is given: the list's own hint, or the text.
    pub(super) fn spoken(self, language: Language, election: &Election) -> Option<String> {
        let text = self.hint(language, election).or_else(|| Some(self.text(election)?.get(language)))?;
        Some(read_aloud(text, language))
    }

    /// How the list says to speak it, where it does.
    pub(super) fn hint(self, language: Language, election: &Election) -> Option<&str> {
        let hint = match self {
            Self::Option { contest, row } => option(election, contest, row)?.spoken.as_ref()?,
            Self::Election | Self::Contest(_) | Self::Question(_) => return None,
        };
        match language {
            Language::Kk => Some(&hint.kk),
            Language::Ru => Some(&hint.ru),
            Language::En => hint.en.as_deref(),
        }
    }

    /// The name of its clip, without an ending.
    pub(super) fn clip_id(self, election: &Election) -> Option<String> {
        Some(match self {
            Self::Election => "election".to_owned(),
            Self::Contest(index) => format!("contest.{}", contest(election, index)?.id),
            Self::Question(index) => format!("question.{}", contest(election, index)?.id),
            Self::Option { contest: index, row } => format!("name.{}.{row}", contest(election, index)?.id),
        })
    }

    /// The number that stands in for a name the election does not have.
    pub(super) const fn number(self) -> Option<u16> {
        match self {
            Self::Election | Self::Question(_) => None,
            Self::Contest(index) => Some(index as u16 + 1),
            Self::Option { row, .. } => Some(row as u16),
        }
    }
}

fn contest(election: &Election, index: u8) -> Option<&Contest> {
    election.contests.get(usize::from(index))
}

fn option(election: &Election, index: u8, row: u8) -> Option<&BallotOption> {
    contest(election, index)?.options.iter().find(|option| option.number == u32::from(row))
}

/// The text without what engines drop or stumble at: they pass over «№» in silence.
fn read_aloud(text: &str, language: Language) -> String {
    let number = match language {
        Language::Kk => "нөмір ",
        Language::Ru => "номер ",
        Language::En => "number ",
    };
    text.replace("№ ", "№").replace("№\u{a0}", "№").replace('№', number).replace('\u{a0}', " ")
}
