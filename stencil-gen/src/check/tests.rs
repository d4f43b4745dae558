//! The proof-reader against real output, whole and damaged.

mod booklets;
mod damage;
mod desk;
mod examples;
mod files;
mod hardening;
mod ink;
mod reading;
mod shapes;
mod strict;
mod tables;
