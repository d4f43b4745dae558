//! The way out for events: bounded, and nothing is dropped silently.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread;
use std::time::Duration;

use crate::{DeviceEvent, Happened, Source};

/// So many events may wait for the booth. A device thread whose event finds no room waits, so that a
/// flood stays where it comes from: in the kernel's buffer of that device.
pub const EVENT_ROOM: usize = 256;

/// How often a thread looks whether there is room again.
const WAIT: Duration = Duration::from_millis(5);

/// The channel all device threads share.
#[must_use]
pub fn channel() -> (SyncSender<DeviceEvent>, Receiver<DeviceEvent>) {
    sync_channel(EVENT_ROOM)
}

/// Nobody listens any more, or the thread is to end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Closed;

/// One thread's end of the channel.
#[derive(Debug)]
pub(crate) struct Outlet {
    sender: SyncSender<DeviceEvent>,
    stop: Arc<AtomicBool>,
}

impl Outlet {
    pub(crate) const fn new(sender: SyncSender<DeviceEvent>, stop: Arc<AtomicBool>) -> Self {
        Self { sender, stop }
    }

    pub(crate) fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Hands over one event, and waits while there is no room.
    pub(crate) fn send(&self, at_ms: u64, source: Source, happened: Happened) -> Result<(), Closed> {
        let mut event = DeviceEvent { at_ms, source, happened };
        loop {
            match self.sender.try_send(event) {
                Ok(()) => return Ok(()),
                Err(TrySendError::Disconnected(_)) => return Err(Closed),
                Err(TrySendError::Full(_)) if self.stopped() => return Err(Closed),
                Err(TrySendError::Full(back)) => {
                    event = back;
                    thread::sleep(WAIT);
                }
            }
        }
    }
}
