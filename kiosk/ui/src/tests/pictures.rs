//! Pictures of a sample of pages, for eyes: `UI_PICTURES=DIR cargo test -p kiosk-ui pictures` writes them.

use std::path::Path;

use keypad_protocol::Key;
use voter_session::{Change, Input, Target};

use super::booth::{Booth, example, with_options};
use crate::{Display, PinView};

fn save(booth: &Booth, folder: Option<&Path>, name: &str) {
    let picture = booth.ui.picture().unwrap();
    assert_eq!((picture.width, picture.height), (1_920, 1_080));
    // Something is drawn, whatever the theme.
    let first = picture.rgba.first_chunk::<3>().copied();
    assert!(picture.rgba.chunks(4).any(|pixel| pixel.first_chunk::<3>().copied() != first), "{name} is blank");
    let Some(folder) = folder else { return };
    let file = std::fs::File::create(folder.join(format!("{name}.png"))).unwrap();
    let mut encoder = png::Encoder::new(file, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().unwrap().write_image_data(&picture.rgba).unwrap();
}

fn set(booth: &mut Booth, changes: &[(Change, usize)]) {
    booth.give(Input::Touch(Target::Settings));
    for (change, times) in changes {
        for _ in 0..*times {
            booth.give(Input::Touch(Target::Change(*change)));
        }
    }
    booth.give(Input::Touch(Target::GoOn));
}

fn vote(booth: &mut Booth, folder: Option<&Path>, name: &str, changes: &[(Change, usize)]) {
    save(booth, folder, &format!("{name}-0-open"));
    booth.press(Key::Select);
    save(booth, folder, &format!("{name}-1-language"));
    booth.presses(&[Key::Select]);
    set(booth, changes);
    save(booth, folder, &format!("{name}-2-welcome"));
    booth.press(Key::Right);
    save(booth, folder, &format!("{name}-3-contest"));
    booth.presses(&[Key::Down, Key::Down]);
    save(booth, folder, &format!("{name}-4-option"));
    booth.press(Key::Select);
    save(booth, folder, &format!("{name}-5-chosen"));
    booth.presses(&[Key::Help, Key::Up]);
    save(booth, folder, &format!("{name}-6-explain"));
    booth.presses(&[Key::Help, Key::Right]);
    save(booth, folder, &format!("{name}-7-review"));
    booth.press(Key::Right);
    save(booth, folder, &format!("{name}-8-sheet"));
    booth.presses(&[Key::Right, Key::Right]);
    save(booth, folder, &format!("{name}-9-mark"));
}

#[test]
fn pages_are_drawn() {
    let folder = std::env::var_os("UI_PICTURES");
    let folder = folder.as_deref().map(Path::new);
    let small = Display::default();
    let all = [
        ("president", example("2022-president"), vec![]),
        ("parties-largest", with_options(8), vec![(Change::LargerText, 3)]),
        ("many-black", with_options(43), vec![(Change::Theme, 2), (Change::Language, 1)]),
        ("question-soft", example("2026-referendum-constitution"), vec![(Change::Theme, 3), (Change::LargerText, 1)]),
        ("five-smallest", example("synthetic-five-contests"), vec![(Change::SmallerText, 1), (Change::Theme, 1)]),
    ];
    let all = if folder.is_some() { &all[..] } else { &all[..1] };
    for (name, election, changes) in all {
        vote(&mut Booth::open(election.clone(), small), folder, name, changes);
    }
    let practice = |setup: &mut voter_session::Setup| setup.kind = voter_session::Kind::Practice;
    let mut booth = Booth::with(example("2022-president"), small, practice);
    save(&booth, folder, "practice-0-open");
    booth.presses(&[Key::Select, Key::Down, Key::Select]);
    save(&booth, folder, "practice-1-lesson");
    booth.presses(&[Key::Left, Key::Down]);
    save(&booth, folder, "practice-2-found");
    booth.presses(&[Key::Right, Key::Select]);
    save(&booth, folder, "practice-3-named");
    let booth = Booth::open(example("2022-president"), small);
    booth.ui.show_pin(Some(PinView {
        typed: 3,
        message: Some(wording::Phrase::PinWrong),
        language: ballot::Language::Ru,
        kind: voter_session::Kind::Practice,
    }));
    save(&booth, folder, "pin");
    booth.ui.show_pin(None);
    booth.ui.show_desk(&crate::Desk::Fault(crate::FaultPage::of(wording::Code::K499), voter_session::Kind::Practice));
    save(&booth, folder, "fault");
}
