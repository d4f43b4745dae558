//! The form's file, the picture, and the command line.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use ballot::BallotForm;

use super::*;
use crate::cli::{self, Ending};
use crate::measure::picture;

#[test]
fn even_squares_are_written_as_a_column_and_others_one_by_one() {
    let measured = assert_measured(&pdf(&[plain(148.0, 210.0, &each(stroked))]), &asked(), "even");
    assert!(
        measured
            .text
            .contains("squares = { size = [8.0, 8.0], first_center = [134.0, 62.0], pitch = 14.0, rows = 7 }\n"),
        "{}",
        measured.text
    );
    assert!(measured.text.contains("page = [148.0, 210.0]\nside = 2\n"), "{}", measured.text);
    assert!(measured.text.contains("on page 1 of ballot.pdf\n# SHA-256 of that file: "), "{}", measured.text);
    let moved = |[x, y, w, h]: [f64; 4]| stroked([x, if y > 100.0 { y + 1.5 } else { y }, w, h]);
    let measured = measure(&pdf(&[plain(148.0, 210.0, &each(moved))]), &asked()).unwrap();
    assert!(measured.text.contains("squares = [\n    [130.0, 58.0, 8.0, 8.0],\n"), "{}", measured.text);
    assert!(measured.text.contains("    [130.0, 143.5, 8.0, 8.0],\n]\n"), "{}", measured.text);
    assert_eq!(BallotForm::parse("again.toml", &measured.text).unwrap(), measured.form);
}

#[test]
fn names_that_would_break_the_file_are_written_safely_or_refused() {
    let file = pdf(&[plain(148.0, 210.0, &each(stroked))]);
    let named = Asked { file: "a\nside = 1\nb.pdf".to_owned(), ..asked() };
    assert_eq!(measure(&file, &named).unwrap().form.side, 2);
    let wrong = Asked { id: "a\"\nside = 1".to_owned(), ..asked() };
    assert!(
        matches!(measure(&file, &wrong), Err(Refusal::Form(problem)) if matches!(problem.kind, ballot::ProblemKind::BadId { .. }))
    );
}

fn pixels(png: &[u8]) -> (usize, Vec<u8>) {
    let mut reader = png::Decoder::new(std::io::Cursor::new(png)).read_info().unwrap();
    let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
    let info = reader.next_frame(&mut bytes).unwrap();
    (usize::try_from(info.width).unwrap(), bytes)
}

#[test]
fn the_picture_frames_every_square_and_writes_its_number_into_it() {
    let boxes = boxed("MediaBox", [0.0, 0.0, 172.0, 242.0]) + &boxed("TrimBox", [12.0, 16.0, 160.0, 226.0]);
    let content = format!("{K} 0 0 {} 0 {} cm 1 0 0 1 12 16 cm {}", -K, 242.0 * K, each(stroked));
    let file = pdf(&[Leaf { boxes, content }]);
    let measured = assert_measured(&file, &asked(), "picture");
    let (width, bytes) = pixels(&picture(&file, &measured).unwrap());
    let at = |x: f64, y: f64| {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a picture")]
        let (x, y) = (((x + 12.0) * 8.0) as usize, ((y + 16.0) * 8.0) as usize);
        <[u8; 3]>::try_from(&bytes[(y * width + x) * 4..][..3]).unwrap()
    };
    let (red, blue, white) = ([220, 0, 0], [0, 70, 220], [255, 255, 255]);
    let mut numbers = Vec::new();
    for [x, y, w, h] in SQUARES {
        assert_eq!([at(x + w / 2.0, y), at(x, y + h / 2.0), at(x + w, y + h - 1.0), at(x + 1.0, y + h)], [red; 4]);
        let inside =
            (4..=28).flat_map(|down| (4..=28).map(move |right| (f64::from(right) / 4.0, f64::from(down) / 4.0)));
        numbers.push(inside.map(|(right, down)| at(x + right, y + down) == red).collect::<Vec<_>>());
    }
    assert!(numbers.iter().all(|number| number.contains(&true) && number.contains(&false)));
    let different: std::collections::BTreeSet<_> = numbers.iter().collect();
    assert_eq!(different.len(), 7, "every number is another one");
    assert_eq!([at(74.0, 0.0), at(0.0, 100.0), at(147.95, 100.0), at(74.0, 209.95)], [blue; 4]);
    assert_eq!(at(100.0, 100.0), white);
}

fn stencil_gen(folder: &Path, arguments: &[&str]) -> (Ending, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let paths = arguments.iter().map(|argument| {
        // Names of files lie in the folder.
        let file = argument.ends_with(".pdf")
            || argument.ends_with(".toml")
            || argument.ends_with(".png")
            || argument.ends_with(".json");
        if file { folder.join(argument).into_os_string() } else { OsString::from(argument) }
    });
    let all = ["stencil-gen", "--ui-language", "en", "measure"].into_iter().map(OsString::from).chain(paths);
    let ending = cli::run(all, &mut out, &mut err).unwrap();
    (ending, String::from_utf8(out).unwrap() + &String::from_utf8(err).unwrap())
}

#[test]
fn the_command_writes_form_and_picture_or_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    fs::write(path("ballot.pdf"), pdf(&[plain(148.0, 210.0, &each(stroked))])).unwrap();
    let (ending, said) = stencil_gen(folder.path(), &["ballot.pdf", "--out", "a5.toml", "--picture", "a5.png"]);
    assert!(ending == Ending::BadInput && said.contains("S515"), "{said}");
    assert!(!path("a5.toml").exists() && !path("a5.png").exists());
    let full = ["ballot.pdf", "--out", "a5.toml", "--picture", "a5.png", "--side", "2"];
    let (ending, said) = stencil_gen(folder.path(), &full);
    assert!(
        ending == Ending::Done && said.contains("Squares: 7, on page 1, side 2") && said.contains("S224"),
        "{said}"
    );
    let form = BallotForm::parse("a5.toml", &fs::read_to_string(path("a5.toml")).unwrap()).unwrap();
    assert_eq!((form.id.as_str(), form.squares.len()), ("a5", 7));
    assert!(path("a5.png").exists());
    // Once more it is the same files; another form never replaces one that is there.
    assert_eq!(stencil_gen(folder.path(), &full).0, Ending::Done);
    let (ending, said) = stencil_gen(folder.path(), &["ballot.pdf", "--out", "a5.toml", "--side", "1"]);
    assert!(ending == Ending::Failed && said.contains("S193"), "{said}");
    assert_eq!(BallotForm::parse("a5.toml", &fs::read_to_string(path("a5.toml")).unwrap()).unwrap(), form);
    assert_eq!(stencil_gen(folder.path(), &["none.pdf", "--out", "b.toml", "--side", "1"]).0, Ending::Failed);
    assert_eq!(stencil_gen(folder.path(), &["ballot.pdf", "--out", "b.toml", "--side", "3"]).0, Ending::Usage);
}

#[test]
fn a_list_of_several_contests_is_asked_which() {
    let folder = tempfile::tempdir().unwrap();
    let (election, contest, form) = super::examples::all().pop().unwrap();
    assert!(election.contests.len() > 1);
    let file = crate::export::specimen::pdf(&election, &contest, &form).unwrap();
    fs::write(folder.path().join("ballot.pdf"), file).unwrap();
    fs::write(folder.path().join("list.json"), example("synthetic-five-contests")).unwrap();
    let common = ["ballot.pdf", "--out", "form.toml", "--list", "list.json", "--side", "2"];
    let (ending, said) = stencil_gen(folder.path(), &common);
    assert!(ending == Ending::BadInput && said.contains("S520") && said.contains(&contest.id), "{said}");
    let named: Vec<&str> = common.into_iter().chain(["--contest", &contest.id]).collect();
    let (ending, said) = stencil_gen(folder.path(), &named);
    let rows = format!("Names compared with the list: {} rows", contest.options.len());
    assert!(ending == Ending::Done && said.contains(&rows) && !said.contains("S224"), "{said}");
}
