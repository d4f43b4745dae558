//! Nothing is cut and nothing overlaps: every page of a vote, at every text size, theme and language.

use ballot::Election;
use i_slint_backend_testing::AccessibleRole;
use keypad_protocol::Key;
use voter_session::Way;

use super::booth::{Booth, Element, LARGER, example, with_options};
use crate::Display;

/// Pieces may share an edge.
const TOUCHING: f32 = 0.1;

fn overlap(one: &Element, other: &Element) -> bool {
    let ([l1, t1, r1, b1], [l2, t2, r2, b2]) = (one.place(), other.place());
    l1 + TOUCHING < r2 && l2 + TOUCHING < r1 && t1 + TOUCHING < b2 && t2 + TOUCHING < b1
}

/// Asserts what must hold of every page that is ever shown.
fn sound(booth: &Booth, display: &Display, where_it_is: &str) {
    assert_eq!(booth.misfits(), 0, "{where_it_is}: a text is cut");
    // A button that is nowhere on this leaf keeps its place in the model, far outside.
    let elements: Vec<_> = booth.elements().into_iter().filter(|element| element.place()[1] > -1_000.0).collect();
    assert!(!elements.is_empty(), "{where_it_is}: an empty page");
    for (index, element) in elements.iter().enumerate() {
        let [left, top, right, bottom] = element.place();
        let inside = left >= 0.0 && top >= 0.0 && right <= 1_920.0 + TOUCHING && bottom <= 1_080.0 + TOUCHING;
        assert!(inside, "{where_it_is}: {:?} leaves the screen: {:?}", element.label, element.place());
        if let Some(other) = elements.iter().skip(index + 1).find(|other| overlap(element, other)) {
            panic!(
                "{where_it_is}: {:?} at {:?} lies over {:?} at {:?}",
                element.label,
                element.place(),
                other.label,
                other.place()
            );
        }
        touchable(element, &elements, display, where_it_is);
    }
}

/// At least 12.7 mm to touch, and 2.54 mm to the next (VVSG 2.0 7.2-I).
fn touchable(element: &Element, all: &[Element], display: &Display, where_it_is: &str) {
    let roles = [AccessibleRole::Button, AccessibleRole::RadioButton, AccessibleRole::Checkbox];
    let is_target = |element: &Element| element.role.is_some_and(|role| roles.contains(&role));
    if !is_target(element) {
        return;
    }
    let mm = |px: f32| px / display.px_per_mm();
    let [left, top, right, bottom] = element.place();
    let (width, height) = (mm(right - left), mm(bottom - top));
    assert!(width >= 12.7 && height >= 12.7, "{where_it_is}: {:?} is {width} x {height} mm", element.label);
    for other in all.iter().filter(|other| is_target(other) && other.label != element.label) {
        let [l, t, r, b] = other.place();
        let apart = (l - right).max(left - r).max(t - bottom).max(top - b);
        assert!(
            mm(apart) >= 2.54,
            "{where_it_is}: {:?} and {:?} are {} mm apart",
            element.label,
            other.label,
            mm(apart)
        );
    }
}

/// Goes down through a page and looks at every leaf and every place of the finger.
fn walk(booth: &mut Booth, display: &Display, where_it_is: &str, steps: usize) {
    for step in 0..steps {
        sound(booth, display, &format!("{where_it_is}, {step} down"));
        booth.press(Key::Down);
    }
}

/// A vote in which every page comes up that a booth with a stencil has.
fn every_page(booth: &mut Booth, display: &Display, name: &str) {
    let pages: [(&str, &[Key], usize); 9] = [
        ("language", &[Key::Select], 4),
        ("welcome", &[Key::Right], 4),
        ("contest", &[Key::Right], 6),
        ("option chosen", &[Key::Select], 3),
        ("settings", &[Key::Up, Key::Up, Key::Up, Key::Up], 2),
        ("explain", &[Key::Help, Key::Down, Key::Curtain], 1),
        ("explained", &[Key::Help], 1),
        ("review", &[Key::Right], 4),
        ("sheets", &[Key::Right], 3),
    ];
    for (page, keys, steps) in pages {
        booth.presses(keys);
        walk(booth, display, &format!("{name}, {page}"), steps);
    }
    for step in 0..8 {
        booth.press(Key::Right);
        sound(booth, display, &format!("{name}, sheet {step}"));
    }
}

/// How far from the usual settings: presses on "larger", themes, languages.
fn all_looks(election: &Election, display: Display, name: &str) {
    for (language, downs) in [("kk", 1), ("ru", 2), ("en", 3)] {
        for size in 0..5u8 {
            let mut booth = Booth::with(election.clone(), display, |setup| {
                setup.ways = vec![Way::Guide, Way::Companion];
            });
            let name = format!("{name} {language} size {size}");
            sound(&booth, &display, &format!("{name}, open"));
            booth.press(Key::Select);
            booth.presses(&vec![Key::Down; downs]);
            booth.press(Key::Select);
            set_size(&mut booth, size);
            sound(&booth, &display, &format!("{name}, welcome"));
            every_page(&mut booth, &display, &name);
        }
    }
}

/// Sets a text size through the settings page, as a voter does.
fn set_size(booth: &mut Booth, size: u8) {
    use voter_session::{Input, Settings, Target};
    let usual = Settings::usual(ballot::Language::Kk).text_size;
    let (change, presses) = if size >= usual {
        (crate::tests::vote::LARGER_TEXT, size - usual)
    } else {
        (crate::tests::vote::SMALLER_TEXT, usual - size)
    };
    booth.give(Input::Touch(Target::Settings));
    for _ in 0..presses {
        booth.give(Input::Touch(Target::Change(change)));
    }
    booth.give(Input::Touch(Target::GoOn));
}

#[test]
fn two_options_fit_at_every_size_in_every_language() {
    all_looks(&with_options(2), Display::default(), "2 options");
}

#[test]
fn eight_options_fit_at_every_size_in_every_language() {
    all_looks(&with_options(8), LARGER, "8 options");
}

#[test]
fn seventeen_options_fit_at_every_size_in_every_language() {
    all_looks(&with_options(17), Display::default(), "17 options");
}

#[test]
fn forty_three_options_fit_at_every_size_in_every_language() {
    all_looks(&with_options(43), Display::default(), "43 options");
}

#[test]
fn a_long_question_and_five_contests_fit() {
    all_looks(&example("2026-referendum-constitution"), Display::default(), "question");
    all_looks(&example("synthetic-five-contests"), LARGER, "five contests");
}

#[test]
fn a_page_of_the_course_fits_with_its_longest_texts_at_every_size() {
    for display in [Display::default(), LARGER] {
        for size in 0..5u8 {
            let mut booth = Booth::open(with_options(2), display);
            booth.ui.show_course(&super::course::page(size));
            let name = format!("course size {size}");
            sound(&booth, &display, &name);
            for leaf in 0..40 {
                if !booth.ui.turn(true) {
                    break;
                }
                booth.resize(display.width_px, display.height_px);
                sound(&booth, &display, &format!("{name}, leaf {leaf}"));
            }
            booth.press(Key::Help);
        }
    }
}

/// Every page of the lesson, and the banner that says what it is.
#[test]
fn the_key_lesson_fits_at_every_size_in_every_language() {
    let keys = [
        Key::Left,
        Key::Down,
        Key::Up,
        Key::Select,
        Key::Right,
        Key::Left,
        Key::Repeat,
        Key::Help,
        Key::Curtain,
        Key::Help,
        Key::VolumeUp,
        Key::VolumeDown,
        Key::RateUp,
        Key::RateDown,
        Key::Language,
        Key::Language,
        Key::Language,
        Key::Curtain,
        Key::Curtain,
    ];
    for (display, downs) in [(Display::default(), 1), (LARGER, 2), (Display::default(), 3)] {
        for size in 0..5u8 {
            let mut booth = Booth::with(with_options(2), display, |setup| setup.kind = voter_session::Kind::Practice);
            booth.press(Key::Select);
            booth.presses(&vec![Key::Down; downs]);
            booth.press(Key::Select);
            set_size(&mut booth, size);
            let name = format!("lesson, language {downs}, size {size}");
            sound(&booth, &display, &format!("{name}, with touch"));
            for (step, key) in keys.iter().enumerate() {
                booth.press(*key);
                sound(&booth, &display, &format!("{name}, step {step}"));
            }
        }
    }
}
