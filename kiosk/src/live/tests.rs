//! The booth itself, with its window in memory and no devices but those that the tests play.

use keypad_protocol::{Key, KeyEvent};
use kiosk_devices::{Source as Device, Touch, TouchPhase};
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
    let booth = Booth::new(Some((session, loaded)), None, &station, parts);
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
