//! The booth itself, with its window in memory and no devices but those that the tests play.

use keypad_protocol::{Key, KeyEvent};
use kiosk_devices::{Source as Device, Touch, TouchPhase, Typed};
use kiosk_ui::{DeskAction, Event, PinKey, Press, headless};
use voter_session::PageName;

use super::*;
use crate::load::{Source, load};

/// The demonstration, open to voters, or closed because a voter was cut off.
fn booth(unknown: bool) -> Rc<Live> {
    let station = Station::demonstration().unwrap();
    // Another test of this thread may have been here before.
    drop(headless(&station.display));
    let (sender, _) = channel();
    let loaded = Box::new(load(&Source::Demo).unwrap());
    let session = session(&loaded, &Equipment::default()).unwrap();
    let start = Start::Booth { loaded: loaded.clone(), open: true };
    let (parts, _, _) = parts(start, &station, Kind::Demo, &sender).unwrap();
    let booth = Booth::new(Some((session, loaded)), None, Kind::Demo, &station, parts);
    let live = Rc::new(Live { booth: RefCell::new(booth), timer: Timer::default() });
    connect(&live);
    live.with(|booth| booth.begin(true, false, unknown));
    live.booth.borrow().ui().open().unwrap();
    live.booth.borrow().ui().picture().unwrap();
    live
}

fn page(live: &Rc<Live>) -> PageName {
    live.booth.borrow().page().unwrap()
}

fn key(live: &Rc<Live>, key: Key) {
    for event in [KeyEvent::Pressed(key), KeyEvent::Released(key)] {
        let happened = Happened::Key(event);
        live.on_device(&DeviceEvent { at_ms: 0, source: Device::Keyboard, happened });
    }
}

fn pin(live: &Rc<Live>, digits: [u8; 4]) {
    live.with(|booth| booth.on_screen(Event::PollWorker));
    for digit in digits {
        live.with(|booth| booth.on_screen(Event::Pin(PinKey::Digit(digit))));
    }
    live.with(|booth| booth.on_screen(Event::Pin(PinKey::Enter)));
}

#[test]
fn a_finger_on_a_panel_reaches_what_it_is_on() {
    let live = booth(false);
    assert_eq!(page(&live), PageName::Open);
    // Down the middle of the screen, until the finger is on the one thing there is to touch.
    for y in (0..100).map(|part| part * 650) {
        for phase in [TouchPhase::Pressed, TouchPhase::Released] {
            let happened = Happened::Touch(Touch { phase, x: 32_000, y });
            live.on_device(&DeviceEvent { at_ms: 0, source: Device::Touch, happened });
        }
        if page(&live) != PageName::Open {
            break;
        }
    }
    assert_eq!(page(&live), PageName::LanguageChoice);
}

#[test]
fn why_the_booth_is_closed_stays_until_the_pin() {
    let live = booth(true);
    let told = |live: &Rc<Live>| live.booth.borrow().is_told();
    assert!(told(&live));
    assert_eq!(page(&live), PageName::Closed);
    // Away from the PIN page, and a PIN that is none.
    live.with(|booth| booth.on_screen(Event::PollWorker));
    live.with(|booth| booth.on_screen(Event::Pin(PinKey::Cancel)));
    assert!(told(&live));
    pin(&live, [9, 9, 9, 9]);
    live.with(|booth| booth.on_screen(Event::Pin(PinKey::Cancel)));
    assert!(told(&live));
    key(&live, Key::Select);
    assert_eq!(page(&live), PageName::Closed);
    pin(&live, [1, 2, 3, 4]);
    live.with(|booth| booth.on_screen(Event::Pressed(Press::Desk(DeskAction::Back))));
    assert!(!told(&live));
}

#[test]
fn a_key_that_takes_the_pin_page_away_does_nothing_else() {
    let live = booth(false);
    key(&live, Key::Select);
    assert_eq!(page(&live), PageName::LanguageChoice);
    live.with(|booth| booth.on_screen(Event::PollWorker));
    key(&live, Key::Right);
    assert_eq!(page(&live), PageName::LanguageChoice);
    key(&live, Key::Right);
    assert_eq!(page(&live), PageName::Welcome);
}

#[test]
fn a_desk_whose_voter_is_gone_says_so() {
    let live = booth(false);
    key(&live, Key::Select);
    pin(&live, [1, 2, 3, 4]);
    let offers = |live: &Rc<Live>| live.booth.borrow().desk_actions();
    assert!(offers(&live).contains(&DeskAction::EndSession));
    // As when the voter's time runs out.
    live.with(|booth| booth.give(voter_session::Input::PollWorker(voter_session::PollWorker::EndSession)));
    assert!(!offers(&live).contains(&DeskAction::EndSession));
    assert!(!offers(&live).is_empty());
}

/// A key of a keyboard that no window system listens to: what it is to a poll worker, and then to a voter.
fn typed(live: &Rc<Live>, typed: Typed, voters: Option<Key>) {
    live.on_device(&DeviceEvent { at_ms: 0, source: Device::Keyboard, happened: Happened::Typed(typed) });
    voters.into_iter().for_each(|own| key(live, own));
}

#[test]
fn a_poll_worker_opens_a_booth_without_a_window_system_or_touch_by_its_keyboard() {
    let live = booth(true);
    assert_eq!(page(&live), PageName::Closed);
    // What a cut-off vote left to be told is told first, and closed by the PIN.
    typed(&live, Typed::PollWorker, None);
    for digit in [1, 2, 3] {
        typed(&live, Typed::Digit(digit), None);
    }
    // The numeric block is a voter's key too: it must not take the PIN page away.
    typed(&live, Typed::BlockDigit(4), Some(Key::Left));
    typed(&live, Typed::Enter, Some(Key::Select));
    // The first of the menu opens the booth.
    typed(&live, Typed::Digit(1), None);
    assert_eq!(page(&live), PageName::Open);
}

#[test]
fn a_wrong_pin_or_escape_on_the_keyboard_opens_nothing() {
    let live = booth(true);
    typed(&live, Typed::PollWorker, None);
    for digit in [1, 1, 1, 1] {
        typed(&live, Typed::Digit(digit), None);
    }
    typed(&live, Typed::Enter, Some(Key::Select));
    typed(&live, Typed::Digit(1), None);
    assert_eq!(page(&live), PageName::Closed);
    typed(&live, Typed::Leave, None);
    typed(&live, Typed::Digit(1), None);
    typed(&live, Typed::Enter, Some(Key::Select));
    assert_eq!(page(&live), PageName::Closed);
}

#[test]
fn a_voter_who_came_to_the_pin_page_by_touch_leaves_it_by_any_key_of_a_keyboard() {
    let live = booth(false);
    live.with(|booth| booth.on_screen(Event::PollWorker));
    key(&live, Key::Select);
    typed(&live, Typed::Digit(1), None);
    assert_eq!(page(&live), PageName::Open);
    // And a voter's keys mean nothing to the desk: a digit is a digit only at the PIN.
    key(&live, Key::Select);
    assert_ne!(page(&live), PageName::Open);
}
