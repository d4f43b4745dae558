//! Clips of real speech, made by espeak-ng.

use std::collections::BTreeMap;
use std::process::Command;

use ballot::Language;
use flacenc::component::BitRepr;
use flacenc::error::Verify;
use kiosk_devices::audio::{CLIP_RATE_HZ, ClipKey, ClipSource};

/// FLAC files by language and id.
#[derive(Default)]
pub(crate) struct Spoken(BTreeMap<(&'static str, String), Vec<u8>>);

impl Spoken {
    /// Adds a clip, and says how long it is in seconds.
    pub(crate) fn add(&mut self, language: Language, id: &str, samples: &[i16]) -> f64 {
        self.0.insert((language.code(), id.to_owned()), flac(samples));
        samples.len() as f64 / f64::from(CLIP_RATE_HZ)
    }
}

impl ClipSource for Spoken {
    fn flac(&self, clip: &ClipKey) -> Option<&[u8]> {
        self.0.get(&(clip.language(), clip.id().to_owned())).map(Vec::as_slice)
    }
}

/// Samples of `words`.
pub(crate) fn speak(language: Language, words: &str) -> Vec<i16> {
    let voice = match language {
        Language::Kk => "kk",
        Language::Ru => "ru",
        Language::En => "en-gb",
    };
    let output = Command::new("espeak-ng")
        .args(["-v", voice, "-s", "150", "-a", "80", "--stdout", "--", words])
        .output()
        .expect("espeak-ng is installed by scripts/setup.sh test");
    assert!(output.status.success());
    // To standard output it writes a header of 44 bytes that does not know the length.
    let samples: Vec<i16> =
        output.stdout[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
    assert!(samples.len() > CLIP_RATE_HZ as usize / 10);
    let rate = u32::from_le_bytes(output.stdout[24..28].try_into().unwrap());
    assert_eq!(rate, CLIP_RATE_HZ);
    // The encoder cannot end in a block of fewer than 16 samples.
    let odd = samples.len() % 4_096;
    if odd < 16 { [samples, vec![0; 16]].concat() } else { samples }
}

fn flac(samples: &[i16]) -> Vec<u8> {
    let config = flacenc::config::Encoder::default().into_verified().unwrap();
    let samples: Vec<i32> = samples.iter().map(|&sample| sample.into()).collect();
    let source = flacenc::source::MemSource::from_samples(&samples, 1, 16, CLIP_RATE_HZ as usize);
    let stream = flacenc::encode_with_fixed_block_size(&config, source, config.block_size).unwrap();
    let mut sink = flacenc::bitsink::ByteSink::new();
    stream.write(&mut sink).unwrap();
    sink.as_slice().to_vec()
}
