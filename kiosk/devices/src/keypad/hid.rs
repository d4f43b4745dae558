//! USB numeric keypads, keyboards, switch boxes and touch panels, read from the kernel's event devices.
//!
//! Each device is kept for this program alone, so that no key reaches a window system or a console, and
//! has a [`Translator`] of its own with the same filter as the keypad's board.

mod device;
mod profile;
mod raw;
mod recognize;
#[cfg(test)]
mod tests;
mod touch;
mod translate;
mod typed;

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use keypad_protocol::DoubleStrike;
use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::command::COMMAND_ROOM;
use super::{Command, Commands};
use crate::outlet::{Closed, Outlet};
use crate::{Clock, DeviceEvent, DeviceState, Happened, Source};

use device::{Device, Folder, Found};

pub use profile::{KEYBOARD, Place, Profile, SWITCH_BOX, codes_of_cap};
pub use raw::{Need, RawEvent};
pub use recognize::{Abilities, Kind, Match, Rule, recognize};
pub use touch::{Axis, PanelState, TouchTracker};
pub use translate::{Timed, Translator};
pub use typed::typed;

/// How often the folder is looked through for new devices, in milliseconds.
const RESCAN_MS: u64 = 1_000;
/// The longest sleep, in milliseconds: a command waits no longer than this.
const NAP_MS: u64 = 50;
/// So many looks in a row must be refused before that is told: the system may still be setting up a device
/// that was just plugged in.
const REFUSALS: u32 = 3;

/// What to listen to.
#[derive(Clone, Debug)]
pub struct HidSettings {
    /// Where the event devices are.
    pub folder: PathBuf,
    /// Devices that the station's settings name, and how they are to be understood.
    pub rules: Vec<Rule>,
    /// Whether keypads, keyboards and touch panels that no rule names are listened to as well. A box of
    /// switches cannot be told from a keyboard and needs a rule.
    pub others: bool,
}

impl Default for HidSettings {
    fn default() -> Self {
        Self { folder: PathBuf::from("/dev/input"), rules: Vec::new(), others: true }
    }
}

/// All USB devices of the booth. Dropping it ends its thread and frees the devices.
#[derive(Debug)]
pub struct HidInputs {
    commands: Commands,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl HidInputs {
    /// Starts looking for devices. That there are none is no error.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(settings: HidSettings, clock: Arc<dyn Clock>, events: SyncSender<DeviceEvent>) -> io::Result<Self> {
        let (sender, commands) = sync_channel(COMMAND_ROOM);
        let stop = Arc::new(AtomicBool::new(false));
        let outlet = Outlet::new(events, Arc::clone(&stop));
        let reader = Reader::new(settings, clock, commands, outlet);
        let thread = thread::Builder::new().name("usb input".to_owned()).spawn(move || reader.run())?;
        Ok(Self { commands: Commands(sender), stop, thread: Some(thread) })
    }

    /// The way to give it commands.
    #[must_use]
    pub const fn commands(&self) -> &Commands {
        &self.commands
    }
}

impl Drop for HidInputs {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has told so itself.
            drop(thread.join());
        }
    }
}

/// What the thread owns.
struct Reader {
    settings: HidSettings,
    clock: Arc<dyn Clock>,
    commands: Receiver<Command>,
    outlet: Outlet,
    folder: Folder,
    devices: BTreeMap<PathBuf, Device>,
    /// How many times in a row a path was refused.
    refused: BTreeMap<PathBuf, u32>,
    /// The rules whose device was told as missing.
    missing: BTreeSet<usize>,
    filter: DoubleStrike,
    scan_ms: u64,
}

impl Reader {
    fn new(settings: HidSettings, clock: Arc<dyn Clock>, commands: Receiver<Command>, outlet: Outlet) -> Self {
        Self {
            folder: Folder::new(settings.folder.clone()),
            settings,
            clock,
            commands,
            outlet,
            devices: BTreeMap::new(),
            refused: BTreeMap::new(),
            missing: BTreeSet::new(),
            filter: DoubleStrike::default(),
            scan_ms: 0,
        }
    }

    fn run(mut self) {
        while !self.outlet.stopped() {
            if self.turn().is_err() {
                return;
            }
        }
    }

    fn turn(&mut self) -> Result<(), Closed> {
        loop {
            match self.commands.try_recv() {
                Ok(command) => self.command(command)?,
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return Err(Closed),
            }
        }
        if self.clock.now_ms() >= self.scan_ms {
            self.scan()?;
            self.scan_ms = self.clock.now_ms() + RESCAN_MS;
        }
        self.wait();
        self.read()
    }

    fn command(&mut self, command: Command) -> Result<(), Closed> {
        match command {
            Command::SetFilter(filter) => {
                self.filter = filter;
                self.devices.values_mut().for_each(|device| device.set_double_strike(filter));
            }
            Command::EndSession => {
                self.filter = DoubleStrike::default();
                let now_ms = self.clock.now_ms();
                let mut told = Vec::new();
                for device in self.devices.values_mut() {
                    let mut events = Vec::new();
                    device.forget(now_ms, &mut events);
                    told.push((device.source(), events));
                }
                told.into_iter().try_for_each(|(source, events)| self.tell(source, events))?;
            }
            Command::BeginSession | Command::SetDisplay { .. } | Command::Beep(_) | Command::RunSelfTest => {}
        }
        Ok(())
    }

    /// Sleeps until a device has something to say, a deadline comes, or it is time to look around.
    fn wait(&self) {
        let now_ms = self.clock.now_ms();
        let deadlines = self.devices.values().filter_map(Device::next_deadline_ms);
        let until_ms = deadlines.chain([self.scan_ms, now_ms + NAP_MS]).min().unwrap_or(now_ms);
        // Rounded down, and never 0 for a deadline that a filter does not take back.
        let nap = Duration::from_millis(until_ms.saturating_sub(now_ms).max(1));
        let mut watched: Vec<_> = self.devices.values().map(|device| PollFd::new(device, PollFlags::IN)).collect();
        let timeout = Timespec { tv_sec: 0, tv_nsec: i64::from(nap.subsec_nanos()) };
        // Interrupted or refused: the devices are read anyway, and say themselves what is wrong.
        if poll(&mut watched, Some(&timeout)).is_err() {
            thread::sleep(nap);
        }
    }

    fn read(&mut self) -> Result<(), Closed> {
        let now_ms = self.clock.now_ms();
        let mut told = Vec::new();
        let mut gone = Vec::new();
        for (path, device) in &mut self.devices {
            let mut events = Vec::new();
            if device.read(now_ms, &mut events).is_err() {
                device.gone(now_ms, &mut events);
                events.push((now_ms, Happened::Device(DeviceState::Lost { name: device.name().to_owned() })));
                gone.push(path.clone());
            }
            told.push((device.source(), events));
        }
        for path in gone {
            self.missing.extend(self.devices.remove(&path).and_then(|device| device.rule()));
        }
        told.into_iter().try_for_each(|(source, events)| self.tell(source, events))
    }

    fn scan(&mut self) -> Result<(), Closed> {
        let now_ms = self.clock.now_ms();
        let open = |path: &PathBuf| self.devices.contains_key(path);
        let found = self.folder.look(&self.settings, &open);
        let mut refused = BTreeMap::new();
        for Found { path, device } in found {
            match device {
                Ok(opened) => {
                    self.missing.retain(|rule| Some(*rule) != opened.rule());
                    let device = opened.listen(self.filter, now_ms);
                    let state = DeviceState::Attached { name: device.name().to_owned() };
                    self.outlet.send(now_ms, device.source(), Happened::Device(state))?;
                    self.devices.insert(path, device);
                }
                Err(not) => {
                    let times = self.refused.get(&path).map_or(1, |times| times.saturating_add(1));
                    if times == REFUSALS {
                        let (source, state) = not.state(&path);
                        self.outlet.send(now_ms, source, Happened::Device(state))?;
                    }
                    refused.insert(path, times);
                }
            }
        }
        self.refused = refused;
        self.tell_missing(now_ms)
    }

    /// Tells, once, of each device that the settings name and that is not there.
    fn tell_missing(&mut self, now_ms: u64) -> Result<(), Closed> {
        let there: BTreeSet<_> = self.devices.values().filter_map(Device::rule).collect();
        for (index, rule) in self.settings.rules.iter().enumerate() {
            if !there.contains(&index) && self.missing.insert(index) {
                let state = DeviceState::Lost { name: rule.matches.to_string() };
                self.outlet.send(now_ms, rule.kind.source(), Happened::Device(state))?;
            }
        }
        Ok(())
    }

    fn tell(&self, source: Source, events: Vec<Timed>) -> Result<(), Closed> {
        events.into_iter().try_for_each(|(at_ms, happened)| self.outlet.send(at_ms, source, happened))
    }
}
