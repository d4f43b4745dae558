//! A text of the course in its three languages: shown and spoken alike.

use ballot::Language;
use serde::Deserialize;
use wording::Clip;

/// No text is longer, in characters: three quarters of a minute of speech, and a page of large print.
const LONGEST: usize = 600;

/// A text in three languages. Each of them is one clip of a training package.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    #[serde(skip)]
    id: String,
    kk: String,
    ru: String,
    en: String,
}

impl Words {
    /// A text with the id of its clip.
    #[must_use]
    pub fn new(id: impl Into<String>, [kk, ru, en]: [&str; 3]) -> Self {
        Self { id: id.into(), kk: kk.to_owned(), ru: ru.to_owned(), en: en.to_owned() }
    }

    /// The text in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Kk => &self.kk,
            Language::Ru => &self.ru,
            Language::En => &self.en,
        }
    }

    /// The id of its clip, unique in its language, the same in all three.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What is to be spoken of it.
    pub fn clips(&self) -> impl Iterator<Item = Clip> + use<'_> {
        [Language::Kk, Language::Ru, Language::En].into_iter().map(|language| {
            let text = self.get(language).to_owned();
            Clip { language, id: self.id.clone(), spoken: text.clone(), text, hinted: false }
        })
    }

    /// Gives it the id of its clip.
    pub(crate) fn name(&mut self, id: String) {
        self.id = id;
    }

    /// Whether each language has a text that can be said in one go.
    pub(crate) fn is_sound(&self) -> bool {
        [&self.kk, &self.ru, &self.en].into_iter().all(|text| {
            text.trim() == text
                && !text.contains("  ")
                && !text.contains('\n')
                && (1..=LONGEST).contains(&text.chars().count())
        })
    }
}
