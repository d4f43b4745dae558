//! Tones and noises through the whole processing.

use std::f64::consts::PI;

use super::*;

/// A tone in the middle of silence, at any rate and level.
#[expect(clippy::cast_possible_truncation, reason = "a test tone")]
fn tone(rate_hz: u32, silence_ms: u32, tone_ms: u32, level: f64) -> Sound {
    let count = |ms: u32| rate_hz * ms / 1000;
    let silence = || (0..count(silence_ms)).map(|_| 0.0_f32);
    let wave = |at: u32| (level * (2.0 * PI * 440.0 * f64::from(at) / f64::from(rate_hz)).sin()) as f32;
    Sound { rate_hz, samples: silence().chain((0..count(tone_ms)).map(wave)).chain(silence()).collect() }
}

fn clean(sound: &Sound) -> Clean {
    process(sound).unwrap()
}

/// Silence before and behind, in samples.
fn silence(samples: &[i16]) -> (usize, usize) {
    let is_sound = |sample: &i16| f64::from(sample.unsigned_abs()) / 32_768.0 >= factor(SILENCE_DB);
    let last = samples.iter().rposition(is_sound).unwrap();
    (samples.iter().position(is_sound).unwrap(), samples.len() - 1 - last)
}

#[test]
fn silence_before_is_at_most_ten_milliseconds_and_behind_about_eighty() {
    for silence_ms in [0, 5, 300, 1200] {
        for tone_ms in [60, 400, 1500] {
            let (before, behind) = silence(&clean(&tone(22_050, silence_ms, tone_ms, 0.3)).samples);
            assert!(before <= samples_in(BEFORE_MS), "{silence_ms} {tone_ms}: {before}");
            assert!(behind.abs_diff(samples_in(AFTER_MS)) < samples_in(15), "{silence_ms} {tone_ms}: {behind}");
        }
    }
}

#[test]
fn every_clip_comes_to_the_same_loudness_short_or_long_loud_or_faint() {
    for rate_hz in [16_000, 22_050, 48_000] {
        for tone_ms in [100, 500, 900, 1100, 4000] {
            for level in [0.003, 0.1, 0.9] {
                let clip = clean(&tone(rate_hz, 200, tone_ms, level));
                let loudness = loudness(&scaled(&clip.samples));
                assert!((loudness - TARGET_LUFS).abs() < 0.3, "{rate_hz} {tone_ms} {level}: {loudness}");
            }
        }
    }
}

#[test]
fn the_meter_agrees_with_another_meter() {
    let samples = tone(22_050, 700, 2000, 0.25).samples;
    let mut meter = ebur128::EbuR128::new(1, 22_050, ebur128::Mode::I).unwrap();
    meter.add_frames_f32(&samples).unwrap();
    let own: Vec<f64> = samples.iter().map(|sample| f64::from(*sample)).collect();
    let (own, other) = (loudness(&own), meter.loudness_global().unwrap());
    assert!((own - other).abs() < 0.05, "{own} {other}");
}

#[test]
fn the_meter_shows_what_the_standard_says_of_a_tone_at_full_scale() {
    // BS.1770-4: 997 Hz at 0 dBFS in one channel is −3.01 LUFS.
    let wave = |at: u32| (2.0 * PI * 997.0 * f64::from(at) / f64::from(RATE_HZ)).sin();
    let loudness = loudness(&(0..RATE_HZ * 3).map(wave).collect::<Vec<_>>());
    assert!((loudness + 3.01).abs() < 0.1, "{loudness}");
}

#[test]
fn a_peak_is_limited_without_a_step_and_told() {
    let mut sound = tone(22_050, 100, 2000, 0.1);
    // A click of a few samples, ten times as high as the rest.
    sound.samples[20_000..20_008].iter_mut().for_each(|sample| *sample = 1.0);
    let clip = clean(&sound);
    let peak = clip.samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap();
    assert!(f64::from(peak) / 32_768.0 <= factor(PEAK_DB) + 1e-4, "{peak}");
    assert!(clip.limited_db > 1.0 && clip.clipped == 8, "{clip:?}");
    assert!(clean(&tone(22_050, 100, 2000, 0.1)).limited_db == 0.0);
}

#[test]
fn both_ends_are_silent_so_that_nothing_clicks() {
    for silence_ms in [0, 100] {
        let samples = clean(&tone(22_050, silence_ms, 300, 0.5)).samples;
        assert_eq!((samples[0], samples[samples.len() - 1]), (0, 0));
        assert!(samples.windows(2).all(|pair| pair[0].abs_diff(pair[1]) < 3000));
    }
}

#[test]
fn an_offset_is_taken_out() {
    let mut sound = tone(22_050, 300, 500, 0.3);
    sound.samples.iter_mut().for_each(|sample| *sample += 0.2);
    let (before, _) = silence(&clean(&sound).samples);
    assert!(before <= samples_in(BEFORE_MS), "{before}");
}

#[test]
fn silence_is_no_clip() {
    assert_eq!(process(&tone(22_050, 500, 0, 0.0)), None);
    assert_eq!(process(&tone(22_050, 100, 100, 0.00005)), None);
    assert_eq!(process(&Sound { rate_hz: 22_050, samples: Vec::new() }), None);
}

#[test]
fn the_same_sound_gives_the_same_samples() {
    let sound = tone(48_000, 100, 700, 0.4);
    assert_eq!(process(&sound), process(&sound));
}
