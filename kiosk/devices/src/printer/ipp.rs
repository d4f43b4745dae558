//! The Internet Printing Protocol as far as the booth speaks it (RFC 8010, RFC 8011): requests as bytes, answers read
//! within bounds. No answer, whatever is in it, can make the reader run out of memory or of stack.

mod answer;
mod request;

pub(super) use answer::{Answer, Attribute, Value};
pub(super) use request::{JOB_NAME, Request};

/// Operations (RFC 8011, 5.4.15).
pub(super) mod operation {
    pub(in crate::printer) const PRINT_JOB: u16 = 0x0002;
    pub(in crate::printer) const VALIDATE_JOB: u16 = 0x0004;
    pub(in crate::printer) const CANCEL_JOB: u16 = 0x0008;
    pub(in crate::printer) const GET_JOB_ATTRIBUTES: u16 = 0x0009;
    pub(in crate::printer) const GET_JOBS: u16 = 0x000a;
    pub(in crate::printer) const GET_PRINTER_ATTRIBUTES: u16 = 0x000b;
}

/// Groups of attributes (RFC 8010, 3.5.1).
pub(super) mod group {
    pub(in crate::printer) const OPERATION: u8 = 0x01;
    pub(in crate::printer) const JOB: u8 = 0x02;
    pub(in crate::printer) const END: u8 = 0x03;
    pub(in crate::printer) const PRINTER: u8 = 0x04;
}

/// Kinds of values (RFC 8010, 3.5.2).
mod tag {
    pub(super) const INTEGER: u8 = 0x21;
    pub(super) const BOOLEAN: u8 = 0x22;
    pub(super) const ENUM: u8 = 0x23;
    pub(super) const RANGE: u8 = 0x33;
    pub(super) const BEGIN_COLLECTION: u8 = 0x34;
    pub(super) const TEXT_WITH_LANGUAGE: u8 = 0x35;
    pub(super) const NAME_WITH_LANGUAGE: u8 = 0x36;
    pub(super) const END_COLLECTION: u8 = 0x37;
    pub(super) const NAME: u8 = 0x42;
    pub(super) const KEYWORD: u8 = 0x44;
    pub(super) const URI: u8 = 0x45;
    pub(super) const CHARSET: u8 = 0x47;
    pub(super) const LANGUAGE: u8 = 0x48;
    pub(super) const MIME: u8 = 0x49;
    pub(super) const MEMBER: u8 = 0x4a;
}
