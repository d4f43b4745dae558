//! What the sink plays, as `parec` hears it at its monitor. Without such a reader a null sink works in blocks of two
//! seconds.

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// −40 dBFS.
const AUDIBLE: u16 = 328;

#[derive(Default)]
struct Heard {
    frames: Vec<i16>,
    /// How many frames there were at which time.
    arrivals: Vec<(usize, Instant)>,
}

/// A running capture.
pub(crate) struct Capture {
    process: Child,
    heard: Arc<Mutex<Heard>>,
}

impl Capture {
    /// Starts to listen at the monitor of the sink `booth`.
    pub(crate) fn start() -> Result<Self, Box<dyn std::error::Error>> {
        let options = ["--raw", "-d", "booth.monitor", "--rate=48000", "--format=s16le", "--channels=1"];
        let mut process = Command::new("parec").args(options).arg("--latency-msec=5").stdout(Stdio::piped()).spawn()?;
        let mut out = process.stdout.take().ok_or("parec has no output")?;
        let heard = Arc::new(Mutex::new(Heard::default()));
        let keep = Arc::clone(&heard);
        thread::spawn(move || {
            let mut bytes = [0; 4_096];
            let mut rest: Vec<u8> = Vec::new();
            while let Ok(count @ 1..) = out.read(&mut bytes) {
                let arrived = Instant::now();
                rest.extend(&bytes[..count]);
                let whole = rest.len() / 2 * 2;
                let mut heard = keep.lock().unwrap_or_else(PoisonError::into_inner);
                heard.frames.extend(rest[..whole].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])));
                let total = heard.frames.len();
                heard.arrivals.push((total, arrived));
                rest.drain(..whole);
            }
        });
        let capture = Self { process, heard };
        let until = Instant::now() + Duration::from_secs(10);
        while capture.len() == 0 && Instant::now() < until {
            thread::sleep(Duration::from_millis(10));
        }
        Ok(capture)
    }

    /// How many frames have been heard.
    pub(crate) fn len(&self) -> usize {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).frames.len()
    }

    /// The frames heard from there on.
    pub(crate) fn from(&self, begin: usize) -> Vec<i16> {
        self.heard.lock().unwrap_or_else(PoisonError::into_inner).frames[begin..].to_vec()
    }

    /// When the first audible frame behind `begin` arrived here: later than it was at the sink, never earlier.
    pub(crate) fn onset(&self, begin: usize, patience: Duration) -> Option<Instant> {
        let until = Instant::now() + patience;
        while Instant::now() < until {
            {
                let heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
                let first = heard.frames[begin..].iter().position(|frame| frame.unsigned_abs() > AUDIBLE);
                if let Some(at) = first {
                    let at = begin + at;
                    return heard.arrivals.iter().find(|(total, _)| *total > at).map(|(_, arrived)| *arrived);
                }
            }
            thread::sleep(Duration::from_millis(1));
        }
        None
    }
}

impl Drop for Capture {
    fn drop(&mut self) {
        // It may have gone with the sound server.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
