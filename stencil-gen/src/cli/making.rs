//! How stencils are to be, on the command line of every command that makes them.

use ballot::Language;
use ballot::list::NameOrder;
use clap::error::ErrorKind;
use clap::{Args, CommandFactory, ValueEnum};

use super::{Cli, sizes};
use crate::booklet;
use crate::layout::{Settings, Technique};
use crate::make::{Formats, Wanted};

/// The options of every command that makes stencils.
#[derive(Debug, Args)]
pub(super) struct MakingArgs {
    /// The stencil's language. "both" gives one stencil where rows are 24 mm apart, else two.
    #[arg(long, value_enum, default_value = "both")]
    language: StencilLanguage,
    /// How the stencil is made: emboss, uv, swell or film.
    #[arg(long, default_value = "emboss")]
    technique: Technique,
    /// The largest sheet: A5, A4, A3, A2 or WIDTHxHEIGHT in mm. Either way round.
    #[arg(long, default_value = "A3", value_name = "SHEET", value_parser = sizes::sheet)]
    max_sheet: ballot::Size,
    /// Put capital signs into Braille.
    #[arg(long)]
    capitals: bool,
    /// Distance between Braille cells, 6.0 to 6.2 mm.
    #[arg(long, default_value = "6.0", value_name = "MM", value_parser = sizes::cell_pitch)]
    cell_pitch: ballot::Length,
    /// Trim, fold, paper and play together, 0.5 to 4.0 mm.
    #[arg(long, default_value = "1.5", value_name = "MM", value_parser = sizes::tolerance)]
    tolerance: ballot::Length,
    /// Braille page of the booklet: cells by lines, 20x10 to 42x40.
    #[arg(long, default_value = "40x25", value_name = "CELLSxLINES", value_parser = sizes::booklet_page)]
    booklet_page: sizes::BookletPage,
    /// Size of the booklet's large print in points, 18 to 36.
    #[arg(long, default_value = "24", value_name = "PT", value_parser = sizes::booklet_pt)]
    booklet_pt: u32,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum StencilLanguage {
    Kk,
    Ru,
    Both,
}

/// A format beside the stencils' PDF files.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// PNG previews.
    Png,
    /// Booklets.
    Booklet,
    /// Nothing beside the stencils' PDF files.
    Pdf,
    /// SVG for laser cutters.
    Svg,
    /// DXF for cutters.
    Dxf,
    /// STL of the card for 3D printers.
    Stl,
    /// The pair of embossing dies, as STL and DXF.
    Dies,
}

impl MakingArgs {
    pub(super) fn settings(&self, name_order: NameOrder) -> Settings {
        Settings {
            technique: self.technique,
            max_sheet: self.max_sheet,
            cell_pitch: self.cell_pitch,
            budget: self.tolerance,
            capitals: self.capitals,
            name_order,
            ..Settings::default()
        }
    }

    pub(super) fn formats(&self, formats: &[Format]) -> Formats {
        let booklet = booklet::Settings {
            cells: self.booklet_page.cells,
            lines: self.booklet_page.lines,
            print_pt: self.booklet_pt,
            capitals: self.capitals,
            ..booklet::Settings::default()
        };
        let wants = |format| formats.contains(&format);
        Formats {
            png: wants(Format::Png),
            booklet: wants(Format::Booklet).then_some(booklet),
            svg: wants(Format::Svg),
            dxf: wants(Format::Dxf),
            stl: wants(Format::Stl),
            dies: wants(Format::Dies),
        }
    }

    /// A wish that the technique cannot meet.
    pub(super) fn conflict(&self, formats: &[Format]) -> Option<clap::Error> {
        let needless = formats.contains(&Format::Dies) && !self.technique.profile().mirrored_tool;
        needless.then(|| {
            let words = format!("--formats dies: technique {} needs no dies", self.technique.name());
            Cli::command().error(ErrorKind::ArgumentConflict, words)
        })
    }

    pub(super) const fn wanted(&self) -> Wanted {
        match self.language {
            StencilLanguage::Kk => Wanted::One(Language::Kk),
            StencilLanguage::Ru => Wanted::One(Language::Ru),
            StencilLanguage::Both => Wanted::Both,
        }
    }
}
