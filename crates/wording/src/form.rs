//! The grammatical forms of numbers in each language, by the names the voice catalogs give them.
//! The build script reads the catalogs by these tables too.

/// The form of a number in Kazakh. Back and front suffixes follow the last word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KazakhForm {
    /// As counted, also before a noun: «жеті», shown as 7.
    Plain,
    /// Place in a row: «жетінші», shown as 7-ші, or as 7 before a hyphen («7-қатар»).
    Ordinal,
    /// Ablative, for «жетіден үшінші» and «алтыдан онға дейін»: shown as 7-ден.
    Total,
    /// Genitive: «жетінің», shown as 7-нің.
    Genitive,
    /// Dative, for "up to": «жетіге», shown as 7-ге.
    Dative,
}

impl KazakhForm {
    /// The forms by their names in the catalog.
    pub(crate) const NAMED: &'static [(&'static str, Self)] = &[
        ("plain", Self::Plain),
        ("ordinal", Self::Ordinal),
        ("total", Self::Total),
        ("genitive", Self::Genitive),
        ("dative", Self::Dative),
    ];
}

/// The form of a number in Russian.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RussianForm {
    /// As counted, and before a masculine noun: «один», «два».
    Plain,
    /// Before a feminine noun: «одна», «две».
    Feminine,
    /// Before a neuter noun: «одно», «два».
    Neuter,
    /// Before a feminine noun that is acted upon: «одну», «две».
    FeminineAccusative,
    /// Genitive, for «из семи», «от шести до десяти».
    Total,
    /// Genitive before or about a feminine noun: «из одной», «из двух».
    TotalFeminine,
    /// «третий», shown as 3-й.
    Ordinal,
    /// «третья», shown as 3-я.
    OrdinalFeminine,
    /// «третье», shown as 3-е.
    OrdinalNeuter,
    /// «с третьего», shown as 3-го.
    OrdinalGenitive,
    /// «третью», shown as 3-ю.
    OrdinalFeminineAccusative,
    /// «в третьей», «от третьей»: shown as 3-й.
    OrdinalFeminineOblique,
}

impl RussianForm {
    /// The forms by their names in the catalog.
    pub(crate) const NAMED: &'static [(&'static str, Self)] = &[
        ("plain", Self::Plain),
        ("feminine", Self::Feminine),
        ("neuter", Self::Neuter),
        ("feminine_accusative", Self::FeminineAccusative),
        ("total", Self::Total),
        ("total_feminine", Self::TotalFeminine),
        ("ordinal", Self::Ordinal),
        ("ordinal_feminine", Self::OrdinalFeminine),
        ("ordinal_neuter", Self::OrdinalNeuter),
        ("ordinal_genitive", Self::OrdinalGenitive),
        ("ordinal_feminine_accusative", Self::OrdinalFeminineAccusative),
        ("ordinal_feminine_oblique", Self::OrdinalFeminineOblique),
    ];
}

/// The form of a number in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EnglishForm {
    /// As counted: "seven", shown as 7.
    Plain,
    /// Place in a row: "seventh", shown as 7th.
    Ordinal,
}

impl EnglishForm {
    /// The forms by their names in the catalog. English has no cases: a total is a plain number.
    pub(crate) const NAMED: &'static [(&'static str, Self)] =
        &[("plain", Self::Plain), ("ordinal", Self::Ordinal), ("total", Self::Plain)];
}
