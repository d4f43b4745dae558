//! The proof-reader against real output, whole and damaged.

mod booklets;
mod damage;
mod desk;
mod examples;
mod files;
mod folders;
mod hardening;
mod ink;
mod machines;
mod reading;
mod report;
mod shapes;
mod strict;
mod tables;
