//! Devices that come, go, stand still and stutter. They take frames at the real pace; what they are made of is all
//! that is simulated.

use std::any::Any;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU32, Ordering};
use std::sync::mpsc::Receiver;
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use wording::Pause;

use super::{Feed, Opener};
use crate::audio::clips::tests::{Shelf, key, sine};
use crate::audio::{Calibration, Part, Player, Talk};
use crate::{DeviceEvent, Happened, MonotonicClock, SoundState, Source};

/// How a simulated device behaves.
const HERE: u8 = 0;
const AWAY: u8 = 1;
const STILL: u8 = 2;
const LATE: u8 = 3;
const BUSY: u8 = 4;

#[derive(Default)]
struct Bench {
    mode: AtomicU8,
    heard: Mutex<Vec<f32>>,
    periods: Mutex<Vec<u32>>,
    errors: AtomicU32,
}

struct Simulated(Arc<Bench>);

struct Running(Arc<AtomicBool>);

impl Drop for Running {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

impl Opener for Simulated {
    fn open(&mut self, feed: &Arc<Feed>, period_frames: u32) -> Result<Box<dyn Any>, SoundState> {
        match self.0.mode.load(Ordering::Relaxed) {
            AWAY => return Err(SoundState::Absent),
            BUSY => return Err(SoundState::Busy),
            _ => {}
        }
        self.0.periods.lock().unwrap().push(period_frames);
        let ended = Arc::new(AtomicBool::new(false));
        let (bench, feed, end) = (Arc::clone(&self.0), Arc::clone(feed), Arc::clone(&ended));
        thread::spawn(move || run(&bench, &feed, &end));
        Ok(Box::new(Running(ended)))
    }
}

fn run(bench: &Bench, feed: &Feed, end: &AtomicBool) {
    let begun = Instant::now();
    let mut taken = 0;
    while !end.load(Ordering::Relaxed) {
        thread::sleep(Duration::from_millis(2));
        match bench.mode.load(Ordering::Relaxed) {
            STILL => continue,
            AWAY => {
                // A lost device makes thousands of errors a second.
                (0..200).for_each(|_| feed.fail(SoundState::Lost));
                bench.errors.fetch_add(200, Ordering::Relaxed);
                continue;
            }
            LATE => (0..5).for_each(|_| feed.was_late()),
            _ => {}
        }
        while taken + 512 < begun.elapsed().as_millis() * 48 {
            let mut frames = [0.0; 512];
            feed.play(&mut frames);
            bench.heard.lock().unwrap().extend(frames);
            taken += 512;
        }
    }
}

struct Booth {
    bench: Arc<Bench>,
    player: Player,
    events: Receiver<DeviceEvent>,
}

fn booth(mode: u8) -> Booth {
    let bench = Arc::new(Bench { mode: AtomicU8::new(mode), ..Bench::default() });
    let shelf = Shelf::default().with("second", &sine(300.0, 1_000)).with("long", &sine(300.0, 20_000));
    let (sender, events) = crate::channel();
    let clock = Arc::new(MonotonicClock::start());
    let calibration = Calibration::new(100.0).unwrap();
    let player = Player::start_on(Simulated(Arc::clone(&bench)), Arc::new(shelf), calibration, clock, sender).unwrap();
    Booth { bench, player, events }
}

fn talk(id: &str) -> Talk {
    Talk { parts: vec![Part { clip: key(id), pause: Pause::None }], volume: 10, rate_percent: 100 }
}

impl Booth {
    fn next(&self) -> Happened {
        let event = self.events.recv_timeout(Duration::from_secs(30)).unwrap();
        assert_eq!(event.source, Source::Sound);
        event.happened
    }

    fn becomes(&self, mode: u8) {
        self.bench.mode.store(mode, Ordering::Relaxed);
    }
}

#[test]
fn speech_is_heard_and_told_as_ended() {
    let mut booth = booth(HERE);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Ready));
    let ticket = booth.player.say(talk("second"));
    assert_eq!(booth.next(), Happened::SpeechEnded(ticket));
    let heard = booth.bench.heard.lock().unwrap();
    let loud = heard.iter().filter(|frame| frame.abs() > 0.01).count();
    assert!((45_000..=48_500).contains(&loud), "{loud}");
}

#[test]
fn without_a_device_speech_takes_its_time_and_ends() {
    let mut booth = booth(AWAY);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Absent));
    let begun = Instant::now();
    let ticket = booth.player.say(talk("second"));
    assert_eq!(booth.next(), Happened::SpeechEnded(ticket));
    // Not at once, and not much later: a loaded machine is allowed to be slow, never to be early.
    assert!(begun.elapsed() > Duration::from_millis(900), "{:?}", begun.elapsed());
}

#[test]
fn a_lost_device_is_told_of_once_and_speech_goes_on_where_it_would_be_when_it_is_back() {
    let mut booth = booth(HERE);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Ready));
    let ticket = booth.player.say(talk("long"));
    thread::sleep(Duration::from_millis(300));
    booth.becomes(AWAY);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Lost));
    thread::sleep(Duration::from_millis(1_500));
    assert!(booth.bench.errors.load(Ordering::Relaxed) >= 200);
    booth.bench.heard.lock().unwrap().clear();
    booth.becomes(HERE);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Ready));
    thread::sleep(Duration::from_millis(300));
    assert!(booth.bench.heard.lock().unwrap().iter().any(|frame| frame.abs() > 0.3), "the sound is back");
    let second = booth.player.say(talk("second"));
    assert!(second != ticket);
    assert_eq!(booth.next(), Happened::SpeechEnded(second));
}

#[test]
fn a_device_that_stands_still_is_lost_and_one_that_is_busy_is_told_as_such() {
    let booth = booth(HERE);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Ready));
    booth.becomes(STILL);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Lost));
    booth.becomes(BUSY);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Busy));
    booth.becomes(HERE);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Ready));
}

#[test]
fn a_storm_of_late_frames_is_told_of_once_and_answered_with_longer_periods() {
    let booth = booth(HERE);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Ready));
    booth.becomes(LATE);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Stuttering));
    thread::sleep(Duration::from_millis(2_500));
    assert!(booth.events.try_recv().is_err(), "nothing is told twice");
    let periods = booth.bench.periods.lock().unwrap().clone();
    assert!(periods.len() >= 3 && periods.starts_with(&[512, 1_024, 2_048]), "{periods:?}");
    assert!(periods.iter().all(|&period| period <= 2_048));
    booth.becomes(HERE);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Ready));
}

#[test]
fn after_forgetting_the_device_hears_silence() {
    let mut booth = booth(HERE);
    assert_eq!(booth.next(), Happened::Sound(SoundState::Ready));
    booth.player.say(talk("long"));
    thread::sleep(Duration::from_millis(300));
    assert!(booth.player.forget());
    thread::sleep(Duration::from_millis(50));
    booth.bench.heard.lock().unwrap().clear();
    thread::sleep(Duration::from_millis(200));
    let heard = booth.bench.heard.lock().unwrap();
    assert!(heard.len() > 2_000 && heard.iter().all(|&frame| frame == 0.0));
}
