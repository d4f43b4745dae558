//! What a poll worker does at the desk, carried out.

use keypad_protocol::KeyEvent;
use kiosk_devices::Happened;
use kiosk_ui::{DeskAction, FaultPage};
use voter_session::{Input, Line, Settings, Speech};
use wording::{Coded, Hands, Voice};

use super::super::Left;
use super::super::over::Over;
use super::super::paper::REPORT_JOB;
use super::Booth;
use crate::desk::{Done, Order};
use crate::notice::{Missing, Notice};
use crate::office::{Noted, printer_words};

impl Booth {
    pub(super) fn on_desk(&mut self, action: DeskAction) {
        let now_ms = self.now_ms();
        self.over.stay(now_ms);
        let Over::Desk { desk, .. } = &mut self.over else { return };
        let orders = desk.act(action);
        self.carry_out_orders(orders);
    }

    /// A key while the desk is open is part of its check, and nothing else.
    pub(super) fn on_desk_key(&mut self, event: KeyEvent) {
        let now_ms = self.now_ms();
        let (Over::Desk { desk, .. }, KeyEvent::Pressed(key)) = (&mut self.over, event) else { return };
        if let Some(orders) = desk.key(key) {
            self.over.stay(now_ms);
            self.carry_out_orders(orders);
        }
    }

    fn carry_out_orders(&mut self, orders: Vec<Order>) {
        // What the session says after an order of its own needs not be said again.
        let left = orders == [Order::Leave];
        for order in orders {
            self.carry_out_order(order);
        }
        if left {
            self.say_again();
        }
        if let Over::Desk { desk, .. } = &self.over {
            self.readiness = desk.readiness().cloned();
            self.show_page();
        }
    }

    fn carry_out_order(&mut self, order: Order) {
        let done = match order {
            Order::Session(action) => return self.give(Input::PollWorker(action)),
            Order::Leave => return self.lay(Over::Nothing),
            Order::Restart => return self.left = Some(Left::Restart),
            Order::Quit => {
                self.note(Noted::Stopped);
                return self.left = Some(Left::Quit);
            }
            Order::Speak(words) => return self.speak(&words),
            Order::Ear(right) => return self.sound.say_in_one_ear(right, self.language),
            Order::Take => match self.office.take() {
                Ok(()) => return self.left = Some(Left::Restart),
                Err(done) => done,
            },
            Order::Print => match self.office.printable() {
                Some(pdf) => return self.paper.print_report(pdf),
                None => Done::Failed(Box::new(Notice::Missing(Missing::Printer).page())),
            },
            Order::Look => self.office.look(),
            Order::Prove(path) => self.office.prove(&path, self.language),
            Order::Facts => {
                self.paper.ask();
                let scanner = Done::Scanner(self.paper.scanner_says(self.language));
                if let Over::Desk { desk, .. } = &mut self.over {
                    desk.done(scanner);
                }
                Done::Clock(self.office.clock())
            }
            Order::Report(report) => self.office.report(report, self.readiness.as_ref(), self.language),
            Order::ExportLog => self.office.export_log(),
            Order::Spoiled => return self.note(Noted::Spoiled),
            Order::Passed => return self.note(Noted::Passed),
        };
        if let Over::Desk { desk, .. } = &mut self.over {
            desk.done(done);
        }
    }

    /// What the printer tells a poll worker, if it is that. Nobody at the desk any more: then it is told to nobody.
    pub(super) fn on_printer(&mut self, happened: &Happened) -> bool {
        let done = match happened {
            Happened::Offered(trouble) => {
                Done::Printer(trouble.map(|trouble| printer_words(trouble, self.language)).unwrap_or_default())
            }
            Happened::Printed { job: REPORT_JOB, outcome, .. } => match outcome.fault() {
                None => Done::Printed,
                Some(fault) => Done::Failed(Box::new(FaultPage::of(fault.code()))),
            },
            _ => return false,
        };
        if let Over::Desk { desk, .. } = &mut self.over {
            desk.done(done);
            self.show_page();
        }
        true
    }

    pub(super) fn note(&mut self, noted: Noted) {
        let written = self.office.note(noted);
        self.must(written);
    }

    /// Says a page of the desk aloud.
    fn speak(&mut self, words: &[Voice]) {
        let line = |voice: &Voice| Line { voice: *voice, language: self.language };
        let lines = words.iter().map(line).collect();
        let usual = Settings::usual(self.language);
        let speech = Speech { lines, hands: Hands::Keypad, volume: usual.volume, rate_percent: 100 };
        if let Some((_, loaded)) = &self.voter {
            self.sound.say(&speech, &loaded.election, self.clock.now_ms());
        }
    }
}
