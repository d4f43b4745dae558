//! What the booth offers: the contests as numbers of rows, the ways to the paper, the devices. No names are in it:
//! the machine speaks of options by contest and row only.

use ballot::{Election, Language, Status};

use crate::vault::{MOST_CONTESTS, MOST_ROWS};

/// What kind of package the booth was started with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A real vote.
    Voting,
    /// Poll workers learn.
    Training,
    /// Voters practice.
    Practice,
    /// The program is shown.
    Demo,
}

/// A way to the paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// The voice says which row and window; the voter's own hand marks through the stencil.
    Guide,
    /// The printer marks the official sheet.
    Mark,
    /// A person the voter trusts marks (Constitutional Law on Elections, Art. 42(1)).
    Companion,
}

/// Which stencils a contest has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stencils {
    /// One with both languages: round notches.
    Both,
    /// A Kazakh one with round notches and a Russian one with square ones.
    OneEach,
}

/// A contest, as far as the machine knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContestSetup {
    /// The rows of the ballot in order.
    pub rows: Vec<Status>,
    /// How many may be chosen, at least 1.
    pub max_choices: u8,
    /// The contest asks a question.
    pub question: bool,
    /// Which stencils there are.
    pub stencils: Stencils,
    /// The stencil has ridges in its right margin.
    pub ridges: bool,
    /// The sheet's top-right corner is cut or has a hole.
    pub marked_corner: bool,
    /// The printer can take the sheet.
    pub fits_printer: bool,
    /// The scanner can take the sheet.
    pub fits_scanner: bool,
    /// Other contests, index from 0, whose sheets a scanner cannot tell from this one.
    pub alike: Vec<u8>,
}

impl ContestSetup {
    /// Whether the row, counted from 1, is on the ballot and stands.
    pub(crate) fn stands(&self, row: u8) -> bool {
        self.status(row) == Some(Status::Standing)
    }

    /// The status of the row, counted from 1.
    pub(crate) fn status(&self, row: u8) -> Option<Status> {
        self.rows.get(usize::from(row).checked_sub(1)?).copied()
    }

    /// How many rows there are.
    pub(crate) fn row_count(&self) -> u8 {
        u8::try_from(self.rows.len()).unwrap_or(u8::MAX)
    }

    /// The numbers of all rows.
    pub(crate) fn row_numbers(&self) -> impl Iterator<Item = u8> + use<> {
        1..=self.row_count()
    }
}

/// What the booth offers to every voter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setup {
    /// The contests in the order of the election.
    pub contests: Vec<ContestSetup>,
    /// What is at stake.
    pub kind: Kind,
    /// The ways to the paper, the usual one first.
    pub ways: Vec<Way>,
    /// There is a scanner that looks at each sheet before and after.
    pub scanner: bool,
    /// The language before the voter has chosen one.
    pub language: Language,
}

/// Why there can be no such booth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SetupError {
    /// Not one to five contests.
    #[error("an election has one to five contests")]
    Contests,
    /// Not 1 to 99 rows, or nothing that can be chosen, or more choices than rows.
    #[error("contest {contest} has rows or a number of choices that no ballot has")]
    Rows {
        /// Counted from 1.
        contest: usize,
    },
    /// No way to the paper that works for every contest: guide or companion is needed where a sheet fits no printer.
    #[error("the booth offers no way to the paper, or one twice")]
    Ways,
    /// The page for the voter's choices cannot be kept out of swap.
    #[error("the memory for a voter's choices cannot be locked: raise the limit of locked memory")]
    Memory,
}

impl Setup {
    /// A booth for `election` that guides the voter's hand, without printer and scanner.
    #[must_use]
    pub fn guiding(election: &Election, kind: Kind) -> Self {
        let contest = |contest: &ballot::Contest| ContestSetup {
            rows: contest.options.iter().map(|option| option.status).collect(),
            max_choices: u8::try_from(contest.max_choices).unwrap_or(u8::MAX),
            question: contest.question.is_some(),
            stencils: Stencils::OneEach,
            ridges: true,
            marked_corner: true,
            fits_printer: true,
            fits_scanner: true,
            alike: Vec::new(),
        };
        Self {
            contests: election.contests.iter().map(contest).collect(),
            kind,
            ways: vec![Way::Guide],
            scanner: false,
            language: Language::Kk,
        }
    }

    /// Refuses what no booth can offer.
    pub(crate) fn check(&self) -> Result<(), SetupError> {
        if !(1..=MOST_CONTESTS).contains(&self.contests.len()) {
            return Err(SetupError::Contests);
        }
        for (index, contest) in self.contests.iter().enumerate() {
            let standing = contest.rows.iter().filter(|status| **status == Status::Standing).count();
            let rows = (1..=MOST_ROWS).contains(&contest.rows.len());
            let choices = (1..=contest.rows.len()).contains(&usize::from(contest.max_choices));
            if !rows || !choices || standing == 0 {
                return Err(SetupError::Rows { contest: index + 1 });
            }
        }
        let twice = |way: &Way| self.ways.iter().filter(|other| *other == way).count() > 1;
        if self.ways.is_empty() || self.ways.iter().any(twice) {
            return Err(SetupError::Ways);
        }
        Ok(())
    }

    /// The contest of that index.
    pub(crate) fn contest(&self, contest: u8) -> Option<&ContestSetup> {
        self.contests.get(usize::from(contest))
    }

    /// How many contests there are.
    pub(crate) fn contest_count(&self) -> u8 {
        u8::try_from(self.contests.len()).unwrap_or(u8::MAX)
    }

    /// The way taken for a contest when the voter wants `way`: a sheet that the printer cannot take is guided.
    pub(crate) fn way_for(&self, contest: u8, way: Way) -> Way {
        match (way, self.contest(contest).is_some_and(|contest| contest.fits_printer)) {
            (Way::Mark, false) => Way::Guide,
            (Way::Guide | Way::Mark | Way::Companion, _) => way,
        }
    }

    /// Whether the scanner looks at the sheets of that contest.
    pub(crate) fn scans(&self, contest: u8) -> bool {
        self.scanner && self.contest(contest).is_some_and(|contest| contest.fits_scanner)
    }
}
