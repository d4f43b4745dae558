//! Braille and tactile stencils of ballots, from candidate lists.
//!
//! `input` reads list and forms, `layout` decides where everything lies, `export` draws it,
//! `measure` makes a form out of a ballot's PDF, `make` writes the folders, `batch` those of a whole country, `packaging` puts an election into a signed package for a booth.
//! `docs/architecture.md` has the map.

pub mod batch;
pub mod booklet;
pub mod braille;
pub mod check;
pub mod cli;
pub mod diff;
pub mod export;
pub mod folder;
pub mod fonts;
pub mod input;
pub mod keypad_labels;
pub mod layout;
pub mod make;
pub mod materials;
pub mod measure;
pub mod notice;
pub mod packaging;
pub mod pdf;
pub mod source;
