//! What lies over the vote: help, notices, the alert, the pause. None of these pages says or shows a choice.

use wording::Voice;

use crate::effect::LogEntry;
use crate::input::{PrintTrouble, Target};
use crate::machine::{Answer, Session, Then, key_name};
use crate::overlay::{About, Explain, Notice, Overlay, StillThere};
use crate::page::{Page, PageName};

impl Session {
    pub(crate) fn explain_page(&self) -> Page {
        let mut page = self.blank_page(PageName::Explain).heading(Voice::ExplainStart).steps(true, true);
        page.settings = false;
        page
    }

    pub(crate) fn notice_page(&self, about: About) -> Page {
        let page = self.blank_page(PageName::Notice);
        let page = match about {
            About::KeypadLost => page.heading(Voice::FaultKeypadLost),
            About::KeyStuck(key) => page.heading(Voice::FaultKeyStuck).heading(key_name(key)),
            About::Printer(trouble) => page.heading(Voice::FaultPrinter).heading(trouble_voice(trouble)),
            About::ScannerLost => page.heading(Voice::FaultScannerLost),
            About::Sound(_) => page.heading(Voice::FaultSound),
        };
        let page = page.heading(Voice::ChoicesKept);
        // Without a keypad no key helps; the notice itself says what does.
        let page = if about == About::KeypadLost { page } else { page.hint(Voice::NoticeHint) };
        page.choice(Target::GoOn, Voice::NoticeGoOn).primary(Target::GoOn).about_the_booth()
    }

    pub(crate) fn act_on_notice(&mut self, about: About, target: Target) -> Answer {
        match target {
            Target::GoOn => {
                self.lift(Overlay::Notice(Notice { about, focus: 0 }).rank());
                self.stay(Then::Here)
            }
            _ => self.stay(Then::Here),
        }
    }

    pub(crate) fn still_there_page(&self) -> Page {
        self.blank_page(PageName::StillThere)
            .heading(Voice::StillThereHeading)
            .hint(Voice::StillThereHint)
            .choice(Target::GoOn, Voice::StillThereGoOn)
            .choice(Target::Erase, Voice::StillThereErase)
            .primary(Target::GoOn)
            .about_the_booth()
    }

    pub(crate) fn act_on_still_there(&mut self, target: Target) -> Answer {
        match target {
            Target::GoOn => {
                self.lift(Self::STILL_THERE_RANK);
                // Whoever answers without headphones goes on without them, and is not asked for them again.
                self.clock.unplugged_ms = None;
                self.say(Voice::StillThereEnd, Then::Here)
            }
            Target::Erase => {
                self.end(LogEntry::SessionAbandoned);
                self.nothing()
            }
            _ => self.stay(Then::Here),
        }
    }

    pub(crate) fn paused_page(&self) -> Page {
        self.blank_page(PageName::Paused).heading(Voice::PausedHeading).heading(Voice::ChoicesKept).about_the_booth()
    }

    /// The rank of the question whether anybody is there, for lifting it.
    pub(crate) const STILL_THERE_RANK: u8 =
        Overlay::StillThere(StillThere { asked_ms: 0, answer_ms: 0, focus: 0 }).rank();

    /// The rank of the explain mode, for lifting it.
    pub(crate) const EXPLAIN_RANK: u8 = Overlay::Explain(Explain { last_key_ms: 0 }).rank();
}

/// What is wrong with the printer.
pub(crate) const fn trouble_voice(trouble: PrintTrouble) -> Voice {
    match trouble {
        PrintTrouble::NoSheet => Voice::TroubleNoSheet,
        PrintTrouble::Jam => Voice::TroubleJam,
        PrintTrouble::Off => Voice::TroubleOff,
        PrintTrouble::Other => Voice::TroubleOther,
    }
}
