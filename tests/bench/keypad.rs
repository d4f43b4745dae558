//! The numbers of the keypad for `make bench`: a question and its answer over a pseudo-terminal, a key from its
//! contact to the booth, and the codec. Prints them and adds a row to `docs/performance.md`.

#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::panic,
    reason = "a measuring program: it prints, and stops at once when something is off"
)]

use std::hint::black_box;
use std::io::{Read, Write};
use std::thread;
use std::time::{Duration, Instant};

use firmware_sim::script::SETTLE;
use firmware_sim::{Options, SimulatedBoard};
use keypad_protocol::{BoardMessage, Decoder, HostMessage, Input, Key, KeyEvent, Outcome, ProtocolVersion, encode};
use serialport::TTYPort;

mod record;

const ROUND_TRIPS: usize = 2000;
const PRESSES: usize = 200;
const FRAMES: u32 = 1_000_000;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let board = SimulatedBoard::start(&Options::at(folder.path().join("keypad"))).unwrap();
    let mut booth = Booth::open(&board);
    let [trip_50, trip_99] = percentiles((0..ROUND_TRIPS).map(|_| booth.round_trip()).collect());
    board.wait_until(Duration::from_secs(10), |status| status.linked()).unwrap();
    board.run_for(SETTLE).unwrap();
    let [key_50, key_99] = percentiles((0..PRESSES).map(|_| booth.press(&board)).collect());
    let codec_ns = codec_ns();
    println!("keypad, simulated board of 1,000 turns a second on a pseudo-terminal");
    println!("  question and answer  p50 {trip_50:.2} ms, p99 {trip_99:.2} ms (bar p99 5)");
    println!("  contact to booth     p50 {key_50:.2} ms, p99 {key_99:.2} ms");
    println!("  encode and decode    {codec_ns:.0} ns a message (bar 1,000)");
    let (today, machine) = (record::today(), record::machine());
    let row =
        format!("| {today} | {machine} | {trip_50:.2} / {trip_99:.2} | {key_50:.2} / {key_99:.2} | {codec_ns:.0} | |");
    record::add_row("## The keypad", &row);
}

/// The booth's end of the line.
struct Booth {
    port: TTYPort,
    decoder: Decoder<BoardMessage>,
}

impl Booth {
    fn open(board: &SimulatedBoard) -> Self {
        let path = board.link().to_str().unwrap();
        let port = serialport::new(path, 115_200).timeout(Duration::from_secs(5)).open_native().unwrap();
        Self { port, decoder: Decoder::new() }
    }

    fn say(&mut self, message: &HostMessage) {
        self.port.write_all(encode(message).unwrap().as_bytes()).unwrap();
    }

    /// Reads until a message is the one wanted.
    fn hear(&mut self, wanted: impl Fn(&BoardMessage) -> bool) {
        let mut buffer = [0; 1024];
        loop {
            let count = self.port.read(&mut buffer).unwrap();
            let mut rest = buffer.get(..count).unwrap();
            loop {
                rest = match self.decoder.feed(rest) {
                    Outcome::Incomplete => break,
                    Outcome::Damaged { damage, .. } => panic!("{damage:?}"),
                    Outcome::Message { message, .. } if wanted(&message) => return,
                    Outcome::Message { rest, .. } => rest,
                };
            }
        }
    }

    /// Milliseconds from hello to hello, at any moment of the board's turn.
    fn round_trip(&mut self) -> f64 {
        thread::sleep(Duration::from_micros(300));
        let start = Instant::now();
        self.say(&HostMessage::Hello { protocol: ProtocolVersion::CURRENT });
        self.hear(|message| matches!(message, BoardMessage::Hello { .. }));
        milliseconds(start)
    }

    /// Milliseconds from the finger on the key to its message in the booth.
    fn press(&mut self, board: &SimulatedBoard) -> f64 {
        let pressed = |message: &BoardMessage| {
            matches!(message, BoardMessage::Input { input: Input::Key(KeyEvent::Pressed(Key::Up)), .. })
        };
        self.say(&HostMessage::Heartbeat);
        let start = Instant::now();
        board.press(Key::Up);
        self.hear(pressed);
        let time = milliseconds(start);
        board.release(Key::Up);
        // Longer than the double-strike filter of 100 ms.
        board.run_for(Duration::from_millis(120)).unwrap();
        time
    }
}

fn milliseconds(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn percentiles(mut times: Vec<f64>) -> [f64; 2] {
    times.sort_by(f64::total_cmp);
    [50, 99].map(|percent| *times.get(times.len() * percent / 100).unwrap())
}

/// Nanoseconds to frame a key's message and to read it again.
fn codec_ns() -> f64 {
    let mut decoder = Decoder::<BoardMessage>::new();
    let start = Instant::now();
    for count in 0..FRAMES {
        let input = Input::Key(KeyEvent::Pressed(Key::Up));
        let sequence = u16::try_from(count % 65_536).unwrap();
        let message = black_box(BoardMessage::Input { sequence, at_ms: count, input });
        let frame = encode(&message).unwrap();
        let Outcome::Message { message: read, .. } = decoder.feed(black_box(frame.as_bytes())) else {
            panic!("a frame of our own is not read");
        };
        assert_eq!(read, message);
    }
    start.elapsed().as_secs_f64() * 1e9 / f64::from(FRAMES)
}
