//! A contest: its options, choosing and taking back, and the question what to do when no more can be chosen.

use wording::{Hands, Name, Voice};

use crate::effect::{Effect, Tone};
use crate::input::Target;
use crate::machine::{Answer, Session, Then};
use crate::overlay::{Instead, Overlay};
use crate::page::{Item, Page, PageName};
use crate::ring::BLOCK;
use crate::setup::ContestSetup;
use crate::state::{Contest, Review, SheetStatus, State, Welcome};
use crate::vault::Refusal;

impl Session {
    pub(crate) fn contest_page(&self, state: Contest) -> Page {
        let contest = state.contest;
        let name = Name::Contest(contest);
        let total = u16::from(self.setup.contest_count());
        let heading = if total == 1 {
            Voice::ContestAlone { contest: name }
        } else {
            Voice::ContestHeading { position: u16::from(contest) + 1, total, contest: name }
        };
        let page = self.blank_page(PageName::Contest).heading(heading);
        let Some(setup) = self.setup.contest(contest) else { return page };
        let withdrawn = setup.row_numbers().filter(|row| !setup.stands(*row)).fold(0, |count: u16, _| count + 1);
        let mut page = page
            .heading_if(setup.question, Voice::ContestQuestion { question: Name::Question(contest) })
            .heading(limit(setup))
            .heading_if(withdrawn > 0, Voice::ContestWithdrawn { options: withdrawn })
            .status(self.standing_of(contest))
            .go_on(Voice::ChosenGoOn)
            .steps(true, true);
        page.several = setup.max_choices > 1;
        let chosen = self.vault.count(contest) > 0;
        page.nothing_yet = (!chosen).then(|| self.line(Voice::NothingChosen));
        page.items = setup.row_numbers().map(|row| self.option_item(contest, setup, row)).collect();
        let page = match self.sheet_status(contest) {
            SheetStatus::Held => page.choice(Target::NoSheet, Voice::NoSheetItem),
            SheetStatus::Missing => page.choice(Target::NoSheet, Voice::HaveSheetItem),
            SheetStatus::Finished => page.choice(Target::NewSheet, Voice::NewSheetItem),
        };
        let page = page.hint(match (chosen, setup.max_choices) {
            (true, _) => Voice::ContestHintChosen,
            (false, 1) => Voice::ContestHint,
            (false, _) => Voice::ContestHintSeveral,
        });
        page.item_hint(match (self.under_the_finger(contest), state.from_review) {
            (true, _) => Voice::OptionHintBack,
            (false, true) => Voice::OptionHintReview,
            (false, false) => Voice::OptionHint,
        })
    }

    /// Whether the option that the finger is on is chosen.
    fn under_the_finger(&self, contest: u8) -> bool {
        let row = match (self.hands, self.vault.group().checked_sub(1)) {
            (Hands::Switches, Some(block)) => block.saturating_mul(BLOCK).saturating_add(self.vault.focus()),
            (Hands::Keypad | Hands::Touch | Hands::Switches, _) => self.vault.focus(),
        };
        self.vault.has(contest, row)
    }

    fn option_item(&self, contest: u8, setup: &ContestSetup, row: u8) -> Item {
        let option = Name::Option { contest, row };
        let total = u16::from(setup.row_count());
        let label = Voice::OptionAt { option, position: u16::from(row), total };
        Item::new(Target::Option(row), label, self.settings.language)
            .chosen_if(self.vault.has(contest, row))
            .withdrawn_if(!setup.stands(row))
    }

    /// How things stand in a contest.
    fn standing_of(&self, contest: u8) -> Vec<Voice> {
        let mut voices: Vec<Voice> = self.chosen_options(contest).map(|option| Voice::Chosen { option }).collect();
        match self.sheet_status(contest) {
            SheetStatus::Held => {}
            SheetStatus::Missing => voices.push(Voice::NoSheetSaid),
            SheetStatus::Finished => voices.push(Voice::AlreadyOnPaper),
        }
        voices
    }

    /// The names of what is chosen, in ballot order.
    pub(crate) fn chosen_options(&self, contest: u8) -> impl Iterator<Item = Name> {
        self.vault.chosen(contest).map(move |row| Name::Option { contest, row })
    }

    pub(crate) fn act_on_contest(&mut self, state: Contest, target: Target) -> Answer {
        let contest = state.contest;
        match target {
            Target::Option(_) | Target::NoSheet if self.sheet_status(contest) == SheetStatus::Finished => {
                self.say(Voice::FinishedRefused, Then::Stay)
            }
            Target::Option(row) if self.vault.has(contest, row) => self.take_back(contest, row),
            Target::Option(row) => self.choose(contest, row),
            Target::NoSheet => self.toggle_sheet(contest),
            Target::NewSheet => {
                self.set_sheet(contest, SheetStatus::Held);
                self.say(Voice::NewSheetSaid, Then::Here)
            }
            _ => self.stay(Then::Here),
        }
    }

    fn take_back(&mut self, contest: u8, row: u8) -> Answer {
        self.vault.take_back(contest, row);
        let taken = Voice::TakenBack { option: Name::Option { contest, row } };
        self.say_all([taken, self.room(contest)], Then::Stay)
    }

    fn choose(&mut self, contest: u8, row: u8) -> Answer {
        let option = Name::Option { contest, row };
        let Some(setup) = self.setup.contest(contest) else { return self.stay(Then::Here) };
        match self.vault.choose(contest, row, setup) {
            Ok(()) => self.chosen(contest, row),
            Err(Refusal::Withdrawn) => self.say(Voice::WithdrawnRefused { option }, Then::Stay),
            Err(Refusal::NoSuchRow) => self.stay(Then::Here),
            // VVSG 2.0 7.3-H: explained, never resolved in silence.
            Err(Refusal::Full) => {
                self.vault.set_wanted(row);
                self.lay(Overlay::Instead(Instead { focus: 1 }));
                self.stay(Then::Enter)
            }
        }
    }

    /// After a choice: what it was, and what can be done next.
    fn chosen(&mut self, contest: u8, row: u8) -> Answer {
        self.emit(Effect::Tone(Tone::Chosen));
        let mut voices = vec![Voice::Chosen { option: Name::Option { contest, row } }];
        // Who chooses here holds the sheet after all; it is said, so that it can be put right.
        if self.sheet_status(contest) == SheetStatus::Missing {
            self.set_sheet(contest, SheetStatus::Held);
            voices.push(Voice::HaveSheetSaid);
        }
        voices.push(self.room(contest));
        self.say_all(voices, Then::Stay)
    }

    /// How many more can be chosen, or how to go on.
    fn room(&self, contest: u8) -> Voice {
        let most = self.setup.contest(contest).map_or(0, |setup| setup.max_choices);
        let chosen = self.vault.count(contest);
        match (chosen, most.saturating_sub(chosen)) {
            (_, 0) if most == 1 => Voice::ChosenGoOn,
            (_, 0) => Voice::AllChosenGoOn,
            (0, 1) => Voice::CanChooseOne,
            (0, more) => Voice::CanChooseUpTo { limit: u16::from(more) },
            (_, 1) => Voice::CanChooseOneMore,
            (_, more) => Voice::CanChooseMore { more: u16::from(more) },
        }
    }

    fn toggle_sheet(&mut self, contest: u8) -> Answer {
        let (status, voice) = match self.sheet_status(contest) {
            SheetStatus::Held => (SheetStatus::Missing, Voice::NoSheetNoted),
            SheetStatus::Missing | SheetStatus::Finished => (SheetStatus::Held, Voice::HaveSheetSaid),
        };
        self.set_sheet(contest, status);
        self.say(voice, Then::Stay)
    }

    /// Right or Left out of a contest. Nothing chosen is allowed, and said.
    pub(crate) fn leave_contest(&mut self, state: Contest, on: bool) -> Answer {
        let contest = state.contest;
        let missing = self.sheet_status(contest) != SheetStatus::Held;
        let empty = self.vault.count(contest) == 0 && !missing;
        let last = contest + 1 >= self.setup.contest_count();
        let next = match (state.from_review, on) {
            (true, _) => State::Review(Review),
            (false, true) if last => State::Review(Review),
            (false, true) => State::Contest(Contest { contest: contest + 1, ..state }),
            (false, false) => contest
                .checked_sub(1)
                .map_or(State::Welcome(Welcome), |contest| State::Contest(Contest { contest, ..state })),
        };
        self.go(next);
        if state.from_review {
            self.focus_on(Target::Contest(contest));
        }
        let left = (empty && on).then_some(Voice::LeftEmpty { contest: Name::Contest(contest) });
        self.say_all(left, if state.from_review { Then::Back } else { Then::Enter })
    }

    pub(crate) fn instead_page(&self) -> Page {
        let page = self.blank_page(PageName::Instead);
        let State::Contest(Contest { contest, .. }) = self.state else { return page };
        let most = self.setup.contest(contest).map_or(0, |setup| setup.max_choices);
        let wanted = Name::Option { contest, row: self.vault.wanted() };
        let page = page.primary(Target::Keep).steps(true, true);
        if most != 1 {
            let chosen = self.chosen_options(contest).map(|option| Voice::Chosen { option });
            return page
                .heading(Voice::FullHeading { limit: u16::from(most) })
                .status(chosen)
                .status([Voice::FullAdvice { option: wanted }])
                .choice(Target::Keep, Voice::FullBack);
        }
        let Some(kept) = self.chosen_options(contest).next() else { return page };
        page.heading(Voice::InsteadHeading { option: kept })
            .choice(Target::Keep, Voice::InsteadKeep { option: kept })
            .choice(Target::ChooseInstead, Voice::InsteadChoose { option: wanted })
            .hint(Voice::InsteadHint)
    }

    pub(crate) fn act_on_instead(&mut self, target: Target) -> Answer {
        let State::Contest(Contest { contest, .. }) = self.state else { return self.stay(Then::Here) };
        match target {
            Target::ChooseInstead => {
                let wanted = self.close_instead();
                let kept: Vec<u8> = self.vault.chosen(contest).collect();
                for row in kept {
                    self.vault.take_back(contest, row);
                }
                self.choose(contest, wanted)
            }
            Target::Keep => {
                self.close_instead();
                let kept: Vec<Voice> = self.chosen_options(contest).map(|option| Voice::Kept { option }).collect();
                self.say_all(kept, Then::Item)
            }
            _ => self.stay(Then::Here),
        }
    }

    /// Takes the question away, and gives the row it was about.
    fn close_instead(&mut self) -> u8 {
        self.lift(Overlay::Instead(Instead { focus: 0 }).rank());
        let wanted = self.vault.wanted();
        self.vault.set_wanted(0);
        wanted
    }
}

/// How many can be chosen of how many.
fn limit(setup: &ContestSetup) -> Voice {
    let options = u16::from(setup.row_count());
    match setup.max_choices {
        1 => Voice::ContestChooseOne { options },
        limit => Voice::ContestChooseUpTo { limit: u16::from(limit), options },
    }
}
