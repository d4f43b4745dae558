//! What the printer's thread is asked for.

use std::sync::mpsc::SyncSender;

use ballot::Size;
use zeroize::Zeroizing;

use super::super::calibration::Calibration;
use super::super::settings::PrinterSettings;
use super::super::sheet::{Marks, calibration_page};

/// What the thread is sent.
pub(in crate::printer) enum Wish {
    /// Print one sheet.
    Print {
        job: u8,
        /// Between which two of all the times that everything was forgotten.
        turn: u64,
        sheet: Sheet,
    },
    /// Ask the printer what it says of itself; answered by [`Happened::Offered`](crate::Happened::Offered).
    Offer,
    /// Tell when everything asked before is done or dropped.
    Forget(SyncSender<()>),
}

/// What to print.
pub(in crate::printer) enum Sheet {
    Marks(Marks),
    Crosses {
        page: Size,
        calibration: Calibration,
    },
    /// A finished document, on paper that nobody votes with.
    Plain {
        page: Size,
        pdf: Vec<u8>,
    },
}

impl Sheet {
    /// The paper.
    pub(super) fn page(&self) -> Size {
        match self {
            Self::Marks(marks) => marks.page(),
            Self::Crosses { page, .. } | Self::Plain { page, .. } => *page,
        }
    }

    /// The page, drawn as this printer needs it.
    pub(super) fn pdf(&self, settings: &PrinterSettings) -> Option<Zeroizing<Vec<u8>>> {
        match self {
            Self::Marks(marks) => marks.pdf(settings.calibration(marks.page())?).ok(),
            Self::Crosses { page, calibration } => calibration_page(*page, calibration).ok(),
            Self::Plain { pdf, .. } => Some(Zeroizing::new(pdf.clone())),
        }
    }

    /// Whether this printer can print it where it belongs.
    pub(super) fn is_possible(&self, settings: &PrinterSettings) -> bool {
        match self {
            Self::Marks(marks) => settings.can_mark(marks.form()).is_ok(),
            Self::Crosses { .. } | Self::Plain { .. } => true,
        }
    }
}
