//! Whole votes, word for word. Read the snapshots as a voter would hear them.

use ballot::Language;

use super::booth::Booth;
use super::script::run;
use crate::setup::Way;

/// One contest, by hand with the stencil: language, welcome, the third row, review, the sheet.
const ONE_CONTEST: &str = "
    down
    down
    select
    right
    down
    down
    down
    select
    repeat
    right
    down
    right
    right
    right
    right
    right
    right
";

#[test]
fn a_vote_in_one_contest_sounds_like_this() {
    for language in [Language::En, Language::Ru, Language::Kk] {
        let mut booth = Booth::example("2022-president", |_| {});
        let downs = match language {
            Language::Kk => "down\n",
            Language::Ru => "down\ndown\n",
            Language::En => "down\ndown\ndown\n",
        };
        // The first key only begins.
        let script = ONE_CONTEST.replacen("down\n    down\n", &format!("down\n{downs}"), 1);
        let transcript = run(&mut booth, &script);
        assert_eq!(booth.state(), "Open");
        insta::assert_snapshot!(format!("one_contest_{}", language.code()), transcript);
    }
}

/// Five contests: a printer that jams and one that nobody knows of, a scanner, a sheet by hand, a keypad that is lost,
/// a pause.
const FIVE_CONTESTS: &str = "
    headphones in
    down
    down
    down
    help
    left
    help
    select
    down
    select
    right
    down
    select
    down
    select
    down
    select
    right
    right
    up
    up
    select
    right
    left
    rate-up
    right
    down
    select
    down
    select
    down
    select
    down
    select
    select
    up
    select
    right
    down
    down
    down
    select
    down
    down
    select
    right
    right
    down
    down
    select
    select
    sheet 2
    select
    sheet 1
    select
    printer jam
    select
    printer done
    select
    marks 1: 1
    right
    right
    select
    sheet 2
    right
    select
    printer unsure
    right
    select
    right
    down
    down
    select
    right
    right
    right
    select
    marks 2: 4
    right
    right
    right
    keypad lost
    keypad back
    wait 130
    repeat
    help+curtain
    poll-worker pause
    poll-worker resume
    right
    right
    right
    right
    right
    right
    right
    right
    right
    right
    select
    printer done
    right
    right
    right
    wait 30
";

#[test]
fn a_vote_in_five_contests_with_printer_and_scanner_sounds_like_this() {
    let mut booth = Booth::example("synthetic-five-contests", |setup| {
        setup.ways = vec![Way::Guide, Way::Mark, Way::Companion];
        setup.scanner = true;
        setup.contests[3].fits_printer = false;
        setup.contests[3].fits_scanner = false;
    });
    let transcript = run(&mut booth, FIVE_CONTESTS);
    insta::assert_snapshot!(transcript);
}

#[test]
fn a_vote_with_two_switches_sounds_like_this() {
    let script = "
        switch-move
        switch-move
        switch-move
        switch-move
        switch-select
        switch-select
        switch-move
        switch-select
        switch-move
        switch-move
        switch-select
        switch-move
        switch-move
        switch-select
    ";
    let mut booth = Booth::example("2022-president", |_| {});
    insta::assert_snapshot!(run(&mut booth, script));
}
