//! The text encodings of candidate lists. Two of them, KZ-1048 and PT154, are known to no library
//! and are taken for Windows-1251 by every detector, which turns `Тоқаев` into `Тоќаев`.

use std::fmt;
use std::str::FromStr;

/// A text encoding that a list can be in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, low byte first: "Unicode text" of Excel.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
    /// Windows-1251: Russian; it has only one of the nine Kazakh letters, `і`.
    Windows1251,
    /// KZ-1048, the Kazakh standard STRK 1048-2002.
    Kz1048,
    /// PT154, "ParaType Asian Cyrillic", from older Kazakh systems.
    Pt154,
}

/// A name that is no encoding known here.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown encoding {0:?}; known are utf-8, utf-16le, utf-16be, windows-1251, kz-1048, pt154")]
pub struct UnknownEncoding(pub String);

impl Encoding {
    /// Every encoding.
    pub const ALL: [Self; 6] = [Self::Utf8, Self::Utf16Le, Self::Utf16Be, Self::Windows1251, Self::Kz1048, Self::Pt154];

    /// Those with one byte a sign.
    pub(super) const ONE_BYTE: [Self; 3] = [Self::Windows1251, Self::Kz1048, Self::Pt154];

    /// Its usual name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
            Self::Windows1251 => "windows-1251",
            Self::Kz1048 => "kz-1048",
            Self::Pt154 => "pt154",
        }
    }

    /// The byte order mark that announces it; empty for the encodings with one byte a sign.
    pub(super) const fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8 => b"\xef\xbb\xbf",
            Self::Utf16Le => b"\xff\xfe",
            Self::Utf16Be => b"\xfe\xff",
            Self::Windows1251 | Self::Kz1048 | Self::Pt154 => b"",
        }
    }

    /// The text of `bytes` without a byte order mark; `None` if some byte means nothing.
    pub fn decode(self, bytes: &[u8]) -> Option<String> {
        let bytes = bytes.strip_prefix(self.mark()).unwrap_or(bytes);
        match self {
            Self::Utf8 => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Self::Utf16Le => utf16(bytes, u16::from_le_bytes),
            Self::Utf16Be => utf16(bytes, u16::from_be_bytes),
            Self::Windows1251 => {
                let text = encoding_rs::WINDOWS_1251.decode_without_bom_handling_and_without_replacement(bytes)?;
                // The Web's table gives a control character to the undefined byte 98.
                (!text.contains('\u{98}')).then(|| text.into_owned())
            }
            Self::Kz1048 => bytes.iter().map(|byte| one_byte(*byte, &KZ1048)).collect(),
            Self::Pt154 => bytes.iter().map(|byte| one_byte(*byte, &PT154)).collect(),
        }
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let (pairs, rest) = bytes.as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    char::decode_utf16(pairs.iter().map(|pair| unit(*pair))).collect::<Result<_, _>>().ok()
}

fn one_byte(byte: u8, upper_half: &[char; 128]) -> Option<char> {
    match byte.checked_sub(0x80) {
        None => Some(char::from(byte)),
        Some(index) => upper_half.get(usize::from(index)).copied().filter(|sign| *sign != UNDEFINED),
    }
}

impl fmt::Display for Encoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Encoding {
    type Err = UnknownEncoding;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        match plain.to_ascii_lowercase().as_str() {
            "utf8" => Ok(Self::Utf8),
            "utf16le" => Ok(Self::Utf16Le),
            "utf16be" => Ok(Self::Utf16Be),
            "windows1251" | "win1251" | "cp1251" | "1251" => Ok(Self::Windows1251),
            "kz1048" | "strk1048" | "strk10482002" | "rk1048" => Ok(Self::Kz1048),
            "pt154" | "ptcp154" | "csptcp154" | "cp154" | "cyrillicasian" => Ok(Self::Pt154),
            _ => Err(UnknownEncoding(name.to_owned())),
        }
    }
}

/// Stands in the tables for a byte without a meaning.
const UNDEFINED: char = '\u{fffd}';

/// Bytes 80 to FF of KZ-1048 (IANA name `KZ-1048`, aliases `STRK1048-2002`, `RK1048`), after
/// Unicode's `MAPPINGS/VENDORS/MISC/KZ1048.TXT`. A test compares it with `data/kz1048.tsv`, made
/// by Python's codec.
#[rustfmt::skip]
const KZ1048: [char; 128] = [
    'Ђ', 'Ѓ', '‚', 'ѓ', '„', '…', '†', '‡', '€', '‰', 'Љ', '‹', 'Њ', 'Қ', 'Һ', 'Џ',
    'ђ', '‘', '’', '“', '”', '•', '–', '—', UNDEFINED, '™', 'љ', '›', 'њ', 'қ', 'һ', 'џ',
    '\u{a0}', 'Ұ', 'ұ', 'Ә', '¤', 'Ө', '¦', '§', 'Ё', '©', 'Ғ', '«', '¬', '\u{ad}', '®', 'Ү',
    '°', '±', 'І', 'і', 'ө', 'µ', '¶', '·', 'ё', '№', 'ғ', '»', 'ә', 'Ң', 'ң', 'ү',
    'А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж', 'З', 'И', 'Й', 'К', 'Л', 'М', 'Н', 'О', 'П',
    'Р', 'С', 'Т', 'У', 'Ф', 'Х', 'Ц', 'Ч', 'Ш', 'Щ', 'Ъ', 'Ы', 'Ь', 'Э', 'Ю', 'Я',
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'й', 'к', 'л', 'м', 'н', 'о', 'п',
    'р', 'с', 'т', 'у', 'ф', 'х', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'ь', 'э', 'ю', 'я',
];

/// Bytes 80 to FF of PT154 (IANA name `PTCP154`, alias `Cyrillic-Asian`), after IANA's
/// `charset-reg/PTCP154`. A test compares it with `data/pt154.tsv`, made by Python's codec.
#[rustfmt::skip]
const PT154: [char; 128] = [
    'Җ', 'Ғ', 'Ӯ', 'ғ', '„', '…', 'Ҷ', 'Ү', 'Ҳ', 'ү', 'Ҡ', 'Ӣ', 'Ң', 'Қ', 'Һ', 'Ҹ',
    'җ', '‘', '’', '“', '”', '•', '–', '—', 'ҳ', 'ҷ', 'ҡ', 'ӣ', 'ң', 'қ', 'һ', 'ҹ',
    '\u{a0}', 'Ў', 'ў', 'Ј', 'Ө', 'Ҙ', 'Ұ', '§', 'Ё', '©', 'Ә', '«', '¬', 'ӯ', '®', 'Ҝ',
    '°', 'ұ', 'І', 'і', 'ҙ', 'ө', '¶', '·', 'ё', '№', 'ә', '»', 'ј', 'Ҫ', 'ҫ', 'ҝ',
    'А', 'Б', 'В', 'Г', 'Д', 'Е', 'Ж', 'З', 'И', 'Й', 'К', 'Л', 'М', 'Н', 'О', 'П',
    'Р', 'С', 'Т', 'У', 'Ф', 'Х', 'Ц', 'Ч', 'Ш', 'Щ', 'Ъ', 'Ы', 'Ь', 'Э', 'Ю', 'Я',
    'а', 'б', 'в', 'г', 'д', 'е', 'ж', 'з', 'и', 'й', 'к', 'л', 'м', 'н', 'о', 'п',
    'р', 'с', 'т', 'у', 'ф', 'х', 'ц', 'ч', 'ш', 'щ', 'ъ', 'ы', 'ь', 'э', 'ю', 'я',
];

#[cfg(test)]
mod tests {
    use super::*;

    /// What Python's codec makes of each byte of the upper half; `None` where it refuses.
    fn reference(table: &str) -> Vec<(u8, Option<char>)> {
        let lines = table.lines().filter(|line| !line.starts_with('#'));
        lines
            .map(|line| {
                let (byte, code) = line.split_once('\t').unwrap();
                let sign = u32::from_str_radix(code, 16).ok().map(|code| char::from_u32(code).unwrap());
                (u8::from_str_radix(byte, 16).unwrap(), sign)
            })
            .collect()
    }

    #[test]
    fn every_byte_means_what_python_says() {
        for (encoding, table) in [
            (Encoding::Windows1251, include_str!("../../data/windows1251.tsv")),
            (Encoding::Kz1048, include_str!("../../data/kz1048.tsv")),
            (Encoding::Pt154, include_str!("../../data/pt154.tsv")),
        ] {
            let rows = reference(table);
            assert_eq!(rows.len(), 128);
            for (byte, sign) in rows {
                assert_eq!(encoding.decode(&[byte]), sign.map(String::from), "{encoding} {byte:02X}");
            }
        }
    }

    #[test]
    fn kazakh_tables_differ_from_windows_1251_only_where_kazakh_and_other_letters_stand() {
        // Counted by hand in the standard, so that a slip in a table and the same slip in its
        // reference would still be seen.
        let differing = |encoding: Encoding| {
            let differs = |byte: &u8| encoding.decode(&[*byte]) != Encoding::Windows1251.decode(&[*byte]);
            (0x80..=0xff).filter(differs).count()
        };
        assert_eq!(differing(Encoding::Kz1048), 16);
        assert!((0xc0..=0xff).all(|byte| Encoding::Pt154.decode(&[byte]) == Encoding::Kz1048.decode(&[byte])));
    }

    #[test]
    fn the_usual_names_are_understood_and_others_are_not() {
        for encoding in Encoding::ALL {
            assert_eq!(encoding.name().parse(), Ok(encoding));
        }
        assert_eq!("UTF8".parse(), Ok(Encoding::Utf8));
        assert_eq!("CP1251".parse(), Ok(Encoding::Windows1251));
        assert_eq!("STRK1048-2002".parse(), Ok(Encoding::Kz1048));
        assert_eq!("PTCP154".parse(), Ok(Encoding::Pt154));
        assert_eq!("koi8-r".parse::<Encoding>(), Err(UnknownEncoding("koi8-r".to_owned())));
    }

    #[test]
    fn half_a_unit_and_half_a_pair_are_no_utf_16() {
        assert_eq!(Encoding::Utf16Le.decode(b"a\0b"), None);
        assert_eq!(Encoding::Utf16Le.decode(b"\x00\xd8a\0"), None);
        assert_eq!(Encoding::Utf16Be.decode(b"\xfe\xff\x04\xd8"), Some("Ә".to_owned()));
    }
}
