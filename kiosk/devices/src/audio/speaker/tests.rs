//! The speaker runs ahead as far as it should, and forgets.

use std::sync::Arc;

use wording::Pause;

use super::{AHEAD_FRAMES, END_FRAMES, Order, Speaker, Told};
use crate::audio::clips::tests::{Shelf, key, sine};
use crate::audio::{Calibration, Part, Talk};

fn speaker() -> (Speaker, super::Mixer) {
    let shelf = Shelf::default().with("a", &sine(300.0, 1_000)).with("b", &sine(300.0, 20));
    Speaker::new(Arc::new(shelf), Calibration::new(100.0).unwrap())
}

fn talk(id: &str, rate_percent: u16) -> Talk {
    Talk { parts: vec![Part { clip: key(id), pause: Pause::None }], volume: 10, rate_percent }
}

#[test]
fn the_ring_is_filled_sixty_milliseconds_ahead_and_more_at_every_rate() {
    for rate in [50, 75, 100, 125, 150, 175, 200] {
        let (mut speaker, mut mixer) = speaker();
        speaker.obey(Order::Say(talk("a", rate), 1));
        for _ in 0..20 {
            speaker.fill();
            assert!(speaker.ring.ahead() >= AHEAD_FRAMES && speaker.ring.ahead() >= 60 * 48);
            mixer.render(&mut [0.0; 512]);
        }
    }
}

#[test]
fn the_last_step_always_finds_room_in_the_ring() {
    for rate in [50, 75, 100, 125, 150, 175, 200] {
        let (mut speaker, mut mixer) = speaker();
        // Twice cut off before the mixer has seen it: the ring is as full as it gets.
        for ticket in 0..3 {
            speaker.obey(Order::Say(talk("b", rate), ticket));
            speaker.fill();
        }
        let mut told = Vec::new();
        for _ in 0..400 {
            mixer.render(&mut [0.0; 240]);
            speaker.fill();
            assert!(speaker.ring.room() > 0);
            told.extend(speaker.tell());
        }
        assert_eq!(told, [Told::Ended(2)], "at {rate}");
    }
}

#[test]
fn speech_that_is_hushed_is_not_told_as_ended() {
    let (mut speaker, mut mixer) = speaker();
    speaker.obey(Order::Say(talk("b", 100), 1));
    speaker.fill();
    speaker.obey(Order::Hush);
    mixer.render(&mut [0.0; 4 * END_FRAMES]);
    speaker.fill();
    assert_eq!(speaker.tell(), []);
}

#[test]
fn after_forgetting_nothing_is_said_and_nothing_is_kept() {
    let (mut speaker, mut mixer) = speaker();
    speaker.obey(Order::Prepare(vec![key("a"), key("b")]));
    while speaker.decode_ahead() {}
    speaker.obey(Order::Say(talk("a", 150), 1));
    speaker.fill();
    mixer.render(&mut [0.0; 960]);
    speaker.obey(Order::Forget);
    mixer.wipe();
    let mut frames = [1.0; 9_600];
    speaker.fill();
    mixer.render(&mut frames);
    assert!(frames.iter().all(|&frame| frame == 0.0));
    assert_eq!(speaker.tell(), []);
}
