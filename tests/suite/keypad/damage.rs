//! A bad line: nothing is heard that was not pressed, and what was not heard is told.

use std::time::Duration;

use firmware_sim::{Chance, Fault};
use keypad_protocol::Key;
use kiosk_devices::{Happened, LinkState};

use super::booth::{Booth, LIMIT, lost, presses, words};
use super::session::is_part_of;

const STRUCK: [Key; 4] = [Key::Down, Key::Left, Key::Right, Key::Select];

/// In mid-session, taps keys so often on a line with these faults. What was heard must be what was pressed, less what
/// was told as lost; and once the line is whole, all is well. Returns how many were pressed and heard.
fn on_a_bad_line(faults: &[Fault], times: usize) -> (usize, usize) {
    let booth = Booth::in_session();
    faults.iter().for_each(|fault| booth.board.fault(*fault));
    let struck: Vec<_> = STRUCK.into_iter().cycle().take(times).collect();
    struck.iter().for_each(|key| booth.tap(*key));
    booth.board.fault(Fault::Off);
    // Long enough for a heartbeat, which tells what was lost last.
    booth.board.run_for(Duration::from_millis(400)).unwrap();
    let told = booth.told_by_now();
    let heard = presses(&told);
    assert!(is_part_of(&heard, &struck), "struck {struck:?}, heard {heard:?}");
    let link_lost = told.contains(&Happened::Link(LinkState::Lost));
    let missed = struck.len() - heard.len();
    assert!(link_lost || lost(&told) >= missed, "{missed} missed, {:?}", words(&told));
    // The session goes on, and the line is whole.
    booth.board.wait_until(LIMIT, |status| status.in_session()).unwrap();
    booth.settle();
    booth.listener.told();
    booth.hears_nothing_but(Key::Up);
    (struck.len(), heard.len())
}

/// Each of a frame's dozen bytes is changed with 3 %: about 30 % of the frames.
#[test]
fn with_a_third_of_the_frames_damaged_no_key_is_made_up_and_every_lost_one_is_told() {
    let (struck, heard) = on_a_bad_line(&[Fault::Corrupt(Chance::percent(3))], 24);
    println!("30 % of the frames damaged: {heard} of {struck} keys heard");
    assert!(heard > 0 && heard < struck);
}

#[test]
fn with_30_percent_of_the_messages_lost_and_30_percent_doubled_no_key_acts_twice() {
    let faults = [Fault::Drop(Chance::percent(30)), Fault::Double(Chance::percent(30))];
    let (struck, heard) = on_a_bad_line(&faults, 24);
    println!("30 % of the messages lost, 30 % doubled: {heard} of {struck} keys heard");
    assert!(heard > 0 && heard < struck);
}

#[test]
fn with_30_percent_of_all_bytes_changed_nothing_is_heard_and_nothing_made_up() {
    let (_, heard) = on_a_bad_line(&[Fault::Corrupt(Chance::percent(30))], 12);
    println!("30 % of the bytes changed: {heard} of 12 keys heard");
}

#[test]
fn a_flood_of_garbage_makes_up_no_key() {
    let (struck, heard) = on_a_bad_line(&[Fault::Flood { ms: 500 }], 10);
    println!("0.5 s of garbage: {heard} of {struck} keys heard");
    assert!(heard > 0);
}
