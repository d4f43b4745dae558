//! The review of all choices, the choice of a way to the paper, and the end.

use keypad_protocol::Key;
use wording::{Name, Voice};

use crate::effect::Line;
use crate::input::Target;
use crate::machine::{Answer, Session, Then};
use crate::page::{Item, Page, PageName};
use crate::setup::{Kind, Way};
use crate::state::{Contest, SheetStatus, State, WayChoice};

impl Session {
    /// All contests are read in turn as the heading's status, and each is an item; how to go on is said at the end of
    /// both.
    pub(crate) fn review_page(&self) -> Page {
        let mut page = self.blank_page(PageName::Review).heading(Voice::ReviewHeading).steps(true, true);
        page.items = (0..self.setup.contest_count()).map(|contest| self.review_item(contest)).collect();
        let lines: Vec<Line> = page.items.iter().flat_map(Item::lines).cloned().collect();
        page.status = lines;
        if let Some(last) = page.items.last_mut() {
            last.after = Some(self.line(Voice::ReviewGoOn));
        }
        page.hint(Voice::ReviewChange).hint(Voice::ReviewGoOn).go_on(Voice::ReviewGoOn).item_hint(Voice::ReviewItemHint)
    }

    fn review_item(&self, contest: u8) -> Item {
        let name = Name::Contest(contest);
        let language = self.settings.language;
        let target = Target::Contest(contest);
        let item = |voice| Item::new(target, voice, language);
        let mut chosen = self.chosen_options(contest);
        let first = chosen.next();
        match (self.sheet_status(contest), first) {
            (SheetStatus::Missing, _) => item(Voice::ReviewNoSheet { contest: name }),
            (SheetStatus::Held, None) => item(Voice::ReviewEmpty { contest: name }),
            (SheetStatus::Finished, None) => item(Voice::ReviewEmptyDone { contest: name }),
            (status, Some(option)) => {
                let label = item(Voice::ReviewChosen { contest: name, option });
                let item = chosen.fold(label, |item, option| item.note(Voice::ReviewAlso { option }));
                match status {
                    SheetStatus::Finished => item.note(Voice::ReviewDone),
                    SheetStatus::Held | SheetStatus::Missing => item,
                }
            }
        }
    }

    pub(crate) fn act_on_review(&mut self, target: Target) -> Answer {
        match target {
            Target::Contest(contest) => self.enter(State::Contest(Contest { contest, from_review: true })),
            _ => self.stay(Then::Here),
        }
    }

    /// Right: to the paper.
    pub(crate) fn leave_review(&mut self) -> Answer {
        if self.setup.ways.len() > 1 && self.next_sheet(0).is_some() {
            self.enter(State::WayChoice(WayChoice))
        } else {
            self.go_to_sheets(0)
        }
    }

    pub(crate) fn way_page(&self) -> Page {
        let now = way_voice(self.way);
        let mut page = self
            .blank_page(PageName::WayChoice)
            .heading(Voice::WayHeading)
            .status([Voice::WayNow, now])
            .hint(Voice::WayHint)
            .item_hint(Voice::WayItemHint)
            .steps(true, true);
        let language = self.settings.language;
        page.items = self
            .setup
            .ways
            .iter()
            .map(|way| Item::new(Target::Way(*way), way_voice(*way), language).chosen_if(*way == self.way))
            .collect();
        page.numbered()
    }

    pub(crate) fn act_on_way(&mut self, target: Target) -> Answer {
        match target {
            Target::Way(way) => {
                self.way = way;
                self.go_to_sheets(0)
            }
            _ => self.stay(Then::Here),
        }
    }

    /// Right: the way under the finger, or the one that is set and was said.
    pub(crate) fn leave_way(&mut self) -> Answer {
        let under = self.focused().map(|item| item.target);
        match under {
            Some(Target::Way(way)) => self.act_on_way(Target::Way(way)),
            _ => self.go_to_sheets(0),
        }
    }

    pub(crate) fn done_page(&self) -> Page {
        let finished = |contest: &u8| self.sheet_status(*contest) == SheetStatus::Finished;
        let any = (0..self.setup.contest_count()).any(|contest| finished(&contest));
        let page = self.blank_page(PageName::Done).heading(match (self.setup.kind, any) {
            // Nothing of a practice goes into a ballot box.
            (Kind::Practice, _) => Voice::DonePractice,
            (Kind::Voting | Kind::Training | Kind::Demo, true) => Voice::DoneHeading,
            (Kind::Voting | Kind::Training | Kind::Demo, false) => Voice::DoneNoSheets,
        });
        page.heading(Voice::DoneSecret).primary(Target::Key(Key::Right)).hint(Voice::DoneHint).steps(true, true)
    }
}

/// A way to the paper by name.
const fn way_voice(way: Way) -> Voice {
    match way {
        Way::Guide => Voice::WayGuide,
        Way::Mark => Voice::WayMark,
        Way::Companion => Voice::WayCompanion,
    }
}
