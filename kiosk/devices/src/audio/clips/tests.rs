//! Clips made in the test, and what becomes of broken ones.

use std::collections::BTreeMap;
use std::sync::Arc;

use ballot::Language;
use flacenc::component::BitRepr;
use flacenc::error::Verify;

use super::store::Store;
use super::{CLIP_RATE_HZ, ClipFault, ClipKey, ClipSource, LONGEST_CLIP_S, decode};

/// Clips by id, all of them Kazakh.
#[derive(Default)]
pub(in crate::audio) struct Shelf(pub(in crate::audio) BTreeMap<String, Vec<u8>>);

impl Shelf {
    pub(in crate::audio) fn with(mut self, id: &str, samples: &[i16]) -> Self {
        self.0.insert(id.to_owned(), flac(samples, 1, CLIP_RATE_HZ));
        self
    }
}

impl ClipSource for Shelf {
    fn flac(&self, clip: &ClipKey) -> Option<&[u8]> {
        self.0.get(clip.id()).map(Vec::as_slice)
    }
}

pub(in crate::audio) fn key(id: &str) -> ClipKey {
    ClipKey::new(Language::Kk, id.to_owned())
}

/// A sine of `hz` that begins at zero, half as loud as can be.
#[expect(clippy::cast_possible_truncation, reason = "half of the loudest sample fits")]
pub(in crate::audio) fn sine(hz: f64, ms: u32) -> Vec<i16> {
    let count = CLIP_RATE_HZ * ms / 1_000;
    let turn = std::f64::consts::TAU * hz / f64::from(CLIP_RATE_HZ);
    (0..count).map(|at| ((turn * f64::from(at)).sin() * 16_384.0) as i16).collect()
}

pub(in crate::audio) fn flac(samples: &[i16], channels: usize, rate_hz: u32) -> Vec<u8> {
    let config = flacenc::config::Encoder::default().into_verified().unwrap();
    let samples: Vec<i32> = samples.iter().map(|&sample| sample.into()).collect();
    let source = flacenc::source::MemSource::from_samples(&samples, channels, 16, rate_hz as usize);
    let stream = flacenc::encode_with_fixed_block_size(&config, source, config.block_size).unwrap();
    let mut sink = flacenc::bitsink::ByteSink::new();
    stream.write(&mut sink).unwrap();
    sink.as_slice().to_vec()
}

#[test]
fn a_clip_comes_out_bit_by_bit_as_it_went_in() {
    for length in [16, 400, 4_096, 4_112, 50_000] {
        let samples: Vec<i16> = sine(333.0, 3_000).into_iter().take(length).collect();
        let file = flac(&samples, 1, CLIP_RATE_HZ);
        let clip = decode::decode(&file).unwrap_or_else(|fault| panic!("{length}: {fault}"));
        assert!(clip == samples.as_slice(), "{length}");
    }
}

#[test]
fn a_clip_cut_short_anywhere_or_with_a_changed_byte_is_never_said() {
    let samples = sine(440.0, 300);
    let whole = flac(&samples, 1, CLIP_RATE_HZ);
    for length in 0..whole.len() {
        assert!(decode::decode(&whole[..length]).is_err(), "cut at {length}");
    }
    let mut refused = 0;
    for at in 0..whole.len() {
        let mut changed = whole.clone();
        changed[at] ^= 0x10;
        match decode::decode(&changed) {
            // Bytes of the header that say nothing of the sound, such as its hash, may differ.
            Ok(clip) => assert!(clip == samples.as_slice(), "byte {at}"),
            Err(_) => refused += 1,
        }
    }
    assert!(refused > whole.len() / 2);
}

/// The encoder counts the last block among the smallest, which the format forbids below 16 samples: whoever makes a
/// package has to fill up such a clip with silence.
#[test]
fn a_last_block_below_sixteen_samples_is_found_when_the_clip_is_checked() {
    let samples = sine(440.0, 1_000);
    assert_eq!(super::check_clip(&flac(&samples[..4_097], 1, CLIP_RATE_HZ)), Err(ClipFault::Damaged));
    assert_eq!(super::check_clip(&flac(&samples[..4_112], 1, CLIP_RATE_HZ)), Ok(()));
}

#[test]
fn stereo_another_rate_and_the_wrong_length_are_told_apart() {
    let fault = |file: &[u8]| decode::decode(file).unwrap_err();
    assert_eq!(fault(&flac(&sine(440.0, 300), 2, CLIP_RATE_HZ)), ClipFault::WrongKind);
    assert_eq!(fault(&flac(&sine(440.0, 300), 1, 24_000)), ClipFault::WrongKind);
    let longest = vec![0; (CLIP_RATE_HZ * LONGEST_CLIP_S) as usize];
    assert!(decode::decode(&flac(&longest, 1, CLIP_RATE_HZ)).is_ok());
    let longer = [longest, vec![0]].concat();
    assert_eq!(fault(&flac(&longer, 1, CLIP_RATE_HZ)), ClipFault::WrongLength);
    assert_eq!(fault(b"RIFF"), ClipFault::Damaged);
}

#[test]
fn memory_stays_within_its_limit_and_the_least_recently_used_goes_first() {
    let second = sine(440.0, 1_000);
    let bytes = second.len() * 2;
    let ids: Vec<String> = (0..6).map(|number| number.to_string()).collect();
    let shelf = ids.iter().fold(Shelf::default(), |shelf, id| shelf.with(id, &second));
    let mut store = Store::with_limit(Arc::new(shelf), bytes * 3);
    for id in ["0", "1", "2", "0", "3"] {
        store.get(&key(id)).unwrap();
        assert!(store.held_bytes() <= bytes * 3);
    }
    let ready: Vec<_> = ids.iter().filter(|id| store.is_ready(&key(id))).collect();
    assert_eq!(ready, ["0", "2", "3"], "1 was the least recently used");
}

#[test]
fn what_is_prepared_never_drives_out_what_is_ready() {
    let second = sine(440.0, 1_000);
    let shelf = Shelf::default().with("a", &second).with("b", &second).with("c", &second);
    let mut store = Store::with_limit(Arc::new(shelf), second.len() * 4);
    assert!(store.prepare(&key("a")) && store.prepare(&key("b")));
    assert!(!store.prepare(&key("c")), "there is no room for a third");
    assert!(store.is_ready(&key("a")) && store.is_ready(&key("b")));
    assert!(store.get(&key("c")).is_ok(), "on demand it is decoded");
    store.forget();
    assert_eq!(store.held_bytes(), 0);
    assert!(!store.is_ready(&key("c")));
}

#[test]
fn a_missing_clip_is_an_error_and_neither_form_says_which_it_was() {
    let mut store = Store::new(Arc::new(Shelf::default()));
    assert_eq!(store.get(&key("name.7")).unwrap_err(), ClipFault::Missing);
    assert_eq!(format!("{:?} {}", key("name.7"), ClipFault::Missing), "ClipKey(..) the clip is missing");
}
