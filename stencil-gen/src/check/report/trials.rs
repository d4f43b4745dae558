//! The levels tried, recomputed from the list: which one fails on which rows.

use serde_json::Value;

use super::super::expect::{Level, Wanted};
use super::super::fold::fold;
use super::at;

/// Whether the levels tried are those down to the one taken, each with the reason that the list
/// gives.
pub(super) fn agree(reported: &Value, wanted: &Wanted<'_>, taken: Level) -> bool {
    let levels = wanted.levels();
    let until = levels.iter().position(|level| *level == taken).map_or(0, |index| index + 1);
    let trials = reported.as_array().map(Vec::as_slice).unwrap_or_default();
    let named = |(trial, level): (&Value, &Level)| {
        at(trial, "level") == level.name() && outcome(trial, wanted, *level, *level == taken)
    };
    trials.len() == until && trials.iter().zip(levels).all(named)
}

fn outcome(trial: &Value, wanted: &Wanted<'_>, level: Level, taken: bool) -> bool {
    let cells: Vec<u64> = at(trial, "cells").as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let rows: Vec<u64> = at(trial, "rows").as_array().into_iter().flatten().filter_map(Value::as_u64).collect();
    let said = at(trial, "outcome").as_str().unwrap_or_default();
    let entries = if cells.is_empty() { 3 } else { 4 };
    let whole = trial.as_object().is_some_and(|trial| trial.len() == entries)
        && at(trial, "rows").as_array().is_some_and(|all| all.len() == rows.len());
    let right = if taken {
        said == "taken" && rows.is_empty() && cells.is_empty()
    } else if let Some(row) = missing(wanted, level) {
        said == "missing" && rows == [row] && cells.is_empty()
    } else if let Some(both) = alike(wanted, level) {
        said == "alike" && rows == both && cells.is_empty()
    } else {
        said == "too-long" && too_long(wanted, level, &rows, &cells)
    };
    whole && right
}

/// The first row that lacks what a level needs.
fn missing(wanted: &Wanted<'_>, level: Level) -> Option<u64> {
    let unequal = wanted.unequal().filter(|_| level == Level::Full).map(|(option, _)| option);
    let lacks = || {
        let mut options = wanted.options().iter();
        options.find(|option| wanted.languages.iter().any(|language| wanted.texts(option, level, *language).is_none()))
    };
    unequal.or_else(lacks).map(|option| option.number.into())
}

/// The first two rows that read alike.
fn alike(wanted: &Wanted<'_>, level: Level) -> Option<[u64; 2]> {
    let mut seen: Vec<(ballot::Language, String, u64)> = Vec::new();
    for option in wanted.options() {
        for language in wanted.languages {
            let own = option.name.get(*language).to_owned();
            let name = wanted.name(option, level, *language).unwrap_or(own);
            let name = fold(&name, wanted.style(*language));
            let same = seen.iter().find(|(other, text, _)| other == language && *text == name && !name.is_empty());
            if let Some((.., first)) = same {
                return Some([*first, option.number.into()]);
            }
            seen.push((*language, name, option.number.into()));
        }
    }
    None
}

/// A row that is about the longest, with more cells than there are. The proof-reader reads Braille
/// and does not write it: signs and spacing may make a tenth and a few cells of difference.
fn too_long(wanted: &Wanted<'_>, level: Level, rows: &[u64], cells: &[u64]) -> bool {
    let ([row], [needed, room]) = (rows, cells) else { return false };
    let letters = |option: &ballot::BallotOption| {
        let texts = wanted.languages.iter().filter_map(|language| {
            let texts = wanted.texts(option, level, *language)?;
            texts.iter().map(|text| fold(text, wanted.style(*language)).chars().count()).min()
        });
        texts.max().and_then(|count| u64::try_from(count).ok()).unwrap_or_default()
    };
    let longest = wanted.options().iter().map(letters).max().unwrap_or_default();
    let own = wanted.options().iter().find(|option| u64::from(option.number) == *row).map(letters);
    needed > room
        && own.is_some_and(|own| {
            let (least, most) = (own - own / 10, own * 2 + 10);
            own + own / 10 + 5 >= longest && (least..=most).contains(needed)
        })
}
