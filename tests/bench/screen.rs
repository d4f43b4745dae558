//! The booth's screen for `make bench`: from a key to the finished frame, 1920 × 1080, 43 options, largest text; what
//! changed, as a window draws it, and the whole frame anew. Prints it and adds a row to `docs/performance.md`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measuring program: it prints, and stops at once when something is off"
)]

use std::time::{Duration, Instant};

use ballot::{Election, list, rules};
use keypad_protocol::{Key, KeyEvent};
use kiosk_ui::{BoothUi, Display, Frames};
use voter_session::{Change, Effect, Input, Kind, PollWorker, Session, Setup, Target};

mod record;

const KEYS: usize = 500;

fn main() {
    let started = Instant::now();
    let display = Display::default();
    let frames = Frames::start(&display).unwrap();
    let mut booth = Booth::open(&display, frames);
    booth.give(Input::PollWorker(PollWorker::Open));
    booth.frames.draw(false);
    let first = started.elapsed();
    booth.go_to_the_options();
    let mut keys = |key: Key, whole: bool| percentiles((0..KEYS).map(|_| booth.press(key, whole)).collect());
    let ([move_50, move_99], [choose_50, choose_99]) = (keys(Key::Down, false), keys(Key::Select, false));
    let [whole_50, whole_99] = keys(Key::Down, true);
    let (first_ms, memory) = (ms(first), peak_mb());
    println!("screen, {KEYS} keys, 43 options, capitals of 12 mm, 1920 x 1080, from the key to the finished frame");
    println!("  the finger moves   p50 {move_50:.1} ms, p99 {move_99:.1} ms (bar p99 16, target 8)");
    println!("  a choice           p50 {choose_50:.1} ms, p99 {choose_99:.1} ms");
    println!("  the whole anew     p50 {whole_50:.1} ms, p99 {whole_99:.1} ms");
    println!("  first frame        {first_ms:.0} ms (target 300); memory {memory} MB at the peak");
    let (today, machine) = (record::today(), record::machine());
    let row = format!(
        "| {today} | {machine} | {move_50:.1} / {move_99:.1} | {choose_50:.1} / {choose_99:.1} | {whole_50:.1} / {whole_99:.1} | {first_ms:.0} | {memory} |"
    );
    record::add_row("## The screen", &row);
}

struct Booth {
    ui: BoothUi,
    frames: Frames,
    session: Session,
    election: Election,
    now_ms: u64,
}

impl Booth {
    fn open(display: &Display, frames: Frames) -> Self {
        let election = forty_three();
        let session = Session::new(Setup::guiding(&election, Kind::Demo)).unwrap();
        let ui = BoothUi::new(*display, false).unwrap();
        ui.open().unwrap();
        Self { ui, frames, session, election, now_ms: 0 }
    }

    fn give(&mut self, input: Input) {
        self.now_ms += 1_000;
        for effect in self.session.step(input, self.now_ms) {
            if let Effect::Show(screen) = effect {
                self.ui.show(&screen, &self.election);
            }
        }
    }

    fn go_to_the_options(&mut self) {
        self.press(Key::Select, false);
        self.give(Input::Touch(Target::Settings));
        for _ in 0..3 {
            self.give(Input::Touch(Target::Change(Change::LargerText)));
        }
        self.give(Input::Touch(Target::GoOn));
        self.press(Key::Right, false);
        self.press(Key::Right, false);
    }

    /// From the key to the finished frame.
    fn press(&mut self, key: Key, whole: bool) -> Duration {
        let pressed = Instant::now();
        self.give(Input::Key(KeyEvent::Pressed(key)));
        self.frames.draw(whole);
        let took = pressed.elapsed();
        self.give(Input::Key(KeyEvent::Released(key)));
        took
    }
}

/// The example's candidates, over and over, to 43 rows.
fn forty_three() -> Election {
    let path = format!("{}/../examples/elections/2022-president/election.json", env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(path).unwrap();
    let reading = list::read("election.json", &bytes, &list::ReadOptions::default());
    let mut election = rules::check(reading.draft).election.unwrap();
    let contest = election.contests.first_mut().unwrap();
    let pattern = contest.options.clone();
    contest.options = (1..=43)
        .zip(pattern.iter().cycle())
        .map(|(number, option)| ballot::BallotOption { id: number.to_string(), number, ..option.clone() })
        .collect();
    election
}

fn percentiles(mut times: Vec<Duration>) -> [f64; 2] {
    times.sort_unstable();
    let at = |part: usize| ms(times.get(times.len() * part / 100).copied().unwrap_or_default());
    [at(50), at(99)]
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

/// The most memory the program ever had (`VmHWM`).
fn peak_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap();
    line.split_whitespace().next().unwrap().parse::<u64>().unwrap() / 1_024
}
