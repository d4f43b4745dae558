//! With any one entry of the writer's Braille table changed, the check fails.

use serde_json::json;

use super::desk::{Desk, form};
use crate::braille::{Cell, Table};
use crate::layout::Settings;
use crate::make::Wanted;

/// Parties whose names use every letter, digit and mark.
fn list() -> String {
    let names = [
        "Аәбвг Ғдеёжзийкқ",
        "Лмнңоөпрст Уұүфх",
        "Һцчшщ Ъыіьэюя",
        "Abcde fghij",
        "Klmno pqrst",
        "Uvwxyz «Бірлік», О'Нил; иә/жоқ: да!",
        "123 4567 890 иә-жоқ № 5",
        "Топ (жаңа) (2-тур) 50 % 1+2=3.",
    ];
    let options: Vec<_> = (1..)
        .zip(names)
        .map(|(id, name)| json!({ "id": id.to_string(), "kind": "party", "name": { "kk": name, "ru": name } }))
        .collect();
    let contest = json!({ "id": "all", "title": { "kk": "Кімді қалайсыз? Бір; екі", "ru": "Выборы" }, "max_choices": 1, "options": options });
    let title = json!({ "kk": "Сайлау", "ru": "Выборы" });
    json!({ "format": "election/1", "id": "all", "date": "2026-01-01", "title": title, "contests": [contest] })
        .to_string()
}

fn desk(table: Table) -> Desk {
    let settings = Settings { table, ..Settings::default() };
    Desk::new(&list(), &[form("a5-8rows")], &settings, Wanted::One(ballot::Language::Kk))
}

#[test]
fn the_unchanged_table_passes() {
    assert_eq!(desk(Table::standard().clone()).check().found, []);
}

#[test]
fn any_entry_changed_to_another_cell_is_found() {
    let standard = Table::standard();
    let mut tried = 0;
    for (sign, _, cells) in standard.entries().filter(|(sign, ..)| *sign != ' ') {
        // A neighbor cell, with a dot more or less, and one that is quite another.
        let own = cells[0];
        let toggled = if own.has_dot(2) { own.bits() & !2 } else { own.bits() | 2 };
        for bits in [toggled, own.bits() ^ 0b11_1111] {
            let cell = Cell::from_char(char::from_u32(0x2800 + u32::from(bits)).unwrap()).unwrap();
            // A changed blank is no cell of a sign; a letter's capital changes with it.
            if cell == Cell::BLANK || (sign.is_uppercase() && sign.is_alphabetic()) {
                continue;
            }
            tried += 1;
            let desk = desk(standard.clone().with_entry(sign, cell));
            assert!(!desk.codes().is_empty(), "{sign:?} as {cell:?}");
        }
    }
    assert!(tried > 150, "{tried}");
}
