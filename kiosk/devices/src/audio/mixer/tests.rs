//! Speech through speaker and mixer, sample by sample.

use std::sync::Arc;

use wording::Pause;

use crate::audio::clips::tests::{Shelf, key, sine};
use crate::audio::{Calibration, Earcon, Part, Talk, WavSink};

/// At full gain a step of loudness 10 is full gain too.
const FULL_DB: f32 = 100.0;

fn talk(ids: &[&str], volume: u8, rate_percent: u16) -> Talk {
    let parts = ids.iter().map(|id| Part { clip: key(id), pause: Pause::Clause }).collect();
    Talk { parts, volume, rate_percent }
}

fn sink() -> WavSink {
    let shelf = Shelf::default()
        .with("low", &sine(200.0, 2_000))
        .with("high", &sine(700.0, 400))
        .with("abrupt", &[16_000; 9_000])
        .with("short", &sine(500.0, 50));
    WavSink::new(Arc::new(shelf), Calibration::new(FULL_DB).unwrap())
}

/// What the rise of new speech (1 ms) or a fade (5 ms) adds to a step of half loudness, at most.
const RISE: f64 = 16_384.0 / 48.0;
const FADE: f64 = 16_384.0 / 240.0 + 5.0;

/// The largest step between two neighboring frames.
fn largest_step(frames: &[i16]) -> i32 {
    frames.windows(2).map(|pair| (i32::from(pair[1]) - i32::from(pair[0])).abs()).max().unwrap_or(0)
}

/// The largest step of a sine of half loudness.
fn step_of(hz: f64) -> f64 {
    16_384.0 * std::f64::consts::TAU * hz / 48_000.0
}

fn peak(frames: &[i16]) -> i32 {
    frames.iter().map(|&frame| i32::from(frame).abs()).max().unwrap_or(0)
}

#[test]
fn an_interruption_is_silent_within_five_milliseconds_and_does_not_click() {
    let mut sink = sink();
    sink.say(talk(&["low"], 10, 100));
    // At every place of the wave, also at its peaks.
    for _ in 0..40 {
        sink.pull(4_777);
        sink.hush();
        let from = sink.frames().len();
        sink.pull(2_400);
        assert_eq!(peak(&sink.frames()[from + 241..]), 0);
        assert!(peak(&sink.frames()[from..from + 120]) > 1_000, "it fades, it does not break off");
        sink.say(talk(&["low"], 10, 100));
    }
    assert!(f64::from(largest_step(sink.frames())) < step_of(200.0) + RISE, "{}", largest_step(sink.frames()));
}

#[test]
fn new_speech_sounds_in_the_very_next_buffer_over_the_end_of_the_old() {
    let mut sink = sink();
    sink.say(talk(&["low"], 10, 100));
    sink.pull(9_600);
    for rate in [50, 75, 100, 125, 150, 175, 200] {
        sink.say(talk(&["high"], 10, rate));
        let from = sink.frames().len();
        sink.pull(480);
        // By 3 ms the old voice has fallen to a third; the new one is there by 5 ms at every rate but the stretched
        // ones, which may take one hop (15 ms) less the silence before it.
        let within = if rate == 100 { 240 } else { 960 };
        sink.pull(960);
        let onset = sink.frames()[from + 241..].iter().position(|&frame| frame.unsigned_abs() > 3_000).unwrap();
        assert!(onset < within, "{onset} at {rate}");
        sink.say(talk(&["low"], 10, 100));
        sink.pull(4_800);
    }
    let step = f64::from(largest_step(sink.frames()));
    assert!(step < step_of(700.0) + RISE + step_of(200.0) + FADE, "{step} {}", step_of(700.0));
}

#[test]
fn interruptions_in_quick_succession_do_not_click_and_the_last_one_is_said() {
    let mut sink = sink();
    let mut last = 0;
    for number in 0..60 {
        last = sink.say(talk(&["low", "low"], 10, [100, 200, 50][number % 3]));
        sink.pull(240 * (number % 5));
    }
    assert!(sink.pull_to_end(last, 1_000_000));
    assert_eq!(sink.ended().len(), 1, "what was interrupted never ends");
    let step = f64::from(largest_step(sink.frames()));
    assert!(step < 2.0 * step_of(200.0) + RISE + FADE, "{step}");
}

#[test]
fn a_clip_that_begins_and_ends_abruptly_does_not_click() {
    let mut sink = sink();
    for rate in [50, 100, 200] {
        let ticket = sink.say(talk(&["abrupt", "abrupt"], 10, rate));
        assert!(sink.pull_to_end(ticket, 200_000));
    }
    assert!(peak(sink.frames()) > 15_000);
    // The rises of the clip and of the mixer multiply, and the resampler overshoots a little: unfaded it is 16,000.
    assert!(f64::from(largest_step(sink.frames())) < 3.0 * RISE, "{}", largest_step(sink.frames()));
}

#[test]
fn a_change_of_loudness_takes_ten_milliseconds_and_does_not_click() {
    let mut sink = sink();
    sink.say(talk(&["low"], 10, 100));
    sink.pull(9_600);
    sink.set_volume(8);
    let from = sink.frames().len();
    sink.pull(9_600);
    let (before, after) = (peak(&sink.frames()[..from]), peak(&sink.frames()[from + 480..]));
    let db = 20.0 * (f64::from(after) / f64::from(before)).log10();
    assert!((db + 16.0).abs() < 0.1, "{db}");
    assert!(f64::from(largest_step(sink.frames())) < step_of(200.0) + FADE);
}

#[test]
fn loudness_goes_in_steps_of_eight_decibels_from_the_usual_one() {
    let peaks = [5, 6, 7, 8, 9, 10].map(|volume| {
        let mut sink = sink();
        sink.say(talk(&["low"], volume, 100));
        sink.pull(24_000);
        f64::from(peak(&sink.frames()[4_800..]))
    });
    for pair in peaks.windows(2) {
        let db = 20.0 * (pair[1] / pair[0]).log10();
        assert!((db - 8.0).abs() < 0.15, "{db}");
    }
    // 60 dB SPL where full gain is 100.
    assert!((20.0 * (peaks[0] / 16_384.0).log10() + 40.0).abs() < 0.15);
}

#[test]
fn a_pause_keeps_the_place_and_nothing_is_lost() {
    let whole = {
        let mut sink = sink();
        let ticket = sink.say(talk(&["low", "high"], 10, 100));
        assert!(sink.pull_to_end(ticket, 1_000_000));
        sink.frames().iter().filter(|frame| frame.unsigned_abs() > 200).count()
    };
    let mut sink = sink();
    let ticket = sink.say(talk(&["low", "high"], 10, 100));
    sink.pull(20_000);
    sink.pause();
    let from = sink.frames().len();
    sink.pull(480_000);
    assert_eq!(peak(&sink.frames()[from + 241..]), 0);
    assert!(sink.ended().is_empty(), "speech that waits has not ended");
    sink.resume();
    assert!(sink.pull_to_end(ticket, 1_000_000));
    let heard = sink.frames().iter().filter(|frame| frame.unsigned_abs() > 200).count();
    assert!(heard.abs_diff(whole) < 480, "{heard} of {whole}");
    let step = f64::from(largest_step(sink.frames()));
    assert!(step < step_of(700.0) + RISE, "{step} {}", step_of(700.0));
}

#[test]
fn new_speech_ends_a_pause() {
    let mut sink = sink();
    sink.say(talk(&["low"], 10, 100));
    sink.pull(9_600);
    sink.pause();
    sink.pull(9_600);
    let ticket = sink.say(talk(&["high"], 10, 100));
    assert!(sink.pull_to_end(ticket, 48_000));
}

#[test]
fn speech_ends_when_its_last_sample_has_sounded_and_not_before() {
    for rate in [50, 75, 100, 125, 150, 175, 200] {
        let mut sink = sink();
        let ticket = sink.say(talk(&["low", "high"], 10, rate));
        assert!(sink.pull_to_end(ticket, 1_000_000));
        let end = sink.ended()[0].1;
        let last = sink.frames().iter().rposition(|frame| frame.unsigned_abs() > 200).unwrap();
        let wanted = (2_000 + 150 + 400 + 30) * 48 * 100 / usize::from(rate);
        assert!(last < end && end - last < 4_800, "{last} {end} at {rate}");
        assert!(end.abs_diff(wanted) < wanted / 50 + 1_600, "{end} for {wanted} at {rate}");
    }
}

#[test]
fn nothing_to_say_ends_at_once() {
    let mut sink = sink();
    let ticket = sink.say(talk(&[], 5, 100));
    assert!(sink.pull_to_end(ticket, 4_800));
}

#[test]
fn a_missing_clip_is_told_and_heard_as_a_tone_and_the_rest_is_said() {
    let mut sink = sink();
    let ticket = sink.say(talk(&["short", "no such clip", "high"], 10, 100));
    assert!(sink.pull_to_end(ticket, 1_000_000));
    assert_eq!(sink.unplayable(), 1);
    // 50 + 150 + the tone of 280 + 150 + 400 + 30 ms.
    let tone = &sink.frames()[48 * 220..48 * 460];
    assert!(peak(tone) > 5_000);
    assert!(sink.ended()[0].1.abs_diff(48 * 1_060) < 2_400);
}

#[test]
fn an_earcon_sounds_at_once_over_speech_and_stops_nothing() {
    let mut sink = sink();
    sink.earcon(Earcon::Edge);
    sink.set_volume(10);
    sink.pull(2_400);
    assert!(peak(sink.frames()) > 5_000, "without speech");
    let ticket = sink.say(talk(&["low"], 10, 100));
    sink.pull(9_600);
    let from = sink.frames().len();
    let before = peak(&sink.frames()[4_800..from]);
    sink.earcon(Earcon::Confirm);
    sink.pull(9_600);
    assert!(peak(&sink.frames()[from..]) > before + 2_000);
    sink.earcon(Earcon::Confirm);
    let again = sink.frames().len();
    sink.pull(4_800);
    assert!(peak(&sink.frames()[again..]) > before + 2_000, "the same tone a second time");
    assert!(sink.pull_to_end(ticket, 200_000));
    assert!(f64::from(largest_step(sink.frames())) < step_of(200.0) + 0.5 * step_of(880.0) + FADE);
}

#[test]
fn the_same_orders_give_the_same_samples() {
    let run = || {
        let mut sink = sink();
        let ticket = sink.say(talk(&["low", "high"], 7, 175));
        assert!(sink.pull_to_end(ticket, 1_000_000));
        sink.wav()
    };
    assert_eq!(run(), run());
}
