//! Settings: reachable by every hand, spoken, at any moment, and gone with the voter.

use ballot::Language;
use keypad_protocol::{DoubleStrike, Key};

use super::booth::{Booth, contest, setup, speeches};
use crate::effect::{Effect, KeypadOrder};
use crate::input::{Fault, Input, Target};
use crate::settings::{Change, Settings, Theme};
use crate::setup::Way;

fn open() -> Booth {
    Booth::open(setup(vec![contest(7, 1), contest(3, 1)], &[Way::Guide, Way::Mark], false))
}

/// Booths in every state and under every overlay of a session.
fn everywhere() -> Vec<(&'static str, Booth)> {
    let path = |keys: &[Key]| {
        let mut booth = open();
        booth.go_to_first_contest();
        booth.keys(keys);
        booth
    };
    let mut language = open();
    language.press(Key::Down);
    let mut welcome = open();
    welcome.keys(&[Key::Down, Key::Up, Key::Up, Key::Select]);
    let right = Key::Right;
    let mut still_there = path(&[]);
    still_there.wait(400_000 - 90_000);
    let mut notice = path(&[]);
    notice.give(Input::Fault(Fault::ScannerLost));
    vec![
        ("LanguageChoice", language),
        ("Welcome", welcome),
        ("Contest", path(&[Key::Down])),
        ("Review", path(&[right, right])),
        ("WayChoice", path(&[right, right, right])),
        ("Sheet", path(&[right, right, right, right])),
        ("Done", path(&[right; 12])),
        ("Instead", path(&[Key::Down, Key::Select, Key::Down, Key::Select])),
        ("SettingsMenu", path(&[Key::Up, Key::Select])),
        ("Notice", notice),
        ("StillThere", still_there),
    ]
}

fn place(booth: &Booth) -> String {
    let over = booth.session.top().map(crate::overlay::Overlay::name);
    over.unwrap_or_else(|| booth.state()).to_owned()
}

#[test]
fn sound_language_and_curtain_keys_act_everywhere_and_leave_the_voter_where_they_were() {
    for (name, mut booth) in everywhere() {
        assert_eq!(place(&booth), name);
        let chosen = booth.chosen(0);
        for key in [Key::VolumeUp, Key::RateDown, Key::Curtain, Key::Language, Key::VolumeDown, Key::RateUp] {
            let before = booth.session.settings;
            let effects = booth.press(key);
            assert_eq!(place(&booth), name, "{key:?}");
            assert_ne!(booth.session.settings, before, "{name} {key:?}");
            let speech = speeches(&effects).last().unwrap();
            assert_eq!(speech.volume, booth.session.settings.volume);
            assert_eq!(speech.rate_percent, booth.session.settings.rate_percent());
            assert!(effects.iter().any(|effect| matches!(effect, Effect::Show(_))));
        }
        assert_eq!(booth.chosen(0), chosen);
    }
}

#[test]
fn a_setting_is_said_and_then_what_was_being_said() {
    let mut booth = open();
    let heading = booth.go_to_first_contest();
    let said = booth.hear(Key::RateUp);
    assert!(said.starts_with("Speed 4 of 7. Contest 1 of 2."), "{said}");
    assert!(said.len() > heading.len() / 2);
    booth.give(Input::SpeechEnded);
    assert_eq!(booth.hear(Key::RateUp), "Speed 5 of 7.");
}

#[test]
fn the_ends_of_loudness_and_speed_are_said_and_not_passed() {
    let mut booth = open();
    booth.go_to_first_contest();
    booth.give(Input::SpeechEnded);
    for (key, last) in [
        (Key::VolumeUp, "The loudest."),
        (Key::VolumeDown, "The softest."),
        (Key::RateUp, "The fastest."),
        (Key::RateDown, "The slowest."),
    ] {
        for _ in 0..12 {
            booth.press(key);
            booth.give(Input::SpeechEnded);
        }
        assert_eq!(booth.hear(key), last);
        booth.give(Input::SpeechEnded);
    }
    assert_eq!((booth.session.settings.volume, booth.session.settings.rate_percent()), (0, 50));
}

/// The switches or keys that move and choose.
fn change_by(booth: &mut Booth, change: Change, go: Key, choose: Key) {
    let seek = |booth: &mut Booth, target| {
        for _ in 0..40 {
            if booth.session.focused().map(|item| item.target) == Some(target) {
                return;
            }
            booth.press(go);
        }
        panic!("{go:?} does not come there");
    };
    seek(booth, Target::Settings);
    booth.press(choose);
    seek(booth, Target::Change(change));
    booth.press(choose);
    seek(booth, Target::GoOn);
    booth.press(choose);
}

#[test]
fn every_setting_is_reached_by_keypad_by_two_switches_and_by_touch() {
    for hand in 0..3 {
        for change in Change::ALL {
            let mut booth = open();
            booth.go_to_first_contest();
            if change == Change::Usual {
                booth.press(Key::VolumeUp);
            }
            let before = booth.session.settings;
            match hand {
                0 => change_by(&mut booth, change, Key::Up, Key::Select),
                1 => change_by(&mut booth, change, Key::SwitchMove, Key::SwitchSelect),
                _ => {
                    booth.touch(Target::Settings);
                    booth.touch(Target::Change(change));
                    if change == Change::Curtain {
                        booth.press(Key::Curtain);
                        booth.press(Key::VolumeUp);
                    }
                    booth.touch(Target::GoOn);
                }
            }
            assert_ne!(booth.session.settings, before, "{change:?} {hand}");
            assert_eq!(place(&booth), "Contest");
        }
    }
}

#[test]
fn settings_survive_a_change_of_language_and_end_with_the_session() {
    let mut booth = open();
    booth.go_to_first_contest();
    booth.touch(Target::Settings);
    for change in [Change::Louder, Change::Slower, Change::LargerText, Change::Theme, Change::DoubleStrike] {
        booth.touch(Target::Change(change));
    }
    booth.keys(&[Key::Left, Key::Language, Key::Language]);
    let Settings { language, volume, rate, text_size, theme, double_strike, curtain } = booth.session.settings;
    assert_eq!((language, volume, rate, text_size), (Language::Ru, 6, 1, 2));
    assert_eq!((theme, double_strike, curtain), (Theme::BlackOnWhite, DoubleStrike::ThreeTenths, false));
    booth.give(Input::PollWorker(crate::input::PollWorker::EndSession));
    assert_eq!(booth.session.settings, Settings::usual(Language::En));
}

#[test]
fn the_keypad_is_told_the_filter_and_nothing_else_of_the_settings() {
    let mut booth = open();
    booth.go_to_first_contest();
    booth.touch(Target::Settings);
    let before = booth.effects.len();
    for change in Change::ALL {
        booth.touch(Target::Change(change));
        if change == Change::Curtain {
            booth.press(Key::Curtain);
        }
    }
    let orders = booth.effects[before..].iter().filter_map(|effect| match effect {
        Effect::Keypad(order) => Some(*order),
        _ => None,
    });
    let expected = [DoubleStrike::ThreeTenths, DoubleStrike::Tenth].map(KeypadOrder::SetFilter);
    assert_eq!(orders.collect::<Vec<_>>(), expected);
}

#[test]
fn under_the_curtain_the_screen_has_nothing_but_the_way_to_lift_it() {
    let mut booth = open();
    booth.go_to_first_contest();
    booth.keys(&[Key::Down, Key::Select, Key::Curtain]);
    let screen = booth.session.screen();
    assert!(screen.curtain && screen.items.is_empty() && screen.heading.is_empty() && screen.status.is_empty());
    assert_eq!(screen.buttons.len(), 1);
    // A finger that meets a place where an option was does nothing.
    booth.touch(Target::Option(3));
    assert_eq!(booth.chosen(0), [1]);
    booth.touch(Target::Key(Key::Curtain));
    assert!(!booth.session.screen().curtain);
    assert_eq!(booth.session.screen().items.len(), 8);
}

#[test]
fn what_is_about_the_booth_is_shown_through_the_curtain() {
    use crate::input::PollWorker;
    type Happening = fn(&mut Booth);
    let over: [(&str, Happening); 3] = [
        ("Notice", |booth| drop(booth.give(Input::Fault(Fault::ScannerLost)))),
        ("StillThere", |booth| drop(booth.wait(300_000))),
        ("Paused", |booth| drop(booth.give(Input::PollWorker(PollWorker::Pause)))),
    ];
    for (name, happen) in over {
        let mut booth = open();
        booth.go_to_first_contest();
        booth.press(Key::Curtain);
        assert!(booth.session.screen().heading.is_empty());
        happen(&mut booth);
        assert_eq!(place(&booth), name);
        assert!(!booth.session.screen().heading.is_empty(), "{name}");
    }
}

#[test]
fn the_curtain_is_offered_where_headphones_are_in() {
    for plugged in [false, true] {
        let mut booth = open();
        booth.give(Input::Headphones(plugged));
        if !plugged {
            booth.press(Key::Down);
        }
        booth.press(Key::Right);
        let offered = booth.session.screen().items.iter().any(|item| item.target == Target::Key(Key::Curtain));
        assert_eq!(offered, plugged);
    }
}

#[test]
fn the_language_page_speaks_each_language_in_itself_and_the_language_key_moves_on_it() {
    let mut booth = open();
    let invitation = booth.hear(Key::Down);
    assert!(invitation.contains("«Қазақша»") && invitation.contains("«Русский»") && invitation.contains("English"));
    assert!(booth.hear(Key::Down).starts_with("Қазақша."));
    assert!(booth.hear(Key::Language).starts_with("Қазақша."));
    assert!(booth.hear(Key::Language).starts_with("Русский."));
    assert!(booth.hear(Key::Right).starts_with("Добро пожаловать."));
}
