//! What the rows say, and whether all say it at one level.

use ballot::BallotOption;

use super::super::expect::Level;
use super::super::finding::CheckFinding;
use super::super::fold::fold;
use super::super::plane::Spot;
use super::super::reader;
use super::Proof;
use super::braille::{RowLine, shown, withdrawn};
use super::lattice::Columns;

/// A line as read.
struct Reading<'a> {
    line: &'a RowLine,
    option: &'a BallotOption,
    text: Result<String, usize>,
}

impl Reading<'_> {
    /// The first cell up to which the line does not say what it should.
    fn first_wrong(&self, wanted: &str) -> usize {
        let cells = &self.line.words;
        let agrees = |count: usize| {
            let read = cells.get(..count).and_then(|cells| reader::read(cells, self.line.language).ok());
            read.is_some_and(|read| wanted.starts_with(&read))
        };
        // A sign before a letter means nothing by itself: what counts is the last place that agrees.
        (0..=cells.len()).rev().find(|count| agrees(*count)).unwrap_or_default()
    }

    /// What was read, with the cell that could not be.
    fn shown(&self) -> String {
        match &self.text {
            Ok(text) => reader::shown(text),
            Err(place) => {
                let before = self.line.words.get(..*place).unwrap_or_default();
                let read = reader::read(before, self.line.language).unwrap_or_default();
                let cell = self.line.words.get(*place).copied().unwrap_or('⠿');
                format!("{}{cell}…", reader::shown(&read))
            }
        }
    }
}

impl Proof<'_> {
    pub(super) fn levels(&mut self, rows: &[RowLine], columns: Columns) {
        let options = &self.wanted.contest.options;
        let readings: Vec<Reading<'_>> = rows
            .iter()
            .filter_map(|line| {
                let option = options.iter().find(|option| option.number == line.row)?;
                Some(Reading { line, option, text: reader::read(&line.words, line.language) })
            })
            .collect();
        let agreeing = |level: Level| readings.iter().filter(|reading| self.says(reading, level).is_some()).count();
        // The level most rows have; of two that most rows have, the one that the list allows.
        let levels = self.wanted.levels().iter().copied().rev();
        let level = levels.max_by_key(|level| (agreeing(*level), self.wanted.allows(*level)));
        let Some(level) = level else { return };
        self.facts.level = Some(level);
        if !self.wanted.allows(level) {
            self.find(None, None, CheckFinding::LevelNotAllowed { level });
        }
        for reading in &readings {
            self.row_at_level(reading, level, columns);
        }
        self.alike(&readings, columns);
    }

    /// A line of a single row, at a level that is known.
    pub(super) fn row_says(&mut self, line: &RowLine, option: &BallotOption, level: Level, columns: Columns) {
        let reading = Reading { line, option, text: reader::read(&line.words, line.language) };
        self.row_at_level(&reading, level, columns);
    }

    /// Tells where a line says something else; its print is what it should say.
    fn row_at_level(&mut self, reading: &Reading<'_>, level: Level, columns: Columns) {
        let text = self.says(reading, level);
        if text.is_none() {
            self.wrong(reading, level, columns);
        }
        let print = text.or_else(|| self.first_text(reading, level)).unwrap_or_default();
        let (row, language) = (reading.line.row, reading.line.language);
        if let Some(facts) = self.facts.rows.iter_mut().find(|facts| facts.number == row) {
            facts.lines.push((language, print, shown(&reading.line.line.cells)));
        }
    }

    /// The print that a line says at a level, if it does.
    fn says(&self, reading: &Reading<'_>, level: Level) -> Option<String> {
        let language = reading.line.language;
        let style = self.wanted.style(language);
        let texts = self.wanted.texts(reading.option, level, language)?;
        texts.into_iter().find(|text| reading.text.as_ref().is_ok_and(|read| *read == fold(text, style)))
    }

    fn first_text(&self, reading: &Reading<'_>, level: Level) -> Option<String> {
        self.wanted.texts(reading.option, level, reading.line.language)?.into_iter().next()
    }

    fn wrong(&mut self, reading: &Reading<'_>, level: Level, columns: Columns) {
        let row = reading.line.row;
        let wanted = self.first_text(reading, level).unwrap_or_default();
        let wanted = fold(&wanted, self.wanted.style(reading.line.language));
        let cell = reading.line.start + reading.first_wrong(&wanted);
        let place = Some(Spot::new(columns.x(cell), reading.line.line.y));
        let other = self.wanted.levels().iter().find(|other| self.says(reading, **other).is_some());
        let finding = if let Some(other) = other {
            CheckFinding::LevelDiffers { row, found: *other, wanted: level }
        } else {
            CheckFinding::BrailleWrong { row, found: reading.shown(), wanted: reader::shown(&wanted) }
        };
        self.find(Some(row), place, finding);
    }

    /// No two rows read alike. Withdrawn rows may all say the same word.
    fn alike(&mut self, readings: &[Reading<'_>], columns: Columns) {
        let named = |reading: &&Reading<'_>| !reading.line.words.is_empty() && !withdrawn(reading.option.status);
        for (index, reading) in readings.iter().enumerate().filter(|(_, reading)| named(reading)) {
            let earlier = readings.iter().take(index).filter(named);
            let same = earlier
                .filter(|earlier| earlier.line.language == reading.line.language)
                .find(|earlier| earlier.text == reading.text && reading.text.is_ok());
            if let Some(earlier) = same {
                let (first, second) = (earlier.line.row, reading.line.row);
                let place = Some(Spot::new(columns.first, reading.line.line.y));
                self.find(Some(second), place, CheckFinding::ReadAlike { first, second });
            }
        }
    }
}
