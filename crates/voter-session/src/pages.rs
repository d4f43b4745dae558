//! The pages, one file for a part of the vote: what they say and show, and what their items do.

mod contest;
mod lesson;
pub(crate) mod over;
mod review;
mod settings;
mod sheet;
mod start;
mod steps;
