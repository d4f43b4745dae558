//! A scripted board behind a pseudo-terminal, reached through a link as the simulator is.

use std::fs::{self, File};
use std::io::{Read, Write};
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use keypad_protocol::{
    BoardMessage, Capabilities, Decoder, FirmwareVersion, HEARTBEAT_MS, HostMessage, Input, KeyEvent, KeySet, Message,
    Outcome, ProtocolVersion, encode,
};
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

pub(crate) fn frame<M: Message>(message: &M) -> Vec<u8> {
    encode(message).unwrap().as_bytes().to_vec()
}

/// How a board behaves.
#[derive(Clone, Copy)]
pub(crate) struct Manner {
    pub(crate) protocol: ProtocolVersion,
    /// It says nothing at all.
    pub(crate) mute: bool,
}

impl Default for Manner {
    fn default() -> Self {
        Self { protocol: ProtocolVersion::CURRENT, mute: false }
    }
}

enum Order {
    Raw(Vec<u8>),
    Mute(bool),
    StopReading,
    Flood(Duration),
    Unplug,
}

/// What the board's thread and the test share.
#[derive(Default)]
struct Shared {
    next: u16,
    session: Option<u16>,
    heard: Vec<HostMessage>,
    idle: bool,
}

/// A board that is plugged in. Dropping it unplugs it.
pub(crate) struct Board {
    orders: Sender<Order>,
    shared: Arc<Mutex<Shared>>,
    thread: Option<JoinHandle<()>>,
}

impl Board {
    /// Plugs a board in at `link`, in the place of whatever was there.
    pub(crate) fn plug(link: &Path, manner: Manner) -> Self {
        let (master, name) = open_terminal();
        let staged = link.with_extension(format!("{:?}", thread::current().id()));
        symlink(&name, &staged).unwrap();
        fs::rename(&staged, link).unwrap();
        let (orders, receiver) = channel();
        let shared = Arc::new(Mutex::new(Shared::default()));
        let living = Living {
            master,
            link: (link.to_owned(), name),
            manner,
            orders: receiver,
            shared: Arc::clone(&shared),
            decoder: Decoder::new(),
            reading: true,
            beat: Instant::now(),
        };
        let thread = Some(thread::spawn(move || living.run()));
        Self { orders, shared, thread }
    }

    fn order(&self, order: Order) {
        self.orders.send(order).unwrap();
    }

    /// The board's next input, numbered but not sent.
    pub(crate) fn next_input(&self, event: KeyEvent) -> BoardMessage {
        let mut shared = self.shared.lock().unwrap();
        let sequence = shared.next;
        shared.next = sequence.wrapping_add(1);
        BoardMessage::Input { sequence, at_ms: 0, input: Input::Key(event) }
    }

    pub(crate) fn event(&self, event: KeyEvent) {
        let input = self.next_input(event);
        self.raw(frame(&input));
    }

    pub(crate) fn raw(&self, bytes: Vec<u8>) {
        self.order(Order::Raw(bytes));
    }

    pub(crate) fn set_mute(&self, mute: bool) {
        self.order(Order::Mute(mute));
    }

    pub(crate) fn stop_reading(&self) {
        self.order(Order::StopReading);
    }

    pub(crate) fn flood(&self, how_long: Duration) {
        self.order(Order::Flood(how_long));
    }

    /// Waits until the board has heard so many messages of a kind.
    pub(crate) fn wait_for_count(&self, wanted: impl Fn(&HostMessage) -> bool, count: usize) {
        self.wait(|shared| shared.heard.iter().filter(|message| wanted(message)).count() >= count);
    }

    /// Waits until all orders are done.
    pub(crate) fn wait_until_idle(&self) {
        self.shared.lock().unwrap().idle = false;
        self.wait(|shared| shared.idle);
    }

    fn wait(&self, until: impl Fn(&Shared) -> bool) {
        let patience = Instant::now() + Duration::from_secs(30);
        while !until(&self.shared.lock().unwrap()) {
            assert!(Instant::now() < patience, "what the test waits for never came");
            thread::sleep(Duration::from_millis(2));
        }
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        let _ended_already = self.orders.send(Order::Unplug);
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

fn open_terminal() -> (File, PathBuf) {
    let master = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC).unwrap();
    grantpt(&master).unwrap();
    unlockpt(&master).unwrap();
    let mut settings = tcgetattr(&master).unwrap();
    settings.make_raw();
    tcsetattr(&master, OptionalActions::Now, &settings).unwrap();
    let name = ptsname(&master, Vec::new()).unwrap();
    (File::from(master), PathBuf::from(name.into_string().unwrap()))
}

/// The board's thread.
struct Living {
    master: File,
    link: (PathBuf, PathBuf),
    manner: Manner,
    orders: Receiver<Order>,
    shared: Arc<Mutex<Shared>>,
    decoder: Decoder<HostMessage>,
    reading: bool,
    beat: Instant,
}

impl Living {
    fn run(mut self) {
        loop {
            let mut worked = false;
            while let Ok(order) = self.orders.try_recv() {
                worked = true;
                match order {
                    Order::Raw(bytes) => self.write(&bytes),
                    Order::Mute(mute) => self.manner.mute = mute,
                    Order::StopReading => self.reading = false,
                    Order::Flood(how_long) => self.flood(how_long),
                    Order::Unplug => return self.unplug(),
                }
            }
            self.shared.lock().unwrap().idle |= !worked;
            if self.reading {
                self.read();
            } else {
                thread::sleep(Duration::from_millis(2));
            }
            if self.beat.elapsed() >= Duration::from_millis(HEARTBEAT_MS) && !self.manner.mute {
                self.beat = Instant::now();
                let next_sequence = self.shared.lock().unwrap().next;
                self.say(BoardMessage::Heartbeat { next_sequence, stuck: KeySet::EMPTY, headphones: false });
            }
        }
    }

    /// The link goes only if it is still this board's.
    fn unplug(self) {
        let (link, name) = &self.link;
        if fs::read_link(link).is_ok_and(|target| target == *name) {
            fs::remove_file(link).unwrap();
        }
    }

    fn ready(&self, flags: PollFlags, wait_ms: i64) -> bool {
        let wait = Timespec { tv_sec: 0, tv_nsec: wait_ms * 1_000_000 };
        let mut polled = [PollFd::new(&self.master, flags)];
        poll(&mut polled, Some(&wait)).is_ok() && polled[0].revents().contains(flags)
    }

    fn read(&mut self) {
        if !self.ready(PollFlags::IN, 2) {
            return;
        }
        let mut bytes = [0; 256];
        // While nobody has the other end open, reading is an error.
        let Ok(read) = self.master.read(&mut bytes) else { return thread::sleep(Duration::from_millis(1)) };
        let mut heard = Vec::new();
        let mut rest = &bytes[..read];
        loop {
            match self.decoder.feed(rest) {
                Outcome::Incomplete => break,
                Outcome::Message { message, rest: after } => {
                    heard.push(message);
                    rest = after;
                }
                Outcome::Damaged { rest: after, .. } => rest = after,
            }
        }
        if !self.manner.mute {
            heard.into_iter().for_each(|message| self.hear(message));
        }
    }

    fn hear(&mut self, message: HostMessage) {
        let answer = {
            let mut shared = self.shared.lock().unwrap();
            shared.heard.push(message);
            match message {
                HostMessage::Hello { .. } => {
                    (shared.session, shared.next) = (None, 0);
                    Some(self.hello())
                }
                HostMessage::BeginSession { first_sequence } => {
                    if shared.session != Some(first_sequence) {
                        (shared.session, shared.next) = (Some(first_sequence), first_sequence);
                    }
                    Some(BoardMessage::SessionBegun { first_sequence })
                }
                HostMessage::EndSession => {
                    if shared.session.take().is_some() {
                        shared.next = 0;
                    }
                    Some(BoardMessage::SessionEnded)
                }
                _ => None,
            }
        };
        if let Some(answer) = answer {
            self.say(answer);
        }
    }

    fn hello(&self) -> BoardMessage {
        let keys = KeySet::ALL;
        BoardMessage::Hello {
            protocol: self.manner.protocol,
            firmware: FirmwareVersion { major: 0, minor: 1, patch: 0 },
            capabilities: Capabilities { keys, switches: true, plug_sensing: true, display: true, beeper: true },
            headphones: false,
        }
    }

    fn say(&mut self, message: BoardMessage) {
        self.write(&frame(&message));
    }

    /// Writes as fast as the other end reads; a board does not wait for ever.
    fn write(&mut self, bytes: &[u8]) {
        if self.ready(PollFlags::OUT, 500) {
            let _nobody_there = self.master.write_all(bytes);
        }
    }

    /// Bytes of all values, whatever else happens.
    fn flood(&mut self, how_long: Duration) {
        let until = Instant::now() + how_long;
        let mut state = 1_u32;
        while Instant::now() < until {
            let garbage: Vec<u8> = (0..1_024)
                .map(|_| {
                    state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                    state.to_be_bytes()[0]
                })
                .collect();
            self.write(&garbage);
            self.read();
            if self.beat.elapsed() >= Duration::from_millis(HEARTBEAT_MS) {
                self.beat = Instant::now();
                let next_sequence = self.shared.lock().unwrap().next;
                self.write(&[0]);
                self.say(BoardMessage::Heartbeat { next_sequence, stuck: KeySet::EMPTY, headphones: false });
            }
        }
        self.write(&[0]);
    }
}
