//! An Excel file and the print shop's PDF become proof-read stencils, and each step says what is to be done next.

use super::*;
use crate::{Question, Sheet, State, Step};

#[test]
fn a_list_and_the_print_shops_file_become_proof_read_stencils() {
    let home = Home::new();
    let list = workbook(HEADERS);
    let mut desk = home.desk();
    assert_eq!((desk.next_step(), desk.state(Step::Ballot)), (None, State::Later));
    act(&mut desk, Action::Type(home.put("president.xlsx", &list).display().to_string()));
    // What a table does not say is asked for: the day, and the title in both languages.
    assert_eq!(codes(&desk), ["S126", "S120"]);
    about(&mut desk);
    assert_eq!(codes(&desk), [""; 0]);
    assert_eq!((desk.state(Step::List), desk.next_step()), (State::Done, Some(Step::Ballot)));

    act(&mut desk, Action::Next);
    act(&mut desk, Action::Type(home.put("ballot.pdf", ballot(&list)).display().to_string()));
    let contest = desk.contests()[0].id.clone();
    // A file of one page does not say which side it is.
    assert_eq!(desk.sheets[&contest].questions(), [Question::Side]);
    assert_eq!((desk.state(Step::Ballot), desk.next_step()), (State::Wrong, None));
    act(&mut desk, Action::Answer(contest.clone(), Question::Side, "3".to_owned()));
    act(&mut desk, Action::MeasureAgain(contest.clone()));
    assert!(
        matches!(&desk.sheets[&contest], Sheet::Asking { measuring: Some(own), .. } if own.answers.unclear() == Some("3"))
    );
    act(&mut desk, Action::Answer(contest.clone(), Question::Side, "2".to_owned()));
    act(&mut desk, Action::MeasureAgain(contest.clone()));
    let measured = desk.sheets[&contest].ready().unwrap();
    assert_eq!((measured.form.squares.len(), measured.names, measured.picture.is_some()), (7, Some(7), true));

    looked_at_and_made(&home, &mut desk, &contest);
}

fn looked_at_and_made(home: &Home, desk: &mut Desk, contest: &str) {
    act(desk, Action::Next);
    assert_eq!(desk.step, Step::Stencil);
    assert_eq!(desk.stencils().len(), 2);
    let picture = desk.picture.as_ref().unwrap();
    // True to scale: the card with its margins, at so many pixels a millimetre.
    let blank = desk.stencils()[0].laid.plan.blank;
    let wide = (blank.width.mm() + 20.0) * f64::from(desk.px_per_mm);
    assert!((f64::from(picture.width) - wide).abs() <= 1.0, "{} {wide}", picture.width);

    act(desk, Action::Next);
    act(desk, Action::Next);
    assert_eq!((desk.step, desk.state(Step::Proof)), (Step::Make, State::Done));
    act(desk, Action::Make);
    let made = desk.making.made.as_ref().unwrap().as_ref().unwrap_or_else(|told| panic!("{told:?}"));
    assert_eq!((made.stencils, made.windows), (2, 14));
    assert!(made.dots > 500);
    assert!(home.path("president-stencils").join(contest).join("stencil.kk.pdf").exists());
    assert_eq!(desk.state(Step::Make), State::Open);
    // Nothing is finished before somebody has held the sheet against a real ballot.
    for (matches, state) in [(false, State::Wrong), (true, State::Done)] {
        act(desk, Action::Aligned(matches));
        assert_eq!(desk.state(Step::Make), state);
    }
}

#[test]
fn what_was_made_is_forgotten_when_the_list_changes() {
    let home = Home::new();
    let mut desk = ready(&home);
    act(&mut desk, Action::Make);
    act(&mut desk, Action::Aligned(true));
    assert_eq!(desk.state(Step::Make), State::Done);
    act(&mut desk, Action::SetTitle(Language::Ru, "Другие выборы".to_owned()));
    assert_eq!((desk.making.made.is_none(), desk.making.aligned), (true, None));
    assert_eq!(desk.state(Step::Make), State::Open);
}

#[test]
fn a_ballot_is_compared_anew_when_a_name_changes() {
    let home = Home::new();
    let mut desk = ready(&home);
    let contest = desk.contests()[0].id.clone();
    assert!(desk.sheets[&contest].ready().is_some());
    // Row 5 of the table is the second candidate, whose name on the paper is another now.
    let correct =
        Action::Correct { row: 5, column: "name_kk".to_owned(), text: "Әуесов Нұрлан".to_owned() };
    act(&mut desk, correct);
    let Sheet::Asking { notice, .. } = &desk.sheets[&contest] else { panic!("the old names still stand") };
    assert_eq!(notice.coded().code().as_str(), "S518");
    assert_eq!(desk.stencils().len(), 0);
    // And once more when it is set right.
    let correct = Action::Correct { row: 5, column: "name_kk".to_owned(), text: NAMES[1][0].to_owned() };
    act(&mut desk, correct);
    assert!(desk.sheets[&contest].ready().is_some());
    assert_eq!(desk.stencils().len(), 2);
}

#[test]
fn how_the_corner_is_marked_is_said_in_the_window() {
    let home = Home::new();
    let mut desk = ready(&home);
    let contest = desk.contests()[0].id.clone();
    let corner = |desk: &Desk| desk.sheets[&contest].ready().unwrap().form.corner;
    let told = |desk: &Desk| desk.layout.iter().any(|own| own.coded().code().as_str() == "S215");
    assert_eq!((corner(&desk), told(&desk)), (ballot::Corner::Plain, true));
    act(&mut desk, Action::SetCorner(contest.clone(), Some("7,5".to_owned())));
    let ballot::Corner::Marked { size, .. } = corner(&desk) else { panic!("it is cut") };
    assert_eq!((size, told(&desk)), (ballot::Length::from_um(7_500), false));
    // What no ballot can have is not taken.
    for wrong in ["", "x", "2", "41"] {
        act(&mut desk, Action::SetCorner(contest.clone(), Some(wrong.to_owned())));
        assert_ne!(corner(&desk), ballot::Corner::Plain, "{wrong}");
    }
    act(&mut desk, Action::SetCorner(contest.clone(), None));
    assert_eq!(corner(&desk), ballot::Corner::Plain);
}
