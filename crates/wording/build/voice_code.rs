//! Writes the checked voice catalogs as Rust: the `Voice` enum and how each variant is said.

use std::fmt::{self, Write};

use crate::grammar::Slot;
use crate::voice::{HANDS, Noun, Phrase, Template, Tongue, Voices, form_expression};

/// The whole of `voice.rs`.
///
/// # Errors
/// A form that the check has let through.
pub(crate) fn voice_enum(voices: &Voices<'_>) -> Result<String, Box<dyn std::error::Error>> {
    let mut code = String::new();
    variants(&mut code, &voices.phrases)?;
    writeln!(code, "impl Voice {{")?;
    keys(&mut code, &voices.phrases)?;
    every(&mut code, &voices.phrases)?;
    write_arms(&mut code, &voices.phrases)?;
    writeln!(code, "}}")?;
    phrase_table(&mut code, &voices.phrases)?;
    nouns(&mut code, &voices.nouns)?;
    let forms: Vec<_> = voices.forms.iter().map(String::as_str).collect();
    writeln!(code, "/// The forms of numbers that templates use.\nconst FORMS: &[Form] = &[{}];", forms.join(", "))?;
    Ok(code)
}

fn variants(code: &mut String, phrases: &[Phrase<'_>]) -> fmt::Result {
    writeln!(code, "/// What the booth says and shows, documented by its English template.")?;
    writeln!(code, "#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]\npub enum Voice {{")?;
    for phrase in phrases {
        writeln!(code, "#[doc = {:?}]\n{}", phrase.english, pascal_case(phrase.key))?;
        if !phrase.fields.is_empty() {
            writeln!(code, "{{")?;
            for (field, is_name) in &phrase.fields {
                let kind = if *is_name { "Name" } else { "u16" };
                writeln!(code, "/// Fills its placeholder.\n{field}: {kind},")?;
            }
            write!(code, "}}")?;
        }
        writeln!(code, ",")?;
    }
    writeln!(code, "}}")
}

fn keys(code: &mut String, phrases: &[Phrase<'_>]) -> fmt::Result {
    writeln!(
        code,
        "/// Its key in the catalogs.\n#[must_use]\npub const fn key(self) -> &'static str {{ match self {{"
    )?;
    for phrase in phrases {
        write!(code, "Self::{} {{ .. }} => {:?}, ", pascal_case(phrase.key), phrase.key)?;
    }
    writeln!(code, "}} }}")
}

fn every(code: &mut String, phrases: &[Phrase<'_>]) -> fmt::Result {
    writeln!(code, "/// Every variant, with the same number and the same names in all, to read or to test them.")?;
    writeln!(code, "#[must_use]\npub fn every(number: u16, contest: u8, row: u8) -> Vec<Self> {{ vec![")?;
    for phrase in phrases {
        write!(code, "Self::{} {{ ", pascal_case(phrase.key))?;
        for (field, is_name) in &phrase.fields {
            let value = match (is_name, *field) {
                (false, _) => "number",
                (true, "election") => "Name::Election",
                (true, "contest") => "Name::Contest(contest)",
                (true, "question") => "Name::Question(contest)",
                (true, _) => "Name::Option { contest, row }",
            };
            write!(code, "{field}: {value}, ")?;
        }
        write!(code, "}}, ")?;
    }
    writeln!(code, "] }}")
}

fn write_arms(code: &mut String, phrases: &[Phrase<'_>]) -> Result<(), Box<dyn std::error::Error>> {
    writeln!(
        code,
        "{TOO_LONG}\nfn write(self, language: Language, hands: Hands, to: &mut Writer<'_>) {{ match self {{"
    )?;
    for phrase in phrases {
        let fields: Vec<_> = phrase.fields.keys().copied().collect();
        writeln!(code, "Self::{} {{ {} }} => match (language, hands) {{", pascal_case(phrase.key), fields.join(", "))?;
        for template in &phrase.templates {
            let hands = hands_of(phrase, template).join(" | ");
            writeln!(code, "(Language::{:?}, {hands}) => {{", template.tongue)?;
            statements(code, phrase, template)?;
            writeln!(code, "}}")?;
        }
        writeln!(code, "}},")?;
    }
    writeln!(code, "}} }}")?;
    Ok(())
}

/// The hands that a template is for: a variant its own, the base all that have no variant.
fn hands_of(phrase: &Phrase<'_>, template: &Template<'_>) -> Vec<String> {
    let has = |suffix: &str| phrase.templates.iter().any(|other| other.hands == suffix);
    let mut hands = Vec::new();
    if template.hands.is_empty() {
        hands.push("Hands::Keypad".to_owned());
    }
    for (suffix, variant) in HANDS {
        if template.hands == suffix || template.hands.is_empty() && !has(suffix) {
            hands.push(format!("Hands::{variant}"));
        }
    }
    hands
}

fn statements(
    code: &mut String,
    phrase: &Phrase<'_>,
    template: &Template<'_>,
) -> Result<(), Box<dyn std::error::Error>> {
    let mut number = 0;
    for piece in &template.pieces {
        let after = piece.after;
        match piece.slot {
            Slot::Words(words) => {
                let key = clip_key(phrase, template);
                writeln!(code, "to.phrase({key:?}, {number}, {words:?}, {after:?});")?;
                number += 1;
            }
            Slot::Name { field } => writeln!(code, "to.name({field}, {after:?});")?,
            Slot::Number { field, form } => {
                let form = form_expression(template.tongue, form)?;
                writeln!(code, "to.number({field}, {form}, {after:?});")?;
            }
            Slot::Count { field, noun } => {
                let noun = noun_constant(template.tongue, noun);
                writeln!(code, "to.count({field}, {noun}, {after:?});")?;
            }
        }
    }
    Ok(())
}

fn phrase_table(code: &mut String, phrases: &[Phrase<'_>]) -> fmt::Result {
    writeln!(code, "/// The words of all templates.\nconst PHRASES: &[Phrase] = &[")?;
    for phrase in phrases {
        for template in &phrase.templates {
            let words = template.pieces.iter().filter_map(|piece| match piece.slot {
                Slot::Words(words) => Some(words),
                Slot::Name { .. } | Slot::Number { .. } | Slot::Count { .. } => None,
            });
            let key = clip_key(phrase, template);
            for (piece, text) in words.enumerate() {
                let language = template.tongue;
                write!(code, "Phrase {{ language: Language::{language:?}, key: {key:?}, ")?;
                writeln!(code, "piece: {piece}, text: {text:?} }},")?;
            }
        }
    }
    writeln!(code, "];")
}

fn nouns(code: &mut String, nouns: &[Noun<'_>]) -> fmt::Result {
    let mut all = Vec::new();
    for noun in nouns {
        let name = noun_constant(noun.tongue, noun.key);
        let (key, number, [one, few, other]) = (noun.key, &noun.number, noun.texts);
        writeln!(code, "const {name}: &Noun = &Noun {{ key: {key:?}, number: {number}, ")?;
        writeln!(code, "one: {one:?}, few: {few:?}, other: {other:?} }};")?;
        all.push(name);
    }
    writeln!(code, "/// The nouns of all catalogs.\nconst NOUNS: &[&Noun] = &[{}];", all.join(", "))
}

fn noun_constant(tongue: Tongue, key: &str) -> String {
    format!("{tongue:?}_{key}").to_ascii_uppercase()
}

/// The key as it stands in the ids of clips: a variant behind a dot.
fn clip_key(phrase: &Phrase<'_>, template: &Template<'_>) -> String {
    if template.hands.is_empty() { phrase.key.to_owned() } else { format!("{}.{}", phrase.key, template.hands) }
}

/// The key as a Rust type or variant.
pub(crate) fn pascal_case(key: &str) -> String {
    key.split('_')
        .flat_map(|word| {
            let mut letters = word.chars();
            letters.next().map(|first| first.to_ascii_uppercase()).into_iter().chain(letters)
        })
        .collect()
}

const TOO_LONG: &str =
    "#[expect(clippy::cognitive_complexity, clippy::too_many_lines, reason = \"a few lines for each variant\")]";
