//! The page of the list, and that of its columns.

use ::ballot::{Language, Problem};
use slint::{Model, ModelRc, SharedString, VecModel};
use stencil_gen::notice::{FileProblem, Notice};
use wording::{Phrase, fill, phrase};

use super::{about_election, model, notices, problems, take_focus, whole};
use crate::desk::{COLUMN_CHOICES, Desk, RowView};
use crate::ui;

pub(super) fn list(clerk: &ui::Clerk<'_>, desk: &Desk) {
    let language = desk.language;
    about_election(clerk, desk);
    clerk.set_has_list(desk.list.is_some());
    let refused = notices(&desk.refused, language);
    let waiting = desk.waiting.iter().map(|file| file.file_name().unwrap_or_default().to_string_lossy().into_owned());
    let waiting = waiting.collect::<Vec<_>>().join(", ");
    let words = || fill(phrase(Phrase::GuiBallotWaits, language), &[("file", waiting.clone())]);
    clerk.set_waiting(if waiting.is_empty() { SharedString::new() } else { words().into() });
    let Some(list) = &desk.list else {
        clerk.set_general(model(&clerk.get_general(), refused));
        return;
    };
    let rows = list.rows(&desk.options());
    let mut general = list.general(&rows);
    general.extend(list.unsaved.clone().map(Notice::from));
    let elsewhere = list.open_elsewhere.then(|| FileProblem::OpenElsewhere { path: list.path().to_owned() });
    general.extend(elsewhere.map(Notice::from));
    general.sort_by_key(|notice| !notice.is_error());
    let general = refused.into_iter().chain(notices(&general, language));
    clerk.set_general(model(&clerk.get_general(), general.collect()));
    clerk.set_list_file(list.path().file_name().unwrap_or_default().to_string_lossy().as_ref().into());
    let errors = list.problems.iter().filter(|problem| problem.is_error()).count();
    let options = |own: &::ballot::Contest| own.options.len();
    let count = list.election.as_ref().map_or(rows.len(), |own| own.contests.iter().map(options).sum());
    let warnings = list.problems.len().saturating_sub(errors);
    let values = [("count", count.to_string()), ("errors", errors.to_string()), ("warnings", warnings.to_string())];
    let is_good = list.problems.is_empty();
    let line = if is_good { Phrase::GuiListGood } else { Phrase::GuiRowsCount };
    clerk.set_list_line(fill(phrase(line, language), &values).into());
    clerk.set_list_good(is_good);
    clerk.set_fixable(list.is_table());
    clerk.set_asks_columns(desk.asks_for_columns());
    let saved = list.saved.as_ref().map(|file| [("file", file.display().to_string())]);
    let corrected = saved.map(|file| fill(phrase(Phrase::GuiCorrected, language), &file)).unwrap_or_default();
    clerk.set_corrected(corrected.into());
    set_rows(clerk, &rows, desk);
    let encodings =
        list.encodings().into_iter().map(|(name, line)| ui::Choice { name: name.into(), line: line.into() });
    let before = clerk.get_encodings();
    clerk.set_encodings(model(&before, encodings.collect()));
    if before.row_count() != clerk.get_encodings().row_count() {
        take_focus(clerk);
    }
    columns(clerk, desk);
}

/// Only what changed is made anew: all others keep what is being typed, and the focus.
fn set_rows(clerk: &ui::Clerk<'_>, rows: &[RowView], desk: &Desk) {
    let before = clerk.get_rows();
    if before.row_count() != rows.len() {
        let none = ui::RowView::default();
        let views: Vec<ui::RowView> = rows.iter().map(|row| row_view(&none, row, desk)).collect();
        return clerk.set_rows(ModelRc::new(VecModel::from(views)));
    }
    for (at, row) in rows.iter().enumerate() {
        let own = before.row_data(at).unwrap_or_default();
        let view = row_view(&own, row, desk);
        if own != view {
            before.set_row_data(at, view);
        }
    }
}

/// What is shown of a row; models of what was shown before are kept.
fn row_view(before: &ui::RowView, row: &RowView, desk: &Desk) -> ui::RowView {
    let language = desk.language;
    let has_error = row.problems.iter().any(Problem::is_error);
    let is_opened = desk.open_row == Some(row.number);
    let is_open = is_opened || has_error;
    // A cell's problems stand above it once the row is open, all others above the row.
    let of_cell = |problem: &&Problem| {
        problem.place.column.as_ref().is_some_and(|column| row.cells.iter().any(|cell| cell.column == *column))
    };
    let cell = |(at, cell): (usize, &crate::desk::CellView)| {
        let own = row.problems.iter().filter(|own| own.place.column.as_ref() == Some(&cell.column));
        ui::Cell {
            column: cell.column.as_str().into(),
            label: column_label(&cell.column, language).into(),
            text: cell.text.as_str().into(),
            told: problems(&before.cells.row_data(at).unwrap_or_default().told, own, language),
        }
    };
    // Errors open their own cells; the clerk opens them all.
    let has_problem =
        |cell: &&crate::desk::CellView| row.problems.iter().any(|own| own.place.column.as_ref() == Some(&cell.column));
    let shown = row.cells.iter().filter(|cell| is_opened || (is_open && has_problem(cell)));
    let cells = shown.enumerate().map(cell).collect();
    let told = row.problems.iter().filter(|problem| !(is_open && of_cell(problem)));
    let [kk, ru] = &row.names;
    ui::RowView {
        number: i32::try_from(row.number).unwrap_or(i32::MAX),
        name: if kk == ru { kk.clone() } else { format!("{kk} · {ru}") }.into(),
        withdrawn: row.withdrawn,
        can_withdraw: row.can_withdraw,
        open: is_opened,
        told: problems(&before.told, told, language),
        cells: model(&before.cells, cells),
    }
}

fn columns(clerk: &ui::Clerk<'_>, desk: &Desk) {
    clerk.set_naming(desk.headers.is_some());
    let choices = COLUMN_CHOICES.map(|column| SharedString::from(column_label(column, desk.language)));
    clerk.set_column_choices(model(&clerk.get_column_choices(), choices.to_vec()));
    let sample = |text: &str| {
        let shown: String = text.chars().take(60).collect();
        fill(phrase(Phrase::GuiColumnsSample, desk.language), &[("sample", shown)])
    };
    let headers = desk.headers.iter().flatten().map(|own| ui::Header {
        header: own.header.as_str().into(),
        sample: sample(&own.sample).into(),
        choice: whole(own.choice),
    });
    clerk.set_headers(model(&clerk.get_headers(), headers.collect()));
}

/// What a column is called to people.
pub(crate) fn column_label(column: &str, language: Language) -> String {
    let (field, own) =
        column.rsplit_once('_').filter(|(_, own)| matches!(*own, "kk" | "ru" | "en")).unwrap_or((column, ""));
    let words = match field {
        "number" => Phrase::GuiColumnNumber,
        "name" => Phrase::GuiColumnName,
        "surname" => Phrase::GuiColumnSurname,
        "given" => Phrase::GuiColumnGiven,
        "patronymic" => Phrase::GuiColumnPatronymic,
        "short" => Phrase::GuiColumnShort,
        "detail" => Phrase::GuiColumnDetail,
        "title" => Phrase::GuiColumnTitle,
        "question" => Phrase::GuiColumnQuestion,
        "contest" => Phrase::GuiColumnContest,
        "kind" => Phrase::GuiColumnKind,
        "status" => Phrase::GuiColumnStatus,
        "form" => Phrase::GuiColumnForm,
        "" => Phrase::GuiColumnNone,
        _ => return column.to_owned(),
    };
    let words = phrase(words, language);
    let written = match own {
        "kk" => Phrase::GuiInKazakh,
        "ru" => Phrase::GuiInRussian,
        "en" => Phrase::GuiInEnglish,
        _ => return words.to_owned(),
    };
    format!("{words}, {}", phrase(written, language))
}
