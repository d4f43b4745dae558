//! The print order: how many of which stencil go to which station, as a table for programs
//! (`order.csv`) and as a workbook for people (`order.xlsx`).

use std::io::{self, Write};

use ballot::Language;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use wording::{Phrase, phrase};

use super::manifest::{Order, Texts};
use super::place::STENCILS;
use super::run::{Batch, Outcome};
use super::state::Made;
use super::summary::line;
use crate::notice::FileProblem;

/// A line of the order: a stencil for a station.
struct Line<'a> {
    region: &'a str,
    station: &'a str,
    /// The ballot's folder in the output.
    folder: String,
    /// The stencil's file; none for a ballot that was not made.
    file: Option<String>,
    title: [String; 2],
    copies: u32,
    spares: u32,
}

impl Line<'_> {
    const fn total(&self) -> u32 {
        self.copies.saturating_add(self.spares)
    }
}

/// So many percent of the copies, rounded up.
pub(super) const fn spares(copies: u32, percent: u32) -> u32 {
    copies.saturating_mul(percent).div_ceil(100)
}

/// Writes both.
pub(super) fn write(batch: &Batch<'_>, outcomes: &[Outcome]) -> Result<(), FileProblem> {
    batch.out.put("order.csv", |to| {
        let header = "region;station;contest_kk;contest_ru;folder;stencil;copies;spares;total;state";
        write!(to, "\u{feff}{header}\r\n")?;
        lines(batch, outcomes, &mut |line| table_line(to, line))
    })?;
    batch.out.put("order.xlsx", |to| to.write_all(&workbook(batch, outcomes).map_err(io::Error::other)?))
}

fn table_line(to: &mut dyn Write, own: &Line<'_>) -> io::Result<()> {
    let [kk, ru] = &own.title;
    let [copies, spares, total] = [own.copies, own.spares, own.total()].map(|number| number.to_string());
    let state = if own.file.is_some() { "ready" } else { "not-made" };
    let file = own.file.as_deref().unwrap_or_default();
    line(to, &[own.region, own.station, kk, ru, &own.folder, file, &copies, &spares, &total, state])
}

/// Every line of the order, in the order of the manifest.
fn lines(batch: &Batch<'_>, outcomes: &[Outcome], tell: &mut dyn FnMut(&Line<'_>) -> io::Result<()>) -> io::Result<()> {
    // Most rows ask for the ballot of the row above, or for one of its neighbors.
    let mut last: Option<(usize, Option<Made>)> = None;
    for order in &batch.manifest.orders {
        if last.as_ref().is_none_or(|(ballot, _)| *ballot != order.ballot) {
            let is_made = outcomes.get(order.ballot).is_some_and(|outcome| outcome.signs.is_some());
            let state = if is_made { batch.state(order.ballot) } else { None };
            last = Some((order.ballot, state.and_then(|state| state.made)));
        }
        let made = last.as_ref().and_then(|(_, made)| made.as_ref());
        of_order(batch, order, made).iter().try_for_each(&mut *tell)?;
    }
    Ok(())
}

/// A line for each stencil of an order.
fn of_order<'a>(batch: &Batch<'a>, order: &Order, made: Option<&Made>) -> Vec<Line<'a>> {
    let name = batch.manifest.ballots.name(order.ballot).unwrap_or_default();
    let of = |names: &'a Texts, at: usize| names.get(at).unwrap_or_default();
    let one = |folder: String, file: Option<String>, title: [String; 2]| Line {
        region: of(&batch.manifest.regions, order.region),
        station: of(&batch.manifest.stations, order.station),
        folder,
        file,
        title,
        copies: order.copies,
        spares: spares(order.copies, batch.spares),
    };
    let Some(made) = made else {
        return vec![one(format!("{STENCILS}/{name}"), None, [String::new(), String::new()])];
    };
    let [kk, ru, _] = &made.title;
    let folder = format!("{STENCILS}/{name}/{}", made.contest);
    let files = made.stencils.iter().map(|code| format!("stencil.{code}.pdf"));
    files.map(|file| one(folder.clone(), Some(file), [kk.clone(), ru.clone()])).collect()
}

/// The headings of the workbook's sheets.
const ORDER: [Phrase; 9] = [
    Phrase::OrderRegion,
    Phrase::OrderStation,
    Phrase::OrderContest,
    Phrase::OrderFolder,
    Phrase::OrderFile,
    Phrase::OrderCopies,
    Phrase::OrderSpares,
    Phrase::OrderTotal,
    Phrase::OrderState,
];
const TOTALS: [Phrase; 5] =
    [Phrase::OrderFolder, Phrase::OrderFile, Phrase::OrderCopies, Phrase::OrderSpares, Phrase::OrderTotal];

/// The workbook: the order, and how many of each stencil it makes in all. The same order gives the
/// same bytes, so it bears no day but a fixed one.
fn workbook(batch: &Batch<'_>, outcomes: &[Outcome]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(both(Phrase::OrderTitle)).set_creation_datetime(&day));
    let sheet = sheet(&mut workbook, Phrase::OrderTitle, &ORDER, &[20, 20, 40, 40, 18, 12, 12, 12, 30])?;
    let mut row = 0;
    lines(batch, outcomes, &mut |own| {
        row += 1;
        order_row(sheet, row, own).map_err(io::Error::other)
    })
    .map_err(|error| XlsxError::ParameterError(error.to_string()))?;
    let sheet = self::sheet(&mut workbook, Phrase::OrderTotals, &TOTALS, &[40, 18, 12, 12, 12])?;
    totals(batch, sheet)?;
    workbook.save_to_buffer()
}

/// How many of each stencil there are in all. Every stencil of a ballot is ordered as often.
fn totals(batch: &Batch<'_>, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let mut sums = vec![[0u64; 2]; batch.manifest.ballots.len()];
    for order in &batch.manifest.orders {
        if let Some(sum) = sums.get_mut(order.ballot) {
            let own = [order.copies, spares(order.copies, batch.spares)].map(u64::from);
            sum.iter_mut().zip(own).for_each(|(sum, own)| *sum = sum.saturating_add(own));
        }
    }
    let mut row = 0;
    for at in super::sums::by_folder(batch) {
        let Some(made) = batch.state(at).and_then(|state| state.made) else { continue };
        let [copies, spares] = sums.get(at).copied().unwrap_or_default();
        let folder = format!("{STENCILS}/{}/{}", batch.manifest.ballots.name(at).unwrap_or_default(), made.contest);
        for code in &made.stencils {
            row += 1;
            sheet.write_string(row, 0, folder.as_str())?.write_string(row, 1, format!("stencil.{code}.pdf"))?;
            for (column, number) in (2..).zip([copies, spares, copies.saturating_add(spares)]) {
                sheet.write_number(row, column, u32::try_from(number).unwrap_or(u32::MAX))?;
            }
        }
    }
    Ok(())
}

fn order_row(sheet: &mut Worksheet, row: u32, own: &Line<'_>) -> Result<(), XlsxError> {
    let [kk, ru] = &own.title;
    let title = if kk == ru { kk.clone() } else { format!("{kk} / {ru}") };
    let file = own.file.clone().unwrap_or_default();
    let texts = [own.region.to_owned(), own.station.to_owned(), title, own.folder.clone(), file];
    for (column, text) in (0..).zip(texts) {
        if !text.is_empty() {
            sheet.write_string(row, column, text)?;
        }
    }
    for (column, number) in (5..).zip([own.copies, own.spares, own.total()]) {
        sheet.write_number(row, column, number)?;
    }
    let state = if own.file.is_some() { Phrase::OrderReady } else { Phrase::OrderNotReady };
    sheet.write_string(row, 8, both(state)).map(|_| ())
}

/// A sheet with its headings, which stay in view.
fn sheet<'a>(
    workbook: &'a mut Workbook,
    name: Phrase,
    headings: &[Phrase],
    widths: &[u16],
) -> Result<&'a mut Worksheet, XlsxError> {
    let bold = Format::new().set_bold();
    // Rows go to the disk as they are written: a country's worth must not weigh.
    let sheet = workbook.add_worksheet_with_constant_memory()?;
    // A sheet's name has 31 letters at most, so one language must do.
    sheet.set_name(phrase(name, Language::Ru))?.set_freeze_panes(1, 0)?;
    for (column, (heading, width)) in (0..).zip(headings.iter().zip(widths)) {
        sheet.write_string_with_format(0, column, both(*heading), &bold)?;
        sheet.set_column_width(column, *width)?;
    }
    Ok(sheet)
}

/// Kazakh and Russian beside each other, as on the commission's own papers.
fn both(words: Phrase) -> String {
    format!("{} / {}", phrase(words, Language::Kk), phrase(words, Language::Ru))
}

#[cfg(test)]
mod tests {
    use super::spares;

    #[test]
    fn spares_are_rounded_up_for_each_station() {
        assert_eq!([0, 1, 5, 100].map(|percent| spares(20, percent)), [0, 1, 1, 20]);
        assert_eq!([(1, 5), (21, 5), (40, 5)].map(|(copies, percent)| spares(copies, percent)), [1, 2, 2]);
    }
}
