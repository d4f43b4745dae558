//! The thread that speaks: it takes orders, keeps the ring full, and lets time go on where no device does.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, SyncSender, channel, sync_channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use super::clips::{ClipKey, ClipSource};
use super::mixer::Earcon;
use super::output::{Feed, Opener, Side, keep_open};
use super::speaker::{Order, Speaker, Told};
use super::talk::{Talk, Ticket};
use super::{Calibration, OUTPUT_RATE_HZ, SoundDevice};
use crate::outlet::{Closed, Outlet};
use crate::{Clock, DeviceEvent, Happened, Source};

/// How often the ring is filled where nothing is ordered.
const TICK: Duration = Duration::from_millis(5);
/// A device that has taken no frame for so long is stood in for, in milliseconds: longer than any period and than a
/// busy machine holds it up, because what is stood in for is not heard.
const STAND_IN_MS: u64 = 500;
/// The most time made up for at once, in milliseconds: a machine that slept does not speak through the night.
const MAKE_UP_MS: u64 = 1_000;
/// Frames in a millisecond.
const FRAMES_A_MS: usize = OUTPUT_RATE_HZ as usize / 1_000;
/// How long whoever wants everything overwritten waits for it.
const FORGET_WAIT: Duration = Duration::from_secs(1);

/// The booth's voice. Dropping it ends its threads.
///
/// That nothing can be heard is no error: it is told as an event, and speech takes its time all the same.
#[derive(Debug)]
pub struct Player {
    wishes: Sender<Wish>,
    feed: Arc<Feed>,
    tickets: Ticket,
    stop: Arc<AtomicBool>,
    voice: Option<JoinHandle<()>>,
}

/// What the thread is sent.
enum Wish {
    Order(Order),
    /// Forget, and tell when it is done.
    Forget(SyncSender<()>),
}

impl Player {
    /// Starts a voice with these clips on this device.
    ///
    /// # Errors
    /// If the system gives no thread.
    pub fn start(
        source: Arc<dyn ClipSource>,
        calibration: Calibration,
        device: SoundDevice,
        clock: Arc<dyn Clock>,
        events: SyncSender<DeviceEvent>,
    ) -> io::Result<Self> {
        Self::start_on(device, source, calibration, clock, events)
    }

    pub(super) fn start_on(
        opener: impl Opener,
        source: Arc<dyn ClipSource>,
        calibration: Calibration,
        clock: Arc<dyn Clock>,
        events: SyncSender<DeviceEvent>,
    ) -> io::Result<Self> {
        let (wishes, received) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let (speaker, mixer) = Speaker::new(source, calibration);
        let feed = Feed::new(mixer);
        // It ends by itself; nobody waits for it, because a device may hold it up while it closes.
        drop(keep_open(opener, Arc::clone(&feed), Arc::clone(&clock), Outlet::new(events.clone(), Arc::clone(&stop)))?);
        let shared = Arc::clone(&feed);
        let voice = Voice {
            speaker,
            wishes: received,
            taken: 0,
            time_ms: clock.now_ms(),
            feed,
            clock,
            outlet: Outlet::new(events, Arc::clone(&stop)),
        };
        let thread = thread::Builder::new().name("voice".to_owned()).spawn(move || {
            // A closed channel means that nobody listens any more.
            let _ = voice.run();
        });
        let mut player = Self { wishes, feed: shared, tickets: 0, stop, voice: None };
        // Where there is no thread, dropping the player ends the other one.
        player.voice = Some(thread?);
        Ok(player)
    }

    /// Says this instead of what is being said, from its first clip and at once, also out of a pause.
    ///
    /// The ticket comes back with [`Happened::SpeechEnded`] when the last sample has sounded.
    pub fn say(&mut self, talk: Talk) -> Ticket {
        self.tickets = self.tickets.wrapping_add(1);
        self.order(Order::Say(talk, self.tickets));
        self.tickets
    }

    /// Which ears hear it from now on.
    pub fn set_side(&self, side: Side) {
        self.feed.set_side(side);
    }

    /// Says nothing more.
    pub fn hush(&self) {
        self.order(Order::Hush);
    }

    /// Stops where it is.
    pub fn pause(&self) {
        self.order(Order::Pause);
    }

    /// Goes on from there.
    pub fn resume(&self) {
        self.order(Order::Resume);
    }

    /// Changes the loudness of what is being said, from 0 to 10 (see [`Talk::volume`]).
    pub fn set_volume(&self, volume: u8) {
        self.order(Order::Volume(volume));
    }

    /// Plays a tone besides what is being said.
    pub fn earcon(&self, earcon: Earcon) {
        self.order(Order::Earcon(earcon));
    }

    /// Decodes these clips ahead, as far as memory goes, in this order.
    pub fn prepare(&self, clips: Vec<ClipKey>) {
        self.order(Order::Prepare(clips));
    }

    /// Overwrites everything that was said, queued or decoded. Tells whether it is done: `false` says that the voice's
    /// thread is stuck, and that the program must end.
    #[must_use]
    pub fn forget(&self) -> bool {
        let (done, wait) = sync_channel(1);
        self.wishes.send(Wish::Forget(done)).is_ok() && wait.recv_timeout(FORGET_WAIT).is_ok()
    }

    fn order(&self, order: Order) {
        // The thread ends only with the program or with its listener.
        drop(self.wishes.send(Wish::Order(order)));
    }
}

impl Drop for Player {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(voice) = self.voice.take() {
            // A thread that panicked has told so itself.
            drop(voice.join());
        }
    }
}

/// What the thread owns.
struct Voice {
    speaker: Speaker,
    wishes: Receiver<Wish>,
    feed: Arc<Feed>,
    clock: Arc<dyn Clock>,
    outlet: Outlet,
    /// Frames the device had taken when it was last looked at.
    taken: u64,
    /// When it last took one; while it takes none, up to when it was stood in for.
    time_ms: u64,
}

impl Voice {
    fn run(mut self) -> Result<(), Closed> {
        let mut idle = true;
        while !self.outlet.stopped() {
            // With clips to be decoded ahead it only looks whether there is a wish.
            let wait = if idle { TICK } else { Duration::ZERO };
            match self.wishes.recv_timeout(wait) {
                Ok(wish) => self.grant(wish),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return Err(Closed),
            }
            // Of several wishes that wait, the last one counts: nothing is made for the others.
            while let Ok(wish) = self.wishes.try_recv() {
                self.grant(wish);
            }
            self.speaker.fill();
            self.keep_time();
            self.tell()?;
            idle = !self.speaker.decode_ahead();
        }
        Ok(())
    }

    fn grant(&mut self, wish: Wish) {
        match wish {
            Wish::Order(order) => self.speaker.obey(order),
            Wish::Forget(done) => {
                self.speaker.obey(Order::Forget);
                self.feed.mixer().wipe();
                // Whoever asked may have given up waiting.
                let _ = done.try_send(());
            }
        }
    }

    /// Takes frames at the pace of the clock where no device takes any.
    fn keep_time(&mut self) {
        let now_ms = self.clock.now_ms();
        let taken = self.feed.taken();
        if taken != self.taken {
            self.taken = taken;
            self.time_ms = now_ms;
        }
        let behind_ms = now_ms.saturating_sub(self.time_ms);
        if behind_ms < STAND_IN_MS {
            return;
        }
        // Up to now but for the patience that a device is given, so that it does not jump when one comes back.
        for _ in 0..(behind_ms - STAND_IN_MS).min(MAKE_UP_MS) {
            let mut frames = [0.0; FRAMES_A_MS];
            self.speaker.fill();
            self.feed.mixer().render(&mut frames);
            zeroize::Zeroize::zeroize(&mut frames);
        }
        self.time_ms = now_ms - STAND_IN_MS;
    }

    fn tell(&mut self) -> Result<(), Closed> {
        let now_ms = self.clock.now_ms();
        self.speaker.tell().into_iter().try_for_each(|told| {
            let happened = match told {
                Told::Ended(ticket) => Happened::SpeechEnded(ticket),
                Told::Unplayable(_) => Happened::ClipUnplayable,
            };
            self.outlet.send(now_ms, Source::Sound, happened)
        })
    }
}
