//! Sizes and layers that a file declares before anything is drawn.

use lopdf::{Dictionary, Document, Object};

use super::super::ink::Says;
use super::super::letters::follow;
use super::super::plane::Matrix;

/// Millimetres in a point.
pub(super) const POINT: f64 = 25.4 / 72.0;

/// The page's boxes in points.
pub(super) struct Frame {
    media: [f64; 4],
    trim: [f64; 4],
}

impl Frame {
    pub(super) fn read(document: &Document, page: &Dictionary) -> Result<Self, String> {
        let boxed = |key: &[u8]| {
            let numbers = || {
                let array = inherited(document, page, key)?.as_array().ok()?;
                let numbers: Vec<f64> = array.iter().filter_map(|side| side.as_float().ok().map(f64::from)).collect();
                <[f64; 4]>::try_from(numbers).ok()
            };
            numbers()
        };
        let media = boxed(b"MediaBox").ok_or("no MediaBox")?;
        let rotated = inherited(document, page, b"Rotate").is_some_and(|turn| turn.as_i64().ok() != Some(0));
        let scaled = page.get(b"UserUnit").is_ok_and(|unit| unit.as_float().ok() != Some(1.0));
        let covered = follow(document, page.get(b"Annots").ok())
            .is_some_and(|notes| notes.as_array().map_or(true, |notes| !notes.is_empty()));
        if rotated || scaled || covered {
            return Err("the page is turned, scaled or carries annotations".to_owned());
        }
        Ok(Self { media, trim: boxed(b"TrimBox").unwrap_or(media) })
    }

    pub(super) fn trim_size(&self) -> [f64; 2] {
        let [left, bottom, right, top] = self.trim;
        [(right - left) * POINT, (top - bottom) * POINT]
    }

    pub(super) fn margin(&self) -> [f64; 2] {
        [(self.trim_left() - self.media_left()) * POINT, (self.media_top() - self.trim_top()) * POINT]
    }

    fn media_left(&self) -> f64 {
        let [left, ..] = self.media;
        left
    }

    fn media_top(&self) -> f64 {
        let [.., top] = self.media;
        top
    }

    fn trim_left(&self) -> f64 {
        let [left, ..] = self.trim;
        left
    }

    fn trim_top(&self) -> f64 {
        let [.., top] = self.trim;
        top
    }

    /// From points upward to millimetres downward from the finished page's top-left corner.
    pub(super) fn to_millimetres(&self) -> Matrix {
        Matrix([POINT, 0.0, 0.0, -POINT, -self.trim_left() * POINT, self.trim_top() * POINT])
    }
}

/// A key of the page or of the pages it belongs to.
pub(super) fn inherited<'a>(document: &'a Document, page: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    let mut dictionary = page;
    for _ in 0..16 {
        if let Ok(object) = dictionary.get(key) {
            return follow(document, Some(object));
        }
        dictionary = follow(document, dictionary.get(b"Parent").ok())?.as_dict().ok()?;
    }
    None
}

/// The names of the file's layers, and those that are not shown.
pub(super) fn layers(document: &Document) -> Result<(Vec<String>, Vec<String>), String> {
    let catalog = document.catalog().map_err(|error| error.to_string())?;
    let Some(content) = follow(document, catalog.get(b"OCProperties").ok()).and_then(|found| found.as_dict().ok())
    else {
        return Ok((Vec::new(), Vec::new()));
    };
    let named = |dictionary: &Dictionary, key: &[u8]| -> Vec<String> {
        let groups = follow(document, dictionary.get(key).ok()).and_then(|groups| groups.as_array().ok());
        let group = |group| follow(document, Some(group)).and_then(|group| group.as_dict().ok()).and_then(layer_name);
        groups.into_iter().flatten().filter_map(group).collect()
    };
    let mut layers = named(content, b"OCGs");
    layers.sort();
    let shown = follow(document, content.get(b"D").ok()).and_then(|shown| shown.as_dict().ok());
    let hidden = shown.map(|shown| {
        let off = shown.get(b"BaseState").and_then(Object::as_name).unwrap_or(b"ON") != b"ON";
        if off { layers.clone() } else { named(shown, b"OFF") }
    });
    Ok((layers, hidden.unwrap_or_default()))
}

/// The name of an optional content group.
pub(super) fn layer_name(group: &Dictionary) -> Option<String> {
    group.get(b"Name").and_then(Object::as_str).ok().map(text)
}

/// The file's title and language.
pub(super) fn says(document: &Document) -> Result<Says, String> {
    let catalog = document.catalog().map_err(|error| error.to_string())?;
    let info = follow(document, document.trailer.get(b"Info").ok()).and_then(|info| info.as_dict().ok());
    let said = |owner: Option<&Dictionary>, key: &[u8]| {
        let found = owner.and_then(|owner| follow(document, owner.get(key).ok()));
        found.and_then(|found| found.as_str().ok()).map(text).unwrap_or_default()
    };
    Ok(Says { title: said(info, b"Title"), language: said(Some(catalog), b"Lang") })
}

/// A text string: UTF-16 with its mark, else plain letters.
fn text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(&[0xfe, 0xff]) {
        Some(wide) => {
            let units = wide.chunks_exact(2).filter_map(|pair| pair.first_chunk::<2>());
            String::from_utf16_lossy(&units.map(|pair| u16::from_be_bytes(*pair)).collect::<Vec<_>>())
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}
