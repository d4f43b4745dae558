//! Every rule of the layout: a case that triggers it and one that just misses.

use ballot::{
    BallotForm, BallotOption, Contest, Corner, CornerKind, Language, Length, NameParts, OptionKind, Parts, Point, Rect,
    Size, Status, Text,
};

use super::*;

mod clearances;
mod rules;
mod snapshots;

/// Millimetres for tests.
fn mm(mm: f64) -> Length {
    Length::from_mm_f64(mm).unwrap()
}

fn text(words: &str) -> Text {
    Text { kk: words.into(), ru: words.into(), en: None }
}

fn option(number: u32, kind: OptionKind, name: &str) -> BallotOption {
    BallotOption {
        id: number.to_string(),
        number,
        kind,
        status: Status::Standing,
        name: text(name),
        short: None,
        parts: Parts::default(),
        spoken: None,
        detail: None,
    }
}

fn candidate(number: u32, surname: &str, given: &str, patronymic: Option<&str>) -> BallotOption {
    let parts = NameParts { surname: surname.into(), given: given.into(), patronymic: patronymic.map(str::to_owned) };
    let name = [Some(surname), Some(given), patronymic].into_iter().flatten().collect::<Vec<_>>().join(" ");
    BallotOption {
        parts: Parts { kk: Some(parts.clone()), ru: Some(parts) },
        ..option(number, OptionKind::Candidate, &name)
    }
}

/// Candidates with different surnames, and "against all" as the last row.
fn candidates(rows: u32) -> Vec<BallotOption> {
    const LETTERS: [&str; 10] = ["а", "ә", "д", "е", "к", "қ", "м", "н", "о", "т"];
    let letter = |index: u32| LETTERS[usize::try_from(index % 10).unwrap()];
    let one = |number: u32| {
        let surname = format!("Са{}{}ев", letter(number / 10), letter(number));
        candidate(number, &surname, "Нұрлан", Some("Болатұлы"))
    };
    (1..rows).map(one).chain([option(rows, OptionKind::AgainstAll, "Барлығына қарсымын")]).collect()
}

fn contest(options: Vec<BallotOption>) -> Contest {
    Contest {
        id: "test".into(),
        position: 1,
        title: text("Сайлау"),
        short_title: None,
        question: None,
        max_choices: 1,
        form: None,
        options,
    }
}

/// An A5 form: squares of `square` mm from `first` mm down at `pitch` mm, a cut corner.
fn form(rows: u32, square: f64, first: f64, pitch: f64) -> BallotForm {
    let size = Size::new(mm(square), mm(square));
    let place = |row: u32| Rect::around(Point::new(mm(134.0), mm(first) + mm(pitch) * i64::from(row)), size);
    BallotForm {
        id: "test".into(),
        page: Size::new(mm(148.0), mm(210.0)),
        side: 2,
        squares: (0..rows).map(place).collect(),
        spare_squares: 0,
        corner: Corner::Marked { kind: CornerKind::Cut, size: mm(8.0), inset: Length::ZERO },
        paper: "white".into(),
    }
}

fn sheet(width: f64, height: f64) -> Settings {
    Settings { max_sheet: Size::new(mm(width), mm(height)), ..Settings::default() }
}

fn lay(contest: &Contest, form: &BallotForm, settings: &Settings) -> Result<Laid, Vec<Finding>> {
    lay_in(Scope::One(Language::Kk), contest, form, settings)
}

fn lay_in(scope: Scope, contest: &Contest, form: &BallotForm, settings: &Settings) -> Result<Laid, Vec<Finding>> {
    lay_out(&Job { election: "test", contest, form, scope, settings })
}

/// The codes of what a layout found, errors or warnings.
fn codes(result: &Result<Laid, Vec<Finding>>) -> Vec<&'static str> {
    let findings = match result {
        Ok(laid) => &laid.warnings,
        Err(findings) => findings,
    };
    let mut codes: Vec<_> = findings.iter().map(|finding| wording::Coded::code(finding).as_str()).collect();
    codes.dedup();
    codes
}
