//! The desk from page to page.

use kiosk_ui::FaultPage;
use wording::Code;

use super::*;

const ALL: Equipped = Equipped { media: true, log: true, printer: true, scanner: true, voice: true };

fn desk(standing: Standing) -> Desk {
    Desk::new(standing, ALL, Language::En)
}

fn proven() -> Proven {
    Proven { about: vec!["Election".to_owned(), "2026-11-22".to_owned()], fingerprint: Fingerprint::of(b"a package") }
}

#[test]
fn nothing_is_offered_that_must_not_be_done_now() {
    let offered = |standing| desk(standing).actions();
    assert!(
        offered(Standing::Closed).contains(&DeskAction::Quit) && offered(Standing::Out).contains(&DeskAction::Quit)
    );
    for standing in [Standing::Open, Standing::Session, Standing::Paused] {
        let offered = offered(standing);
        for never in [DeskAction::Quit, DeskAction::Restart, DeskAction::Load, DeskAction::ExportLog, DeskAction::Open]
        {
            assert!(!offered.contains(&never), "{standing:?} {never:?}");
        }
        assert!(desk(standing).act(DeskAction::Quit).is_empty(), "what is not offered is not done");
    }
    // Ending somebody's session is for a session only.
    assert!(!offered(Standing::Open).contains(&DeskAction::EndSession));
    assert!(offered(Standing::Session).contains(&DeskAction::EndSession));
}

#[test]
fn a_package_is_found_proven_compared_and_taken() {
    let mut desk = desk(Standing::Closed);
    assert_eq!(desk.act(DeskAction::Load), [Order::Look]);
    assert!(desk.actions().is_empty(), "nobody acts while it is looked for");
    desk.done(Done::Found(vec!["/media/a/one.tandau".into(), "/media/a/two.tandau".into()]));
    assert!(desk.page().items.iter().any(|(words, _)| words == "two.tandau"));
    assert_eq!(desk.act(DeskAction::Medium(1)), [Order::Prove("/media/a/two.tandau".into())]);
    desk.done(Done::Proven(Box::new(proven())));
    let page = desk.page();
    assert!(page.lines.contains(&proven().fingerprint.to_string()), "{page:?}");
    assert_eq!(desk.act(DeskAction::Take), [Order::Take]);
}

#[test]
fn a_package_that_is_refused_shows_its_code_and_cannot_be_taken() {
    let mut desk = desk(Standing::Closed);
    desk.act(DeskAction::Load);
    desk.done(Done::Failed(Box::new(FaultPage::of(Code::P101))));
    assert!(desk.page().lines.contains(&"P101".to_owned()));
    assert!(desk.act(DeskAction::Take).is_empty());
    assert_eq!(desk.act(DeskAction::Back), []);
    assert!(desk.actions().contains(&DeskAction::Open));
}

#[test]
fn the_sixteen_signs_are_spoken_one_by_one() {
    let mut desk = desk(Standing::Closed);
    desk.act(DeskAction::Load);
    desk.done(Done::Proven(Box::new(proven())));
    let orders = desk.act(DeskAction::Speak);
    let [Order::Speak(words)] = orders.as_slice() else { panic!("{orders:?}") };
    let said: String =
        words.iter().map(|voice| shown(*voice, Language::En)).collect::<Vec<_>>().join(" ").to_lowercase();
    let signs: Vec<String> =
        proven().fingerprint.to_string().chars().filter(|sign| sign.is_alphanumeric()).map(String::from).collect();
    assert_eq!(signs.len(), 16);
    assert!(said.contains(&signs.join(" ")), "{said}");
}

#[test]
fn the_check_goes_through_every_key_and_is_passed_only_when_all_is_well() {
    let mut desk = desk(Standing::Closed);
    assert_eq!(desk.act(DeskAction::Ready), [Order::Facts]);
    desk.done(Done::Clock("2026-11-22 07:00".to_owned()));
    desk.done(Done::Scanner(vec!["The scanner is busy.".to_owned()]));
    assert!(desk.page().lines.contains(&"2026-11-22 07:00".to_owned()));
    assert!(desk.act(DeskAction::Yes).is_empty());
    assert!(desk.act(DeskAction::Yes).is_empty());
    assert!(desk.act(DeskAction::Yes).is_empty(), "keys are proven by pressing them");
    for (left, key) in (0..13).rev().zip(Key::ALL) {
        let orders = desk.key(key).unwrap();
        assert_eq!(desk.key(key), None, "once is enough");
        assert_eq!(orders, if left == 0 { vec![Order::Ear(false)] } else { Vec::new() });
    }
    assert_eq!(desk.act(DeskAction::Yes), [Order::Ear(true)]);
    assert_eq!(desk.act(DeskAction::Yes), []);
    assert_eq!(desk.act(DeskAction::Yes), []);
    assert!(desk.page().lines.contains(&"The scanner is busy.".to_owned()), "{:?}", desk.page());
    assert_eq!(desk.act(DeskAction::Yes), []);
    assert_eq!(desk.act(DeskAction::Yes), [Order::Passed]);
    assert!(desk.readiness().unwrap().is_well());
}

#[test]
fn one_no_is_enough_not_to_pass() {
    let mut desk = desk(Standing::Closed);
    desk.act(DeskAction::Ready);
    let orders: Vec<Order> = (0..8).flat_map(|_| desk.act(DeskAction::No)).collect();
    assert!(!orders.contains(&Order::Passed));
    assert!(desk.readiness().unwrap().is_over() && !desk.readiness().unwrap().is_well());
}

#[test]
fn every_page_has_a_title_and_a_way_back_in_every_language() {
    for language in [Language::Kk, Language::Ru, Language::En] {
        let mut desk = Desk::new(Standing::Closed, ALL, language);
        for action in [DeskAction::Load, DeskAction::Ready, DeskAction::Back] {
            desk.act(action);
            if action == DeskAction::Load {
                desk.done(Done::Found(Vec::new()));
            }
            let page = desk.page();
            assert!(!page.title.is_empty() && page.items.iter().all(|(words, _)| !words.is_empty()), "{page:?}");
            assert!(desk.actions().contains(&DeskAction::Back));
            desk.act(DeskAction::Back);
            desk.done(Done::Written("/media/stick".into()));
            desk.act(DeskAction::Back);
        }
    }
}

#[test]
fn a_report_that_was_written_can_be_printed_where_there_is_a_printer_and_nothing_else_can() {
    let written = |equipped: Equipped, action: DeskAction| {
        let mut desk = Desk::new(Standing::Closed, equipped, Language::En);
        desk.act(action);
        desk.done(Done::Written("/media/stick".into()));
        desk
    };
    for report in [DeskAction::OpeningReport, DeskAction::ClosingReport] {
        assert!(!written(Equipped { printer: false, ..ALL }, report).actions().contains(&DeskAction::Print));
        let mut desk = written(ALL, report);
        desk.act(DeskAction::Speak);
        assert_eq!(desk.act(DeskAction::Print), [Order::Print]);
        assert!(desk.actions().is_empty(), "nobody acts while it is printed");
        desk.done(Done::Printed);
        assert_eq!(desk.page().title, "The report is printed.");
        assert!(desk.act(DeskAction::Print).is_empty());
    }
    assert!(!written(ALL, DeskAction::ExportLog).actions().contains(&DeskAction::Print));
}

#[test]
fn a_printer_that_has_not_answered_is_not_taken_for_a_sound_one() {
    let mut desk = desk(Standing::Closed);
    desk.act(DeskAction::Ready);
    (0..5).for_each(|_| drop(desk.act(DeskAction::No)));
    assert_eq!(desk.page().lines, ["The printer has not answered yet. Please wait."]);
    desk.done(Done::Printer(vec!["It is off.".to_owned()]));
    assert_eq!(desk.page().lines, ["It is off."]);
    desk.done(Done::Printer(Vec::new()));
    assert!(desk.page().lines.is_empty());
}

#[test]
fn the_desk_goes_before_the_session_speaks() {
    for (standing, action, done) in [
        (Standing::Paused, DeskAction::Resume, PollWorker::Resume),
        (Standing::Session, DeskAction::Pause, PollWorker::Pause),
    ] {
        assert_eq!(desk(standing).act(action), [Order::Leave, Order::Session(done)]);
    }
}
