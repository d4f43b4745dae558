//! Pages of the course on the screen.

use ballot::Language;
use i_slint_backend_testing::ElementHandle;
use keypad_protocol::Key;
use slint::platform::PointerEventButton;
use voter_session::{Kind, Settings};

use super::booth::{Booth, example};
use crate::{CoursePage, Desk, DeskPage, Display, Event, FaultPage, PinView, Press};

/// A page with the longest texts that the course can have.
pub(super) fn page(text_size: u8) -> CoursePage {
    let text = "көрмейтін сайлаушылардың дауыс беруін ұйымдастыру ".repeat(12);
    CoursePage {
        banner: "ОҚЫТУ  Бұл – оқыту. Мұнда шын дауыс берілмейді.".to_owned(),
        title: "Пернетақтаның, құлаққаптың және дауыстың ақаулары".to_owned(),
        lines: vec![text.trim().to_owned()],
        answer: "Бұлай емес. Кеңес: кабинада сақталған таңдауларды ойлаңыз.".to_owned(),
        items: (0..7)
            .map(|number| format!("{number} Сайлаушыға не болғанын және таңдаулары сақталғанын айту"))
            .collect(),
        focus: 2,
        hint: "«Төмен» көрсеткісімен тыңдап, дөңгелек пернемен таңдаңыз.".to_owned(),
        buttons: vec![
            ("Артқа.".to_owned(), Key::Left, true),
            ("Әрі қарай.".to_owned(), Key::Right, false),
            ("Қайталау.".to_owned(), Key::Repeat, true),
            ("Көмек.".to_owned(), Key::Help, true),
            ("Экранды көрсету.".to_owned(), Key::Curtain, true),
        ],
        settings: Settings { text_size, ..Settings::usual(Language::Kk) },
    }
}

fn short() -> CoursePage {
    CoursePage {
        lines: vec!["Сөз.".to_owned()], items: vec!["Бірінші".to_owned(), "Екінші".to_owned()], ..page(0)
    }
}

fn touch(booth: &Booth, label: &str) -> Vec<Event> {
    let found = ElementHandle::find_by_accessible_label(booth.window(), label).next();
    found.unwrap_or_else(|| panic!("{label}: {:?}", booth.labels())).mock_single_click(PointerEventButton::Left);
    booth.told()
}

#[test]
fn items_and_buttons_of_the_course_are_touched_by_their_labels() {
    let booth = Booth::open(example("2022-president"), Display::default());
    booth.ui.show_course(&short());
    assert!(touch(&booth, "Екінші") == [Event::Pressed(Press::Course(1))]);
    assert!(touch(&booth, "Көмек") == [Event::Pressed(Press::CourseKey(Key::Help))]);
    // The course has no PIN: the same button leads to its menu.
    assert!(touch(&booth, "Мәзір") == [Event::PollWorker]);
}

#[test]
fn the_banner_is_on_every_page_and_under_the_curtain_too() {
    let booth = Booth::open(example("2022-president"), Display::default());
    booth.ui.show_course(&short());
    assert!(booth.labels().iter().any(|label| label.contains("Мұнда шын дауыс берілмейді")), "{:?}", booth.labels());
    let settings = Settings { curtain: true, ..Settings::usual(Language::Kk) };
    booth.ui.show_course(&CoursePage { settings, ..short() });
    let labels = booth.labels();
    assert!(labels.iter().any(|label| label.contains("ОҚЫТУ")), "{labels:?}");
    assert!(!labels.iter().any(|label| label == "Бірінші"), "{labels:?}");
    assert!(touch(&booth, "Экранды көрсету") == [Event::Pressed(Press::CourseKey(Key::Curtain))]);
}

#[test]
fn the_poll_workers_pages_say_it_too_wherever_it_is_no_vote() {
    let booth = Booth::open(example("2022-president"), Display::default());
    for (kind, word) in [
        (Kind::Training, Some("ОБУЧЕНИЕ")),
        (Kind::Practice, Some("ТРЕНИРОВКА")),
        (Kind::Demo, Some("ДЕМО")),
        (Kind::Voting, None),
    ] {
        let (title, language) = ("Меню".to_owned(), Language::Ru);
        booth.ui.show_desk(&Desk::Page(DeskPage { title, lines: vec![], items: vec![], language, kind }));
        say_it(&booth, word);
        booth.ui.show_desk(&Desk::Fault(FaultPage::of(wording::Code::K499), kind));
        say_it(&booth, word);
        booth.ui.show_pin(Some(PinView { typed: 2, message: None, language, kind }));
        say_it(&booth, word);
        booth.ui.show_pin(None);
    }
}

/// The page says what it is, in Russian: this word above it, and none of another kind.
fn say_it(booth: &Booth, word: Option<&str>) {
    let labels = booth.labels();
    for known in ["ОБУЧЕНИЕ", "ТРЕНИРОВКА", "ДЕМО"] {
        let there = labels.iter().any(|label| label.split("  ").any(|part| part == known));
        assert_eq!(there, word == Some(known), "{known}: {labels:?}");
    }
}
