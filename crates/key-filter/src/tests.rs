//! The filter on a fake clock: scripted timelines for each rule, random ones against a slow reference.

mod reference;
mod rules;
mod timeline;
