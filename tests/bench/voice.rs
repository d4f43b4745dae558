//! The voice for `make bench`: how long a pack takes, and from a finger on the key to the sink. The booth is the program
//! itself in a window, the key a contact of the simulated board, the sound device ALSA; `scripts/bench_voice.sh` gives
//! it the sound server and the display. Prints the numbers and adds rows to `docs/performance.md`.
//!
//! For the latency every clip is a tone of 80 ms, so that one answer has ended before the next key; all the rest, from
//! the package to the device, is as in a vote.

#![expect(
    clippy::cast_possible_truncation,
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a measuring program: it prints, and stops at once when something is off"
)]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use firmware_sim::script::SETTLE;
use firmware_sim::{Options, SimulatedBoard};
use keypad_protocol::Key;

#[path = "../../kiosk/devices/examples/sound/capture.rs"]
mod capture;
mod record;

use capture::Capture;

/// Keys at each of the two rates (issue of the voice: at least 500).
const KEYS: usize = 500;
/// So long nothing has been heard before the next key.
const QUIET: Duration = Duration::from_millis(120);
/// Frames a second of the capture.
const RATE: usize = 48_000;
/// −40 dBFS.
const AUDIBLE: u16 = 328;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let examples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples");
    let (pack_s, pack_clips) = time_a_pack(&examples, folder.path());
    let (words, _) = package(&examples, folder.path(), "words", "2022-president", "a5-7rows", None);
    let (tones, _) =
        package(&examples, folder.path(), "tones", "2022-president", "a5-7rows", Some(&engine(folder.path())));
    let station = station(&examples, folder.path());

    let capture = Capture::start().unwrap();
    let started = Booth::start(folder.path(), &station, &words, &capture).measure_start();
    let booth = Booth::start(folder.path(), &station, &tones, &capture);
    booth.begin();
    let usual = percentiles(booth.keys());
    booth.fastest();
    let fast = percentiles(booth.keys());
    drop(booth);

    println!("voice");
    println!("  pack of five contests in three languages, {pack_clips} clips   {pack_s:.1} s (bar 60)");
    println!(
        "  key to sink, {KEYS} keys at 100 %   p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms (bar p99 60, target 30)",
        usual[0], usual[1], usual[2]
    );
    println!(
        "  key to sink, {KEYS} keys at 200 %   p50 {:.1} ms, p99 {:.1} ms, worst {:.1} ms",
        fast[0], fast[1], fast[2]
    );
    println!(
        "  start to first word, package of {} MB   {:.0} ms (target 1,000); memory {} MB at the peak",
        started.package_mb, started.first_word_ms, started.peak_mb
    );
    let (today, machine) = (record::today(), record::machine());
    record::add_row(
        "## The voice in the whole booth",
        &format!(
            "| {today} | {machine} | {pack_clips} clips, {pack_s:.1} s | {:.1} / {:.1} / {:.1} | {:.1} / {:.1} / {:.1} | {:.0} | {} | {} |",
            usual[0],
            usual[1],
            usual[2],
            fast[0],
            fast[1],
            fast[2],
            started.first_word_ms,
            started.package_mb,
            started.peak_mb
        ),
    );
}

/// Runs `stencil-gen` in this process.
fn stencil_gen(arguments: &[OsString]) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let program = OsString::from("stencil-gen");
    stencil_gen::cli::run(std::iter::once(program).chain(arguments.iter().cloned()), &mut out, &mut err).unwrap();
}

/// A signed demonstration package with its voice, and its public key.
fn package(
    examples: &Path,
    folder: &Path,
    name: &str,
    election: &str,
    form: &str,
    engines: Option<&Path>,
) -> (PathBuf, PathBuf) {
    let forms: Vec<PathBuf> = match form {
        "" => fs::read_dir(examples.join("forms")).unwrap().map(|entry| entry.unwrap().path()).collect(),
        form => vec![examples.join(format!("forms/{form}.toml"))],
    };
    let key = folder.join(name);
    stencil_gen(&["keygen".into(), "--no-password".into(), "--out".into(), key.clone().into()]);
    let out = folder.join(format!("{name}.tandau"));
    let mut arguments: Vec<OsString> =
        vec!["package".into(), examples.join(format!("elections/{election}/election.json")).into()];
    for form in forms {
        arguments.extend(["--form".into(), form.into()]);
    }
    if let Some(engines) = engines {
        arguments.extend(["--engines".into(), engines.into()]);
    }
    arguments.extend(["--kind", "demo", "--secret-key"].map(OsString::from));
    arguments.extend([key.with_extension("key").into(), "--out".into(), out.clone().into()]);
    stencil_gen(&arguments);
    assert!(out.exists(), "no package of {election}");
    (out, key.with_extension("pub"))
}

/// Seconds that the pack of five contests takes from nothing, and its number of clips.
fn time_a_pack(examples: &Path, folder: &Path) -> (f64, usize) {
    let begun = Instant::now();
    package(examples, folder, "five", "synthetic-five-contests", "", None);
    let took = begun.elapsed().as_secs_f64();
    let clips = walk(&folder.join("five.speech"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|kind| kind == "clip"));
    (took, clips.count())
}

fn walk(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { walk(&path) } else { vec![path] }).collect()
}

/// An engine that answers every text with a tone of 80 ms.
fn engine(folder: &Path) -> PathBuf {
    let tone = folder.join("tone.wav");
    let samples: Vec<u8> = (0..1_764_u32)
        .map(|at| ((f64::from(at) * 440.0 * std::f64::consts::TAU / 22_050.0).sin() * 12_000.0) as i16)
        .flat_map(i16::to_le_bytes)
        .collect();
    let mut wav = Vec::new();
    wav.extend(b"RIFF");
    wav.extend(u32::try_from(36 + samples.len()).unwrap().to_le_bytes());
    wav.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x22\x56\0\0\x44\xac\0\0\x02\0\x10\0data");
    wav.extend(u32::try_from(samples.len()).unwrap().to_le_bytes());
    wav.extend(samples);
    fs::write(&tone, wav).unwrap();
    let mut toml = String::from("format = \"speech-engines/1\"\n");
    for language in ["kk", "ru", "en"] {
        toml += &format!(
            "[{language}]\nname = \"tone\"\ncommand = [\"cp\", {tone:?}, \"{{out}}\"]\nversion = [\"cp\", \"--version\"]\n"
        );
    }
    let path = folder.join("engines.toml");
    fs::write(&path, toml).unwrap();
    path
}

/// The demonstration's station, with headphones of which full gain is the loudness at which a voter begins.
fn station(examples: &Path, folder: &Path) -> PathBuf {
    let text = fs::read_to_string(examples.join("stations/demonstration.toml")).unwrap();
    let path = folder.join("station.toml");
    fs::write(&path, text.replace("spl_at_full_db = 70.0", "spl_at_full_db = 60.0")).unwrap();
    path
}

/// What the start was measured at.
struct Start {
    first_word_ms: f64,
    package_mb: u64,
    peak_mb: u64,
}

/// The program in its window, with a board on its line.
struct Booth<'a> {
    program: Child,
    board: SimulatedBoard,
    capture: &'a Capture,
    started: Instant,
    package_mb: u64,
    from: usize,
}

impl<'a> Booth<'a> {
    fn start(folder: &Path, station: &Path, package: &Path, capture: &'a Capture) -> Self {
        let link = folder.join("keypad");
        let board = SimulatedBoard::start(&Options::at(link.clone())).unwrap();
        board.set_headphones(true);
        let (from, started) = (capture.len(), Instant::now());
        let program = Command::new(env!("CARGO_BIN_EXE_kiosk-under-test"))
            .arg("--open")
            .args([Path::new("--station"), station, Path::new("--keypad"), &link, Path::new("--package"), package])
            .args([Path::new("--trust"), &package.with_extension("pub")])
            .stderr(Stdio::inherit())
            .spawn()
            .unwrap();
        let package_mb = fs::metadata(package).unwrap().len() / 1_000_000;
        Self { program, board, capture, started, package_mb, from }
    }

    /// Until the welcome is heard: headphones are in from the beginning.
    fn measure_start(self) -> Start {
        let heard = self.capture.onset(self.from, Duration::from_secs(60)).expect("the booth says nothing");
        // The clips of the first pages come in meanwhile.
        thread::sleep(Duration::from_secs(3));
        let first_word_ms = (heard - self.started).as_secs_f64() * 1_000.0;
        Start { first_word_ms, package_mb: self.package_mb, peak_mb: peak_mb(self.program.id()) }
    }

    fn begin(&self) {
        self.board.wait_until(Duration::from_secs(60), |status| status.linked()).unwrap();
        self.board.run_for(SETTLE).unwrap();
        self.capture.onset(self.from, Duration::from_secs(60)).expect("the booth says nothing");
        // Until then a sound server may hold frames back.
        thread::sleep(Duration::from_secs(3));
    }

    /// Waits until nothing is heard any more.
    fn quiet(&self) {
        let frames = usize::try_from(QUIET.as_millis()).unwrap() * RATE / 1_000;
        loop {
            let now = self.capture.len();
            let last = self.capture.from(now.saturating_sub(frames));
            if last.len() >= frames && last.iter().all(|sample| sample.unsigned_abs() < AUDIBLE) {
                return;
            }
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// From the contact to the first frame above −40 dBFS that arrives from the sink.
    fn key(&self, key: Key) -> Option<Duration> {
        let (from, pressed) = (self.capture.len(), Instant::now());
        self.board.press(key);
        let heard = self.capture.onset(from, Duration::from_secs(2));
        self.board.release(key);
        Some(heard? - pressed)
    }

    fn keys(&self) -> Vec<Duration> {
        (0..KEYS)
            .map(|number| {
                self.quiet();
                // Keys come at any place of a period.
                thread::sleep(Duration::from_micros((u64::try_from(number).unwrap() * 7_919) % 31_000));
                self.key([Key::Down, Key::Up][number % 2]).expect("a key without an answer")
            })
            .collect()
    }

    /// To the fastest speech: seven rates, of which the voter begins with the third.
    fn fastest(&self) {
        for _ in 0..4 {
            self.quiet();
            self.key(Key::RateUp).expect("a key without an answer");
        }
    }
}

impl Drop for Booth<'_> {
    fn drop(&mut self) {
        // Its window closes with the PIN alone.
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

fn percentiles(mut times: Vec<Duration>) -> [f64; 3] {
    times.sort_unstable();
    [50, 99, 100].map(|part| times[(times.len() * part / 100).min(times.len() - 1)].as_secs_f64() * 1_000.0)
}

/// The most memory the program ever had (`VmHWM`).
fn peak_mb(process: u32) -> u64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1_024
}
