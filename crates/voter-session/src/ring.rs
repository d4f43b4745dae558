//! The ring of items under the voter's finger. Position 0 is the heading, the items follow, and after the last comes
//! the heading again.
//!
//! Two switches go through a shorter ring: options in blocks of five, then the steps, so that 43 options are within
//! 15 actions. They skip the heading when they come round: Repeat says it.

use keypad_protocol::Key;
use wording::{Hands, Voice};

use crate::input::Target;
use crate::page::{Item, Page};

/// How many options are in a block.
pub(crate) const BLOCK: u8 = 5;

/// The items of `page` for these hands; `group` is the block that two switches have entered, counted from 1, or 0.
pub(crate) fn items(page: &Page, hands: Hands, group: u8) -> Vec<Item> {
    let settings = page.settings.then(|| Item::new(Target::Settings, Voice::SettingsItem, page.language()));
    match hands {
        Hands::Keypad | Hands::Touch => page.items.iter().cloned().chain(settings).collect(),
        Hands::Switches => {
            let mut ring = switch_items(page, group);
            let key = |key, voice| Item::new(Target::Key(key), voice, page.language());
            let next = page.can_go_on.then(|| key(Key::Right, Voice::NextItem));
            let previous = page.can_go_back.then(|| key(Key::Left, Voice::PreviousItem));
            ring.extend(next.into_iter().chain(previous));
            ring.push(key(Key::Repeat, Voice::RepeatItem));
            ring.extend(settings);
            ring
        }
    }
}

/// Whether the options of a page are in blocks for two switches.
fn in_blocks(page: &Page) -> bool {
    options(page).count() > usize::from(BLOCK)
}

fn options(page: &Page) -> impl Iterator<Item = &Item> {
    page.items.iter().filter(|item| is_option(item))
}

const fn is_option(item: &Item) -> bool {
    matches!(item.target, Target::Option(_))
}

/// The block of a row, counted from 0.
pub(crate) const fn block_of(row: u8) -> u8 {
    row.saturating_sub(1) / BLOCK
}

fn switch_items(page: &Page, group: u8) -> Vec<Item> {
    if !in_blocks(page) {
        return page.items.clone();
    }
    let others = page.items.iter().filter(|item| !is_option(item)).cloned();
    match group.checked_sub(1) {
        None => blocks(page).into_iter().chain(others).collect(),
        Some(block) => {
            let inside = |item: &&Item| matches!(item.target, Target::Option(row) if block_of(row) == block);
            let back = Item::new(Target::Groups, Voice::GroupsItem, page.language());
            options(page).filter(inside).cloned().chain([back]).collect()
        }
    }
}

/// One item a block: "options 6 to 10", and whether something in it is chosen.
fn blocks(page: &Page) -> Vec<Item> {
    let rows: Vec<&Item> = options(page).collect();
    let block = |(index, items): (u8, &[&Item])| {
        let row = |item: Option<&&Item>| match item.map(|item| item.target) {
            Some(Target::Option(row)) => u16::from(row),
            _ => 0,
        };
        let (first, last) = (row(items.first()), row(items.last()));
        let label = if first == last { Voice::GroupOfOne { first } } else { Voice::Group { first, last } };
        Item::new(Target::Group(index), label, page.language()).chosen_if(items.iter().any(|item| item.chosen))
    };
    (0..).zip(rows.chunks(usize::from(BLOCK))).map(block).collect()
}
