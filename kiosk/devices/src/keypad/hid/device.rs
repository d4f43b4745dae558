//! Event devices as the kernel has them: found, opened for this program alone, read.

use std::collections::BTreeMap;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::fd::{AsFd, BorrowedFd};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use evdev::raw_stream::RawDevice;
use evdev::{AbsoluteAxisCode, InputEvent, KeyCode, PropType, RelativeAxisCode};
use keypad_protocol::DoubleStrike;
use rustix::fs::OFlags;
use rustix::io::Errno;

use super::HidSettings;
use super::raw::{Need, RawEvent};
use super::recognize::{Abilities, Kind, recognize};
use super::touch::{Axis, PanelState, TouchTracker};
use super::translate::{Timed, Translator};
use super::typed::typed;
use crate::{DeviceState, Happened, Source};

/// An event older than this was not stamped by the clock we compare it with, in milliseconds.
const OLDEST_MS: u64 = 2_000;

/// Which device a path names: inode, device number, and when it was made.
type Identity = (u64, u64, i64, i64);

/// The folder of event devices.
pub(super) struct Folder {
    path: PathBuf,
    /// Devices that are not the voter's. They are not opened again.
    ignored: BTreeMap<PathBuf, Identity>,
}

/// A device of the voter's.
pub(super) struct Found {
    pub(super) path: PathBuf,
    pub(super) device: Result<Opened, NotOpened>,
}

/// Why a device is not listened to.
pub(super) enum NotOpened {
    /// This program may not open it. What it is, is not known.
    NotPermitted,
    /// Another program keeps it for itself.
    Busy { source: Source, name: String },
}

impl NotOpened {
    pub(super) fn state(self, path: &Path) -> (Source, DeviceState) {
        match self {
            Self::NotPermitted => {
                (Source::Keyboard, DeviceState::NotPermitted { path: path.to_string_lossy().into_owned() })
            }
            Self::Busy { source, name } => (source, DeviceState::Busy { name }),
        }
    }
}

impl Folder {
    pub(super) const fn new(path: PathBuf) -> Self {
        Self { path, ignored: BTreeMap::new() }
    }

    /// Looks for devices that are not `open` yet. A device that goes away meanwhile is not found.
    pub(super) fn look(&mut self, settings: &HidSettings, open: &dyn Fn(&PathBuf) -> bool) -> Vec<Found> {
        let Ok(entries) = fs::read_dir(&self.path) else { return Vec::new() };
        let is_event = |path: &PathBuf| {
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("event")) && !open(path)
        };
        let mut paths: Vec<_> = entries.flatten().map(|entry| entry.path()).filter(is_event).collect();
        paths.sort();
        paths.into_iter().filter_map(|path| self.try_open(path, settings)).collect()
    }

    fn try_open(&mut self, path: PathBuf, settings: &HidSettings) -> Option<Found> {
        let node = fs::metadata(&path).ok()?;
        let identity = (node.ino(), node.rdev(), node.ctime(), node.ctime_nsec());
        if self.ignored.get(&path) == Some(&identity) {
            return None;
        }
        let device = match Opened::open(&path, settings) {
            Ok(Some(opened)) => Ok(opened),
            Ok(None) => {
                self.ignored.insert(path, identity);
                return None;
            }
            Err(Some(not)) => Err(not),
            Err(None) => return None,
        };
        Some(Found { path, device })
    }
}

/// A device that is open for this program alone and not listened to yet.
pub(super) struct Opened {
    raw: RawDevice,
    kind: Kind,
    rule: Option<usize>,
}

impl Opened {
    /// `Ok(None)` for a device that is not the voter's, `Err(None)` for one that is just going away.
    fn open(path: &Path, settings: &HidSettings) -> Result<Option<Self>, Option<NotOpened>> {
        let file = open_file(path).map_err(|error| match error.kind() {
            io::ErrorKind::PermissionDenied => Some(NotOpened::NotPermitted),
            _ => None,
        })?;
        let mut raw = RawDevice::from_fd(file.into()).map_err(|_| None)?;
        let abilities = abilities(&raw);
        let Some((kind, rule)) = recognize(&abilities, &settings.rules, settings.others) else { return Ok(None) };
        raw.grab().map_err(|error| match error.kind() {
            io::ErrorKind::ResourceBusy => Some(NotOpened::Busy { source: kind.source(), name: abilities.name }),
            _ => None,
        })?;
        Ok(Some(Self { raw, kind, rule }))
    }

    pub(super) const fn rule(&self) -> Option<usize> {
        self.rule
    }

    /// Begins to listen. What is down already counts only after it came up; a device that cannot say what is
    /// down is just going away and says so when it is read.
    pub(super) fn listen(self, filter: DoubleStrike, now_ms: u64) -> Device {
        let Self { raw, kind, rule } = self;
        let source = kind.source();
        let follows = match kind {
            Kind::Keys(profile) => {
                let down = down(&raw).unwrap_or_default();
                Follows::Keys(Box::new(Translator::new(profile, down, filter, now_ms)))
            }
            Kind::Touch => {
                let (x, y, state) = panel(&raw).unwrap_or((EDGELESS, EDGELESS, ABSENT));
                Follows::Touch(TouchTracker::new(x, y, state))
            }
        };
        let name = raw.name().unwrap_or_default().to_owned();
        Device { raw, name, source, rule, follows, last_ms: now_ms }
    }
}

/// An axis without length: everything is at its beginning.
const EDGELESS: Axis = Axis { minimum: 0, maximum: 0 };
const ABSENT: PanelState = PanelState { x: 0, y: 0, down: true };

fn open_file(path: &Path) -> io::Result<File> {
    let nonblocking = i32::try_from(OFlags::NONBLOCK.bits()).map_err(io::Error::other)?;
    OpenOptions::new().read(true).custom_flags(nonblocking).open(path)
}

fn abilities(raw: &RawDevice) -> Abilities {
    let keys: std::collections::BTreeSet<_> = raw.supported_keys().into_iter().flat_map(|keys| keys.iter()).collect();
    let places = raw
        .supported_absolute_axes()
        .is_some_and(|axes| axes.contains(AbsoluteAxisCode::ABS_X) && axes.contains(AbsoluteAxisCode::ABS_Y));
    let direct = raw.properties().contains(PropType::DIRECT);
    let pointer = raw.supported_relative_axes().is_some_and(|axes| axes.contains(RelativeAxisCode::REL_X));
    Abilities {
        name: raw.name().unwrap_or_default().to_owned(),
        usb: (raw.input_id().vendor(), raw.input_id().product()),
        touch: places && direct && keys.contains(&KeyCode::BTN_TOUCH),
        pointer,
        keys,
    }
}

fn down(raw: &RawDevice) -> io::Result<Vec<KeyCode>> {
    Ok(raw.get_key_state()?.iter().collect())
}

fn panel(raw: &RawDevice) -> io::Result<(Axis, Axis, PanelState)> {
    let pressed = raw.get_key_state()?.contains(KeyCode::BTN_TOUCH);
    let (mut x, mut y) = ((EDGELESS, 0), (EDGELESS, 0));
    for (code, axis) in raw.get_absinfo()? {
        let found = (Axis { minimum: axis.minimum(), maximum: axis.maximum() }, axis.value());
        if code == AbsoluteAxisCode::ABS_X {
            x = found;
        } else if code == AbsoluteAxisCode::ABS_Y {
            y = found;
        }
    }
    Ok((x.0, y.0, PanelState { x: x.1, y: y.1, down: pressed }))
}

enum Follows {
    Keys(Box<Translator>),
    Touch(TouchTracker),
}

/// A device that is listened to.
pub(super) struct Device {
    raw: RawDevice,
    name: String,
    source: Source,
    rule: Option<usize>,
    follows: Follows,
    last_ms: u64,
}

impl AsFd for Device {
    fn as_fd(&self) -> BorrowedFd<'_> {
        self.raw.as_fd()
    }
}

impl Device {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) const fn source(&self) -> Source {
        self.source
    }

    pub(super) const fn rule(&self) -> Option<usize> {
        self.rule
    }

    /// Reads all that is there.
    pub(super) fn read(&mut self, now_ms: u64, events: &mut Vec<Timed>) -> io::Result<()> {
        let wall = SystemTime::now();
        let raw_events: Vec<InputEvent> = match self.raw.fetch_events() {
            Ok(read) => read.collect(),
            Err(error) if Errno::from_io_error(&error) == Some(Errno::AGAIN) => Vec::new(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Vec::new(),
            Err(error) => return Err(error),
        };
        for event in raw_events {
            let age_ms = wall.duration_since(event.timestamp()).map_or(0, |age| age.as_millis());
            let age_ms = u64::try_from(age_ms).ok().filter(|age_ms| *age_ms <= OLDEST_MS).unwrap_or(0);
            self.last_ms = now_ms.saturating_sub(age_ms).max(self.last_ms);
            let event =
                RawEvent { at_ms: self.last_ms, kind: event.event_type(), code: event.code(), value: event.value() };
            self.event(event, events)?;
        }
        if let Follows::Keys(keys) = &mut self.follows {
            keys.pass(now_ms, events);
        }
        Ok(())
    }

    fn event(&mut self, event: RawEvent, events: &mut Vec<Timed>) -> io::Result<()> {
        match &mut self.follows {
            Follows::Keys(keys) => {
                // A box of switches or a numeric keypad is the voter's alone.
                if self.source == Source::Keyboard {
                    events.extend(typed(event).map(|typed| (event.at_ms, Happened::Typed(typed))));
                }
                if keys.event(event, events) == Need::State {
                    keys.state(&down(&self.raw)?, event.at_ms, events);
                }
            }
            Follows::Touch(touch) => {
                if touch.event(event, events) == Need::State {
                    touch.state(panel(&self.raw)?.2);
                }
            }
        }
        Ok(())
    }

    pub(super) fn next_deadline_ms(&self) -> Option<u64> {
        match &self.follows {
            Follows::Keys(keys) => keys.next_deadline_ms(),
            Follows::Touch(_) => None,
        }
    }

    pub(super) const fn set_double_strike(&mut self, filter: DoubleStrike) {
        if let Follows::Keys(keys) = &mut self.follows {
            keys.set_double_strike(filter);
        }
    }

    /// The voter is gone.
    pub(super) fn forget(&mut self, now_ms: u64, events: &mut Vec<Timed>) {
        match &mut self.follows {
            Follows::Keys(keys) => keys.forget(now_ms, events),
            Follows::Touch(touch) => touch.forget(now_ms, events),
        }
    }

    /// The device is gone.
    pub(super) fn gone(&mut self, now_ms: u64, events: &mut Vec<Timed>) {
        match &mut self.follows {
            Follows::Keys(keys) => keys.gone(now_ms, events),
            Follows::Touch(touch) => touch.cancel(now_ms, events),
        }
    }
}
