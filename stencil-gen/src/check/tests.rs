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
mod opening;
mod pages;
mod reading;
mod report;
mod shapes;
mod sheets;
mod stickers;
mod strict;
mod tables;
