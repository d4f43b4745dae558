//! The keypad drawn on a terminal, played with the keys of the computer.

mod keyboard;
mod terminal;
mod view;

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

use ballot::Language;
use crossterm::event::{self, Event};
use keypad_protocol::Key;

use crate::script::TAP;
use crate::{ActiveFaults, Chance, Fault, SimulatedBoard};
use keyboard::{Command, Switch};
use terminal::Terminal;

/// How often the picture is looked at again when nobody presses anything.
const LOOK: Duration = Duration::from_millis(50);

/// So many presses of the computer's keys may wait.
const PRESSES: usize = 64;

/// What the front itself remembers.
#[derive(Debug, Default)]
struct Front {
    /// The next key is held down, or let go.
    keep: bool,
    /// The key that faults of a key strike.
    last: Option<Key>,
}

/// Runs until somebody quits, `stop` is set, the terminal is gone, or the simulation ends by itself.
///
/// # Errors
/// The terminal cannot be read or written. It is as it was before, whatever happens.
pub fn run(board: &SimulatedBoard, language: Language, stop: &AtomicBool) -> io::Result<()> {
    let mut terminal = Terminal::take()?;
    let events = listen()?;
    let mut front = Front::default();
    while board.is_running() && !stop.load(Ordering::Relaxed) && !terminal.is_gone() {
        let (columns, rows) = crossterm::terminal::size()?;
        let size = (usize::from(columns), usize::from(rows));
        terminal.show(&view::lines(board, &board.snapshot(), front.keep, size, language))?;
        let event = match events.recv_timeout(LOOK) {
            Ok(event) => event?,
            Err(RecvTimeoutError::Timeout) => continue,
            Err(RecvTimeoutError::Disconnected) => break,
        };
        match event {
            Event::Key(pressed) => match keyboard::command(pressed) {
                Some(Command::Quit) => break,
                Some(command) => front.obey(board, command),
                None => {}
            },
            Event::Resize(..) => terminal.forget()?,
            Event::FocusGained | Event::FocusLost | Event::Mouse(_) => {}
        }
    }
    Ok(())
}

/// Reads the terminal in a thread of its own. crossterm reads one that has gone away over and over and never comes
/// back; here that keeps nobody from ending the program, and the thread ends with it.
fn listen() -> io::Result<Receiver<io::Result<Event>>> {
    let (sender, events) = sync_channel(PRESSES);
    thread::Builder::new().name("terminal".to_owned()).spawn(move || {
        loop {
            let event = event::read();
            let failed = event.is_err();
            if sender.send(event).is_err() || failed {
                return;
            }
        }
    })?;
    Ok(events)
}

impl Front {
    fn obey(&mut self, board: &SimulatedBoard, command: Command) {
        let faults = board.snapshot().faults;
        match command {
            Command::Key(key) if std::mem::take(&mut self.keep) => self.keep_or_release(board, key),
            Command::Key(key) => {
                self.last = Some(key);
                board.strike(key, TAP);
            }
            Command::Keep => self.keep = !self.keep,
            Command::Headphones => board.set_headphones(!board.status().headphones),
            // What it says is what it shows: plugged or not.
            Command::Plug => drop(if board.status().plugged { board.unplug() } else { board.plug() }),
            Command::Fault(switch) => self.toggle(board, switch, &faults),
            Command::NoFaults => board.fault(Fault::Off),
            Command::Quit => {}
        }
    }

    fn keep_or_release(&mut self, board: &SimulatedBoard, key: Key) {
        self.last = Some(key);
        if board.is_down(key) {
            board.release(key);
        } else {
            board.press(key);
        }
    }

    fn toggle(&self, board: &SimulatedBoard, switch: Switch, now: &ActiveFaults) {
        let chance = |now: Chance, percent| if now == Chance::NEVER { Chance::percent(percent) } else { Chance::NEVER };
        let fault = match switch {
            Switch::Bounce => Fault::Bounce { key: None, ms: if now.bounce { 0 } else { keyboard::BOUNCE_MS } },
            Switch::Stuck => Fault::Stuck { key: self.last.unwrap_or(Key::Up), on: !now.stuck },
            Switch::Drop => Fault::Drop(chance(now.drop, keyboard::DROP_PERCENT)),
            Switch::Double => Fault::Double(chance(now.double, 100)),
            Switch::Corrupt => Fault::Corrupt(chance(now.corrupt, keyboard::CORRUPT_PERCENT)),
            Switch::Delay => Fault::Delay { ms: if now.delay_ms > 0 { 0 } else { keyboard::DELAY_MS } },
            Switch::Flood => Fault::Flood { ms: if now.flood { 0 } else { keyboard::FLOOD_MS } },
            Switch::Reset => Fault::Reset,
            Switch::Version => Fault::Version(now.version.is_none().then_some(keyboard::OTHER_VERSION)),
        };
        match (switch, now.stuck) {
            // Whichever key it was.
            (Switch::Stuck, true) => board.free_keys(),
            _ => board.fault(fault),
        }
    }
}
