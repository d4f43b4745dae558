//! What stands on the terminal, as lines. During a session it does not follow the keys.

use ballot::Language;
use keypad_core::{COLUMNS, Page, ROWS, Wire, wire};
use keypad_protocol::{Direction, Key, KeySet};
use wording::{Phrase, fill, phrase};

use super::keyboard::{SWITCHES, Switch, legend};
use crate::{ActiveFaults, Chance, Note, Picture, SimulatedBoard, Snapshot, Status};

/// The smallest window that takes everything.
const SMALLEST: (usize, usize) = (80, 24);

/// The width of a key on the keypad, in signs.
const KEY_WIDTH: usize = 16;

/// Lines that are not the display.
const OTHER_LINES: usize = 8;

/// The width of what stands beside the display.
const SIDE_WIDTH: usize = 15;

/// The lines for a window of so many columns and rows.
pub(super) fn lines(
    board: &SimulatedBoard,
    now: &Snapshot,
    keep: bool,
    (columns, rows): (usize, usize),
    language: Language,
) -> Vec<String> {
    let say = |key| phrase(key, language);
    if columns < SMALLEST.0 || rows < SMALLEST.1 {
        let sizes = [("columns", SMALLEST.0.to_string()), ("rows", SMALLEST.1.to_string())];
        let lines = [fill(say(Phrase::SimWindowTooSmall), &sizes), state(&now.status, language)];
        return lines.iter().take(rows).map(|line| cut(line, columns)).collect();
    }
    let path = now.path.as_ref().map(|path| format!(" → {}", path.display())).unwrap_or_default();
    let mut lines = vec![format!("{}  {}{path}", say(Phrase::SimTitle), board.link().display())];
    let (picture, width) = display(&now.picture, columns, rows);
    let side = side(now, picture.len(), language);
    lines.extend(picture.iter().zip(side).map(|(left, right)| format!("{left:width$}{right}")));
    lines.extend(keypad(now.fingers, language));
    lines.extend(faults(&now.faults, language));
    lines.push(say(if keep { Phrase::SimHintKeep } else { Phrase::SimHints }).to_owned());
    lines.iter().map(|line| cut(line, columns)).collect()
}

/// The display as large as the window allows, and the column after it.
fn display(picture: &Picture, columns: usize, rows: usize) -> (Vec<String>, usize) {
    let large = picture.half_blocks();
    let width = large.first().map_or(0, |line| line.chars().count());
    if rows >= large.len() + OTHER_LINES && columns > width + SIDE_WIDTH {
        (large, width + 1)
    } else {
        let small = picture.dots();
        let width = small.first().map_or(0, |line| line.chars().count());
        (small, width + 1)
    }
}

fn cut(line: &str, columns: usize) -> String {
    line.chars().take(columns).collect()
}

fn state(status: &Status, language: Language) -> String {
    let key = if !status.plugged {
        Phrase::SimUnplugged
    } else {
        match status.screen.page {
            Page::NotConnected if status.port_open => Phrase::SimPortOpen,
            Page::NotConnected => Phrase::SimNoBooth,
            Page::WrongVersion => Phrase::SimWrongVersion,
            Page::InSession => Phrase::SimInSession,
            Page::Closed | Page::Ready | Page::CallPollWorker(_) | Page::SelfTest => Phrase::SimLinked,
        }
    };
    phrase(key, language).to_owned()
}

/// What stands beside the display: the link, the headphones, the beeper, the last messages.
fn side(now: &Snapshot, rows: usize, language: Language) -> Vec<String> {
    let say = |key| phrase(key, language).to_owned();
    let headphones = if now.status.headphones { Phrase::SimHeadphonesIn } else { Phrase::SimHeadphonesOut };
    let tone = now.status.tone.map(|tone| format!("♪ {} Hz", tone.hz)).unwrap_or_default();
    let mut side = vec![state(&now.status, language), say(headphones), tone, String::new()];
    let room = rows.saturating_sub(side.len());
    side.extend(last_notes(&now.notes, room));
    side.resize(rows, String::new());
    side
}

/// As many of the last notes as the lines take, each whole. One that is too long has its object in a line of its own.
fn last_notes(notes: &[Note], room: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for note in notes.iter().rev() {
        let sign = match note.from {
            Direction::FromBoard => '▸',
            Direction::FromHost => '◂',
        };
        let line = format!("{sign} {}", note.text);
        let drawn = match line.rsplit_once(' ') {
            Some((verb, object)) if line.chars().count() > SIDE_WIDTH => vec![verb.to_owned(), format!("  {object}")],
            Some(_) | None => vec![line],
        };
        if lines.len() + drawn.len() > room {
            break;
        }
        lines.splice(0..0, drawn);
    }
    lines
}

/// The keys where they lie under the hand; the switches, plug and headphones at the right.
fn keypad(fingers: Option<KeySet>, language: Language) -> Vec<String> {
    let mut places = vec![vec![String::new(); COLUMNS + 1]; ROWS];
    let mut put = |row: usize, column: usize, text: String| {
        if let Some(place) = places.get_mut(row).and_then(|row| row.get_mut(column)) {
            *place = text;
        }
    };
    for key in Key::ALL {
        let (signs, name) = legend(key);
        let down = fingers.is_some_and(|fingers| fingers.contains(key));
        let name = phrase(name, language);
        let text = if down { format!("[{signs}]»{name}«") } else { format!("[{signs}] {name}") };
        match wire(key) {
            Wire::Matrix(crossing) => put(crossing.row, crossing.column, text),
            Wire::SwitchMove => put(0, COLUMNS, text),
            Wire::SwitchSelect => put(1, COLUMNS, text),
        }
    }
    put(2, COLUMNS, format!("[p] {}", phrase(Phrase::SimHeadphones, language)));
    put(3, COLUMNS, format!("[u] {}", phrase(Phrase::SimPlug, language)));
    places.iter().map(|row| row.iter().map(|text| cell(text)).collect()).collect()
}

/// A text as wide as a key, with a blank at its end.
fn cell(text: &str) -> String {
    format!("{:KEY_WIDTH$}", cut(text, KEY_WIDTH - 1))
}

/// Two lines with the faults by their function keys; those that are on are marked.
fn faults(now: &ActiveFaults, language: Language) -> Vec<String> {
    let cells: Vec<String> = (1..)
        .zip(SWITCHES)
        .map(|(number, (switch, name))| {
            let mark = if is_on(switch, now) { '*' } else { ' ' };
            cell(&format!("F{number}{mark}{}", phrase(name, language)))
        })
        .collect();
    cells.chunks(COLUMNS + 1).map(<[String]>::concat).collect()
}

fn is_on(switch: Switch, now: &ActiveFaults) -> bool {
    match switch {
        Switch::Bounce => now.bounce,
        Switch::Stuck => now.stuck,
        Switch::Drop => now.drop != Chance::NEVER,
        Switch::Double => now.double != Chance::NEVER,
        Switch::Corrupt => now.corrupt != Chance::NEVER,
        Switch::Delay => now.delay_ms > 0,
        Switch::Flood => now.flood,
        Switch::Reset => false,
        Switch::Version => now.version.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Options;

    #[test]
    fn everything_fits_into_the_smallest_window_in_every_language_and_no_word_is_cut() {
        let folder = tempfile::tempdir().unwrap();
        let board = SimulatedBoard::start(&Options::at(folder.path().join("k"))).unwrap();
        let mut now = board.snapshot();
        now.fingers = Some(KeySet::ALL);
        for language in [Language::Kk, Language::Ru, Language::En] {
            for keep in [false, true] {
                let lines = lines(&board, &now, keep, SMALLEST, language);
                assert_eq!(lines.len(), SMALLEST.1);
                assert!(lines.iter().all(|line| line.chars().count() <= SMALLEST.0), "{lines:#?}");
                let hint = if keep { Phrase::SimHintKeep } else { Phrase::SimHints };
                assert_eq!(lines.last().unwrap(), phrase(hint, language));
            }
            let drawn = lines(&board, &now, false, SMALLEST, language).join("\n");
            for key in Key::ALL {
                let (signs, name) = legend(key);
                let name = phrase(name, language);
                assert!(drawn.contains(&format!("[{signs}]»{name}«")), "{language:?} {name}");
            }
            for (_, name) in SWITCHES {
                assert!(drawn.contains(phrase(name, language)), "{language:?} {name:?}");
            }
            let states = [
                Phrase::SimUnplugged,
                Phrase::SimPortOpen,
                Phrase::SimNoBooth,
                Phrase::SimWrongVersion,
                Phrase::SimInSession,
                Phrase::SimLinked,
                Phrase::SimHeadphonesIn,
                Phrase::SimHeadphonesOut,
            ];
            for state in states {
                assert!(phrase(state, language).chars().count() <= SIDE_WIDTH, "{language:?} {state:?}");
            }
        }
    }

    #[test]
    fn in_the_smallest_window_every_keys_name_can_be_read_in_the_last_messages() {
        for key in Key::ALL {
            let note = |verb| Note { from: Direction::FromBoard, text: format!("{verb} {}", key.name()) };
            let drawn = last_notes(&["Explained", "Pressed", "Held", "Released"].map(note), 12);
            assert!(drawn.iter().all(|line| line.chars().count() <= SIDE_WIDTH), "{drawn:?}");
            assert_eq!(drawn.iter().filter(|line| line.ends_with(&format!(" {}", key.name()))).count(), 4, "{drawn:?}");
        }
    }

    #[test]
    fn where_there_is_no_room_for_all_messages_the_oldest_are_left_out_whole() {
        let note = |text: &str| Note { from: Direction::FromHost, text: text.to_owned() };
        let notes = ["Hello 1.0", "Pressed switch-select", "Beep"].map(note);
        assert_eq!(last_notes(&notes, 3), ["◂ Pressed", "  switch-select", "◂ Beep"]);
        assert_eq!(last_notes(&notes, 2), ["◂ Beep"]);
        assert!(last_notes(&notes, 0).is_empty());
    }

    #[test]
    fn a_large_window_shows_the_display_in_half_blocks_and_a_tiny_one_says_so() {
        let folder = tempfile::tempdir().unwrap();
        let board = SimulatedBoard::start(&Options::at(folder.path().join("k"))).unwrap();
        board.run_for(std::time::Duration::from_millis(20)).unwrap();
        let now = board.snapshot();
        let large = lines(&board, &now, false, (160, 50), Language::En).join("\n");
        assert!(large.contains('▀') && !large.contains('⠉'), "{large}");
        let tiny = lines(&board, &now, false, (79, 24), Language::En);
        assert!(tiny[0].contains("80 × 24"), "{tiny:?}");
        assert!(lines(&board, &now, false, (3, 0), Language::En).is_empty());
    }
}
