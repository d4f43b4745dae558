//! Whole votes through the screen.

use keypad_protocol::Key;
use voter_session::Change;

use super::booth::{Booth, example, with_options};
use crate::Display;

pub(super) const LARGER_TEXT: Change = Change::LargerText;
pub(super) const SMALLER_TEXT: Change = Change::SmallerText;

#[test]
fn a_vote_can_be_made_by_touch_alone_through_labels_alone() {
    let mut booth = Booth::open(example("2022-president"), Display::default());
    let first = |booth: &Booth, begin: &str| {
        let labels = booth.labels();
        labels
            .iter()
            .find(|label| label.starts_with(begin))
            .unwrap_or_else(|| panic!("{begin:?} in {labels:?}"))
            .clone()
    };
    let begin = first(&booth, "Бастау");
    booth.touch(&begin);
    let english = first(&booth, "English");
    booth.touch(&english);
    booth.touch("Next");
    let option = first(&booth, "Тоқаев");
    booth.touch(&option);
    assert!(booth.labels().iter().any(|label| label.contains("Chosen: Тоқаев")), "{:?}", booth.labels());
    booth.touch("Next");
    assert!(booth.labels().iter().any(|label| label == "Check your choices."));
    booth.touch("Next");
    for _ in 0..4 {
        booth.touch("Next");
    }
    assert!(!booth.labels().iter().any(|label| label.contains("Тоқаев")), "{:?}", booth.labels());
}

#[test]
fn a_finger_lifted_beside_what_it_came_down_on_chooses_nothing() {
    use slint::LogicalPosition;
    use slint::platform::{PointerEventButton, WindowEvent};
    let mut booth = Booth::open(with_options(8), Display::default());
    booth.presses(&[Key::Select, Key::Right, Key::Right]);
    let options: Vec<_> = booth.elements().into_iter().filter(|element| element.role.is_some_and(is_radio)).collect();
    let at = |index: usize| {
        let [left, top, ..] = options[index].place();
        LogicalPosition::new(left + 40.0, top + 20.0)
    };
    let button = PointerEventButton::Left;
    let before = booth.labels();
    let (from, to) = (at(0), at(2));
    for event in [
        WindowEvent::PointerMoved { position: from },
        WindowEvent::PointerPressed { position: from, button },
        WindowEvent::PointerMoved { position: to },
        WindowEvent::PointerReleased { position: to, button },
    ] {
        booth.ui.window().dispatch_event(event);
    }
    booth.press(Key::Repeat);
    assert_eq!(booth.labels(), before);
    // The same finger, lifted where it came down.
    for event in [
        WindowEvent::PointerMoved { position: from },
        WindowEvent::PointerPressed { position: from, button },
        WindowEvent::PointerReleased { position: from, button },
    ] {
        booth.ui.window().dispatch_event(event);
    }
    booth.press(Key::Repeat);
    let chosen = booth.elements().into_iter().find(|element| element.role.is_some_and(is_radio)).unwrap();
    assert_eq!(chosen.handle.accessible_checked(), Some(true));
}

fn is_radio(role: i_slint_backend_testing::AccessibleRole) -> bool {
    role == i_slint_backend_testing::AccessibleRole::RadioButton
}

#[test]
fn several_choices_are_check_boxes() {
    let mut election = with_options(4);
    election.contests[0].max_choices = 3;
    let mut booth = Booth::open(election, Display::default());
    booth.presses(&[Key::Select, Key::Right, Key::Right, Key::Down, Key::Select]);
    let boxes: Vec<_> = booth
        .elements()
        .into_iter()
        .filter(|element| element.role == Some(i_slint_backend_testing::AccessibleRole::Checkbox))
        .collect();
    assert_eq!(boxes.len(), 4);
    let checked: Vec<_> = boxes.iter().map(|element| element.handle.accessible_checked() == Some(true)).collect();
    assert_eq!(checked.iter().filter(|checked| **checked).count(), 1);
    assert!(checked[0]);
}

#[test]
fn behind_the_curtain_is_nothing_but_the_way_out() {
    let mut booth = Booth::open(with_options(8), Display::default());
    booth.presses(&[Key::Select, Key::Right, Key::Right, Key::Curtain, Key::Down, Key::Select]);
    let labels = booth.labels();
    assert!(labels.iter().all(|label| !label.contains("партия")), "{labels:?}");
    assert_eq!(labels.iter().filter(|label| label.starts_with("Экранды көрсету")).count(), 1, "{labels:?}");
    booth.touch("Экранды көрсету");
    assert!(booth.labels().iter().any(|label| label.contains("партия")));
}

#[test]
fn nothing_of_a_voter_is_on_the_screen_after_the_end() {
    let mut booth = Booth::open(with_options(2), Display::default());
    booth.presses(&[Key::Select, Key::Right, Key::Right, Key::Down, Key::Select]);
    booth.give(voter_session::Input::PollWorker(voter_session::PollWorker::EndSession));
    let labels = booth.labels();
    assert!(labels.iter().all(|label| !label.contains("партия")), "{labels:?}");
    // The next voter's touch is heard.
    let begin = labels.into_iter().find(|label| label.starts_with("Бастау")).unwrap();
    booth.touch(&begin);
    assert!(booth.labels().iter().any(|label| label.starts_with("Русский")));
}
