//! What the steps of a sheet say.

use wording::{Name, Voice};

use crate::guide::way_to_window;
use crate::input::{Seen, Target};
use crate::machine::Session;
use crate::page::{Page, PageName};
use crate::pages::over::trouble_voice;
use crate::setup::{Stencils, Way};
use crate::state::{Look, Sheet, SheetStatus, Step};
use crate::vault::Ink;
use keypad_protocol::Key;

impl Session {
    pub(crate) fn sheet_page(&self, sheet: Sheet) -> Page {
        let contest = sheet.contest;
        let held: Vec<u8> = (0..self.setup.contest_count())
            .filter(|contest| self.sheet_status(*contest) != SheetStatus::Missing)
            .collect();
        let total = u16::try_from(held.len()).unwrap_or(u16::MAX);
        let position = (1..).zip(&held).find(|(_, held)| **held == contest).map_or(1, |(position, _)| position);
        let name = Name::Contest(contest);
        let title = if total > 1 {
            Voice::SheetHeading { position, total, contest: name }
        } else {
            Voice::SheetAlone { contest: name }
        };
        let mut page = self.blank_page(PageName::Sheet).heading(title);
        let first = sheet.step == self.first_step(contest, sheet.way);
        page.title_known = !first;
        page.hint_id = SHEET_HINTS + hint_of(sheet.step);
        let too_large = first && sheet.way == Way::Guide && self.way == Way::Mark;
        let page = page.heading_if(too_large && !self.fits_printer(contest), Voice::SheetTooLarge);
        let page = self.step_page(page, sheet);
        // Whoever is past the first step has the sheet in hand.
        let before = first || matches!(sheet.step, Step::Identify(_) | Step::Feed(_));
        let offers = before && self.sheet_status(contest) == SheetStatus::Held;
        if offers { page.choice(Target::NoSheet, Voice::NoSheetItem) } else { page }
    }

    fn fits_printer(&self, contest: u8) -> bool {
        self.setup.contest(contest).is_some_and(|contest| contest.fits_printer)
    }

    fn step_page(&self, page: Page, sheet: Sheet) -> Page {
        let done = |page: Page| page.primary(Target::Key(Key::Right)).hint(Voice::StepHint).steps(true, true);
        match sheet.step {
            Step::Identify(last) => self
                .looked(page, sheet, last)
                .heading(Voice::StepIdentify)
                .primary(Target::Scan)
                .choice(Target::Scan, Voice::ScanItem)
                .hint(Voice::StepIdentifyHint)
                .steps(true, true),
            Step::Identifying => page.heading(Voice::Scanning),
            Step::Take => done(self.take(page, sheet)),
            Step::Insert => done(self.insert(page, sheet)),
            Step::MarkByHand => done(self.windows(page, sheet, Voice::MarkHere)),
            Step::Feed(trouble) => {
                let page = match trouble {
                    None => page,
                    Some(trouble) => {
                        page.heading(Voice::NotPrinted).heading(trouble_voice(trouble)).heading(Voice::ChoicesKept)
                    }
                };
                let page = page
                    .heading(Voice::StepFeed)
                    .primary(Target::Print)
                    .choice(Target::Print, Voice::PrintItem)
                    .choice(Target::ByHand, Voice::ByHandItem)
                    .steps(true, false);
                // After a failure the hint is the way out of it, and is said each time.
                if trouble.is_some() { page.heading(Voice::StepFeedHint) } else { page.hint(Voice::StepFeedHint) }
            }
            Step::Printing => page.heading(Voice::Printing),
            Step::Spoiled => page
                .heading(Voice::PerhapsPrinted)
                .heading(Voice::ChoicesKept)
                .heading(Voice::NewSheetHint)
                .primary(Target::NewSheet)
                .choice(Target::NewSheet, Voice::NewSheetItem),
            Step::Show => {
                let page = page.heading_if(self.settings.curtain, Voice::StepShowCurtain).heading(Voice::StepShow);
                done(self.windows(page, sheet, Voice::MarkHereCompanion))
            }
            Step::ReadBack { failed } => page
                .heading_if(failed, Voice::ScanFailed)
                .heading(Voice::StepReadBack)
                .primary(Target::Scan)
                .choice(Target::Scan, Voice::ReadItem)
                .hint(Voice::StepReadBackHint)
                .steps(true, true),
            Step::Reading => page.heading(Voice::Scanning),
            Step::Told => self.told(page, sheet),
            Step::Fold if sheet.way == Way::Guide && !self.setup.scans(sheet.contest) => {
                done(page.heading(Voice::StepTakeOut).heading(Voice::StepFold))
            }
            // A marked ballot in the scanner would be for the next voter to find.
            Step::Fold => {
                done(page.heading_if(self.setup.scans(sheet.contest), Voice::ScanLeave).heading(Voice::StepFold))
            }
        }
    }

    /// What the scanner said last, where it was not the right sheet.
    fn looked(&self, page: Page, sheet: Sheet, last: Option<Look>) -> Page {
        let expected = Voice::ScanExpected { contest: Name::Contest(sheet.contest) };
        match last {
            None => page,
            Some(Look::Failed) => page.heading(Voice::ScanFailed),
            Some(Look::Saw(Seen::Sheet(contest))) if self.setup.contest(contest).is_some() => {
                page.heading(Voice::ScanOther { contest: Name::Contest(contest) }).heading(expected)
            }
            Some(Look::Saw(Seen::OtherSide)) => page.heading(Voice::ScanOtherSide),
            Some(Look::Saw(Seen::UpsideDown)) => page.heading(Voice::ScanUpsideDown),
            Some(Look::Saw(Seen::Sheet(_) | Seen::Unknown)) => page.heading(Voice::ScanUnknown).heading(expected),
        }
    }

    /// Which stencil: notches by number, and by shape where each language has its own.
    fn take(&self, page: Page, sheet: Sheet) -> Page {
        use ballot::Language;
        let notches = u16::from(sheet.contest) + 1;
        let stencils = self.setup.contest(sheet.contest).map_or(Stencils::Both, |contest| contest.stencils);
        let stencil = match (stencils, self.settings.language) {
            (Stencils::Both, _) | (Stencils::OneEach, Language::Kk) => Voice::TakeRound { notches },
            (Stencils::OneEach, Language::Ru) => Voice::TakeSquare { notches },
            (Stencils::OneEach, Language::En) => Voice::TakeEither { notches },
        };
        page.heading_if(self.setup.scans(sheet.contest), Voice::ScanLeave).heading(Voice::StepTake).heading(stencil)
    }

    fn insert(&self, page: Page, sheet: Sheet) -> Page {
        let marked = self.setup.contest(sheet.contest).is_some_and(|contest| contest.marked_corner);
        page.heading(if marked { Voice::StepInsertCorner } else { Voice::StepInsertPlain }).heading(Voice::StepInsert)
    }

    /// Row and window of everything chosen; for a blank sheet the words that no mark is made.
    fn windows(&self, mut page: Page, sheet: Sheet, here: Voice) -> Page {
        let Some(setup) = self.setup.contest(sheet.contest) else { return page };
        let rows: Vec<u8> = self.vault.chosen(sheet.contest).collect();
        if rows.is_empty() {
            return page.heading(Voice::MarkNone);
        }
        let marks = u16::try_from(rows.len()).unwrap_or(u16::MAX);
        page = page.heading_if(marks > 1, Voice::MarkSeveral { marks });
        for row in rows {
            let option = Name::Option { contest: sheet.contest, row };
            page = page.heading(Voice::MarkRow { option, row: u16::from(row) });
            // The companion sees the row; the way of the finger is for who does not.
            if sheet.step == Step::MarkByHand {
                page = way_to_window(setup, row).into_iter().fold(page, Page::heading);
            }
        }
        page.heading(here)
    }

    /// What is on the paper, beside what was chosen.
    fn told(&self, mut page: Page, sheet: Sheet) -> Page {
        let contest = sheet.contest;
        let named = |row: u8| self.setup.contest(contest).is_some_and(|setup| setup.status(row).is_some());
        let (mut same, mut ink, mut unsure) = (true, false, false);
        let mut marks = 0;
        for (row, kind) in self.vault.read() {
            ink = true;
            let option = Name::Option { contest, row };
            let known = named(row);
            page = match kind {
                _ if !known => page.heading(Voice::ReadElsewhere),
                Ink::Mark => page.heading(Voice::ReadMark { option }),
                Ink::Unclear => page.heading(Voice::ReadUnclear { option }),
            };
            same &= known && kind == Ink::Mark && self.vault.has(contest, row);
            unsure |= kind == Ink::Unclear;
            marks += 1;
        }
        same &= marks == self.vault.count(contest);
        page = page.heading_if(!ink, Voice::ReadNothing);
        page = page.heading(match (same, unsure) {
            (true, _) => Voice::ReadSame,
            (false, true) => Voice::ReadUnsure,
            (false, false) => Voice::ReadDiffers,
        });
        page = self.alike(contest).fold(page, Page::heading);
        page = page.primary(Target::Key(Key::Right)).steps(true, true);
        if same {
            page.hint(Voice::StepHint)
        } else {
            page.heading(Voice::ReadDiffersHint).choice(Target::NewSheet, Voice::NewSheetItem)
        }
    }
}

/// Hints of steps are numbered from here, above those of pages.
const SHEET_HINTS: u8 = 16;

/// Steps with the same hint have the same number.
const fn hint_of(step: Step) -> u8 {
    match step {
        Step::Identify(_) => 0,
        Step::Feed(_) => 1,
        Step::ReadBack { .. } => 2,
        Step::Take | Step::Insert | Step::Show | Step::Told | Step::Fold => 3,
        Step::Identifying | Step::Printing | Step::Reading | Step::Spoiled => 4,
        // The hand was busy since the hint was said: it is said again.
        Step::MarkByHand => 5,
    }
}
