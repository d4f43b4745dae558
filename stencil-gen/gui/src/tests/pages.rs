//! The window itself: every control is found by its accessible label, every page is whole in three languages and two
//! sizes, and the way is gone by keyboard alone.

use i_slint_backend_testing::{AccessibleRole, ElementHandle, ElementRoot, TestingBackend, TestingBackendOptions};
use slint::platform::{Key, WindowEvent};
use slint::{ComponentHandle as _, PhysicalSize};

use super::*;
use crate::{Clerk, Step};

fn open(desk: Desk, (width, height): (u32, u32)) -> Clerk {
    let options = TestingBackendOptions { mock_time: true, threading: false, renderer_name: Some("software".into()) };
    slint::platform::set_platform(Box::new(TestingBackend::new(options))).unwrap();
    let clerk = Clerk::new(desk).unwrap();
    clerk.work_at_once();
    clerk.window().set_size(PhysicalSize::new(width, height));
    clerk.open().unwrap();
    settle();
    clerk
}

fn settle() {
    i_slint_backend_testing::mock_elapsed_time(std::time::Duration::from_millis(20));
}

fn press(clerk: &Clerk, label: &str) {
    let found: Vec<_> = ElementHandle::find_by_accessible_label(clerk.component(), label)
        .filter(|own| own.accessible_role() == Some(AccessibleRole::Button))
        .collect();
    let [button] = found.as_slice() else { panic!("{} buttons {label}", found.len()) };
    button.invoke_accessible_default_action();
    settle();
}

fn key(clerk: &Clerk, key: impl Into<slint::SharedString>) {
    let text = key.into();
    clerk.window().dispatch_event(WindowEvent::KeyPressed { text: text.clone() });
    clerk.window().dispatch_event(WindowEvent::KeyReleased { text });
    settle();
}

fn has(clerk: &Clerk, label: &str) -> bool {
    ElementHandle::find_by_accessible_label(clerk.component(), label).next().is_some()
}

#[test]
fn the_whole_way_is_gone_by_labels_alone() {
    let home = Home::new();
    let list = workbook(HEADERS);
    home.put("president.xlsx", &list);
    home.put("ballot.pdf", ballot(&list));
    let mut desk = home.desk();
    // The clerk's folder is where things are looked for.
    desk.act(Action::Browse(crate::Wanted::List));
    desk.act(Action::Type(home.path("").display().to_string()));
    let clerk = open(desk, (1200, 800));
    press(&clerk, "president.xlsx, file");
    clerk.act(Action::SetDate("22.11.2026".to_owned()));
    clerk.act(Action::SetTitle(Language::Kk, "Президент сайлауы".to_owned()));
    clerk.act(Action::SetTitle(Language::Ru, "Выборы Президента".to_owned()));
    settle();
    assert!(has(&clerk, "The list is in order: 7 rows, no errors."));
    press(&clerk, "Next");
    press(&clerk, "Президент сайлауы: 7 rows: Choose the ballot");
    press(&clerk, "ballot.pdf, file");
    assert!(has(&clerk, "Which side of the sheet is it? 1 or 2"));
    let contest = clerk.with(|desk| desk.contests()[0].id.clone());
    clerk.act(Action::Answer(contest, crate::Question::Side, "2".to_owned()));
    settle();
    press(&clerk, "Measure again");
    assert!(has(&clerk, "The name beside each square was compared with the list: 7."));
    press(&clerk, "Next");
    clerk.act(Action::PointAt(60.0, 60.0));
    press(&clerk, "Next");
    assert!(has(&clerk, "Reads as: әбден қарақат … 1"), "{:?}", clerk.with(|desk| desk.step));
    press(&clerk, "Next");
    press(&clerk, "Make and proof-read the stencils");
    press(&clerk, "It matches");
    clerk.with(|desk| assert_eq!(desk.state(Step::Make), crate::State::Done));
    assert!(has(&clerk, "The stencils can go to the print shop. Two people sign the sheets proof.pdf."));
}

#[test]
fn enter_goes_on_escape_goes_back_and_tab_reaches_every_button() {
    let home = Home::new();
    let clerk = open(ready(&home), (1200, 800));
    clerk.act(Action::Go(Step::List));
    let step = || clerk.with(|desk| desk.step);
    key(&clerk, Key::Return);
    assert_eq!(step(), Step::Ballot);
    key(&clerk, Key::Return);
    assert_eq!(step(), Step::Stencil);
    key(&clerk, Key::Escape);
    assert_eq!(step(), Step::Ballot);
    // The language by a key, for whom the window speaks none that is known.
    key(&clerk, Key::F1);
    clerk.with(|desk| assert_eq!(desk.language, Language::Kk));
    // Tab goes to the page first, to its button, and Space presses it; Escape leaves it, and keys still go on.
    key(&clerk, Key::Tab);
    key(&clerk, " ");
    clerk.with(|desk| assert!(desk.browse.is_some()));
    key(&clerk, Key::Escape);
    clerk.with(|desk| assert!(desk.browse.is_none()));
    key(&clerk, Key::Return);
    assert_eq!(step(), Step::Stencil);
    // The steps come after the page.
    key(&clerk, Key::Escape);
    for _ in 0..40 {
        key(&clerk, Key::Tab);
        key(&clerk, Key::F1);
        if step() != Step::Ballot {
            break;
        }
    }
    assert_eq!(step(), Step::Ballot, "moving the focus does nothing by itself");
}

#[test]
fn what_is_mended_leaves_the_focus_where_keys_still_work() {
    let home = Home::new();
    let list = format!("number;name_kk;name_ru\n{}", "1;Ахметов Айдар;Ахметов Айдар\n2;Байжанов Болат;\n");
    let clerk = open(with_list(&home, "akim.csv", list), (1200, 800));
    let value = |clerk: &Clerk| -> String {
        let all = ElementHandle::find_by_accessible_label(clerk.component(), "name, in Russian");
        let mut fields = all.filter(|own| own.accessible_role() == Some(AccessibleRole::TextInput));
        let field = fields.next().expect("the row with the error is open");
        assert!(fields.next().is_none(), "and no other");
        field.accessible_value().unwrap_or_default().into()
    };
    // To the field by keys alone; letters do nothing to a button.
    let mut tabs = 0;
    while value(&clerk).is_empty() {
        key(&clerk, Key::Tab);
        key(&clerk, "Б");
        if value(&clerk).is_empty() {
            key(&clerk, Key::Backspace);
        }
        tabs += 1;
        assert!(tabs < 40, "Tab reaches the field");
    }
    key(&clerk, "айжанов Болат");
    key(&clerk, Key::Return);
    let row = clerk.with(|desk| desk.list.as_ref().unwrap().rows(&desk.options())[1].clone());
    assert_eq!((row.names[1].as_str(), row.problems.len(), row.number), ("Байжанов Болат", 0, 3));
    // Its row has closed, and its button has the focus.
    key(&clerk, " ");
    clerk.with(|desk| assert_eq!(desk.open_row, Some(3)));
    key(&clerk, Key::F1);
    clerk.with(|desk| assert_eq!(desk.language, Language::Kk, "keys still reach the window"));
}

#[test]
fn a_page_that_is_too_long_is_turned_by_keys() {
    let home = Home::new();
    let clerk = open(ready(&home), (800, 500));
    clerk.act(Action::Go(Step::Proof));
    settle();
    let before = clerk.picture().unwrap().rgba;
    key(&clerk, Key::PageDown);
    let below = clerk.picture().unwrap().rgba;
    assert!(before != below);
    key(&clerk, Key::PageUp);
    assert!(clerk.picture().unwrap().rgba == before);
}

#[test]
fn no_remedy_in_the_window_names_an_option_of_the_command_line() {
    // What a clerk meets on the way with lists and ballots; the whole country and packages speak for their commands.
    use wording::Coded as _;
    let home = Home::new();
    let clerk = open(with_list(&home, "president.xlsx", workbook(["Рет", "Үміткер", "Претендент"])), (1200, 1600));
    let home = Home::new();
    let undated = home.put("president.xlsx", workbook(HEADERS));
    let told = |clerk: &Clerk| -> Vec<String> {
        let all = clerk.component().root_element().query_descendants().match_accessible_role(AccessibleRole::Text);
        let labels = all.find_all().into_iter().filter_map(|own| own.accessible_label());
        labels.map(|own| own.to_string()).filter(|own| own.contains(" S")).collect()
    };
    clerk.act(Action::Back);
    let mut all = told(&clerk);
    let other = Clerk::clone(&clerk);
    other.act(Action::SetDate(String::new()));
    other.act(Action::Drop(undated));
    settle();
    all.extend(told(&other));
    assert!(all.iter().any(|own| own.contains("S614")) && all.iter().any(|own| own.contains("S126")), "{all:?}");
    assert!(all.iter().all(|own| !own.contains("--")), "{all:?}");
    assert_eq!(ballot::ProblemKind::NotAList.code().as_str(), "S101");
}

#[test]
fn the_arrow_keys_explore_the_stencil() {
    let home = Home::new();
    let clerk = open(ready(&home), (1200, 800));
    clerk.act(Action::Go(Step::Stencil));
    settle();
    clerk.act(Action::PointAt(60.0, 60.0));
    clerk.component().global::<crate::ui::Clerk<'_>>().invoke_step_pointer(1, 1);
    clerk.with(|desk| assert_eq!(desk.pointer, Some((66.0, 65.0))));
}

#[test]
fn every_control_says_what_it_is_on_every_page() {
    let home = Home::new();
    let clerk = open(ready(&home), (1200, 1600));
    for step in Step::ALL {
        clerk.act(Action::Go(step));
        settle();
        for role in [AccessibleRole::Button, AccessibleRole::Checkbox, AccessibleRole::TextInput, AccessibleRole::Image]
        {
            let all = clerk.component().root_element().query_descendants().match_accessible_role(role).find_all();
            let mute: Vec<_> =
                all.iter().filter(|own| own.accessible_label().is_none_or(|label| label.is_empty())).collect();
            assert!(mute.is_empty(), "{step:?} {role:?}: {} of {}", mute.len(), all.len());
        }
    }
}

#[test]
fn the_words_of_every_page_are_in_the_catalog() {
    let mut keys = Vec::new();
    let mut folders = vec![project("stencil-gen/gui/ui")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            keys.extend(text.split("Clerk.t(\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()));
        }
    }
    assert!(keys.len() > 60);
    for key in keys {
        assert_ne!(crate::fill::words(&key, 0), key);
    }
}

/// Pictures for eyes: `UI_PICTURES=DIR cargo test -p stencil-gui pictures` writes them.
#[test]
fn pages_are_drawn_in_three_languages_and_two_sizes() {
    let folder = std::env::var_os("UI_PICTURES").map(PathBuf::from);
    let home = Home::new();
    let clerk = open(ready(&home), (1200, 800));
    let sizes: &[(u32, u32)] = if folder.is_some() { &[(1200, 800), (800, 600)] } else { &[(800, 600)] };
    for size in sizes {
        clerk.window().set_size(PhysicalSize::new(size.0, size.1));
        settle();
        for language in [Language::Kk, Language::Ru, Language::En] {
            clerk.act(Action::Speak(language));
            for step in Step::ALL {
                clerk.act(Action::Go(step));
                if step == Step::Stencil {
                    clerk.act(Action::PointAt(40.0, 80.0));
                }
                settle();
                let picture = clerk.picture().unwrap();
                let first = picture.rgba.first_chunk::<3>().copied();
                assert!(picture.rgba.chunks(4).any(|pixel| pixel.first_chunk::<3>().copied() != first));
                let Some(folder) = &folder else { continue };
                let name = format!("{}-{}-{step:?}.png", size.0, language.code());
                save(&picture, &folder.join(name));
            }
        }
    }
}

fn save(picture: &crate::Picture, path: &Path) {
    let file = fs::File::create(path).unwrap();
    let mut encoder = png::Encoder::new(file, picture.width, picture.height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.write_header().unwrap().write_image_data(&picture.rgba).unwrap();
}
