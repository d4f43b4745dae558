//! What the clerk says about a list on the command line.

use ballot::list::{Encoding, NameOrder, ReadOptions};
use clap::{Args, ValueEnum};

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
        }
    }
}
