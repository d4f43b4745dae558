//! Pages of several leaves: keys go through all of them, "more" turns, and the finger comes along.

use keypad_protocol::Key;
use voter_session::{Input, Target};

use super::booth::{Booth, with_options};
use super::vote::LARGER_TEXT;
use crate::Display;

fn at_the_options(count: usize, larger: usize) -> Booth {
    let mut booth = Booth::open(with_options(count), Display::default());
    booth.presses(&[Key::Select, Key::Right]);
    booth.give(Input::Touch(Target::Settings));
    for _ in 0..larger {
        booth.give(Input::Touch(Target::Change(LARGER_TEXT)));
    }
    booth.give(Input::Touch(Target::GoOn));
    booth.press(Key::Right);
    booth
}

fn options(booth: &Booth) -> Vec<String> {
    let radio = i_slint_backend_testing::AccessibleRole::RadioButton;
    booth.elements().into_iter().filter(|element| element.role == Some(radio)).map(|element| element.label).collect()
}

#[test]
fn down_shows_every_option_and_the_one_under_the_finger_is_always_in_sight() {
    for larger in [0, 3] {
        let mut booth = at_the_options(43, larger);
        let mut seen = options(&booth);
        for _ in 0..120 {
            booth.press(Key::Down);
            seen.extend(options(&booth));
        }
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 43, "at {larger} steps larger");
    }
}

#[test]
fn a_text_of_several_leaves_is_gone_through_before_the_finger_moves() {
    let mut booth = at_the_options(8, 3);
    let mut leaves = vec![booth.labels()];
    while options(&booth).is_empty() {
        booth.press(Key::Down);
        assert!(!leaves.contains(&booth.labels()), "a leaf twice");
        leaves.push(booth.labels());
        assert!(leaves.len() < 10);
    }
    // The title, what can be chosen and the hint were all shown on the way.
    let all = leaves.concat().join(" ");
    for words in ["сайлау", "таңдай аласыз"] {
        assert!(all.contains(words), "{words} in {all}");
    }
}

#[test]
fn more_turns_the_page_and_takes_the_finger_along() {
    let mut booth = at_the_options(43, 0);
    let before = options(&booth);
    booth.touch("Тағы ↓");
    let after = options(&booth);
    assert!(after.iter().all(|option| !before.contains(option)), "{before:?} {after:?}");
    // Select chooses what the finger came to.
    booth.press(Key::Select);
    let first = booth.elements().into_iter().find(|element| element.label.starts_with(&after[0])).unwrap();
    assert_eq!(first.handle.accessible_checked(), Some(true));
    booth.touch("Жоғары");
    assert_eq!(options(&booth), before);
}

#[test]
fn there_is_no_more_where_all_is_in_sight() {
    let booth = at_the_options(2, 0);
    let shown =
        |label: &str| booth.elements().iter().any(|element| element.label == label && element.place()[1] > -1_000.0);
    assert!(!shown("Тағы ↓") && !shown("Жоғары"));
}

#[test]
fn a_window_of_another_size_is_laid_out_anew() {
    let booth = at_the_options(17, 0);
    let before = options(&booth).len();
    booth.resize(1_920, 700);
    assert!(options(&booth).len() < before);
    assert_eq!(booth.misfits(), 0);
}
