//! What a poll worker does. The PIN has been checked before.

use wording::Voice;

use super::{Session, Then};
use crate::effect::{Effect, LogEntry};
use crate::input::PollWorker;
use crate::overlay::{Overlay, Paused};
use crate::state::{Closed, Open, State};

impl Session {
    pub(super) fn on_poll_worker(&mut self, action: PollWorker) {
        match action {
            PollWorker::Open => self.open(),
            PollWorker::Close => self.close(),
            PollWorker::Pause => self.pause(),
            PollWorker::Resume => self.resume(),
            PollWorker::EndSession if self.in_session() => self.end(LogEntry::SessionEndedByPollWorker),
            PollWorker::EndSession => {}
        }
    }

    fn open(&mut self) {
        if matches!(self.state, State::Closed(_)) {
            self.state = State::Open(Open);
            self.log(LogEntry::Opened);
            self.show_idle();
        }
    }

    fn close(&mut self) {
        if self.in_session() {
            self.end(LogEntry::SessionEndedByPollWorker);
        }
        if matches!(self.state, State::Open(_)) {
            self.state = State::Closed(Closed);
            self.log(LogEntry::Closed);
            self.show_idle();
        }
    }

    /// The screen turns to the poll worker: nothing of the vote is on it, and nothing goes on.
    fn pause(&mut self) {
        if self.in_session() && !matches!(self.top(), Some(Overlay::Paused(_))) {
            self.lay(Overlay::Paused(Paused));
            self.log(LogEntry::Paused);
            self.emit(Effect::Hush);
            let answer = self.stay(Then::Enter);
            self.answer(answer);
        }
    }

    fn resume(&mut self) {
        if self.lift(Overlay::Paused(Paused).rank()) {
            self.log(LogEntry::Resumed);
            self.present();
            self.clock.asked_device_ms = self.clock.now_ms;
            let answer = self.say(Voice::PausedEnd, Then::Here);
            self.answer(answer);
        }
    }
}
