//! The steps of a sheet: which follows which, and what the voter can do. A sheet without a choice takes the same steps
//! as any other, so that nobody outside can tell.

use wording::{Name, Voice};
use zeroize::Zeroizing;

use crate::effect::{Effect, PrintJob, ScanJob, ScanTask};
use crate::input::Target;
use crate::machine::{Answer, Session, Then};
use crate::setup::Way;
use crate::state::{Review, Sheet, SheetStatus, State, Step};

impl Session {
    pub(crate) fn first_step(&self, contest: u8, way: Way) -> Step {
        if self.setup.scans(contest) { Step::Identify(None) } else { Self::marking(way) }
    }

    /// The first step after the scanner has looked.
    pub(crate) const fn after_identify(&self, way: Way) -> Step {
        Self::marking(way)
    }

    const fn marking(way: Way) -> Step {
        match way {
            Way::Guide => Step::Take,
            Way::Mark => Step::Feed(None),
            Way::Companion => Step::Show,
        }
    }

    /// The step after the mark is on the paper. The scanner looks before the sheet is folded.
    fn after_mark(&self, contest: u8) -> Step {
        if self.setup.scans(contest) { Step::ReadBack { failed: false } } else { Step::Fold }
    }

    /// Right.
    pub(crate) fn next_of_sheet(&mut self, sheet: Sheet) -> Answer {
        let step = match sheet.step {
            Step::Identify(_) => Self::marking(sheet.way),
            Step::Take => Step::Insert,
            Step::Insert => Step::MarkByHand,
            Step::MarkByHand | Step::Show => self.after_mark(sheet.contest),
            Step::ReadBack { .. } | Step::Told => Step::Fold,
            Step::Fold => {
                self.set_sheet(sheet.contest, SheetStatus::Finished);
                return self.go_to_sheets(sheet.contest.saturating_add(1));
            }
            Step::Feed(_) => return self.say(Voice::FeedFirst, Then::Stay),
            Step::Spoiled => return self.stay(Then::Here),
            Step::Identifying | Step::Printing | Step::Reading => return self.stay(Then::Here),
        };
        self.enter_step(Sheet { step, ..sheet })
    }

    /// Left. What the printer has done cannot be gone back from.
    pub(crate) fn previous_of_sheet(&mut self, sheet: Sheet) -> Answer {
        let scans = self.setup.scans(sheet.contest);
        let printed = self.sheet_status(sheet.contest) == SheetStatus::Finished;
        let before_fold = if scans { Step::ReadBack { failed: false } } else { Self::last_marking(sheet.way) };
        let step = match sheet.step {
            Step::Identifying | Step::Printing | Step::Reading | Step::Spoiled => return self.stay(Then::Here),
            Step::Identify(_) => return self.enter(State::Review(Review)),
            Step::Take | Step::Feed(_) | Step::Show if scans => Step::Identify(None),
            Step::Take | Step::Feed(_) | Step::Show => return self.enter(State::Review(Review)),
            Step::Insert => Step::Take,
            Step::MarkByHand => Step::Insert,
            Step::Told => Step::ReadBack { failed: false },
            Step::ReadBack { .. } if printed => return self.say(Voice::AlreadyOnPaper, Then::Here),
            Step::ReadBack { .. } => Self::last_marking(sheet.way),
            Step::Fold if printed && !scans => return self.say(Voice::AlreadyOnPaper, Then::Here),
            Step::Fold => before_fold,
        };
        self.enter_step(Sheet { step, ..sheet })
    }

    const fn last_marking(way: Way) -> Step {
        match way {
            Way::Guide => Step::MarkByHand,
            Way::Mark => Step::Feed(None),
            Way::Companion => Step::Show,
        }
    }

    pub(crate) fn act_on_sheet(&mut self, sheet: Sheet, target: Target) -> Answer {
        match (target, sheet.step) {
            (Target::Print, Step::Feed(_)) => self.print(sheet),
            (Target::Scan, Step::Identify(_)) => {
                self.scan(ScanTask::Identify(sheet.contest));
                self.enter_step(Sheet { step: Step::Identifying, ..sheet })
            }
            (Target::Scan, Step::ReadBack { .. }) => {
                self.scan(ScanTask::ReadBack(sheet.contest));
                self.enter_step(Sheet { step: Step::Reading, ..sheet })
            }
            (Target::ByHand, Step::Feed(_)) => self.enter_step(Sheet { way: Way::Guide, step: Step::Take, ..sheet }),
            (Target::NewSheet, Step::Spoiled | Step::Told) => {
                self.set_sheet(sheet.contest, SheetStatus::Held);
                let step = self.first_step(sheet.contest, sheet.way);
                let mut answer = self.enter_step(Sheet { step, ..sheet });
                answer.said.push(self.line(Voice::NewSheetSaid));
                answer
            }
            (Target::NoSheet, step) if !step.waits() && self.sheet_status(sheet.contest) == SheetStatus::Held => {
                self.set_sheet(sheet.contest, SheetStatus::Missing);
                let mut answer = self.go_to_sheets(sheet.contest.saturating_add(1));
                answer.said.push(self.line(Voice::NoSheetLeft { contest: Name::Contest(sheet.contest) }));
                answer
            }
            _ => self.stay(Then::Here),
        }
    }

    /// Once per sheet: from here on the booth takes the sheet as marked until the printer says that nothing was printed
    /// or the voter has a new one.
    fn print(&mut self, sheet: Sheet) -> Answer {
        let answer = self.enter_step(Sheet { step: Step::Printing, ..sheet });
        self.set_sheet(sheet.contest, SheetStatus::Finished);
        let rows = Zeroizing::new(self.vault.chosen(sheet.contest).collect());
        let number = self.next_job();
        self.emit(Effect::Print(PrintJob { number, contest: sheet.contest, rows }));
        answer
    }

    /// Nothing reached the paper.
    pub(crate) fn not_printed(&mut self, contest: u8) {
        self.set_sheet(contest, SheetStatus::Held);
    }

    fn scan(&mut self, task: ScanTask) {
        let number = self.next_job();
        self.emit(Effect::Scan(ScanJob { number, task }));
    }

    fn next_job(&mut self) -> u8 {
        self.clock.job = self.clock.job.wrapping_add(1);
        self.clock.job
    }
}
