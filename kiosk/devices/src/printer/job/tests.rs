//! Every way a job can go, without a printer.

use super::super::ipp::{Answer, group};
use super::*;
use PrintOutcome::{NotPrinted, PerhapsPrinted, Printed};
use proptest::prelude::*;

/// The bytes of a value of a group, as a printer writes them.
fn attribute(bytes: &mut Vec<u8>, tag: u8, name: &str, value: &[u8]) {
    bytes.push(tag);
    for field in [name.as_bytes(), value] {
        bytes.extend(u16::try_from(field.len()).unwrap().to_be_bytes());
        bytes.extend(field);
    }
}

fn answer(tag: u8, integers: &[(&str, i32)], texts: &[(&str, &str)]) -> Answer {
    let mut bytes = vec![1, 1, 0, 0, 0, 0, 0, 1, tag];
    integers.iter().for_each(|(name, value)| attribute(&mut bytes, 0x23, name, &value.to_be_bytes()));
    texts.iter().for_each(|(name, value)| attribute(&mut bytes, 0x44, name, value.as_bytes()));
    bytes.push(group::END);
    Answer::read(&bytes).unwrap()
}

fn printer(state: i32, reason: &str, up_time: i32) -> PrinterStatus {
    let integers = [("printer-state", state), ("printer-up-time", up_time)];
    PrinterStatus::of(&answer(group::PRINTER, &integers, &[("printer-state-reasons", reason)]))
}

fn job(state: i32, impressions: Option<i32>, reason: &str) -> JobStatus {
    let mut integers = vec![("job-state", state)];
    integers.extend(impressions.map(|count| ("job-impressions-completed", count)));
    JobStatus::all(&answer(group::JOB, &integers, &[("job-state-reasons", reason)])).next().unwrap()
}

fn seen(state: i32, impressions: Option<i32>, reason: &str) -> Look {
    Look::Seen(job(state, impressions, "none"), printer(4, reason, 100))
}

fn started(counts: bool) -> Job {
    Job::taken((0, 0), Some(50), counts, false)
}

/// The outcome of looks at these times, in milliseconds, and whether something may still come out.
fn run(mut job: Job, looks: &[(u64, Look)]) -> Option<(PrintOutcome, bool)> {
    looks.iter().find_map(|(at_ms, look)| match job.look(look, *at_ms) {
        Next::Wait | Next::Cancel => None,
        Next::Over(outcome) => Some((outcome, false)),
        Next::Open(outcome) => Some((outcome, true)),
    })
}

fn ends(counts: bool, look: Look) -> Option<(PrintOutcome, bool)> {
    run(started(counts), &[(1_000, look)])
}

#[test]
fn a_completed_job_with_one_side_is_printed_and_any_other_count_is_doubt() {
    assert_eq!(ends(true, seen(9, Some(1), "none")), Some((Printed, false)));
    assert_eq!(ends(true, seen(9, None, "none")), Some((Printed, false)));
    assert_eq!(ends(false, seen(9, Some(0), "none")), Some((Printed, false)));
    // A printer that counts, and counts nothing, let no page through: it leaves out blank pages.
    assert_eq!(ends(true, seen(9, Some(0), "none")), Some((PerhapsPrinted(PrinterTrouble::Other), false)));
    assert_eq!(ends(true, seen(9, Some(2), "none")), Some((PerhapsPrinted(PrinterTrouble::Other), false)));
    let look = Look::Seen(job(9, Some(1), "job-completed-with-errors"), printer(3, "none", 100));
    assert_eq!(ends(true, look), Some((PerhapsPrinted(PrinterTrouble::Other), false)));
    let look = Look::Seen(job(9, Some(1), "job-completed-successfully"), printer(3, "none", 100));
    assert_eq!(ends(true, look), Some((Printed, false)));
}

#[test]
fn not_printed_is_said_only_of_a_job_that_is_over_with_nothing_counted_by_a_printer_that_counts() {
    for state in [7, 8] {
        assert_eq!(ends(true, seen(state, Some(0), "none")), Some((NotPrinted(PrinterTrouble::Other), false)));
        for (counts, impressions) in [(true, Some(1)), (true, None), (false, Some(0)), (false, None)] {
            assert_eq!(
                ends(counts, seen(state, impressions, "none")),
                Some((PerhapsPrinted(PrinterTrouble::Other), false)),
                "{state} {counts} {impressions:?}"
            );
        }
    }
}

#[test]
fn a_missing_sheet_is_waited_for_then_the_job_is_canceled_and_its_end_awaited() {
    let mut job = started(true);
    assert_eq!(job.look(&seen(5, Some(0), "media-empty-warning"), 1_000), Next::Wait);
    assert_eq!(job.look(&seen(5, Some(0), "media-needed"), 1_000 + TROUBLE_MS - 1), Next::Wait);
    assert_eq!(job.look(&seen(5, Some(0), "media-empty-report"), 1_000 + TROUBLE_MS), Next::Cancel);
    // The printer said that it canceled. The sheet may come out all the same.
    assert_eq!(job.clone().look(&seen(5, Some(0), "none"), 30_000), Next::Wait);
    let over = job.clone().look(&seen(7, Some(0), "none"), 30_000);
    assert_eq!(over, Next::Over(NotPrinted(PrinterTrouble::NoSheet)));
    let late = job.clone().look(&seen(7, Some(1), "none"), 30_000);
    assert_eq!(late, Next::Over(PerhapsPrinted(PrinterTrouble::NoSheet)));
    let never = job.look(&seen(5, Some(0), "media-empty-warning"), 1_000 + TROUBLE_MS + CANCEL_MS);
    assert_eq!(never, Next::Open(PerhapsPrinted(PrinterTrouble::NoSheet)));
}

#[test]
fn a_sheet_put_in_while_the_printer_waits_is_printed() {
    let looks = [
        (1_000, seen(5, Some(0), "media-empty-error")),
        (15_000, seen(5, Some(0), "none")),
        (30_000, seen(5, Some(0), "none")),
        (31_000, seen(9, Some(1), "none")),
    ];
    assert_eq!(run(started(true), &looks), Some((Printed, false)));
}

#[test]
fn a_jam_is_doubt_at_once_and_no_later_word_makes_it_better() {
    let jam = PerhapsPrinted(PrinterTrouble::Jam);
    assert_eq!(ends(true, seen(5, Some(0), "media-jam-warning")), Some((jam, true)));
    let mut job = started(true);
    job.look(&seen(5, Some(0), "media-jam-error"), 1_000);
    assert_eq!(job.clone().look(&seen(9, Some(1), "none"), 2_000), Next::Over(jam));
    assert_eq!(job.look(&seen(8, Some(0), "none"), 2_000), Next::Over(jam));
}

#[test]
fn a_job_that_vanishes_a_printer_that_restarts_and_one_that_is_silent_leave_doubt() {
    assert_eq!(ends(true, Look::Gone), Some((PerhapsPrinted(PrinterTrouble::Other), true)));
    let restarted = Look::Seen(job(9, Some(1), "none"), printer(3, "none", 49));
    assert_eq!(ends(true, restarted), Some((PerhapsPrinted(PrinterTrouble::Off), true)));
    let same = Look::Seen(job(9, Some(1), "none"), printer(3, "none", 50));
    assert_eq!(ends(true, same), Some((Printed, false)));
    let mut job = started(true);
    assert_eq!(job.look(&Look::Silent, SILENT_MS - 1), Next::Wait);
    assert_eq!(job.clone().look(&seen(9, Some(1), "none"), SILENT_MS), Next::Over(Printed));
    assert_eq!(job.look(&Look::Silent, SILENT_MS), Next::Open(PerhapsPrinted(PrinterTrouble::Off)));
}

#[test]
fn a_held_job_is_canceled_and_one_that_takes_too_long_is_given_up() {
    assert_eq!(started(true).look(&seen(4, Some(0), "none"), 1_000), Next::Cancel);
    assert_eq!(started(true).look(&seen(5, Some(0), "none"), MOST_MS - 1), Next::Wait);
    assert_eq!(
        started(true).look(&seen(5, Some(0), "none"), MOST_MS),
        Next::Open(PerhapsPrinted(PrinterTrouble::Other))
    );
}

#[test]
fn a_job_taken_with_reservations_is_canceled_and_never_counts_as_printed() {
    let mut job = Job::taken((0, 0), None, true, true);
    assert_eq!(job.look(&seen(5, Some(0), "none"), 500), Next::Cancel);
    assert_eq!(job.clone().look(&seen(9, Some(1), "none"), 1_000), Next::Over(PerhapsPrinted(PrinterTrouble::Other)));
    assert_eq!(job.look(&seen(7, Some(0), "none"), 1_000), Next::Over(PerhapsPrinted(PrinterTrouble::Other)));
}

fn look() -> impl Strategy<Value = Look> {
    let reason =
        prop::sample::select(vec!["none", "media-empty-warning", "media-jam-error", "cover-open", "toner-low"]);
    prop_oneof![
        8 => (3..=9_i32, prop::option::of(0..3_i32), reason, 40..60_i32)
            .prop_map(|(state, count, reason, up)| Look::Seen(job(state, count, "none"), printer(4, reason, up))),
        1 => Just(Look::Gone),
        1 => Just(Look::Silent),
    ]
}

proptest! {
    #[test]
    fn whatever_a_printer_says_the_rules_hold(looks in prop::collection::vec((0..8_000_u64, look()), 1..60), counts: bool) {
        let mut job = started(counts);
        let (mut now_ms, mut canceled) = (0, 0);
        for (wait_ms, look) in &looks {
            now_ms += wait_ms;
            match job.look(look, now_ms) {
                Next::Wait => prop_assert!(now_ms < MOST_MS),
                Next::Cancel => canceled += 1,
                Next::Over(outcome) => {
                    let Look::Seen(status, _) = look else { return Err(TestCaseError::fail("over without a look")) };
                    prop_assert!(status.is_over());
                    if matches!(outcome, NotPrinted(_)) {
                        prop_assert!(counts && status.impressions == Some(0) && status.state != JobState::Completed);
                    }
                    if outcome == Printed {
                        prop_assert_eq!(status.state, JobState::Completed);
                        prop_assert!(status.impressions.is_none_or(|count| count == 1 || (count == 0 && !counts)));
                    }
                    return Ok(());
                }
                Next::Open(outcome) => {
                    prop_assert!(matches!(outcome, PerhapsPrinted(_)));
                    return Ok(());
                }
            }
            prop_assert!(canceled <= 1);
        }
    }
}
