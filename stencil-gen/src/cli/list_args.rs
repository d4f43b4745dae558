//! What the clerk says about a list on the command line.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ballot::Language;
use ballot::list::{ColumnNames, Encoding, NameOrder, ReadOptions, column_names};
use ballot::{Problem, ProblemKind};
use clap::{Args, ValueEnum};
use wording::{Phrase, fill, phrase};

use crate::input;
use crate::notice::Notice;

/// The options of every command that reads a list.
#[derive(Debug, Args)]
pub(super) struct ListArgs {
    /// Identifier of the election, instead of the list's own or its file name.
    #[arg(long)]
    id: Option<String>,
    /// Day of voting, YYYY-MM-DD. A table has none of its own.
    #[arg(long)]
    date: Option<String>,
    /// Title in Kazakh, for a list without one.
    #[arg(long, value_name = "TITLE")]
    title_kk: Option<String>,
    /// Title in Russian, for a list without one.
    #[arg(long, value_name = "TITLE")]
    title_ru: Option<String>,
    /// How many options a voter may mark, instead of the list's own number or 1.
    #[arg(long, value_name = "N")]
    max_choices: Option<u32>,
    /// Encoding of a CSV file: utf-8, utf-16le, utf-16be, windows-1251, kz-1048 or pt154.
    #[arg(long)]
    encoding: Option<Encoding>,
    /// How a candidate's name in one cell is ordered.
    #[arg(long, value_enum, default_value = "surname-first")]
    name_order: Order,
    /// A file (TOML) that says which column of the list is which, where the list calls them otherwise.
    /// If there is none and one is needed, it is written for you to fill in.
    #[arg(long, value_name = "FILE")]
    columns: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Order {
    SurnameFirst,
    GivenFirst,
}

impl ListArgs {
    /// The same for the list reader.
    pub(super) fn options(&self) -> ReadOptions {
        ReadOptions {
            encoding: self.encoding,
            id: self.id.clone(),
            date: self.date.clone(),
            title_kk: self.title_kk.clone(),
            title_ru: self.title_ru.clone(),
            max_choices: self.max_choices,
            name_order: match self.name_order {
                Order::SurnameFirst => NameOrder::SurnameFirst,
                Order::GivenFirst => NameOrder::GivenFirst,
            },
            columns: ColumnNames::default(),
        }
    }

    /// The same with the columns that the clerk has named.
    pub(super) fn reading(&self) -> Result<ReadOptions, Notice> {
        let mut options = self.options();
        if let Some(path) = self.columns.as_deref().filter(|path| path.exists()) {
            let file = input::source(path)?;
            options.columns = ColumnNames::parse(&file.name, &String::from_utf8_lossy(&file.bytes))?;
        }
        Ok(options)
    }

    /// Writes the file in which the clerk names the columns that nobody knows, if it is asked for and
    /// not there yet.
    pub(super) fn ask<'a>(
        &self,
        problems: impl Iterator<Item = &'a Problem>,
        language: Language,
    ) -> io::Result<Option<&Path>> {
        let mut headers: Vec<String> = Vec::new();
        for problem in problems {
            let ProblemKind::ColumnsToName { unknown, .. } = &problem.kind else { continue };
            for header in unknown {
                if !headers.contains(header) {
                    headers.push(header.clone());
                }
            }
        }
        let path = self.columns.as_deref().filter(|path| !headers.is_empty() && !path.exists());
        if let Some(path) = path {
            let how = fill(phrase(Phrase::ColumnsFileHow, language), &[("columns", column_names().join(", "))]);
            fs::write(path, ColumnNames::template(&headers, &how))?;
        }
        Ok(path)
    }
}
