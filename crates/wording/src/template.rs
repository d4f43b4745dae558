//! How a template is read: text with `{placeholders}`. The build script reads the tables by it too.

/// The template in pieces: plain text and the placeholder that follows it, if any.
pub(crate) fn pieces(template: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    template.split_inclusive('}').map(|piece| match piece.strip_suffix('}').and_then(|piece| piece.split_once('{')) {
        Some((text, name)) => (text, Some(name)),
        None => (piece, None),
    })
}
