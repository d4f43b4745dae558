//! `stencil-gen measure`: the ballot form out of the ballot's PDF or the scan of a sheet, at the command line.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use ballot::{Contest, Language, Place, Size};
use clap::Args;
use wording::{Phrase, fill, phrase};

use super::list_args::ListArgs;
use super::{Ending, refuse, sizes, summary};
use crate::input;
use crate::measure::{self, Asked, MeasureProblem, Measured, Refusal, SizeFrom};
use crate::notice::{FileProblem, Notice};
use crate::packaging::write_new;

pub(super) const MEASURE_EXAMPLES: &str = "\
Examples:
  The squares of the print-ready ballot, compared with the list, and a picture to compare by eye:
    stencil-gen measure ballot.pdf --list list.xlsx --out a5-7rows.toml --picture squares.png

  The second page of a file that does not say where it is trimmed:
    stencil-gen measure ballot.pdf --page 2 --side 2 --size 148x210 --out a5-7rows.toml

  One contest of an election, on a page that has boxes of several sizes:
    stencil-gen measure ballot.pdf --list election.json --contest president --square 8x8 --side 1 \\
        --out a5-7rows.toml

  A scan of a real sheet, where the print shop gives no file; width and height are those of the real sheet:
    stencil-gen measure sheet.png --dpi 300 --size 148x210 --side 2 --list list.xlsx --out a5-7rows.toml \\
        --picture squares.png

Exit codes: 0 done, 2 bad input or a question (nothing is written), 3 a file could not be read or written,
64 usage.";

#[derive(Debug, Args)]
pub(super) struct MeasureArgs {
    /// The print-ready PDF of one ballot, or the scan of a sheet (PNG, PGM, PPM).
    pdf: PathBuf,
    /// The form to write (TOML). A file that is there is never overwritten.
    #[arg(long, value_name = "FORM")]
    out: PathBuf,
    /// The list to compare with: how many squares, and which name beside which.
    #[arg(long, value_name = "LIST")]
    list: Option<PathBuf>,
    /// The contest of the list, where it has several.
    #[arg(long, value_name = "CONTEST", requires = "list")]
    contest: Option<String>,
    /// The page with the squares, from 1, where several pages have some.
    #[arg(long, value_name = "N")]
    page: Option<usize>,
    /// The side of the sheet that the page is, 1 or 2. Of a file with two pages, each is a side.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=2))]
    side: Option<u8>,
    /// The size of the trimmed sheet: A5, A4 or WIDTHxHEIGHT in mm. Needed where the file does not say it; where it
    /// does, it must agree.
    #[arg(long, value_name = "SHEET", value_parser = sizes::sheet)]
    size: Option<Size>,
    /// The resolution of a scan, where its file does not say it.
    #[arg(long, value_name = "DPI")]
    dpi: Option<u16>,
    /// The size of a square, WIDTHxHEIGHT in mm, where boxes of several sizes stand in columns.
    #[arg(long, value_name = "WxH", value_parser = sizes::square)]
    square: Option<Size>,
    /// How many of the last squares belong to no option.
    #[arg(long, value_name = "N", default_value = "0")]
    spare_squares: usize,
    /// Draw the page with every square numbered into this PNG file. A file that is there is never overwritten.
    #[arg(long, value_name = "FILE")]
    picture: Option<PathBuf>,
    /// The form's identifier, instead of its file's name.
    #[arg(long, value_name = "ID")]
    form_id: Option<String>,
    #[command(flatten)]
    reading: ListArgs,
}

/// Runs the command.
pub(super) fn run(
    args: &MeasureArgs,
    language: Language,
    out: &mut impl Write,
    err: &mut impl Write,
) -> io::Result<Ending> {
    let measured = match write(args) {
        Ok(measured) => measured,
        Err(notices) => return refuse(err, language, &notices),
    };
    let form = &measured.form;
    let size_from = match measured.size_from {
        SizeFrom::TrimBox => Phrase::SizeFromTrimBox,
        SizeFrom::WholePage => Phrase::SizeFromPage,
        SizeFrom::CropMarks => Phrase::SizeFromMarks,
        SizeFrom::Scan => Phrase::SizeFromScan,
    };
    let values = [
        ("file", args.out.display().to_string()),
        ("count", form.squares.len().to_string()),
        ("page", measured.page.to_string()),
        ("side", form.side.to_string()),
        ("width", form.page.width.to_string()),
        ("height", form.page.height.to_string()),
        ("size_from", phrase(size_from, language).to_owned()),
    ];
    for words in [Phrase::MeasuredForm, Phrase::MeasuredSquares, Phrase::MeasuredSize] {
        writeln!(out, "{}", fill(phrase(words, language), &values))?;
    }
    if let Some(picture) = &args.picture {
        let values = [("file", picture.display().to_string())];
        writeln!(out, "{}", fill(phrase(Phrase::PictureAt, language), &values))?;
    }
    match measured.names {
        Some(count) => {
            writeln!(out, "{}", fill(phrase(Phrase::MeasuredNames, language), &[("count", count.to_string())]))?;
        }
        None => {
            let problem = MeasureProblem::NamesNotCompared { count: form.squares.len() };
            writeln!(out)?;
            summary::explain(out, language, &[of(&args.pdf, problem)])?;
        }
    }
    Ok(Ending::Done)
}

/// Measures, and writes form and picture or neither.
fn write(args: &MeasureArgs) -> Result<Measured, Vec<Notice>> {
    let one = |notice: Notice| vec![notice];
    let pdf = read(&args.pdf).map_err(one)?;
    let contest = contest(args)?;
    let stem = args.out.file_stem().map(|stem| stem.to_string_lossy().into_owned());
    let asked = Asked {
        id: args.form_id.clone().or(stem).unwrap_or_default(),
        file: file_name(&args.pdf),
        page: args.page,
        side: args.side,
        size: args.size,
        square: args.square,
        spare: args.spare_squares,
        dpi: args.dpi.map(f64::from),
        contest: contest.as_ref(),
    };
    let measured = measure::measure(&pdf, &asked).map_err(|refusal| match refusal {
        Refusal::Pdf(problem) => one(of(&args.pdf, problem)),
        Refusal::Form(problem) => {
            one(ballot::Problem { place: Place { file: file_name(&args.pdf), ..problem.place }, ..problem }.into())
        }
    })?;
    let drawn = args.picture.as_ref().map(|_| measure::picture(&pdf, &measured)).transpose();
    let drawn = drawn.map_err(|problem| one(of(&args.pdf, problem)))?;
    let picture = args.picture.as_deref().zip(drawn.as_deref());
    let files: Vec<(&Path, &[u8])> =
        [(args.out.as_path(), measured.text.as_bytes())].into_iter().chain(picture).collect();
    write_new(&files).map_err(|problem| one(problem.into()))?;
    Ok(measured)
}

fn of(pdf: &Path, problem: MeasureProblem) -> Notice {
    Notice::Measure { file: file_name(pdf), problem }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The contest to compare with, if a list was given.
fn contest(args: &MeasureArgs) -> Result<Option<Contest>, Vec<Notice>> {
    let Some(list) = &args.list else { return Ok(None) };
    let mut contests = input::read_list(list, &args.reading.reading().map_err(|notice| vec![notice])?)?.contests;
    if let ([_], None) = (contests.as_slice(), &args.contest) {
        return Ok(contests.pop());
    }
    let ids = contests.iter().map(|contest| contest.id.clone()).collect::<Vec<_>>().join(", ");
    let named = contests.into_iter().find(|contest| args.contest.as_ref() == Some(&contest.id));
    named.map(Some).ok_or_else(|| vec![of(list, MeasureProblem::WhichContest { contests: ids })])
}

/// Reads the PDF, or as much as shows that it is too large.
fn read(path: &Path) -> Result<Vec<u8>, Notice> {
    let most = u64::try_from(measure::LARGEST_FILE).unwrap_or(u64::MAX) + 1;
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
    let unreadable = |error: io::Error| FileProblem::Unreadable { path: path.to_owned(), detail: error.to_string() };
    read.map_err(unreadable)?;
    Ok(bytes)
}
