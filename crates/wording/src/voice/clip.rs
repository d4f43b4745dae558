//! Every clip that a package needs.

use std::collections::BTreeSet;
use std::fmt;

use ballot::{Election, Language, Text};
use sha2::{Digest, Sha256};

use super::{FORMS, NOUNS, Name, PHRASES, Part, Plural, Segment};
use crate::number::{Form, GREATEST};

/// A clip to be spoken by an engine or recorded by a person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clip {
    /// The language it is spoken in.
    pub language: Language,
    /// Its id, unique in its language: ASCII letters, digits, `.`, `_` and `-`.
    pub id: String,
    /// The text as it is shown and as the transcript prints it.
    pub text: String,
    /// The text as it is to be spoken: numbers in words.
    pub spoken: String,
    /// Whether the list itself says how to speak it: then [`Self::spoken`] is to be said as it is.
    pub hinted: bool,
}

/// All clips for an election: the phrases of the catalogs, numbers and nouns in the forms that they
/// use, and the election's names.
pub fn clips(election: &Election) -> impl Iterator<Item = Clip> {
    let names = Name::all(election).flat_map(|name| {
        let languages = [Language::Kk, Language::Ru, Language::En].map(|language| name.language(language, election));
        BTreeSet::from(languages).into_iter().map(move |language| Part::Name { name, language })
    });
    fixed().chain(names).map(|part| {
        let segment = Segment::new(part, "");
        let (id, text, spoken) =
            (segment.clip_id(election), segment.text(election).into_owned(), segment.spoken(election));
        let hinted = matches!(part, Part::Name { name, language } if name.hint(language, election).is_some());
        Clip { language: segment.language(), id, text, spoken, hinted }
    })
}

/// The parts that are the same for every election.
fn fixed() -> impl Iterator<Item = Part> {
    let plain = [Language::Kk, Language::Ru, Language::En].map(Form::plain);
    let forms: BTreeSet<Form> = FORMS.iter().copied().chain(plain).collect();
    let numbers = forms.into_iter().flat_map(|form| (0..=GREATEST).map(move |value| Part::Number { value, form }));
    let nouns = NOUNS
        .iter()
        .flat_map(|&noun| Plural::all(noun.number.language()).iter().map(move |&plural| Part::Noun { noun, plural }));
    PHRASES.iter().copied().map(Part::Phrase).chain(numbers).chain(nouns)
}

/// Which words a package was spoken with: equal where every clip that does not come from an
/// election has the same id and the same words.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VoiceVersion(String);

impl VoiceVersion {
    /// The version as 16 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for VoiceVersion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The version of this program's words: the beginning of a SHA-256 over its clips.
#[must_use]
pub fn voice_version() -> VoiceVersion {
    let nothing = Text { kk: String::new(), ru: String::new(), en: None };
    let no_election = Election { id: String::new(), date: String::new(), title: nothing, contests: Vec::new() };
    version(fixed().map(|part| {
        let segment = Segment::new(part, "");
        (segment.language(), segment.clip_id(&no_election), segment.spoken(&no_election))
    }))
}

fn version(clips: impl Iterator<Item = (Language, String, String)>) -> VoiceVersion {
    let mut hash = Sha256::new();
    for (language, id, spoken) in clips {
        hash.update(format!("{} {id} {spoken}\n", language.code()));
    }
    VoiceVersion(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_changes_with_every_word_id_and_language() {
        let of =
            |language, id: &str, words: &str| version(std::iter::once((language, id.to_owned(), words.to_owned())));
        let (kk, ru) = (Language::Kk, Language::Ru);
        let all = [of(kk, "a", "b"), of(kk, "a", "c"), of(kk, "b", "b"), of(ru, "a", "b"), version(std::iter::empty())];
        assert_eq!(BTreeSet::from(all.clone()).len(), all.len());
    }
}
