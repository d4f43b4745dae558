//! The thread that keeps the keypad's serial port open and runs the [`Link`] over it.

mod pace;
mod port;

use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, TryRecvError, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::command::COMMAND_ROOM;
use super::{Command, Commands, Incident, Link, Output, PortFault};
use crate::outlet::{Closed, Outlet};
use crate::{Clock, DeviceEvent, Source};

use pace::Pace;
use port::Port;

/// How often a port that is not there is looked for, in milliseconds. Linked again within a second of
/// replugging leaves no time for more.
const REOPEN_MS: u64 = 100;
/// A port that stays silent so long is closed and opened anew, in milliseconds: longer than any board
/// takes to start, because opening restarts some.
const REOPEN_SILENT_MS: u64 = 3_000;
/// How long the thread sleeps while there is no port. A command waits no longer than this.
const NAP: Duration = Duration::from_millis(10);

/// The keypad on the serial line. Dropping it ends its thread and frees the port.
#[derive(Debug)]
pub struct SerialKeypad {
    commands: Commands,
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl SerialKeypad {
    /// Starts looking for a keypad at `path` (`/dev/ttyACM0`, or a link that always names the keypad's port).
    /// That nothing is there is no error: it is told as an event, and so is what comes later.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(path: PathBuf, clock: Arc<dyn Clock>, events: SyncSender<DeviceEvent>) -> io::Result<Self> {
        let (sender, commands) = sync_channel(COMMAND_ROOM);
        let stop = Arc::new(AtomicBool::new(false));
        let line = Line {
            path,
            clock,
            commands,
            outlet: Outlet::new(events, Arc::clone(&stop)),
            link: Link::new(Box::new(random)),
            port: None,
            pace: Pace::default(),
            look_ms: 0,
        };
        let thread = thread::Builder::new().name("serial keypad".to_owned()).spawn(move || line.run())?;
        Ok(Self { commands: Commands(sender), stop, thread: Some(thread) })
    }

    /// The way to give it commands.
    #[must_use]
    pub const fn commands(&self) -> &Commands {
        &self.commands
    }
}

impl Drop for SerialKeypad {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            // A thread that panicked has told so itself.
            drop(thread.join());
        }
    }
}

/// A number that differs from one time to the next. It keeps countings apart and guards no secret, so the
/// randomness that the standard library seeds its hash maps with is enough.
fn random() -> u16 {
    let [low, high, ..] = RandomState::new().hash_one(0).to_le_bytes();
    u16::from_le_bytes([low, high])
}

/// What the thread owns.
struct Line {
    path: PathBuf,
    clock: Arc<dyn Clock>,
    commands: Receiver<Command>,
    outlet: Outlet,
    link: Link,
    port: Option<Port>,
    pace: Pace,
    look_ms: u64,
}

impl Line {
    fn run(mut self) {
        while !self.outlet.stopped() {
            if self.turn().is_err() {
                return;
            }
        }
    }

    /// Once round: commands, bytes in, bytes out, time.
    fn turn(&mut self) -> Result<(), Closed> {
        loop {
            match self.commands.try_recv() {
                Ok(command) => self.step(Incident::Command(command))?,
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => return Err(Closed),
            }
        }
        if self.port.is_some() {
            self.listen()?;
            self.write()?;
            self.look_after()?;
        } else {
            self.look()?;
        }
        self.step(Incident::Time)
    }

    fn look(&mut self) -> Result<(), Closed> {
        let now_ms = self.clock.now_ms();
        if now_ms < self.look_ms {
            thread::sleep(NAP);
            return Ok(());
        }
        self.look_ms = now_ms + REOPEN_MS;
        match Port::open(&self.path) {
            Ok(port) => {
                self.port = Some(port);
                self.step(Incident::Opened)
            }
            Err(fault) => self.step(Incident::Closed(fault)),
        }
    }

    fn listen(&mut self) -> Result<(), Closed> {
        let Some(port) = &mut self.port else { return Ok(()) };
        let mut bytes = [0; port::READ_BYTES];
        match port.read(&mut bytes) {
            Ok(0) => {}
            Ok(read) => {
                let received = bytes.get(..read).unwrap_or(&bytes);
                self.step(Incident::Received(received))?;
                thread::sleep(self.pace.after_read(self.clock.now_ms()));
            }
            Err(fault) => self.close(fault)?,
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), Closed> {
        let now_ms = self.clock.now_ms();
        match self.port.as_mut().map(|port| port.write(now_ms)) {
            Some(Err(fault)) => self.close(fault),
            Some(Ok(())) | None => Ok(()),
        }
    }

    /// Gives up a port whose path names another device by now, or that nobody answers on.
    fn look_after(&mut self) -> Result<(), Closed> {
        let now_ms = self.clock.now_ms();
        let silent = self.link.silent_ms(now_ms) >= REOPEN_SILENT_MS;
        let elsewhere = self.port.as_mut().is_some_and(|port| port.is_elsewhere(&self.path, now_ms));
        if elsewhere {
            return self.close(PortFault::HungUp);
        }
        if silent {
            self.port = None;
            self.look_ms = 0;
        }
        Ok(())
    }

    fn close(&mut self, fault: PortFault) -> Result<(), Closed> {
        self.port = None;
        self.look_ms = 0;
        self.step(Incident::Closed(fault))
    }

    fn step(&mut self, incident: Incident<'_>) -> Result<(), Closed> {
        let now_ms = self.clock.now_ms();
        let Output { events, frames } = self.link.step(incident, now_ms);
        if let Some(port) = &mut self.port {
            frames.iter().for_each(|frame| port.queue(frame, now_ms));
        }
        events.into_iter().try_for_each(|event| self.outlet.send(now_ms, Source::SerialKeypad, event))
    }
}
