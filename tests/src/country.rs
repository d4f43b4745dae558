//! A made-up country: thousands of ballots of 2 to 43 rows in two languages, the same for the same
//! seed. The names are put together at random from common ones; nobody is meant.

use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

use fastrand::Rng;

/// The fewest and the most rows of a ballot: those of 2023 had up to 43.
pub const ROWS: std::ops::RangeInclusive<usize> = 2..=43;
/// What `batch` is told about the day, as the lists do not say it; strips need a large sheet.
pub const OPTIONS: [&str; 8] = [
    "--date",
    "2026-11-22",
    "--title-kk",
    "Мәслихат депутаттарын сайлау",
    "--title-ru",
    "Выборы депутатов маслихата",
    "--max-sheet",
    "450x560",
];
/// The longest ballot that is a sheet of A5, and not a strip.
const A5_ROWS: usize = 14;
/// The most rows of a ballot of parties: there are not so many.
const PARTY_ROWS: usize = 8;

/// Surnames in Kazakh and Russian, in the order of the Kazakh alphabet.
const SURNAMES: [(&str, &str); 48] = [
    ("Абдрахманов", "Абдрахманов"),
    ("Айтбаев", "Айтбаев"),
    ("Ахметов", "Ахметов"),
    ("Әбілқасымов", "Абилкасымов"),
    ("Әлімжанов", "Алимжанов"),
    ("Байжанов", "Байжанов"),
    ("Бекмұхамбетов", "Бекмухамбетов"),
    ("Бөкейханов", "Букейханов"),
    ("Ғабдуллин", "Габдуллин"),
    ("Дәулетов", "Даулетов"),
    ("Досмұхамедов", "Досмухамедов"),
    ("Егінбаев", "Егинбаев"),
    ("Ерғалиев", "Ергалиев"),
    ("Жақсыбеков", "Жаксыбеков"),
    ("Жұмабаев", "Жумабаев"),
    ("Зейнуллин", "Зейнуллин"),
    ("Ибраев", "Ибраев"),
    ("Иванов", "Иванов"),
    ("Искаков", "Искаков"),
    ("Кәрімов", "Каримов"),
    ("Ким", "Ким"),
    ("Көшербаев", "Кушербаев"),
    ("Қалиев", "Калиев"),
    ("Қасенов", "Касенов"),
    ("Қожахметов", "Кожахметов"),
    ("Құдайбергенов", "Кудайбергенов"),
    ("Лебедев", "Лебедев"),
    ("Мамыров", "Мамыров"),
    ("Мұқанов", "Муканов"),
    ("Мырзахметов", "Мырзахметов"),
    ("Назарбеков", "Назарбеков"),
    ("Нұрғалиев", "Нургалиев"),
    ("Омаров", "Омаров"),
    ("Оспанов", "Оспанов"),
    ("Өтегенов", "Утегенов"),
    ("Петров", "Петров"),
    ("Рахимов", "Рахимов"),
    ("Садықов", "Садыков"),
    ("Сейітқали", "Сейткали"),
    ("Смағұлов", "Смагулов"),
    ("Төлегенов", "Тулегенов"),
    ("Тұрсынбаев", "Турсынбаев"),
    ("Уәлиханов", "Валиханов"),
    ("Фёдоров", "Фёдоров"),
    ("Хамитов", "Хамитов"),
    ("Шаймерденов", "Шаймерденов"),
    ("Ысқақов", "Ыскаков"),
    ("Юсупов", "Юсупов"),
];
/// Given names.
const GIVEN: [(&str, &str); 16] = [
    ("Айдар", "Айдар"),
    ("Асқар", "Аскар"),
    ("Әділ", "Адиль"),
    ("Бауыржан", "Бауыржан"),
    ("Берік", "Берик"),
    ("Ғалым", "Галым"),
    ("Дәурен", "Даурен"),
    ("Ерлан", "Ерлан"),
    ("Жандос", "Жандос"),
    ("Қанат", "Канат"),
    ("Марат", "Марат"),
    ("Нұрлан", "Нурлан"),
    ("Өмірзақ", "Умирзак"),
    ("Руслан", "Руслан"),
    ("Серік", "Серик"),
    ("Тимур", "Тимур"),
];
/// Parties that are made up.
const PARTIES: [(&str, &str); PARTY_ROWS] = [
    ("«Ақ бұлақ» партиясы", "Партия «Ак булак»"),
    ("«Бірлік» қозғалысы", "Движение «Единство»"),
    ("«Дала» халық партиясы", "Народная партия «Степь»"),
    ("«Еңбек» партиясы", "Партия «Труд»"),
    ("«Жасыл өлке» партиясы", "Партия «Зелёный край»"),
    ("«Қала мен ауыл» одағы", "Союз «Город и село»"),
    ("«Өркен» демократиялық партиясы", "Демократическая партия «Оркен»"),
    ("«Шаңырақ» партиясы", "Партия «Шанырак»"),
];
/// Regions, by which ballots are told of.
const REGIONS: [&str; 20] = [
    "Абай",
    "Ақмола",
    "Ақтөбе",
    "Алматы облысы",
    "Атырау",
    "Батыс Қазақстан",
    "Жамбыл",
    "Жетісу",
    "Қарағанды",
    "Қостанай",
    "Қызылорда",
    "Маңғыстау",
    "Павлодар",
    "Солтүстік Қазақстан",
    "Түркістан",
    "Ұлытау",
    "Шығыс Қазақстан",
    "Астана",
    "Алматы",
    "Шымкент",
];

/// Writes the lists, forms and manifest (`country.csv`) of a country of so many ballots.
///
/// # Errors
///
/// When a file cannot be written.
pub fn write(folder: &Path, ballots: usize, seed: u64) -> io::Result<()> {
    let mut rng = Rng::with_seed(seed);
    fs::create_dir_all(folder.join("lists"))?;
    fs::create_dir_all(folder.join("forms"))?;
    for rows in ROWS {
        fs::write(folder.join(format!("forms/rows{rows}.toml")), form(rows))?;
    }
    let mut manifest = "region;station;list;form;copies;title_kk;title_ru\n".to_owned();
    for ballot in 0..ballots {
        let rows = rows(&mut rng, ballot);
        let is_party = rows <= PARTY_ROWS && rng.u8(..4) == 0;
        let list = if is_party { parties(&mut rng, rows) } else { candidates(&mut rng, rows) };
        fs::write(folder.join(format!("lists/d{ballot:05}.csv")), list)?;
        let region = REGIONS.get(ballot % REGIONS.len()).copied().unwrap_or_default();
        let (number, copies) = (ballot + 1, rng.u8(1..=3));
        // Writing to a string cannot fail.
        let _ = writeln!(
            manifest,
            "{region};{number};lists/d{ballot:05}.csv;forms/rows{rows}.toml;{copies};№ {number} сайлау округі;\
             Избирательный округ № {number}"
        );
    }
    fs::write(folder.join("country.csv"), manifest)
}

/// How many rows a ballot has: every number in turn, else mostly few, as in 2023.
fn rows(rng: &mut Rng, ballot: usize) -> usize {
    let (least, most) = (*ROWS.start(), *ROWS.end());
    if ballot.is_multiple_of(83) {
        // The longest first, so that few ballots weigh as much as many.
        return most - (ballot / 83) % (most - least + 1);
    }
    match rng.u8(..100) {
        0..60 => rng.usize(3..=7),
        60..90 => rng.usize(8..=12),
        90..97 => rng.usize(13..=20),
        _ => rng.usize(21..=most),
    }
}

/// A list of candidates in the order of the Kazakh alphabet, the last row against all.
fn candidates(rng: &mut Rng, rows: usize) -> String {
    let mut chosen: Vec<usize> = (0..SURNAMES.len()).collect();
    rng.shuffle(&mut chosen);
    chosen.truncate(rows - 1);
    chosen.sort_unstable();
    // Half of the lists say which word is the surname.
    let in_parts = rng.bool();
    let mut list = "number;kind;name_kk;name_ru".to_owned();
    if in_parts {
        for language in ["kk", "ru"] {
            let _ = write!(list, ";surname_{language};given_{language};patronymic_{language}");
        }
    }
    list.push('\n');
    for (number, surname) in (1..).zip(&chosen) {
        let pick = |rng: &mut Rng| GIVEN.get(rng.usize(..GIVEN.len())).copied().unwrap_or_default();
        let (surname, given, father) = (SURNAMES.get(*surname).copied().unwrap_or_default(), pick(rng), pick(rng));
        let kk = [surname.0.to_owned(), given.0.to_owned(), format!("{}ұлы", father.0)];
        let ru = [surname.1.to_owned(), given.1.to_owned(), format!("{}улы", father.1)];
        let _ = write!(list, "{number};candidate;{};{}", kk.join(" "), ru.join(" "));
        if in_parts {
            let _ = write!(list, ";{};{}", kk.join(";"), ru.join(";"));
        }
        list.push('\n');
    }
    let _ = writeln!(list, "{rows};against_all;Барлығына қарсымын;Против всех");
    list
}

/// A list of parties in the order of a lot, the last row against all.
fn parties(rng: &mut Rng, rows: usize) -> String {
    let mut parties = PARTIES;
    rng.shuffle(&mut parties);
    let mut list = "number;kind;name_kk;name_ru\n".to_owned();
    for (number, (kk, ru)) in (1..rows).zip(parties) {
        let _ = writeln!(list, "{number};party;{kk};{ru}");
    }
    let _ = writeln!(list, "{rows};against_all;Барлығына қарсымын;Против всех");
    list
}

/// A form with so many squares: a sheet of A5, or a strip as wide.
fn form(rows: usize) -> String {
    let (pitch, size) = if rows <= 7 { (14, "8.0") } else { (10, "6.5") };
    let height = if rows <= A5_ROWS { 210 } else { 70 + pitch * rows };
    format!(
        "format = \"form/1\"\nid = \"rows{rows}\"\npage = [148.0, {height}.0]\nside = 2\n\
         squares = {{ size = [{size}, {size}], first_center = [134.0, 62.0], pitch = {pitch}.0, rows = {rows} }}\n\
         corner = {{ kind = \"cut\", at = \"top-right\", size = 8.0 }}\npaper = \"white\"\n"
    )
}
