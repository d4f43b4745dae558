//! Reads PNM, which `scanimage` writes to its standard output: P4 (black and white), P5 (gray), P6 (color).

use zeroize::Zeroizing;

use crate::image::{Gray, ImageError};

/// The longest run of comments and blanks before a number; a scanner writes one line.
const LONGEST_GAP: usize = 4096;

/// Why bytes are no PNM image.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum PnmError {
    /// Does not begin with P4, P5 or P6, or the header breaks off.
    #[error("not a PNM image of the kinds P4, P5, P6")]
    Header,
    /// The largest value is not 1 to 65535.
    #[error("the largest value of a PNM image is 1 to 65535")]
    Maximum,
    /// Fewer bytes than the header announces, as when a scanner stops.
    #[error("the image breaks off")]
    Short,
    /// A size or resolution that no scan has.
    #[error(transparent)]
    Image(#[from] ImageError),
}

/// What the header announces.
struct Header {
    kind: u8,
    width: usize,
    height: usize,
    maximum: usize,
}

impl Gray {
    /// Reads a PNM image; colors become gray by their luminance. Bytes after the image are ignored, as PNM allows a
    /// second image there. `dpi` as for [`Gray::new`]: PNM does not say it.
    ///
    /// # Errors
    ///
    /// [`PnmError`]. Whatever the header claims, no more memory is taken than the bytes at hand need.
    pub fn from_pnm(bytes: &[u8], dpi: Option<f64>) -> Result<Self, PnmError> {
        let (header, data) = header(bytes)?;
        let area = Self::area(header.width, header.height)?;
        let wide = if header.maximum > 255 { 2 } else { 1 };
        let needed = match header.kind {
            b'4' => header.width.div_ceil(8) * header.height,
            b'5' => area * wide,
            _ => area * wide * 3,
        };
        let data = data.get(..needed).ok_or(PnmError::Short)?;
        let mut pixels = Zeroizing::new(Vec::with_capacity(area));
        let scale = |value: usize| u8::try_from(value.min(header.maximum) * 255 / header.maximum).unwrap_or(u8::MAX);
        match (header.kind, wide) {
            (b'4', _) => {
                for row in data.chunks_exact(header.width.div_ceil(8)) {
                    let bits = row.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1));
                    pixels.extend(bits.take(header.width).map(|bit| if bit == 1 { 0 } else { 255 }));
                }
            }
            (b'5', 1) => pixels.extend(data.iter().map(|value| scale(usize::from(*value)))),
            (b'5', _) => pixels.extend(data.as_chunks::<2>().0.iter().map(|pair| scale(big(*pair)))),
            (_, 1) => pixels.extend(data.as_chunks::<3>().0.iter().map(|rgb| scale(luminance(rgb.map(usize::from))))),
            _ => pixels.extend(
                data.as_chunks::<6>()
                    .0
                    .iter()
                    .map(|&[r, s, g, h, b, c]| scale(luminance([big([r, s]), big([g, h]), big([b, c])]))),
            ),
        }
        Ok(Self::new(header.width, header.height, std::mem::take(&mut *pixels), dpi)?)
    }
}

fn big(pair: [u8; 2]) -> usize {
    usize::from(u16::from_be_bytes(pair))
}

/// The weights of ITU-R BT.601, in thousandths.
pub(crate) fn luminance([red, green, blue]: [usize; 3]) -> usize {
    (299 * red + 587 * green + 114 * blue + 500) / 1000
}

fn header(bytes: &[u8]) -> Result<(Header, &[u8]), PnmError> {
    let (kind, mut rest) = match bytes {
        [b'P', kind @ b'4'..=b'6', rest @ ..] => (*kind, rest),
        _ => return Err(PnmError::Header),
    };
    let width = number(&mut rest)?;
    let height = number(&mut rest)?;
    let maximum = if kind == b'4' { 1 } else { number(&mut rest)? };
    if !(1..=65_535).contains(&maximum) {
        return Err(PnmError::Maximum);
    }
    // Exactly one blank stands between the header and the pixels.
    match rest {
        [blank, data @ ..] if blank.is_ascii_whitespace() => Ok((Header { kind, width, height, maximum }, data)),
        [_, ..] => Err(PnmError::Header),
        [] => Err(PnmError::Short),
    }
}

/// The next number of the header, after blanks and comments.
fn number(rest: &mut &[u8]) -> Result<usize, PnmError> {
    let mut comment = false;
    let starts = |byte: &u8| {
        comment = (comment || *byte == b'#') && *byte != b'\n';
        !comment && !byte.is_ascii_whitespace()
    };
    let start = rest.iter().take(LONGEST_GAP).position(starts).filter(|start| *start > 0).ok_or(PnmError::Header)?;
    let digits = rest.get(start..).unwrap_or_default();
    let end = digits.iter().take(9).position(|byte| !byte.is_ascii_digit()).ok_or(PnmError::Header)?;
    let (digits, after) = digits.split_at_checked(end).ok_or(PnmError::Header)?;
    let text = std::str::from_utf8(digits).map_err(|_| PnmError::Header)?;
    let value = text.parse().map_err(|_| PnmError::Header)?;
    *rest = after;
    Ok(value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn values(bytes: &[u8]) -> Vec<u8> {
        Gray::from_pnm(bytes, None).unwrap().rows().flatten().copied().collect()
    }

    fn file(header: &str, data: impl IntoIterator<Item = u8>) -> Vec<u8> {
        header.bytes().chain(data).collect()
    }

    #[test]
    fn each_kind_is_read() {
        let gray = file("P5 64 64 255\n", vec![7; 4096]);
        assert_eq!(values(&gray), vec![7; 4096]);
        let wide = file("P5\n# by a scanner\n64 64\n65535\n", [0x80, 0x00].repeat(4096));
        assert_eq!(values(&wide), vec![127; 4096]);
        let color = file("P6\n64 64\n255\n", [255, 0, 0].repeat(4096));
        assert_eq!(values(&color), vec![76; 4096]);
        let deep = file("P6\n64 64\n65535\n", [255, 255, 0, 0, 0, 0].repeat(4096));
        assert_eq!(values(&deep), vec![76; 4096]);
        let bits = file("P4\n65 64\n", [0xff, 0, 0, 0, 0, 0, 0, 0, 0x80].repeat(64));
        let row: Vec<u8> = (0..65).map(|x| if x < 8 || x == 64 { 0 } else { 255 }).collect();
        assert_eq!(values(&bits), row.repeat(64));
    }

    #[test]
    fn a_header_may_claim_what_it_likes() {
        let refused = |text: &str| Gray::from_pnm(text.as_bytes(), None).err();
        assert_eq!(refused("P5 30000 2000 255\n"), Some(PnmError::Short));
        assert!(matches!(refused("P5 39999 39999 255\n"), Some(PnmError::Image(_))));
        assert_eq!(refused("P5 99999999999999999999 1 255\n"), Some(PnmError::Header));
        assert_eq!(refused("P5 64 64 0\n"), Some(PnmError::Maximum));
        assert_eq!(refused("P5 64 64 65536\n"), Some(PnmError::Maximum));
        assert_eq!(refused("P3 64 64 255\n"), Some(PnmError::Header));
        assert_eq!(refused("P564 64 255\n"), Some(PnmError::Header));
        assert_eq!(refused(&format!("P5{}64 64 255\n", " ".repeat(5000))), Some(PnmError::Header));
    }

    #[test]
    fn every_shortened_image_is_refused() {
        let whole = file("P5 64 64 255\n", vec![7; 4096]);
        for length in 0..whole.len() {
            assert!(Gray::from_pnm(&whole[..length], None).is_err(), "{length}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(kind in 0u8..9, mut bytes in proptest::collection::vec(any::<u8>(), 0..6000), text in "[P0-9 #\n]{0,40}") {
            if kind < 7 {
                bytes.splice(0..0, format!("P{kind}{text}").bytes());
            }
            drop(Gray::from_pnm(&bytes, None));
        }
    }
}
