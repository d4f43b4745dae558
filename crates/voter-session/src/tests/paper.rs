//! From the choice to the paper: printer, scanner, stencil, companion, and what goes wrong.

use keypad_protocol::Key;

use super::booth::{Booth, contest, setup};
use crate::effect::{Effect, PrintJob, ScanTask};
use crate::input::{Input, PrintOutcome, PrintTrouble, Reading, ScanOutcome, Seen, Target};
use crate::setup::{Setup, Way};

fn jobs(effects: &[Effect]) -> Vec<&PrintJob> {
    effects.iter().filter_map(|effect| if let Effect::Print(job) = effect { Some(job) } else { None }).collect()
}

/// A booth at the first step of the first sheet, with `rows` chosen in the first of two contests.
fn at_the_paper(rows: &[u8], setup: Setup) -> Booth {
    let several = setup.ways.len() > 1;
    let mut booth = Booth::open(setup);
    booth.go_to_first_contest();
    for row in rows {
        for _ in 0..*row {
            booth.press(Key::Down);
        }
        booth.press(Key::Select);
        for _ in 0..*row {
            booth.press(Key::Up);
        }
    }
    while booth.state() != "Review" {
        booth.press(Key::Right);
    }
    booth.press(Key::Right);
    if several {
        booth.press(Key::Right);
    }
    assert_eq!(booth.state(), "Sheet");
    booth
}

fn printing() -> Setup {
    setup(vec![contest(7, 2), contest(3, 1)], &[Way::Mark], false)
}

fn printer(booth: &Booth, outcome: PrintOutcome) -> Input {
    Input::Printer { job: booth.session.clock.job, outcome }
}

fn scanner(booth: &Booth, outcome: ScanOutcome) -> Input {
    Input::Scanner { job: booth.session.clock.job, outcome }
}

#[test]
fn the_printer_gets_the_chosen_rows_in_ballot_order() {
    let mut booth = at_the_paper(&[6, 2], printing());
    let effects = booth.press(Key::Select);
    let job = jobs(&effects)[0];
    assert_eq!((job.contest, job.rows.as_slice()), (0, [2, 6].as_slice()));
}

#[test]
fn a_sheet_without_a_choice_goes_through_the_printer_too() {
    let mut booth = at_the_paper(&[], printing());
    let effects = booth.press(Key::Select);
    assert!(jobs(&effects)[0].rows.is_empty());
}

#[test]
fn what_was_not_printed_can_be_printed_again() {
    let mut booth = at_the_paper(&[2], printing());
    booth.press(Key::Select);
    let effects = booth.give(printer(&booth, PrintOutcome::NotPrinted(PrintTrouble::NoSheet)));
    assert!(booth.said(&effects).ends_with("press the round key, and the printer marks it."));
    assert!(
        booth.said(&effects).contains("Nothing was printed. There is no ballot in the printer. Your choices are kept.")
    );
    assert_eq!(jobs(&booth.press(Key::Select)).len(), 1);
}

#[test]
fn what_was_perhaps_printed_is_printed_again_only_onto_a_new_sheet() {
    let mut booth = at_the_paper(&[2], printing());
    booth.press(Key::Select);
    let effects = booth.give(printer(&booth, PrintOutcome::PerhapsPrinted(PrintTrouble::Jam)));
    assert!(booth.said(&effects).contains("Do not use it."));
    assert_eq!(booth.chosen(0), [2]);
    for key in [Key::Left, Key::Right, Key::Up, Key::Up, Key::Repeat, Key::Down] {
        assert!(jobs(&booth.press(key)).is_empty());
    }
    booth.touch(Target::Print);
    assert_eq!(jobs(&booth.effects).len(), 1);
    booth.touch(Target::NewSheet);
    assert_eq!(jobs(&booth.press(Key::Select))[0].rows.as_slice(), [2]);
}

#[test]
fn a_printer_that_says_nothing_has_perhaps_printed_and_its_late_word_counts_for_nothing() {
    let mut booth = at_the_paper(&[2], printing());
    booth.press(Key::Select);
    let late = printer(&booth, PrintOutcome::Printed);
    booth.wait(119_999);
    assert!(booth.session.screen().items.is_empty());
    let effects = booth.wait(1);
    assert!(booth.said(&effects).contains("Do not use it."));
    booth.touch(Target::NewSheet);
    booth.press(Key::Select);
    assert!(booth.give(late).is_empty());
    let effects = booth.give(printer(&booth, PrintOutcome::Printed));
    assert!(booth.said(&effects).starts_with("The ballot is ready."));
}

#[test]
fn nothing_is_printed_twice_and_a_marked_contest_cannot_be_changed() {
    let mut booth = at_the_paper(&[2], printing());
    booth.keys(&[Key::Select, Key::Select, Key::Right, Key::Left]);
    booth.give(printer(&booth, PrintOutcome::Printed));
    assert!(booth.hear(Key::Left).starts_with("This ballot is already marked."));
    booth.keys(&[Key::Right, Key::Left]);
    assert_eq!(booth.state(), "Review");
    booth.keys(&[Key::Down, Key::Select, Key::Down]);
    assert!(booth.hear(Key::Select).starts_with("This ballot is already marked"));
    assert_eq!(booth.chosen(0), [2]);
    assert_eq!(jobs(&booth.effects).len(), 1);
    // With a new sheet it can.
    booth.touch(Target::NewSheet);
    booth.touch(Target::Option(1));
    assert_eq!(booth.chosen(0), [1, 2]);
    booth.keys(&[Key::Right, Key::Right]);
    assert_eq!(jobs(&booth.press(Key::Select))[0].rows.as_slice(), [1, 2]);
}

#[test]
fn nobody_is_caught_by_a_printer_that_does_not_work() {
    let mut booth = at_the_paper(&[2], printing());
    let effects = booth.touch(Target::ByHand);
    assert!(booth.said(&effects).ends_with("When it is done, touch Next."));
    assert!(booth.hear(Key::Repeat).contains("Take this ballot and its stencil."));
    booth.keys(&[Key::Right, Key::Right]);
    assert!(booth.hear(Key::Repeat).contains("Name 2: row 2. From the top it is the 2nd window."));
}

#[test]
fn a_sheet_beyond_the_printer_is_guided_and_the_next_is_printed() {
    let mut large = printing();
    large.contests[0].fits_printer = false;
    let mut booth = at_the_paper(&[2], large);
    assert!(booth.hear(Key::Repeat).contains("too large for the printer"));
    booth.keys(&[Key::Right, Key::Right, Key::Right, Key::Right]);
    assert!(booth.hear(Key::Repeat).contains("Put the ballot into the printer."));
}

#[test]
fn a_missing_sheet_is_left_out_on_the_way() {
    let mut booth = at_the_paper(&[2], printing());
    let effects = booth.touch(Target::NoSheet);
    assert!(booth.said(&effects).starts_with("Left out, because you have no ballot: Title 1."));
    let effects = booth.press(Key::Select);
    assert_eq!(jobs(&effects)[0].contest, 1);
}

#[test]
fn who_has_no_sheet_at_all_comes_to_the_end() {
    let mut booth = at_the_paper(&[2], printing());
    booth.touch(Target::NoSheet);
    booth.touch(Target::NoSheet);
    assert_eq!(booth.state(), "Done");
    assert!(booth.hear(Key::Repeat).starts_with("You are done. No ballot was marked here."));
}

#[test]
fn the_companion_hears_row_and_square_but_no_ridges() {
    let mut booth = at_the_paper(&[6], setup(vec![contest(7, 1)], &[Way::Companion], false));
    let said = booth.hear(Key::Repeat);
    assert!(said.contains("Name 6: row 6. The mark goes into the empty square"), "{said}");
    booth.press(Key::Curtain);
    assert!(booth.hear(Key::Repeat).contains("The curtain key shows it again."));
}

#[test]
fn the_scanner_looks_before_and_after() {
    let mut booth = at_the_paper(&[2], setup(vec![contest(7, 1), contest(3, 1)], &[Way::Guide], true));
    let effects = booth.press(Key::Select);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Scan(job) if job.task == ScanTask::Identify(0))));
    for (seen, words) in [
        (Seen::Sheet(1), "This is another ballot: Title 2."),
        (Seen::OtherSide, "Turn it over."),
        (Seen::UpsideDown, "Turn it round,"),
        (Seen::Unknown, "does not know this ballot."),
        (Seen::Sheet(9), "does not know this ballot."),
    ] {
        let effects = booth.give(scanner(&booth, ScanOutcome::Identified(seen)));
        assert!(booth.said(&effects).contains(words), "{}", booth.said(&effects));
        booth.press(Key::Select);
    }
    let effects = booth.give(scanner(&booth, ScanOutcome::Identified(Seen::Sheet(0))));
    assert!(booth.said(&effects).starts_with("This is the right ballot."));
    booth.keys(&[Key::Right, Key::Right, Key::Right]);
    let effects = booth.press(Key::Select);
    assert!(effects.iter().any(|effect| matches!(effect, Effect::Scan(job) if job.task == ScanTask::ReadBack(0))));
}

#[test]
fn sheets_that_a_scanner_cannot_tell_apart_are_never_said_to_be_the_right_one() {
    let mut setup = setup(vec![contest(7, 1), contest(7, 1)], &[Way::Guide], true);
    (setup.contests[0].alike, setup.contests[1].alike) = (vec![1], vec![0]);
    let mut booth = at_the_paper(&[2], setup);
    booth.press(Key::Select);
    let effects = booth.give(scanner(&booth, ScanOutcome::Identified(Seen::Sheet(0))));
    let said = booth.said(&effects);
    assert!(
        said.starts_with("This may be the right ballot. To the scanner, the ballot for this looks the same: Title 2.")
    );
    booth.keys(&[Key::Right, Key::Right, Key::Right, Key::Select]);
    let reading = Reading { contest: 0, marks: vec![2], unclear: vec![] };
    let effects = booth.give(scanner(&booth, ScanOutcome::Read(reading)));
    let said = booth.said(&effects);
    assert!(
        said.contains("That agrees with your choice. To the scanner, the ballot for this looks the same: Title 2.")
    );
}

#[test]
fn the_voter_hears_what_is_on_the_paper_and_whether_it_agrees() {
    for (marks, unclear, said) in [
        (vec![2], vec![], "On the paper: Name 2. That agrees with your choice."),
        (vec![], vec![], "There is no mark on the paper. That does not agree"),
        (vec![3], vec![], "On the paper: Name 3. That does not agree"),
        (vec![2, 3], vec![], "On the paper: Name 2. On the paper: Name 3. That does not agree"),
        (vec![], vec![2], "Not clear whether this is marked: Name 2. It is not certain that this agrees"),
        (vec![2, 9], vec![], "in a square that belongs to no option. That does not agree"),
        (vec![2, 200], vec![], "The scanner could not look at the ballot."),
        (vec![2, 0], vec![], "The scanner could not look at the ballot."),
    ] {
        let mut booth = at_the_paper(&[2], setup(vec![contest(7, 1)], &[Way::Guide], true));
        booth.keys(&[Key::Right, Key::Right, Key::Right, Key::Right, Key::Select]);
        let reading = Reading { contest: 0, marks, unclear };
        let effects = booth.give(scanner(&booth, ScanOutcome::Read(reading)));
        assert!(booth.said(&effects).contains(said), "{}", booth.said(&effects));
        booth.press(Key::Right);
        assert!(booth.session.vault.read().next().is_none());
    }
}

#[test]
fn a_reading_goes_with_the_voter() {
    use crate::input::PollWorker;
    let mut booth = at_the_paper(&[2], setup(vec![contest(7, 1)], &[Way::Guide], true));
    booth.keys(&[Key::Right, Key::Right, Key::Right, Key::Right, Key::Select]);
    let reading = Reading { contest: 0, marks: vec![2], unclear: vec![] };
    booth.give(scanner(&booth, ScanOutcome::Read(reading)));
    assert_eq!(booth.session.vault.read().count(), 1);
    booth.give(Input::PollWorker(PollWorker::EndSession));
    assert!(booth.session.vault.is_blank());
}

#[test]
fn a_reading_of_another_sheet_is_no_reading_of_this_one() {
    let mut booth = at_the_paper(&[2], setup(vec![contest(7, 1), contest(7, 1)], &[Way::Guide], true));
    booth.keys(&[Key::Right, Key::Right, Key::Right, Key::Right, Key::Select]);
    let reading = Reading { contest: 1, marks: vec![2], unclear: vec![] };
    let effects = booth.give(scanner(&booth, ScanOutcome::Read(reading)));
    assert!(booth.said(&effects).starts_with("The scanner could not look at the ballot."));
}

#[test]
fn a_scanner_that_says_nothing_is_done_without() {
    let mut booth = at_the_paper(&[2], setup(vec![contest(7, 1)], &[Way::Guide], true));
    booth.press(Key::Select);
    let effects = booth.wait(30_000);
    assert!(booth.said(&effects).starts_with("The scanner could not look at the ballot."));
    assert!(booth.hear(Key::Right).starts_with("Do not leave the ballot in the scanner. Take this ballot"));
}

#[test]
fn a_device_that_answers_under_an_alert_or_a_pause_shows_nothing() {
    use crate::input::PollWorker;
    let mut booth = at_the_paper(&[2], printing());
    booth.press(Key::Select);
    booth.give(Input::PollWorker(PollWorker::Pause));
    assert!(booth.give(printer(&booth, PrintOutcome::Printed)).is_empty());
    let effects = booth.give(Input::PollWorker(PollWorker::Resume));
    assert!(booth.said(&effects).contains("Fold the ballot"));
}
