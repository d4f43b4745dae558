//! What is remembered for next time: how a commission calls its columns, the language of the window, how large a
//! millimetre is on this display. Whatever cannot be read or written is not remembered, and nothing else happens.

use std::fs;
use std::path::{Path, PathBuf};

use ballot::Language;
use ballot::list::ColumnNames;
use wording::{Phrase, phrase};

/// The folder of what is remembered.
#[derive(Clone, Debug, Default)]
pub struct Kept {
    folder: Option<PathBuf>,
}

impl Kept {
    /// In the clerk's own folder of settings.
    #[must_use]
    pub fn usual() -> Self {
        let home = |name: &str| std::env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
        let settings = home("XDG_CONFIG_HOME").or_else(|| home("HOME").map(|home| home.join(".config")));
        Self { folder: settings.map(|settings| settings.join("tandau")) }
    }

    /// In this folder.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self { folder: Some(folder.to_owned()) }
    }

    fn read(&self, name: &str) -> Option<String> {
        fs::read_to_string(self.folder.as_ref()?.join(name)).ok()
    }

    fn write(&self, name: &str, text: &str) {
        let Some(folder) = &self.folder else { return };
        let partial = folder.join(format!("{name}.new"));
        let written = fs::create_dir_all(folder)
            .and_then(|()| fs::write(&partial, text))
            .and_then(|()| fs::rename(&partial, folder.join(name)));
        drop(written);
    }

    /// The columns that the clerk has named, in every list so far.
    #[must_use]
    pub fn columns(&self) -> ColumnNames {
        self.read("columns.toml").and_then(|text| ColumnNames::parse("columns.toml", &text).ok()).unwrap_or_default()
    }

    /// Remembers columns.
    pub fn keep_columns(&self, columns: &ColumnNames, language: Language) {
        self.write("columns.toml", &columns.file(phrase(Phrase::GuiColumnsTitle, language)));
    }

    /// The language of the window.
    #[must_use]
    pub fn language(&self) -> Option<Language> {
        let code = self.read("language")?;
        [Language::Kk, Language::Ru, Language::En].into_iter().find(|language| language.code() == code.trim())
    }

    /// Remembers the language.
    pub fn keep_language(&self, language: Language) {
        self.write("language", language.code());
    }

    /// How many pixels of this display are a millimetre.
    #[must_use]
    pub fn px_per_mm(&self) -> Option<f32> {
        self.read("pixels-per-mm")?.trim().parse().ok().filter(|px: &f32| (1.0..=40.0).contains(px))
    }

    /// Remembers how many.
    pub fn keep_px_per_mm(&self, px: f32) {
        self.write("pixels-per-mm", &px.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_there_next_time_and_what_is_broken_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let kept = Kept::at(&folder.path().join("settings"));
        assert_eq!((kept.language(), kept.px_per_mm(), kept.columns()), (None, None, ColumnNames::default()));
        let columns = ColumnNames::new([("Кандидат \"А\"".to_owned(), "name_ru".to_owned())].into()).unwrap();
        kept.keep_columns(&columns, Language::Ru);
        kept.keep_language(Language::Kk);
        kept.keep_px_per_mm(4.25);
        assert_eq!((kept.language(), kept.px_per_mm(), kept.columns()), (Some(Language::Kk), Some(4.25), columns));
        kept.write("columns.toml", "broken");
        kept.write("pixels-per-mm", "0");
        assert_eq!((kept.px_per_mm(), kept.columns()), (None, ColumnNames::default()));
    }
}
