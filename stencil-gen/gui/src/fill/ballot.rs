//! The page of the ballots.

use ::ballot::Language;
use slint::{Image, Model, ModelRc, Rgb8Pixel, Rgba8Pixel, SharedPixelBuffer, SharedString, VecModel};
use wording::{Phrase, fill, millimetres, phrase};

use super::{model, notices, take_focus, whole};
use crate::desk::{Desk, Question, Ready, Sheet};
use crate::ui;

pub(super) fn ballots(clerk: &ui::Clerk<'_>, desk: &Desk) {
    let language = desk.language;
    let (errors, warnings) = notices(&desk.layout, language).into_iter().partition(|told| told.is_error);
    clerk.set_layout_errors(model(&clerk.get_layout_errors(), errors));
    clerk.set_layout_warnings(model(&clerk.get_layout_warnings(), warnings));
    let before = clerk.get_sheets();
    let contests = desk.contests();
    if before.row_count() != contests.len() {
        let none = blank_sheet();
        let views: Vec<ui::Sheet> = contests.iter().map(|contest| sheet(&none, contest, desk)).collect();
        return clerk.set_sheets(ModelRc::new(VecModel::from(views)));
    }
    for (at, contest) in contests.iter().enumerate() {
        let Some(own) = before.row_data(at) else { continue };
        let view = sheet(&own, contest, desk);
        if own.state != view.state {
            take_focus(clerk);
        }
        // Pictures of the same form are not compared but by their size.
        if !same(&own, &view) {
            before.set_row_data(at, view);
        }
    }
}

fn same(a: &ui::Sheet, b: &ui::Sheet) -> bool {
    (&a.contest, &a.title, a.state, &a.line, &a.names, &a.unclear)
        == (&b.contest, &b.title, b.state, &b.line, &b.names, &b.unclear)
        && (a.asks_corner, a.cut, &a.cut_size) == (b.asks_corner, b.cut, &b.cut_size)
        && a.picture.size() == b.picture.size()
        && (&a.told, &a.questions) == (&b.told, &b.questions)
}

/// What is shown of a contest's ballot; models of what was shown before are kept.
fn sheet(before: &ui::Sheet, contest: &::ballot::Contest, desk: &Desk) -> ui::Sheet {
    let language = desk.language;
    let view = blank(contest, language);
    match desk.sheets.get(&contest.id) {
        None => view,
        Some(Sheet::Busy(measuring)) => {
            let file = measuring.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let line = format!("{} … {file}", phrase(Phrase::GuiMeasuring, language)).into();
            ui::Sheet { state: 1, line, ..view }
        }
        Some(own @ Sheet::Asking { measuring, notice }) => {
            let told = model(&before.told, notices([notice], language));
            let answer = |question: &Question| measuring.as_ref().map_or("", |own| own.answers.get(*question));
            let questions = own.questions().into_iter().map(|question| ui::Question {
                id: whole(question as usize),
                label: phrase(question.phrase(), language).into(),
                answer: answer(&question).into(),
            });
            let questions = model(&before.questions, questions.collect());
            let unclear = measuring.as_ref().and_then(|own| own.answers.unclear());
            let words = |answer: &str| fill(phrase(Phrase::GuiAnswerWrong, language), &[("answer", answer.to_owned())]);
            ui::Sheet { state: 2, told, questions, unclear: unclear.map(words).unwrap_or_default().into(), ..view }
        }
        Some(Sheet::Ready(own)) => ready(own, before, view, language),
    }
}

/// A contest whose ballot nobody has chosen.
fn blank(contest: &::ballot::Contest, language: Language) -> ui::Sheet {
    let written = if language == Language::Ru { Language::Ru } else { Language::Kk };
    let title = fill(
        phrase(Phrase::GuiContestRows, language),
        &[("contest", contest.title.get(written).to_owned()), ("count", contest.options.len().to_string())],
    );
    ui::Sheet { contest: contest.id.as_str().into(), title: title.into(), ..blank_sheet() }
}

fn blank_sheet() -> ui::Sheet {
    ui::Sheet {
        contest: SharedString::new(),
        title: SharedString::new(),
        state: 0,
        line: SharedString::new(),
        names: SharedString::new(),
        picture: Image::default(),
        has_picture: false,
        told: ModelRc::default(),
        questions: ModelRc::default(),
        unclear: SharedString::new(),
        asks_corner: false,
        cut: false,
        // The usual cut, until the clerk says another.
        cut_size: "8".into(),
    }
}

fn ready(ready: &Ready, before: &ui::Sheet, mut view: ui::Sheet, language: Language) -> ui::Sheet {
    let values = [
        ("file", ready.file.name.clone()),
        ("width", millimetres(ready.form.page.width, language)),
        ("height", millimetres(ready.form.page.height, language)),
        ("count", ready.form.squares.len().to_string()),
    ];
    view.state = 3;
    view.line = fill(phrase(Phrase::GuiFormIs, language), &values).into();
    let names = |count: usize| fill(phrase(Phrase::GuiFormNames, language), &[("count", count.to_string())]);
    view.names = ready.names.map(names).unwrap_or_default().into();
    view.told = model(&before.told, notices(&ready.notices, language));
    view.asks_corner = ready.measured.is_some();
    if let ::ballot::Corner::Marked { size, .. } = ready.form.corner {
        (view.cut, view.cut_size) = (true, millimetres(size, language).into());
    }
    if let Some(picture) = ready.picture.as_deref().and_then(png) {
        (view.picture, view.has_picture) = (picture, true);
    }
    view
}

/// A picture in PNG.
fn png(bytes: &[u8]) -> Option<Image> {
    let mut reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().ok()?;
    let mut pixels = vec![0; reader.output_buffer_size()?];
    let info = reader.next_frame(&mut pixels).ok()?;
    let read = pixels.get(..info.buffer_size())?;
    match info.color_type {
        png::ColorType::Rgba => {
            let buffer = SharedPixelBuffer::<Rgba8Pixel>::clone_from_slice(read, info.width, info.height);
            Some(Image::from_rgba8(buffer))
        }
        png::ColorType::Rgb => {
            Some(Image::from_rgb8(SharedPixelBuffer::<Rgb8Pixel>::clone_from_slice(read, info.width, info.height)))
        }
        png::ColorType::Grayscale | png::ColorType::GrayscaleAlpha | png::ColorType::Indexed => None,
    }
}
