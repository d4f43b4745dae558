//! What lies under the pointer.

use ballot::{Length, Point};
use stencil_gen::layout::{Layer, Role, Shape};

use super::*;
use crate::explain;

/// The point of a cell of the Kazakh line of a row.
fn cell(desk: &Desk, row: u32, index: i64) -> Point {
    let shown = desk.stencils()[0];
    let (_, line) = shown.laid.plan.braille().find(|(role, _)| *role == Role::Row(row, Language::Kk)).unwrap();
    Point::new(line.origin.x + line.cell_pitch * index + Length::from_mm(1), line.origin.y + Length::from_mm(2))
}

fn words(desk: &Desk, at: Point, layers: &[Layer], language: Language) -> String {
    let shown = desk.stencils()[0];
    explain(&shown.laid.plan, shown.contest, layers, at, language)
}

#[test]
fn a_cell_is_named_by_its_letter() {
    let home = Home::new();
    let desk = ready(&home);
    // Барлығына қарсымын: the sixth letter is ғ.
    let at = cell(&desk, 7, 5);
    assert_eq!(
        words(&desk, at, &Layer::ALL, Language::Ru),
        "строка 7, Барлығына қарсымын: эта клетка – ғ (точки 1-2-4-5-6)"
    );
    assert!(words(&desk, at, &Layer::ALL, Language::En).contains("this cell is ғ"));
    assert!(words(&desk, cell(&desk, 7, 9), &Layer::ALL, Language::Kk).ends_with("бос ұяшық"));
    // Without the Braille there is what it stands in: the print over it, or nothing.
    assert!(!words(&desk, at, &[Layer::Cut, Layer::Print], Language::En).contains("cell"));
}

#[test]
fn numbers_guide_dots_windows_and_folds_are_named() {
    let home = Home::new();
    let desk = ready(&home);
    let shown = desk.stencils()[0];
    let line = shown.laid.plan.braille().find(|(role, _)| *role == Role::Row(3, Language::Kk)).unwrap().1.clone();
    let of = |index: usize| words(&desk, cell(&desk, 3, i64::try_from(index).unwrap()), &Layer::ALL, Language::En);
    let sign = line.cells.iter().rposition(|own| own.to_char() == '⠼').unwrap();
    assert!(of(sign).ends_with("the number sign (dots 3-4-5-6)"), "{}", of(sign));
    assert!(of(sign + 1).contains("this cell is 3 "), "{}", of(sign + 1));
    let guide = line.cells.iter().position(|own| own.to_char() == '⠐').unwrap();
    assert!(of(guide).contains("guide dot"), "{}", of(guide));
    let window = shown.laid.plan.shapes.iter().find(|own| own.role == Role::Window(3)).unwrap();
    let Shape::Rounded { rect, .. } = window.shape else { panic!("{window:?}") };
    assert!(words(&desk, rect.center(), &Layer::ALL, Language::En).ends_with("the window. The pen marks here."));
    assert_eq!(words(&desk, rect.center(), &[Layer::Print], Language::En), "There is nothing here.");
    let far = Point::new(Length::from_mm(-5), Length::from_mm(-5));
    assert_eq!(words(&desk, far, &Layer::ALL, Language::En), "There is nothing here.");
}

#[test]
fn every_letter_of_every_line_is_read_as_the_proof_sheet_reads_it() {
    let home = Home::new();
    let desk = ready(&home);
    for row in 1..=7 {
        let shown = desk.stencils()[0];
        let line = shown.laid.plan.braille().find(|(role, _)| *role == Role::Row(row, Language::Kk)).unwrap().1.clone();
        let name = NAMES[usize::try_from(row).unwrap() - 1][0].to_lowercase();
        let read: String = (0..line.cells.len())
            .filter_map(|index| {
                let said = words(&desk, cell(&desk, row, i64::try_from(index).unwrap()), &Layer::ALL, Language::En);
                said.split_once("this cell is ").map(|(_, rest)| rest.split(' ').next().unwrap().to_owned())
            })
            .collect();
        let level = shown.laid.rows[usize::try_from(row).unwrap() - 1].texts[0].text.to_lowercase();
        let wanted: String = level.chars().filter(|sign| !sign.is_whitespace()).collect();
        assert!(read.starts_with(&wanted), "{name}: {read} {wanted}");
        assert!(read.ends_with(&row.to_string()), "{read}");
    }
}

#[test]
fn layers_zoom_and_stencil_change_the_picture() {
    let home = Home::new();
    let mut desk = ready(&home);
    act(&mut desk, Action::Next);
    let all = desk.picture.clone().unwrap();
    act(&mut desk, Action::ToggleLayer(Layer::Braille));
    let without = desk.picture.clone().unwrap();
    assert!(all.rgb != without.rgb && all.width == without.width);
    act(&mut desk, Action::ToggleLayer(Layer::Braille));
    assert!(desk.picture.as_ref().unwrap().rgb == all.rgb);
    act(&mut desk, Action::ShowStencil(1));
    assert!(desk.picture.as_ref().unwrap().rgb != all.rgb);
    // The whole of it in a field, and back in its true size.
    act(&mut desk, Action::ShowWhole(Some((300.0, 200.0))));
    let small = desk.picture.clone().unwrap();
    assert!(small.width <= 301 && small.height <= 201 && small.height > 190, "{} {}", small.width, small.height);
    act(&mut desk, Action::ShowWhole(None));
    assert_eq!(desk.picture.as_ref().unwrap().width, all.width);
    act(&mut desk, Action::Zoom(2.0));
    assert!(desk.picture.as_ref().unwrap().width > all.width * 3 / 2);
    // The display is as large tomorrow.
    assert!((home.desk().px_per_mm - desk.px_per_mm).abs() < 1e-4);
}
