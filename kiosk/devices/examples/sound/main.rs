//! The voice on a real ALSA device, heard again at the sink's monitor with `parec`. `scripts/verify_sound.sh` starts
//! the sound server.
//!
//! ```text
//! sound compare            what the sink hears is what the WAV sink gives, by cross-correlation
//! sound latency N          order → first frame above −40 dBFS at the sink, N times at 100 % and at 200 %
//! sound lost STOP START    the device goes (command STOP) and comes back (command START)
//! ```

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a program that measures, on a bench: it may fail anywhere"
)]

mod capture;
#[path = "../../tests/voice/espeak.rs"]
mod espeak;
mod measure;

use std::io::{self, Write};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::thread;
use std::time::{Duration, Instant};

use ballot::Language;
use kiosk_devices::audio::{Calibration, ClipKey, Part, Player, SoundDevice, Talk, Ticket, WavSink};
use kiosk_devices::{DeviceEvent, Happened, MonotonicClock, SoundState, channel};
use wording::Pause;

use capture::Capture;
use espeak::{Spoken, speak};

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Full gain at the last step of loudness.
const FULL_DB: f32 = 100.0;
/// The stream runs so long before the first order: until then a sound server may hold frames back.
const WARM_UP: Duration = Duration::from_millis(2_500);
/// How alike two recordings of the same must be.
const ALIKE: f64 = 0.99;
/// How often the comparison is tried: a busy machine may lose a period.
const TRIES: u32 = 5;
/// What 99 of 100 orders must keep to, in milliseconds (design, section 7).
const BAR_MS: f64 = 60.0;

const SENTENCES: [(Language, &str, &str); 3] = [
    (Language::Kk, "kk", "Барлығына қарсымын. Келесі қадамға өту үшін оңға басыңыз."),
    (Language::Ru, "ru", "Против всех. Чтобы перейти к следующему шагу, нажмите вправо."),
    (Language::Kk, "name", "Тоқаев Қасым-Жомарт Кемелұлы"),
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["compare"] => compare(),
        ["latency", count] => count.parse().map_err(Into::into).and_then(latency),
        ["lost", stop, start] => lost(stop, start),
        _ => Err("use: sound compare | latency N | lost STOP START".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            say(&format!("failed: {error}"));
            ExitCode::FAILURE
        }
    }
}

fn say(line: &str) {
    // Without a terminal there is nobody to tell.
    let _ = writeln!(io::stdout(), "{line}");
}

fn clips() -> Arc<Spoken> {
    let mut spoken = Spoken::default();
    for (language, id, words) in SENTENCES {
        let samples = speak(language, words);
        // As a package has it: no more than 10 ms of silence ahead.
        let onset = samples.iter().position(|sample| sample.unsigned_abs() > 328).unwrap_or(0).saturating_sub(110);
        spoken.add(language, id, &samples[onset..]);
    }
    Arc::new(spoken)
}

fn talk(ids: &[usize], rate_percent: u16) -> Talk {
    let parts = ids
        .iter()
        .map(|&id| Part { clip: ClipKey::new(SENTENCES[id].0, SENTENCES[id].1.to_owned()), pause: Pause::Clause });
    Talk { parts: parts.collect(), volume: 10, rate_percent }
}

fn calibration() -> Result<Calibration, Box<dyn std::error::Error>> {
    Ok(Calibration::new(FULL_DB)?)
}

/// A player on the default device, playing.
fn player() -> Result<(Player, Receiver<DeviceEvent>), Box<dyn std::error::Error>> {
    let (sender, events) = channel();
    let clock = Arc::new(MonotonicClock::start());
    let player = Player::start(clips(), calibration()?, SoundDevice::Usual, clock, sender)?;
    player.prepare(SENTENCES.iter().map(|(language, id, _)| ClipKey::new(*language, (*id).to_owned())).collect());
    wait_for(&events, &Happened::Sound(SoundState::Ready))?;
    Ok((player, events))
}

fn wait_for(events: &Receiver<DeviceEvent>, wanted: &Happened) -> Outcome {
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        let event = events.recv_timeout(until.saturating_duration_since(Instant::now()))?;
        say(&format!("  {event:?}"));
        if event.happened == *wanted {
            return Ok(());
        }
    }
}

fn wait_for_end(events: &Receiver<DeviceEvent>, ticket: Ticket) -> Outcome {
    wait_for(events, &Happened::SpeechEnded(ticket))
}

fn compare() -> Outcome {
    for rate in [100, 50, 200] {
        let mut sink = WavSink::new(clips(), calibration()?);
        let wanted_end = sink.say(talk(&[0, 1], rate));
        if !sink.pull_to_end(wanted_end, 48_000 * 60) {
            return Err("the WAV sink does not end".into());
        }
        let mut best: f64 = 0.0;
        for _ in 0..TRIES {
            best = best.max(once(rate, sink.frames())?);
            if best >= ALIKE {
                break;
            }
        }
        say(&format!("compare {rate} %: correlation {best:.5} (at least {ALIKE})"));
        if best < ALIKE {
            return Err("what the sink heard is not what was said".into());
        }
    }
    Ok(())
}

/// Says it once and gives how alike the capture is.
fn once(rate: u16, wanted: &[i16]) -> Result<f64, Box<dyn std::error::Error>> {
    let capture = Capture::start()?;
    let (mut player, events) = player()?;
    thread::sleep(WARM_UP);
    let begin = capture.len();
    let ticket = player.say(talk(&[0, 1], rate));
    wait_for_end(&events, ticket)?;
    thread::sleep(Duration::from_millis(300));
    Ok(measure::likeness(wanted, &capture.from(begin)))
}

fn latency(count: usize) -> Outcome {
    let capture = Capture::start()?;
    let (mut player, events) = player()?;
    thread::sleep(WARM_UP);
    let mut held = true;
    for rate in [100, 200] {
        let mut all = Vec::with_capacity(count);
        let mut missed = 0;
        for number in 0..count {
            // Orders come at any place of a period.
            thread::sleep(Duration::from_micros(90_000 + (number as u64 * 7_919) % 31_000));
            let from = capture.len();
            let ordered = Instant::now();
            player.say(talk(&[2], rate));
            match capture.onset(from, Duration::from_secs(2)) {
                Some(heard) => all.push(heard.duration_since(ordered).as_secs_f64() * 1_000.0),
                None => missed += 1,
            }
            player.hush();
            while events.try_recv().is_ok() {}
        }
        let line = measure::spread(&mut all);
        say(&format!("latency {rate} %: n {count}, missed {missed}, {line} (bar p99 {BAR_MS} ms)"));
        held &= missed == 0 && measure::percentile(&all, 99) <= BAR_MS;
    }
    if held { Ok(()) } else { Err("the bar is missed".into()) }
}

fn lost(stop: &str, start: &str) -> Outcome {
    let (mut player, events) = player()?;
    let run = |command: &str| Command::new("sh").args(["-c", command]).status();
    thread::sleep(WARM_UP);
    let long = player.say(talk(&[0, 1, 0, 1], 100));
    thread::sleep(Duration::from_millis(500));
    run(stop)?;
    wait_for(&events, &Happened::Sound(SoundState::Lost))?;
    wait_for_end(&events, long)?;
    say("lost: the device is gone, it is told, and speech has ended all the same");
    run(start)?;
    let capture = Capture::start()?;
    wait_for(&events, &Happened::Sound(SoundState::Ready))?;
    thread::sleep(WARM_UP);
    let from = capture.len();
    let again = player.say(talk(&[2], 100));
    if capture.onset(from, Duration::from_secs(5)).is_none() {
        return Err("the sound is not back".into());
    }
    wait_for_end(&events, again)?;
    say("lost: the sound is back with the device");
    Ok(())
}
