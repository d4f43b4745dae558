//! What a batch found, as a table: every error and every warning, region by region, with its text
//! and remedy in three languages (`summary.csv`).

use std::collections::BTreeSet;
use std::io::{self, Write};

use super::run::{Batch, Ended};
use super::state::{Told, Words};
use crate::notice::FileProblem;

const HEADER: &str = "region;folder;list;contest;severity;code;place_kk;place_ru;place_en;text_kk;text_ru;text_en;\
                      remedy_kk;remedy_ru;remedy_en";

/// A line of a table. Semicolons are what Kazakh and Russian spreadsheets split at; a cell that a
/// spreadsheet would take for a formula is marked as text.
pub(super) fn line(to: &mut dyn Write, cells: &[&str]) -> io::Result<()> {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            to.write_all(b";")?;
        }
        let mark = if cell.starts_with(['=', '+', '-', '@', '\t']) { "'" } else { "" };
        if cell.contains([';', '"', '\n', '\r']) {
            write!(to, "\"{mark}{}\"", cell.replace('"', "\"\""))?;
        } else {
            write!(to, "{mark}{cell}")?;
        }
    }
    to.write_all(b"\r\n")
}

/// The ballots of each region, each once, in the order of the manifest.
pub(super) fn by_region(batch: &Batch<'_>) -> Vec<Vec<usize>> {
    let mut regions = vec![(Vec::new(), BTreeSet::new()); batch.manifest.regions.len()];
    for order in &batch.manifest.orders {
        if let Some((ballots, known)) = regions.get_mut(order.region)
            && known.insert(order.ballot)
        {
            ballots.push(order.ballot);
        }
    }
    regions.into_iter().map(|(ballots, _)| ballots).collect()
}

/// Writes the table.
pub(super) fn write(batch: &Batch<'_>, ended: &Ended) -> Result<(), FileProblem> {
    batch.out.put("summary.csv", |to| {
        write!(to, "\u{feff}{HEADER}\r\n")?;
        for notice in ended.notices.iter().chain(&batch.manifest.warnings) {
            told(to, ["", "", "", ""], &Told::of(notice))?;
        }
        for (region, ballots) in batch.manifest.regions.iter().zip(by_region(batch)) {
            for at in ballots {
                let (Some(ballot), Some(state)) = (batch.manifest.ballots.get(at), batch.state(at)) else { continue };
                let list = ballot.list.file_name().unwrap_or_default().to_string_lossy();
                let contest = state.made.as_ref().map_or("", |made| made.contest.as_str());
                let contest = ballot.contest.as_deref().unwrap_or(contest);
                for one in &state.told {
                    told(to, [region, &ballot.name, &list, contest], one)?;
                }
            }
        }
        Ok(())
    })
}

fn told(to: &mut dyn Write, about: [&str; 4], told: &Told) -> io::Result<()> {
    let mut cells = about.to_vec();
    cells.extend([if told.is_error { "error" } else { "warning" }, told.code.as_str()]);
    let words = [&told.place, &told.text, &told.remedy];
    cells.extend(words.into_iter().flat_map(|words: &Words| words.iter().map(String::as_str)));
    line(to, &cells)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_where_it_must_be_and_never_a_formula() {
        let mut to = Vec::new();
        line(&mut to, &["a", "b;c", "say \"hi\"", "=1+1", "", "-2"]).unwrap();
        assert_eq!(String::from_utf8(to).unwrap(), "a;\"b;c\";\"say \"\"hi\"\"\";'=1+1;;'-2\r\n");
    }
}
