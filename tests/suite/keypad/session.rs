//! Sessions that begin and end while keys are on their way.

use std::time::Duration;

use firmware_sim::{Fault, script};
use keypad_protocol::Key;
use kiosk_devices::keypad::Command;

use super::booth::{Booth, LIMIT, TAP, lost, presses, word, words};

const STRUCK: [Key; 6] = [Key::Down, Key::Left, Key::Right, Key::Repeat, Key::Select, Key::Language];

/// Whether `part` is `whole` with some left out.
pub(crate) fn is_part_of(part: &[Key], whole: &[Key]) -> bool {
    let mut rest = whole.iter();
    part.iter().all(|key| rest.any(|other| other == key))
}

#[test]
fn a_key_on_its_way_while_the_session_changes_is_heard_once_or_told_as_lost() {
    let booth = Booth::linked();
    booth.board.fault(Fault::Delay { ms: 25 });
    let mut struck = Vec::new();
    for (round, key) in STRUCK.into_iter().cycle().take(16).enumerate() {
        booth.board.strike(key, TAP);
        struck.push(key);
        // The board has taken the key, and what it says of it is still under way.
        booth.board.run_for(Duration::from_millis(10)).unwrap();
        let begins = round % 2 == 0;
        booth.listener.command(if begins { Command::BeginSession } else { Command::EndSession });
        booth.board.wait_until(LIMIT, |status| status.in_session() == begins).unwrap();
        booth.board.run_for(TAP + script::SETTLE + Duration::from_millis(50)).unwrap();
    }
    booth.board.fault(Fault::Off);
    let told = booth.told_by_now();
    let heard = presses(&told);
    assert!(is_part_of(&heard, &struck), "struck {struck:?}, heard {heard:?}");
    assert!(heard.len() + lost(&told) >= struck.len(), "{:?}", words(&told));
    println!("keys on their way at {} changes of session: {} heard of {}", struck.len(), heard.len(), struck.len());
    assert!(heard.len() * 2 > struck.len(), "{:?}", words(&told));
    for key in STRUCK {
        // Pressed, released, pressed … : no key stays down.
        let of_key = [format!("Pressed({key:?})"), format!("Released({key:?})")];
        let mut next = of_key.iter().cycle();
        let own: Vec<_> = told.iter().map(word).filter(|word| of_key.contains(word)).collect();
        assert!(own.len() % 2 == 0 && own.iter().all(|word| Some(word) == next.next()), "{own:?}");
    }
}

#[test]
fn a_key_held_when_the_session_ends_is_let_go_and_does_not_begin_the_next() {
    let booth = Booth::in_session();
    booth.board.press(Key::Select);
    assert_eq!(booth.listener.words_until("Pressed(Select)"), ["Pressed(Select)"]);
    booth.end_session();
    booth.begin_session();
    booth.board.release(Key::Select);
    booth.board.run_for(Duration::from_millis(40)).unwrap();
    assert_eq!(words(&booth.told_by_now()), ["Released(Select)"]);
    booth.hears_nothing_but(Key::Select);
}

#[test]
fn a_second_begin_and_a_second_end_change_nothing() {
    let booth = Booth::linked();
    for command in [Command::BeginSession, Command::BeginSession, Command::EndSession, Command::EndSession] {
        booth.listener.command(command);
        let begun = command == Command::BeginSession;
        booth.board.wait_until(LIMIT, |status| status.in_session() == begun).unwrap();
        booth.board.run_for(Duration::from_millis(100)).unwrap();
        booth.hears_nothing_but(Key::Down);
    }
}
