//! Checks the voice catalogs against each other: the same keys with the same placeholders in every
//! language, known forms, nouns that are declared.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Debug;

use serde::Deserialize;

use crate::form::{EnglishForm, KazakhForm, RussianForm};
use crate::grammar::{self, Piece, Slot, is_key};

/// One file of `catalog/voice`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Catalog {
    nouns: BTreeMap<String, NounRow>,
    phrases: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounRow {
    #[serde(default = "plain")]
    number: String,
    #[serde(default)]
    one: String,
    #[serde(default)]
    few: String,
    other: String,
}

fn plain() -> String {
    "plain".to_owned()
}

/// The languages, as the generated code names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tongue {
    Kk,
    Ru,
    En,
}

/// The suffixes of variants, and the hands they are for.
pub(crate) const HANDS: [(&str, &str); 2] = [("touch", "Touch"), ("switch", "Switches")];

/// The checked catalogs.
pub(crate) struct Voices<'a> {
    pub(crate) phrases: Vec<Phrase<'a>>,
    pub(crate) nouns: Vec<Noun<'a>>,
    /// As Rust expressions.
    pub(crate) forms: BTreeSet<String>,
}

/// A key with all its templates.
pub(crate) struct Phrase<'a> {
    pub(crate) key: &'a str,
    pub(crate) english: &'a str,
    /// Each placeholder, and whether it is a name.
    pub(crate) fields: BTreeMap<&'a str, bool>,
    pub(crate) templates: Vec<Template<'a>>,
}

pub(crate) struct Template<'a> {
    pub(crate) tongue: Tongue,
    /// The suffix of a variant; empty for the base.
    pub(crate) hands: &'a str,
    pub(crate) pieces: Vec<Piece<'a>>,
}

/// A noun as the generated code declares it.
pub(crate) struct Noun<'a> {
    pub(crate) tongue: Tongue,
    pub(crate) key: &'a str,
    pub(crate) number: String,
    pub(crate) texts: [&'a str; 3],
}

/// The catalogs as one.
///
/// # Errors
/// The first thing wrong, with its language and key.
pub(crate) fn check<'a>(kk: &'a Catalog, ru: &'a Catalog, en: &'a Catalog) -> Result<Voices<'a>, String> {
    let catalogs = [(Tongue::Kk, kk), (Tongue::Ru, ru), (Tongue::En, en)];
    let mut voices = Voices { phrases: Vec::new(), nouns: Vec::new(), forms: BTreeSet::new() };
    for (tongue, catalog) in catalogs {
        let stray = catalog.phrases.keys().find(|key| !en.phrases.contains_key(*key));
        if let Some(key) = stray {
            return Err(format!("voice/en.toml: {key} is missing, {tongue:?} has it"));
        }
        for (key, row) in &catalog.nouns {
            voices.nouns.push(noun(tongue, key, row)?);
        }
    }
    for (full_key, english) in &en.phrases {
        let (key, hands) = split_key(full_key)?;
        let english_fields = grammar::pieces(english).and_then(|pieces| fields(&pieces));
        let expected = english_fields.map_err(|why| format!("voice/en.toml: {full_key}: {why}"))?;
        let mut templates = Vec::new();
        for (tongue, catalog) in catalogs {
            let place = |why: String| format!("voice/{}.toml: {full_key}: {why}", name(tongue));
            let text = catalog.phrases.get(full_key).ok_or_else(|| place("it is missing".to_owned()))?;
            let pieces = template(text, &expected).map_err(place)?;
            for piece in &pieces {
                voices.forms.extend(form_of(tongue, piece, &voices.nouns).map_err(place)?);
            }
            templates.push(Template { tongue, hands, pieces });
        }
        if hands.is_empty() {
            voices.phrases.push(Phrase { key, english, fields: expected, templates });
            continue;
        }
        // A base is the beginning of its variants' keys, so it sorts before them.
        let base = voices.phrases.iter_mut().find(|phrase| phrase.key == key);
        let base = base.ok_or_else(|| format!("voice/en.toml: {full_key} has no base {key}"))?;
        if !expected.iter().all(|(field, kind)| base.fields.get(field) == Some(kind)) {
            return Err(format!("voice/en.toml: {full_key} has a placeholder that {key} has not"));
        }
        base.templates.extend(templates);
    }
    Ok(voices)
}

/// The template in pieces, if it has the placeholders it should have.
fn template<'a>(text: &'a str, expected: &BTreeMap<&str, bool>) -> Result<Vec<Piece<'a>>, String> {
    let pieces = grammar::pieces(text)?;
    if fields(&pieces)? == *expected {
        Ok(pieces)
    } else {
        Err(format!("not the placeholders of the English: {text:?}"))
    }
}

/// The key of the phrase, and the suffix of a variant.
fn split_key(full_key: &str) -> Result<(&str, &str), String> {
    let (key, hands) = full_key.split_once('@').unwrap_or((full_key, ""));
    let known = hands.is_empty() && !full_key.contains('@') || HANDS.iter().any(|(suffix, _)| *suffix == hands);
    if known && is_key(key) { Ok((key, hands)) } else { Err(format!("voice/en.toml: {full_key} is no key")) }
}

/// The placeholders, and whether each is a name.
fn fields<'a>(pieces: &[Piece<'a>]) -> Result<BTreeMap<&'a str, bool>, String> {
    let mut fields = BTreeMap::new();
    for (name, kind) in pieces.iter().filter_map(|piece| piece.slot.field()) {
        if fields.insert(name, kind).is_some_and(|before| before != kind) {
            return Err(format!("{{{name}}} is a name and a number"));
        }
    }
    Ok(fields)
}

/// The form of a number that the piece says, as a Rust expression.
fn form_of(tongue: Tongue, piece: &Piece<'_>, nouns: &[Noun<'_>]) -> Result<Option<String>, String> {
    match piece.slot {
        Slot::Words(_) | Slot::Name { .. } => Ok(None),
        Slot::Number { form, .. } => Ok(Some(form_expression(tongue, form)?)),
        Slot::Count { noun, .. } => {
            let declared = nouns.iter().find(|declared| declared.tongue == tongue && declared.key == noun);
            let declared = declared.ok_or_else(|| format!("[nouns] has no {noun}"))?;
            Ok(Some(declared.number.clone()))
        }
    }
}

/// A form by its name in the catalog, as a Rust expression.
pub(crate) fn form_expression(tongue: Tongue, form: &str) -> Result<String, String> {
    fn find<F: Debug>(named: &[(&str, F)], form: &str) -> Option<String> {
        named.iter().find(|(name, _)| *name == form).map(|(_, form)| format!("{form:?}"))
    }
    let (kind, found) = match tongue {
        Tongue::Kk => ("KazakhForm", find(KazakhForm::NAMED, form)),
        Tongue::Ru => ("RussianForm", find(RussianForm::NAMED, form)),
        Tongue::En => ("EnglishForm", find(EnglishForm::NAMED, form)),
    };
    let variant = found.ok_or_else(|| format!("{} has no form of numbers named {form:?}", name(tongue)))?;
    Ok(format!("Form::{tongue:?}({kind}::{variant})"))
}

fn noun<'a>(tongue: Tongue, key: &'a str, row: &'a NounRow) -> Result<Noun<'a>, String> {
    let place = |why: &str| format!("voice/{}.toml: [nouns] {key}: {why}", name(tongue));
    let (one, few) = (!row.one.is_empty(), !row.few.is_empty());
    let complete = match tongue {
        Tongue::Kk => !one && !few,
        Tongue::En => one && !few,
        Tongue::Ru => one && few,
    };
    if !is_key(key) || !complete || row.other.is_empty() {
        return Err(place("kk has other; en one and other; ru one, few and other"));
    }
    let number = form_expression(tongue, &row.number).map_err(|why| place(&why))?;
    Ok(Noun { tongue, key, number, texts: [&row.one, &row.few, &row.other] })
}

const fn name(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Kk => "kk",
        Tongue::Ru => "ru",
        Tongue::En => "en",
    }
}
