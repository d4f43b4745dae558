//! Every fault of printer, keypad, sound and scanner, in every state and under everything that can lie over it: no
//! choice is lost, nothing is printed twice, the voter is told, and the vote can be finished with the keypad alone.

mod places;
mod troubles;

use keypad_protocol::Key;
use wording::Voice;

use super::booth::{Booth, names_an_option, sentences, speeches};
use super::walks::{Hand, to_the_end};
use crate::effect::{Effect, LogEntry};
use crate::input::{Fault, Input, PollWorker, PrintOutcome, PrintTrouble, SoundTrouble, Target};
use crate::overlay::Overlay;
use crate::state::{State, Step};
use places::{Over, Place, at};
use troubles::Trouble;

const KEYPAD: Hand = Hand { go: Key::Down, choose: Key::Select, arrows: true };
const MINUTE: u64 = 60_000;

/// Every place, everything over it that there can be, and every trouble.
fn all() -> impl Iterator<Item = (Place, Over, Trouble)> {
    let places = Place::ALL.iter().flat_map(|place| Over::ALL.iter().map(|over| (*place, *over)));
    let there = places.filter(|(place, over)| over.can_lie_on(*place));
    there.flat_map(|(place, over)| Trouble::ALL.iter().map(move |trouble| (place, over, *trouble)))
}

fn choices(booth: &Booth) -> [Vec<u8>; 2] {
    [booth.chosen(0), booth.chosen(1)]
}

/// Sheets sent to the printer, and how many more might have been: one a contest, one more for each new sheet and for
/// each of which the printer said that nothing was printed.
fn prints(booth: &Booth, nothing_printed: usize) -> (usize, usize) {
    let sent = booth.effects.iter().filter(|effect| matches!(effect, Effect::Print(_))).count();
    let new = |effect: &&Effect| {
        speeches(std::slice::from_ref(*effect))
            .any(|speech| speech.lines.iter().any(|line| line.voice == Voice::NewSheetSaid))
    };
    (sent, 2 + nothing_printed + booth.effects.iter().filter(new).count())
}

/// The sentences of the last speech.
fn spoken(effects: &[Effect]) -> Vec<Voice> {
    let last = speeches(effects).last();
    last.map(|speech| speech.lines.iter().map(|line| line.voice).collect()).unwrap_or_default()
}

/// The sentences of the last page.
fn shown(effects: &[Effect]) -> Vec<Voice> {
    let mut pages = effects.iter().rev().filter_map(|effect| match effect {
        Effect::Show(screen) => Some(screen.as_ref()),
        _ => None,
    });
    let lines =
        |screen: &crate::Screen| screen.answer.iter().chain(&screen.heading).map(|line| line.voice).collect::<Vec<_>>();
    pages.next().map(lines).unwrap_or_default()
}

#[test]
fn no_fault_loses_a_choice_prints_anything_or_moves_the_voter_elsewhere() {
    for (place, over, trouble) in all() {
        let (mut booth, begun) = at(place, over);
        let before = (choices(&booth), booth.session.state);
        let effects = trouble.strike(&mut booth);
        let case = format!("{place:?} {over:?} {trouble:?}");
        assert_eq!(choices(&booth), before.0, "{case}");
        assert_eq!(prints(&booth, 0).0, begun, "{case}");
        match trouble.leads_to(before.1) {
            None => assert_eq!(booth.session.state, before.1, "{case}"),
            Some(step) => {
                let now = booth.session.state;
                assert!(matches!(now, State::Sheet(sheet) if sheet.step == step), "{case}: {now:?}");
            }
        }
        let logged: Vec<LogEntry> = effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Log(entry) => Some(*entry),
                _ => None,
            })
            .collect();
        assert_eq!(logged, trouble.logged(before.1), "{case}");
    }
}

#[test]
fn every_fault_says_and_shows_its_sentence_and_first_of_all() {
    for (place, over, trouble) in all() {
        let (mut booth, _) = at(place, over);
        let before = booth.session.state;
        let effects = trouble.strike(&mut booth);
        let case = format!("{place:?} {over:?} {trouble:?}");
        let words = trouble.words(before);
        match over {
            // A poll worker is at work: nothing is said, and nothing of it is shown.
            Over::Paused => assert!(spoken(&effects).is_empty() && shown(&effects).is_empty(), "{case}"),
            _ if words.is_empty() => assert!(spoken(&effects).is_empty(), "{case}"),
            // What the question needs no keypad for waits for its answer.
            Over::StillThere if !trouble.speaks_at_once() => {
                assert!(!spoken(&effects).contains(&words[0]), "{case}");
            }
            Over::StillThere | Over::Nothing | Over::Instead | Over::SettingsMenu | Over::Explain | Over::Notice => {
                let (spoken, shown) = (spoken(&effects), shown(&effects));
                if trouble.leads_to(before).is_some() && over != Over::Nothing {
                    // What a device answers waits under what lies over it, which is said again.
                    assert!(!spoken.is_empty(), "{case}");
                    continue;
                }
                assert!(spoken.starts_with(&words), "{case}: {spoken:?}");
                assert!(words.iter().all(|word| shown.contains(word)), "{case}: {shown:?}");
            }
        }
        if !booth.session.in_session() {
            assert!(speeches(&effects).next().is_none(), "{case}: nobody is there to hear it");
        }
    }
}

#[test]
fn what_came_about_under_a_question_or_a_pause_is_told_when_it_is_over() {
    for (place, over, trouble) in all() {
        let end = match over {
            Over::Paused => Input::PollWorker(PollWorker::Resume),
            Over::StillThere => Input::Touch(Target::GoOn),
            Over::Nothing | Over::Instead | Over::SettingsMenu | Over::Explain | Over::Notice => continue,
        };
        let (mut booth, _) = at(place, over);
        let before = booth.session.state;
        trouble.strike(&mut booth);
        let told_at_once = over == Over::StillThere && trouble.speaks_at_once();
        if told_at_once || (!trouble.stays() && trouble.leads_to(before).is_none()) {
            continue;
        }
        let words = trouble.words(before);
        let effects = booth.give(end);
        let told = spoken(&effects);
        let case = format!("{place:?} {over:?} {trouble:?}");
        assert!(words.iter().all(|word| told.contains(word)), "{case}: {told:?}");
        if over == Over::Paused && trouble.stays() {
            // And what was mended under the pause is not told as if it were not.
            let (mut booth, _) = at(place, over);
            trouble.strike(&mut booth);
            trouble.cure(&mut booth);
            let told = spoken(&booth.give(Input::PollWorker(PollWorker::Resume)));
            assert!(!told.contains(&words[0]), "{case}: {told:?}");
        }
    }
}

#[test]
fn no_choice_is_told_while_something_about_the_booth_lies_over_the_vote() {
    for (place, over, trouble) in all() {
        let (mut booth, _) = at(place, over);
        let mut effects = trouble.strike(&mut booth);
        if over == Over::Paused {
            effects.extend(trouble.cure(&mut booth));
        }
        let covered =
            matches!(booth.session.top(), Some(Overlay::Notice(_) | Overlay::StillThere(_) | Overlay::Paused(_)));
        if covered {
            let told = sentences(&effects).into_iter().any(|line| names_an_option(line.voice, &booth.election));
            assert!(!told, "{place:?} {over:?} {trouble:?}");
        }
    }
}

#[test]
fn from_every_fault_the_keypad_alone_leads_to_the_end_with_every_choice_and_one_print_a_sheet() {
    for (place, over, trouble) in all() {
        for cured in [true, false] {
            if !cured && trouble == Trouble::KeypadLost {
                continue;
            }
            let (mut booth, _) = at(place, over);
            let (before, kept) = (booth.session.state, choices(&booth));
            trouble.strike(&mut booth);
            if cured {
                trouble.cure(&mut booth);
            }
            let voting = booth.session.in_session();
            to_the_end(&mut booth, KEYPAD);
            let case = format!("{place:?} {over:?} {trouble:?} cured: {cured}");
            if voting {
                assert_eq!(choices(&booth), kept, "{case}");
            }
            let nothing = usize::from(matches!(trouble.leads_to(before), Some(Step::Feed(_))));
            let already = usize::from(place == Place::FeedAgain);
            let (sent, most) = prints(&booth, nothing + already);
            assert!(sent <= most, "{case}: {sent} sheets printed, of at most {most}");
        }
    }
}

#[test]
fn a_lost_keypad_costs_no_choice_while_a_poll_worker_is_on_the_way() {
    for place in Place::ALL {
        for over in Over::ALL.iter().filter(|over| over.can_lie_on(*place)) {
            // The last page has nothing left to lose.
            if *place == Place::Done {
                continue;
            }
            for other in [None, Some((Fault::Printer(PrintTrouble::Off), Fault::PrinterReady))] {
                let (mut booth, _) = at(*place, *over);
                let kept = choices(&booth);
                booth.give(Input::Fault(Fault::KeypadLost));
                for fault in other.into_iter().flat_map(|(bad, well)| [bad, well]) {
                    booth.give(Input::Fault(fault));
                }
                booth.wait(10 * MINUTE);
                assert_eq!(choices(&booth), kept, "{place:?} {over:?} {other:?}");
                let told = spoken(&booth.give(Input::Fault(Fault::KeypadBack)));
                let paused = *over == Over::Paused || !booth.session.in_session();
                assert_eq!(told.first() == Some(&Voice::FaultKeypadBack), !paused, "{place:?} {over:?} {other:?}");
            }
        }
    }
}

#[test]
fn two_votes_with_the_same_faults_leave_the_same_log() {
    let log = |rows: &[u8]| {
        let mut entries = Vec::new();
        for trouble in Trouble::ALL {
            for place in [Place::Contest, Place::Printing, Place::Reading] {
                let (mut booth, _) = places::choosing(place, Over::Nothing, rows);
                trouble.strike(&mut booth);
                trouble.cure(&mut booth);
                to_the_end(&mut booth, KEYPAD);
                entries.extend(booth.effects.into_iter().filter(|effect| matches!(effect, Effect::Log(_))));
            }
        }
        entries
    };
    let blank = log(&[]);
    assert!(!blank.is_empty() && blank == log(&[2]) && blank == log(&[3, 5]));
}
