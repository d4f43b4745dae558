//! What a stencil must say, derived from list, form and options alone (design §2, decision 0005).

use ballot::list::NameOrder;
use ballot::{
    BallotForm, BallotOption, Contest, Corner, CornerKind, Election, Language, Length, OptionKind, Rect, Status, Text,
};
use serde::Deserialize;
use wording::{Phrase, phrase};

use super::finding::Notches;
use super::fold::Style;

/// How much of a name the rows carry, from the fullest down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
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
    const CANDIDATES: &[Self] = &[Self::Full, Self::SurnameAndGiven, Self::SurnameAndInitials, Self::NumberOnly];
    const PARTIES: &[Self] = &[Self::Full, Self::Short, Self::NumberOnly];
    const ANSWERS: &[Self] = &[Self::Full];

    pub(super) const fn phrase(self) -> Phrase {
        match self {
            Self::Full => Phrase::LevelFull,
            Self::SurnameAndGiven => Phrase::LevelGiven,
            Self::SurnameAndInitials => Phrase::LevelInitials,
            Self::Short => Phrase::LevelPartyShort,
            Self::NumberOnly => Phrase::LevelNumber,
        }
    }

    /// As report.json writes it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Full => "full",
            Self::SurnameAndGiven => "surname-and-given",
            Self::SurnameAndInitials => "surname-and-initials",
            Self::Short => "short",
            Self::NumberOnly => "number-only",
        }
    }
}

/// How a stencil is made, as far as its drawing tells.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Making {
    /// Diameter at which dots are drawn, in mm.
    pub(super) dot: f64,
    /// Whether print stands on the card. Ink on swell paper swells.
    pub(super) print: bool,
    /// Distance between cells in mm.
    pub(super) cell_pitch: f64,
    /// Whether Braille has capital signs.
    pub(super) capitals: bool,
    /// How a name given as one string is ordered.
    pub(super) name_order: NameOrder,
    /// What it is made with.
    pub(super) technique: Technique,
}

/// A way of making raised dots and cut windows (design §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Technique {
    Emboss,
    Uv,
    Swell,
    Film,
}

impl Technique {
    /// As the options and the maker's note have it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Emboss => "emboss",
            Self::Uv => "uv",
            Self::Swell => "swell",
            Self::Film => "film",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        [Self::Emboss, Self::Uv, Self::Swell, Self::Film].into_iter().find(|technique| technique.name() == name)
    }

    /// The words for what it is made of.
    pub(super) const fn material(self) -> Phrase {
        match self {
            Self::Emboss => Phrase::MaterialEmboss,
            Self::Uv => Phrase::MaterialUv,
            Self::Swell => Phrase::MaterialSwell,
            Self::Film => Phrase::MaterialFilm,
        }
    }

    /// Least strip between two windows: a die needs 3 mm of card, a laser 2.
    const fn strip(self) -> Length {
        match self {
            Self::Emboss => Length::from_mm(3),
            Self::Uv | Self::Swell | Self::Film => Length::from_mm(2),
        }
    }
}

/// The least distance between two rows in mm; a metre where there is one row.
pub(super) fn least_pitch(form: &BallotForm) -> f64 {
    let squares = form.option_squares();
    let below = squares.iter().skip(1);
    let distances = squares.iter().zip(below).map(|(a, b)| b.center().y.mm() - a.center().y.mm());
    distances.fold(1000.0, f64::min)
}

/// A window exceeds its square by so much, toward neighbors by no more than leaves the strip.
const GROWTH: Length = Length::from_um(500);
/// Radii of a window's corners in mm: the larger where it leaves the square's corners in the open.
const RADII: [f64; 2] = [1.0, 0.5];

/// The window over a square, in the form's coordinates, and the radius of its corners in mm.
pub(super) fn opening(form: &BallotForm, index: usize, technique: Technique) -> Option<(Rect, f64)> {
    let square = form.squares.get(index)?;
    let above = index.checked_sub(1).and_then(|above| form.squares.get(above)).map(|above| square.top - above.bottom);
    let below = form.squares.get(index + 1).map(|below| below.top - square.bottom);
    let least = above.into_iter().chain(below).min();
    let beside = |gap: Length| (gap - technique.strip()).half().clamp(Length::ZERO, GROWTH);
    let growth = least.map_or(GROWTH, beside);
    let [large, small] = RADII;
    // The square's corner lies within the rounding's circle.
    let open = (large - GROWTH.mm()).hypot(large - growth.mm()) <= large;
    Some((square.grown(GROWTH, growth), if open { large } else { small }))
}

/// One stencil as it should be.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'a> {
    pub(super) election: &'a Election,
    pub(super) contest: &'a Contest,
    pub(super) form: &'a BallotForm,
    /// Its language, or both in the order of the ballot.
    pub(super) languages: &'static [Language],
    pub(super) making: Making,
}

impl Wanted<'_> {
    /// The first of its languages, in which makers are told what is told once.
    pub(super) fn first_language(&self) -> Language {
        self.languages.first().copied().unwrap_or(Language::Kk)
    }

    /// The code in its file's name.
    pub(super) fn code(&self) -> &'static str {
        match self.languages {
            [language] => language.code(),
            _ => "both",
        }
    }

    /// The languages of a stencil by the code in its file name.
    pub(super) fn languages(code: &str) -> Option<&'static [Language]> {
        match code {
            "kk" => Some(&[Language::Kk]),
            "ru" => Some(&[Language::Ru]),
            "both" => Some(&[Language::Kk, Language::Ru]),
            _ => None,
        }
    }

    pub(super) fn style(&self, language: Language) -> Style {
        Style { language, capitals: self.making.capitals }
    }

    pub(super) fn options(&self) -> &[BallotOption] {
        &self.contest.options
    }

    /// The least distance between two rows in mm.
    pub(super) fn row_pitch(&self) -> f64 {
        let squares = self.form.option_squares();
        if squares.len() < 2 { f64::INFINITY } else { least_pitch(self.form) }
    }

    /// Rows too close for Braille have their numbers in two columns.
    pub(super) fn staggered(&self) -> bool {
        self.row_pitch() < 9.2
    }

    /// The levels that this kind of contest knows, from the fullest.
    pub(super) fn levels(&self) -> &'static [Level] {
        let has = |kind| self.options().iter().any(|option| option.kind == kind);
        if self.staggered() {
            &[Level::NumberOnly]
        } else if has(OptionKind::Candidate) {
            Level::CANDIDATES
        } else if has(OptionKind::Party) {
            Level::PARTIES
        } else {
            Level::ANSWERS
        }
    }

    /// What a row may say at a level: one text, or for a withdrawn row the name with the word for
    /// it or the word alone. `None` where the list has no such text.
    pub(super) fn texts(&self, option: &BallotOption, level: Level, language: Language) -> Option<Vec<String>> {
        let withdrawn = option.status == Status::Withdrawn;
        if self.staggered() {
            let word = phrase(Phrase::WithdrawnShort, language);
            return Some(vec![if withdrawn { word.to_owned() } else { String::new() }]);
        }
        let name = self.name(option, level, language);
        if !withdrawn {
            return name.map(|name| vec![name]);
        }
        // Where the list lacks a withdrawn row's parts, its full name stands for them.
        let name = name.unwrap_or_else(|| option.name.get(language).to_owned());
        let word = phrase(Phrase::Withdrawn, language).to_owned();
        let long = if name.is_empty() { word.clone() } else { format!("{name} – {word}") };
        Some(vec![long, word])
    }

    /// A row's name at a level, without what is said of a withdrawn one.
    pub(super) fn name(&self, option: &BallotOption, level: Level, language: Language) -> Option<String> {
        let full = option.name.get(language);
        let own_level = match option.kind {
            OptionKind::Answer | OptionKind::AgainstAll => Level::Full,
            OptionKind::Candidate | OptionKind::Party => level,
        };
        match own_level {
            Level::Full => Some(full.to_owned()),
            Level::NumberOnly => Some(String::new()),
            Level::Short => option.short.as_ref().map(|short| short.get(language).to_owned()),
            Level::SurnameAndGiven => {
                let [surname, given, _] = self.parts(option, language)?;
                Some(format!("{surname} {given}"))
            }
            Level::SurnameAndInitials => {
                let [surname, given, patronymic] = self.parts(option, language)?;
                let initials = [given, patronymic].into_iter().filter_map(|name| name.chars().next());
                Some(initials.fold(surname, |text, letter| format!("{text} {letter}.")))
            }
        }
    }

    /// Surname, given name and patronymic (empty where there is none): the list's parts, else the
    /// words of the name in the order of Art. 37(1) of the Constitutional Law, or as told.
    pub(super) fn parts(&self, option: &BallotOption, language: Language) -> Option<[String; 3]> {
        if let Some(parts) = option.parts.get(language) {
            let patronymic = parts.patronymic.clone().unwrap_or_default();
            return Some([parts.surname.clone(), parts.given.clone(), patronymic]);
        }
        let mut words: Vec<String> = option.name.get(language).split(' ').map(str::to_owned).collect();
        if self.making.name_order == NameOrder::GivenFirst {
            words.rotate_right(1);
        }
        match <[String; 3]>::try_from(words) {
            Ok(three) => Some(three),
            Err(words) => <[String; 2]>::try_from(words).ok().map(|[surname, given]| [surname, given, String::new()]),
        }
    }

    /// Whether the list allows a level: every row has its text, and none says more than others.
    pub(super) fn allows(&self, level: Level) -> bool {
        let complete = self
            .languages
            .iter()
            .all(|language| self.options().iter().all(|option| self.texts(option, level, *language).is_some()));
        complete && (level != Level::Full || self.unequal().is_none())
    }

    /// The first standing candidate whose name says less than others': no patronymic, initials, or
    /// one word (decision 0005); and in which language.
    pub(super) fn unequal(&self) -> Option<(&BallotOption, Language)> {
        self.languages.iter().find_map(|language| {
            let stands =
                |option: &&BallotOption| option.kind == OptionKind::Candidate && option.status == Status::Standing;
            let says_less = |option: &BallotOption| {
                let name = option.name.get(*language);
                let initials = name.split(' ').any(|word| word.ends_with('.'));
                let parts = self.parts(option, *language);
                initials || parts.map_or(!name.contains(' '), |[.., patronymic]| patronymic.is_empty())
            };
            let standing = || self.options().iter().filter(stands);
            let less = standing().find(|option| says_less(option));
            less.filter(|_| standing().any(|option| !says_less(option))).map(|option| (option, *language))
        })
    }

    /// The headings there can be: the whole one first.
    pub(super) fn headings(&self) -> Vec<&Text> {
        let contest = self.contest;
        let shorter = contest.question.as_ref().map(|_| &contest.title);
        let whole = contest.question.as_ref().unwrap_or(&contest.title);
        std::iter::once(whole).chain(shorter).chain(contest.short_title.as_ref()).collect()
    }

    /// As many notches as the contest's place in the election: round for Kazakh and for both,
    /// square for Russian.
    pub(super) fn notches(&self) -> Notches {
        let count = u32::from(self.contest.position);
        if self.languages == [Language::Ru] {
            Notches { square: count, round: 0 }
        } else {
            Notches { round: count, square: 0 }
        }
    }

    /// Legs of the corner's cut in mm, from the least to the most: 8 mm further than the ballot's,
    /// 12 where that is plain. A hole must lie in the open, all of it.
    pub(super) fn corner(&self) -> [f64; 2] {
        match self.form.corner {
            Corner::Plain => [12.0; 2],
            Corner::Marked { kind: CornerKind::Cut, size, .. } => [size.mm() + 8.0; 2],
            Corner::Marked { kind: CornerKind::Hole, size, inset } => {
                let past = size.mm() * std::f64::consts::FRAC_1_SQRT_2;
                [inset.mm() * 2.0 + past.max(8.0), inset.mm() * 2.0 + past.max(8.0) + 1.0]
            }
        }
    }

    /// Ridges beside a row: one at every fifth, two at the last.
    pub(super) fn ridges(&self, row: u32) -> u32 {
        let last = self.options().last().map(|option| option.number);
        if last == Some(row) { 2 } else { u32::from(row.is_multiple_of(5)) }
    }
}
