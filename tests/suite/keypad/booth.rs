//! A booth that listens to a simulated keypad, and what it was told.

use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use firmware_sim::{Options, SimulatedBoard};
use keypad_protocol::{Key, KeyEvent};
use kiosk_devices::keypad::{Command, SerialKeypad};
use kiosk_devices::{DeviceEvent, Happened, LinkState, MonotonicClock, channel};
use tempfile::TempDir;

/// Nothing takes this long on the busiest machine.
pub(crate) const LIMIT: Duration = Duration::from_secs(30);

/// How long a finger rests on a key.
pub(crate) const TAP: Duration = Duration::from_millis(30);

/// Between two taps of different keys, longer than a contact bounces. For the same key again see [`AGAIN`].
const APART: Duration = Duration::from_millis(25);

/// After a tap: the double-strike filter of 100 ms takes the same key again.
pub(crate) const AGAIN: Duration = Duration::from_millis(130);

/// The board is deaf for ten milliseconds after a link or a session has begun, and says so to nobody. The link may be
/// greeted twice in a row.
pub(crate) const SETTLE: Duration = Duration::from_millis(60);

/// The booth's driver, and everything it told.
pub(crate) struct Listener {
    pub(crate) keypad: SerialKeypad,
    events: Receiver<DeviceEvent>,
}

impl Listener {
    pub(crate) fn at(path: &Path) -> Self {
        let (sender, events) = channel();
        let keypad = SerialKeypad::start(path.to_owned(), Arc::new(MonotonicClock::start()), sender).unwrap();
        Self { keypad, events }
    }

    pub(crate) fn command(&self, command: Command) {
        self.keypad.commands().give(command).unwrap();
    }

    /// All that is told up to the wanted, which is the last. Panics with what came where it never does.
    pub(crate) fn until(&self, what: &str, wanted: impl Fn(&Happened) -> bool) -> Vec<Happened> {
        let (end, mut told) = (Instant::now() + LIMIT, Vec::new());
        loop {
            let event = self.events.recv_timeout(end.saturating_duration_since(Instant::now()));
            let Ok(event) = event else { panic!("never told: {what}, but {:?}", words(&told)) };
            told.push(event.happened);
            if told.last().is_some_and(&wanted) {
                return told;
            }
        }
    }

    pub(crate) fn until_linked(&self) -> Vec<Happened> {
        self.until("linked", |happened| matches!(happened, Happened::Link(LinkState::Linked { .. })))
    }

    pub(crate) fn until_link(&self, state: LinkState) -> Vec<Happened> {
        self.until("the link's state", |happened| *happened == Happened::Link(state))
    }

    /// The words for what is told up to `last`, which is the last word.
    pub(crate) fn words_until(&self, last: &str) -> Vec<String> {
        words(&self.until(last, |happened| word(happened) == last))
    }

    /// What was told and not looked at yet.
    pub(crate) fn told(&self) -> Vec<Happened> {
        self.events.try_iter().map(|event| event.happened).collect()
    }
}

/// One thing told, in a word. (Its `Debug` form does not say which key it was.)
pub(crate) fn word(happened: &Happened) -> String {
    match happened {
        Happened::Key(event) => format!("{event:?}"),
        Happened::KeysLost(count) => format!("Lost({count})"),
        Happened::Link(LinkState::Linked { .. }) => "Linked".to_owned(),
        other => format!("{other:?}"),
    }
}

pub(crate) fn words(told: &[Happened]) -> Vec<String> {
    told.iter().map(word).collect()
}

/// The keys told as pressed, in order.
pub(crate) fn presses(told: &[Happened]) -> Vec<Key> {
    let press = |happened: &Happened| match happened {
        Happened::Key(KeyEvent::Pressed(key)) => Some(*key),
        _ => None,
    };
    told.iter().filter_map(press).collect()
}

/// How many inputs were told as lost.
pub(crate) fn lost(told: &[Happened]) -> usize {
    let lost = |happened: &Happened| match happened {
        Happened::KeysLost(count) => usize::from(*count),
        _ => 0,
    };
    told.iter().map(lost).sum()
}

/// A booth and a simulated board that know each other.
pub(crate) struct Booth {
    // Dropped first: the booth goes before its keypad.
    pub(crate) listener: Listener,
    pub(crate) board: SimulatedBoard,
    _folder: TempDir,
}

impl Booth {
    pub(crate) fn linked() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let board = SimulatedBoard::start(&Options::at(folder.path().join("keypad"))).unwrap();
        let listener = Listener::at(board.link());
        let booth = Self { listener, board, _folder: folder };
        booth.listener.until_linked();
        booth.settle();
        booth.listener.told();
        booth
    }

    /// With a voter at it.
    pub(crate) fn in_session() -> Self {
        let booth = Self::linked();
        booth.begin_session();
        booth
    }

    pub(crate) fn begin_session(&self) {
        self.listener.command(Command::BeginSession);
        self.board.wait_until(LIMIT, |status| status.in_session()).unwrap();
        self.board.run_for(SETTLE).unwrap();
    }

    pub(crate) fn end_session(&self) {
        self.listener.command(Command::EndSession);
        self.board.wait_until(LIMIT, |status| !status.in_session()).unwrap();
        self.board.run_for(SETTLE).unwrap();
    }

    /// Waits until the board listens to every key.
    pub(crate) fn settle(&self) {
        self.board.wait_until(LIMIT, |status| status.linked()).unwrap();
        self.board.run_for(SETTLE).unwrap();
    }

    /// Taps a key, and waits until another may be tapped.
    pub(crate) fn tap(&self, key: Key) {
        self.board.tap(key, TAP).unwrap();
        self.board.run_for(APART).unwrap();
    }

    /// Headphones that go in and out are the full stop behind all that was told so far, and no part of it.
    pub(crate) fn told_by_now(&self) -> Vec<Happened> {
        self.board.set_headphones(true);
        let mut told = self.listener.until("a full stop", |happened| *happened == Happened::Headphones(true));
        self.board.set_headphones(false);
        told.extend(self.listener.until("its end", |happened| *happened == Happened::Headphones(false)));
        told.retain(|happened| !matches!(happened, Happened::Headphones(_)));
        told
    }

    /// Whether a key is heard, and nothing before it.
    pub(crate) fn hears_nothing_but(&self, key: Key) {
        self.tap(key);
        assert_eq!(words(&self.told_by_now()), [format!("Pressed({key:?})"), format!("Released({key:?})")]);
    }
}
