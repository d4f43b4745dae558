//! The booth's side of the tests: a started [`SerialKeypad`] and what it told.

use std::path::{Path, PathBuf};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use keypad_protocol::KeyEvent;
use kiosk_devices::keypad::{Command, SerialKeypad};
use kiosk_devices::{DeviceEvent, Happened, LinkState, MonotonicClock, Source, channel};

/// How long a test waits for what must come. Far more than it takes on a busy machine.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn is_linked(happened: &Happened) -> bool {
    matches!(happened, Happened::Link(LinkState::Linked { .. }))
}

/// Held for writing by the test that measures processor time, for reading by all others.
static MACHINE: RwLock<()> = RwLock::new(());

#[expect(dead_code, reason = "held for what its drop does")]
enum Held {
    Shared(RwLockReadGuard<'static, ()>),
    Alone(RwLockWriteGuard<'static, ()>),
}

/// A path for a keypad, and nothing started yet.
pub(crate) struct Booth {
    held: Held,
    folder: tempfile::TempDir,
    path: PathBuf,
}

impl Booth {
    pub(crate) fn new() -> Self {
        Self::holding(Held::Shared(MACHINE.read().unwrap_or_else(PoisonError::into_inner)))
    }

    /// While no other test runs.
    pub(crate) fn alone() -> Self {
        Self::holding(Held::Alone(MACHINE.write().unwrap_or_else(PoisonError::into_inner)))
    }

    fn holding(held: Held) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keypad0");
        Self { held, folder, path }
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    pub(crate) fn start(self) -> Started {
        let (sender, events) = channel();
        let keypad = SerialKeypad::start(self.path.clone(), Arc::new(MonotonicClock::start()), sender).unwrap();
        Started { keypad, events, _folder: self.folder, _held: self.held }
    }
}

/// A keypad that is listened to.
pub(crate) struct Started {
    keypad: SerialKeypad,
    events: Receiver<DeviceEvent>,
    _folder: tempfile::TempDir,
    _held: Held,
}

impl Started {
    pub(crate) fn command(&self, command: Command) {
        self.keypad.commands().give(command).unwrap();
    }

    pub(crate) fn command_if_room(&self, command: Command) {
        let _no_room = self.keypad.commands().give(command);
    }

    fn next(&self, until: Instant) -> Happened {
        let event = self.events.recv_timeout(until.saturating_duration_since(Instant::now()));
        let event = event.expect("what the test waits for never came");
        assert_eq!(event.source, Source::SerialKeypad);
        event.happened
    }

    /// All events up to the wanted one.
    pub(crate) fn until(&self, wanted: impl Fn(&Happened) -> bool) -> Vec<Happened> {
        let until = Instant::now() + PATIENCE;
        let mut told = Vec::new();
        loop {
            let happened = self.next(until);
            let found = wanted(&happened);
            // Whether headphones are in is told at each link; no test here is about it.
            if !matches!(happened, Happened::Headphones(_)) {
                told.push(happened);
            }
            if found {
                return told;
            }
        }
    }

    pub(crate) fn wait_for(&self, wanted: impl Fn(&Happened) -> bool) {
        self.until(wanted);
    }

    pub(crate) fn next_key(&self) -> KeyEvent {
        match self.until(|happened| matches!(happened, Happened::Key(_))).pop() {
            Some(Happened::Key(event)) => event,
            other => panic!("{other:?}"),
        }
    }

    /// What was told and not looked at yet.
    pub(crate) fn told(&self) -> Vec<Happened> {
        self.events.try_iter().map(|event| event.happened).collect()
    }
}

/// The processor time that this process's threads of a name have used, as the kernel counts it.
pub(crate) fn thread_cpu(name: &str) -> Duration {
    let mut ticks = 0;
    for task in std::fs::read_dir("/proc/self/task").unwrap().flatten() {
        let stat = std::fs::read_to_string(task.path().join("stat")).unwrap_or_default();
        let Some((before, after)) = stat.rsplit_once(") ") else { continue };
        if before.ends_with(&format!("({name}")) {
            let times: Vec<u64> = after.split(' ').skip(11).take(2).map(|time| time.parse().unwrap()).collect();
            ticks += times.iter().sum::<u64>();
        }
    }
    // The kernel's user-visible tick is a hundredth of a second on every Linux.
    Duration::from_millis(ticks * 10)
}
