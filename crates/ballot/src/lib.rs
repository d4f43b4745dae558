//! What an election is: contests, options, candidate lists, ballot forms and signed packages, read
//! from the clerk's files and checked. No layout lives here, and no file is opened.
//!
//! The road in is [`list::read`] (any list file into an [`draft::Draft`]), then
//! [`rules::check`] (a draft into an [`Election`], with every [`Problem`] found on the way), and
//! [`BallotForm::parse`] for the paper the squares stand on. [`package`] carries all of it, signed,
//! to a booth.
#![forbid(unsafe_code)]

pub mod draft;
mod election;
mod form;
mod geometry;
mod language;
mod length;
pub mod list;
pub mod package;
pub mod practice;
mod problem;
pub mod rules;
pub mod text;

pub use election::{BallotOption, Contest, Election, NameParts, OptionKind, Parts, Status};
pub use form::{BallotForm, Corner, CornerKind, stencil};
pub use geometry::{Point, Rect, Size};
pub use language::{Language, Text};
pub use length::Length;
pub use problem::{FormRule, Place, Problem, ProblemKind};
