//! What becomes of real speech: Kazakh and Russian by espeak-ng, at every rate.

#![expect(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a test may fail anywhere, and shows its measures where it is asked to"
)]

mod espeak;
mod pitch;

use std::sync::Arc;

use ballot::Language;
use kiosk_devices::audio::{Calibration, ClipKey, OUTPUT_RATE_HZ, Part, Talk, WavSink};
use wording::Pause;

use espeak::{Spoken, speak};

const RATES: [u16; 7] = [50, 75, 100, 125, 150, 175, 200];

/// Sentences a voter hears, with and without many vowels.
const SENTENCES: [(Language, &str); 4] = [
    (Language::Kk, "Сайлау бюллетенінде жеті үміткер бар. Таңдау үшін ортадағы пернені басыңыз."),
    (Language::Kk, "Барлығына қарсымын. Келесі қадамға өту үшін оңға басыңыз."),
    (Language::Ru, "В бюллетене семь кандидатов. Чтобы выбрать, нажмите среднюю клавишу."),
    (Language::Ru, "Против всех. Чтобы перейти к следующему шагу, нажмите вправо."),
];

/// What a voter hears of `words` at this rate, and how long the clip is in seconds.
fn heard(language: Language, words: &str, rate_percent: u16) -> (Vec<i16>, f64) {
    let mut spoken = Spoken::default();
    let seconds = spoken.add(language, "sentence", &speak(language, words));
    let mut sink = WavSink::new(Arc::new(spoken), Calibration::new(100.0).unwrap());
    let clip = ClipKey::new(language, "sentence".to_owned());
    let ticket = sink.say(Talk { parts: vec![Part { clip, pause: Pause::Sentence }], volume: 10, rate_percent });
    assert!(sink.pull_to_end(ticket, 60 * OUTPUT_RATE_HZ as usize));
    assert_eq!(sink.unplayable(), 0);
    (sink.frames().to_vec(), seconds)
}

/// From the first frame above −40 dBFS to the last, in seconds.
fn sounding(frames: &[i16]) -> f64 {
    let loud = |frame: &i16| frame.unsigned_abs() > 328;
    let (first, last) = (frames.iter().position(loud).unwrap(), frames.iter().rposition(loud).unwrap());
    (last - first) as f64 / f64::from(OUTPUT_RATE_HZ)
}

#[test]
fn speech_becomes_as_long_as_its_rate_makes_it_within_two_percent() {
    for (language, words) in SENTENCES {
        let usual = sounding(&heard(language, words, 100).0);
        for rate in RATES {
            let wanted = usual * 100.0 / f64::from(rate);
            let error = sounding(&heard(language, words, rate).0) / wanted - 1.0;
            println!("duration {} {rate} %: {:+.2} %", language.code(), error * 100.0);
            assert!(error.abs() <= 0.02, "{error} at {rate}: {words}");
        }
    }
}

#[test]
fn the_pitch_of_a_voice_stays_within_three_percent_at_every_rate() {
    for (language, words) in SENTENCES {
        let usual = heard(language, words, 100).0;
        for rate in RATES {
            let error = pitch::error(&usual, &heard(language, words, rate).0, rate);
            println!("pitch {} {rate} %: {:+.2} %", language.code(), error * 100.0);
            assert!(error.abs() <= 0.03, "{error} at {rate}: {words}");
        }
    }
}

#[test]
fn the_measure_of_pitch_would_see_a_tape_that_runs_too_fast() {
    let (frames, _) = heard(SENTENCES[0].0, SENTENCES[0].1, 100);
    let faster: Vec<i16> = frames.chunks(20).flat_map(|chunk| chunk.iter().take(19)).copied().collect();
    let error = pitch::error(&frames, &faster, 105);
    assert!(error > 0.03, "five percent faster looks like {error}");
}

#[test]
fn nothing_of_a_clip_is_lost_at_the_usual_rate() {
    let (language, words) = SENTENCES[1];
    let clip = speak(language, words);
    let (frames, _) = heard(language, words, 100);
    let seconds = |samples: &[i16], rate: f64| {
        let loud = |sample: &i16| sample.unsigned_abs() > 328;
        (samples.iter().position(loud).unwrap() as f64 / rate, samples.iter().rposition(loud).unwrap() as f64 / rate)
    };
    let (clip, heard) = (seconds(&clip, 22_050.0), seconds(&frames, f64::from(OUTPUT_RATE_HZ)));
    // The resampler is 0.9 ms late.
    assert!((heard.0 - clip.0).abs() < 0.002 && (heard.1 - clip.1).abs() < 0.002, "{clip:?} {heard:?}");
}
