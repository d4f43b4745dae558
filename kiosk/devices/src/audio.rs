//! What the voter hears. Clips are decoded ([`ClipSource`]), put together into speech at the voter's rate by a
//! speaker, mixed at the voter's loudness, and played by the sound device ([`Player`]) or written down ([`WavSink`]).
//!
//! ```text
//! ClipSource ─▶ store ─▶ speaker: queue, stretch, resample ─▶ ring ─▶ mixer: fades, gain, earcons ─▶ device or WAV
//! ```
//!
//! The speaker runs in a thread of its own, up to [`AHEAD_FRAMES`] ahead of what sounds. The mixer never waits for it.
//! Both are pure: they know neither a clock nor a device.

mod clips;
mod loudness;
mod mixer;
mod output;
mod player;
mod sample;
mod speaker;
mod talk;
mod wav;

pub use clips::{CLIP_RATE_HZ, ClipFault, ClipKey, ClipSource, LONGEST_CLIP_S, MEMORY_BYTES, check_clip};
pub use loudness::{Calibration, OutOfRange};
pub use mixer::Earcon;
pub use output::{Side, SoundDevice};
pub use player::Player;
pub use speaker::AHEAD_FRAMES;
pub use talk::{Part, Talk, Ticket, pause_ms};
pub use wav::WavSink;

/// Frames a second of everything behind the speaker.
pub const OUTPUT_RATE_HZ: u32 = 48_000;
