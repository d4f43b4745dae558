//! Pages of every kind of length, measured by a ruler of letters that are all alike.

use ballot::Language;
use voter_session::{Settings, Target};

use super::*;
use crate::content::{Button, Choice, Item, Press, Text};
use crate::measure::{Ruler, Weight};

/// Letters half as wide as they are large, in lines a fifth higher; words break at blanks only.
struct Letters;

impl Ruler for Letters {
    fn height(&self, text: &str, width: f32, letters: f32, weight: Weight) -> f32 {
        let mut lines = 1.0;
        let mut x = 0.0;
        for word in text.split_whitespace() {
            let word = self.line(word, letters, weight);
            if x > 0.0 && x + letters / 2.0 + word > width {
                lines += 1.0;
                x = word;
            } else {
                x += word + if x > 0.0 { letters / 2.0 } else { 0.0 };
            }
        }
        lines * letters * 1.2
    }

    #[expect(clippy::cast_precision_loss, reason = "words are short")]
    fn line(&self, text: &str, letters: f32, _: Weight) -> f32 {
        text.chars().count() as f32 * letters / 2.0
    }
}

const METRICS: Metrics = Metrics { mm: 4.0, letters: 40.0 };

fn words(count: usize) -> String {
    vec!["word"; count].join(" ")
}

fn item(row: u8, count: usize, focused: bool) -> Item {
    Item {
        words: words(count),
        note: String::new(),
        number: row.to_string(),
        spoken: String::new(),
        choice: Choice::One,
        chosen: false,
        focused,
        press: Press::Voter(Target::Option(row)),
    }
}

fn page(title: usize, items: u8, answer: usize, focus: Option<u8>) -> Content {
    Content {
        banner: String::new(),
        head: vec![Text { tone: Tone::Title, words: words(title) }, Text { tone: Tone::Status, words: words(3) }],
        answer: words(answer),
        answer_in_head: false,
        items: (1..=items).map(|row| item(row, 3, focus == Some(row))).collect(),
        hint: vec![Text { tone: Tone::Hint, words: words(4) }],
        buttons: Vec::new(),
        heading_focused: focus.is_none(),
        picture: false,
        named: None,
        curtain: false,
        settings: Settings::usual(Language::Kk),
    }
}

fn room(height: f32) -> Room {
    Room { width: 1_000.0, height, rail: 150.0 }
}

fn flowed(content: &Content, height: f32) -> Flow {
    let flow = flow(content, room(height), &METRICS, &Letters);
    whole(content, &flow, height);
    flow
}

/// Every word of every text and item is on some leaf, in order, and no leaf is higher than its room.
fn whole(content: &Content, flow: &Flow, height: f32) {
    for leaf in &flow.leaves {
        let mut bottom = 0.0;
        for piece in &leaf.pieces {
            assert!(piece.y >= bottom, "pieces overlap");
            bottom = piece.y + piece.height;
        }
        assert!(bottom <= height + 0.01, "a leaf of {bottom} in a room of {height}");
    }
    let pieces = || flow.leaves.iter().flat_map(|leaf| &leaf.pieces);
    for (index, item) in content.items.iter().enumerate() {
        let parts: Vec<&str> = pieces()
            .filter(|piece| matches!(piece.kind, Kind::Item { index: of, .. } if of == index))
            .map(|piece| piece.words.as_str())
            .filter(|words| !words.is_empty())
            .collect();
        assert_eq!(parts.join(" "), item.words);
    }
    for text in content.head.iter().chain(&content.hint) {
        let of_tone: Vec<&str> =
            pieces().filter(|piece| piece.kind == Kind::Text(text.tone)).map(|piece| piece.words.as_str()).collect();
        assert!(of_tone.join(" ").contains(&text.words), "{:?} is cut", text.tone);
    }
}

#[test]
fn a_page_that_fits_is_one_leaf_as_wide_as_the_room() {
    let flow = flowed(&page(4, 4, 0, None), 1_000.0);
    assert_eq!((flow.leaves.len(), flow.own, flow.width), (1, 0..=0, 1_000.0));
}

#[test]
fn many_items_turn_under_texts_that_stay() {
    let flow = flowed(&page(4, 43, 0, Some(30)), 1_000.0);
    assert!(flow.leaves.len() > 3);
    let titles = |leaf: &Leaf| leaf.pieces.iter().any(|piece| piece.kind == Kind::Text(Tone::Title));
    assert!(flow.leaves.iter().all(titles));
    assert!(flow.leaves[*flow.own.start()].holds(29));
    assert_eq!(flow.own.start(), flow.own.end());
    let begun: Vec<usize> = flow.leaves.iter().flat_map(Leaf::items).collect();
    assert_eq!(begun, (0..43).collect::<Vec<_>>());
}

#[test]
fn a_long_text_has_leaves_of_its_own_and_down_goes_through_them_before_the_items() {
    let flow = flowed(&page(120, 7, 0, None), 500.0);
    assert_eq!(*flow.own.start(), 0);
    assert!(*flow.own.end() > 0);
    let last = &flow.leaves[*flow.own.end()];
    assert!(last.items().next().is_none());
    assert_eq!(flow.leaves[*flow.own.end() + 1].items().next(), Some(0));
}

#[test]
fn an_answer_stays_in_sight_of_the_item_or_comes_before_it() {
    let short = flowed(&page(120, 7, 5, Some(6)), 500.0);
    let shown = &short.leaves[*short.own.start()];
    let answers = |leaf: &Leaf| leaf.pieces.iter().any(|piece| piece.kind == Kind::Text(Tone::Answer));
    assert!(shown.holds(5) && answers(shown));
    let long = flowed(&page(120, 7, 70, Some(6)), 500.0);
    let (first, last) = (&long.leaves[*long.own.start()], &long.leaves[*long.own.end()]);
    assert!(answers(first) && !first.holds(5));
    assert!(last.holds(5));
}

#[test]
fn what_was_done_stands_above_where_one_is_and_at_an_item_below_it() {
    let order = |focus, height, picture| {
        let mut content = page(4, 3, 5, focus);
        content.picture = picture;
        let flow = flowed(&content, height);
        let place = |tone| flow.leaves[0].pieces.iter().position(|piece| piece.kind == Kind::Text(tone)).unwrap();
        place(Tone::Answer) < place(Tone::Title)
    };
    for picture in [false, true] {
        assert!(order(None, 1_000.0, picture));
        assert!(!order(Some(2), 1_000.0, picture));
    }
    let turning = flowed(&page(4, 43, 5, None), 1_000.0);
    assert!(turning.leaves.len() > 1);
    assert!(turning.leaves.iter().all(|leaf| leaf.pieces[0].kind == Kind::Text(Tone::Answer)));
}

#[test]
fn an_item_too_large_for_a_leaf_goes_on_in_the_next_and_owns_both() {
    let mut content = page(4, 3, 0, Some(2));
    content.items[1].words = words(80);
    content.items[1].note = words(3);
    let flow = flowed(&content, 400.0);
    assert!(flow.own.end() > flow.own.start());
    assert!(flow.leaves[flow.own.clone()].iter().all(|leaf| leaf.holds(1)));
}

#[test]
fn on_a_button_the_end_of_the_page_is_shown() {
    let mut content = page(4, 43, 0, None);
    content.heading_focused = false;
    let press = Press::Voter(Target::GoOn);
    content.buttons = vec![Button { words: words(1), focused: true, enabled: true, press }];
    let flow = flowed(&content, 1_000.0);
    assert_eq!(*flow.own.start(), flow.leaves.len() - 1);
}

#[test]
fn a_page_that_no_finger_is_on_is_shown_from_its_begin() {
    for items in [0, 43] {
        let mut content = page(200, items, 0, None);
        content.heading_focused = false;
        let flow = flowed(&content, 600.0);
        assert!(flow.leaves.len() > 1);
        assert_eq!(*flow.own.start(), 0);
    }
}

#[test]
fn what_the_head_says_moves_nothing() {
    let before = flowed(&page(4, 5, 0, Some(2)), 1_000.0);
    let mut content = page(4, 5, 6, Some(2));
    assert_ne!(flowed(&content, 1_000.0), before);
    content.answer_in_head = true;
    assert_eq!(flowed(&content, 1_000.0), before);
}

#[test]
fn no_length_of_anything_cuts_a_word_or_leaves_its_room() {
    for height in [150.0, 300.0, 700.0] {
        for title in [1, 20, 200] {
            for items in [0, 2, 17, 43] {
                for answer in [0, 8, 50] {
                    for focus in [None, Some(1), Some(items)] {
                        let content = page(title, items, answer, focus.filter(|row| *row > 0 && *row <= items));
                        let flow = flowed(&content, height);
                        assert!(*flow.own.end() < flow.leaves.len());
                    }
                }
            }
        }
    }
}

#[test]
fn the_keypad_stands_beside_the_words_or_has_a_leaf_of_its_own() {
    let mut content = page(4, 0, 0, None);
    content.picture = true;
    let beside = flow(&content, room(1_000.0), &METRICS, &Letters);
    assert_eq!(beside.leaves.len(), 1);
    assert!(beside.leaves[0].picture.is_some_and(|place| place.x >= 500.0));
    content.head[0].words = words(200);
    content.answer = words(5);
    let apart = flow(&content, room(500.0), &METRICS, &Letters);
    let shown = &apart.leaves[*apart.own.start()];
    assert!(shown.picture.is_some() && shown.pieces.len() == 1);
}
