//! What a printer says of itself and of a job.

use std::fmt;

use super::ipp::{Answer, Attribute, Value, group};

/// What is wrong with a printer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PrinterTrouble {
    /// It has no sheet in it.
    NoSheet,
    /// A sheet is stuck.
    Jam,
    /// It is off or not connected.
    Off,
    /// An earlier job may still be in it: nothing is sent until that is gone, so that nobody's mark comes out on
    /// another voter's sheet.
    Occupied,
    /// What is there is no printer that the booth can use: it does not speak as one, takes no PDF or no such sheet, or
    /// was not measured on it.
    Unsuitable,
    /// Anything else.
    Other,
}

/// How it stands with the printer while nothing is being printed.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PrinterState {
    /// It can print.
    Ready,
    /// It cannot.
    Trouble(PrinterTrouble),
}

/// What became of a sheet.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PrintOutcome {
    /// The sheet came out.
    Printed,
    /// Nothing reached the paper, and nothing will.
    NotPrinted(PrinterTrouble),
    /// Nobody knows what is on the paper. The sheet must not be used again.
    PerhapsPrinted(PrinterTrouble),
}

/// A printer's own state, with the reasons for it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct PrinterStatus {
    state: Option<i32>,
    reasons: Vec<String>,
    accepting: bool,
    /// Jobs in it that are not done.
    pub(super) queued: i32,
    /// Seconds since it was switched on.
    pub(super) up_time: Option<i32>,
}

/// What the booth asks of a printer's state.
pub(super) const STATUS: [&str; 5] =
    ["printer-state", "printer-state-reasons", "printer-is-accepting-jobs", "queued-job-count", "printer-up-time"];

/// States of a printer (RFC 8011, 5.4.11).
const IDLE: i32 = 3;
const STOPPED: i32 = 5;

impl PrinterStatus {
    pub(super) fn of(answer: &Answer) -> Self {
        let printer = answer.group(group::PRINTER);
        Self {
            state: integer(printer, "printer-state"),
            reasons: texts(printer, "printer-state-reasons").map(str::to_owned).collect(),
            accepting: boolean(printer, "printer-is-accepting-jobs").unwrap_or(true),
            queued: integer(printer, "queued-job-count").unwrap_or(0),
            up_time: integer(printer, "printer-up-time"),
        }
    }

    /// The gravest of its troubles, if it has any.
    pub(super) fn trouble(&self) -> Option<PrinterTrouble> {
        let found: Vec<_> = self.reasons.iter().filter_map(|reason| trouble_of(reason)).collect();
        let gravest = [PrinterTrouble::Jam, PrinterTrouble::Off, PrinterTrouble::Other, PrinterTrouble::NoSheet];
        let known = gravest.into_iter().find(|trouble| found.contains(trouble));
        // A printer that has stopped is in trouble, whatever words it has for it.
        known.or_else(|| (self.state == Some(STOPPED) || !self.accepting).then_some(PrinterTrouble::Other))
    }

    /// Whether it has nothing to do.
    pub(super) fn is_idle(&self) -> bool {
        self.queued <= 0 && self.state == Some(IDLE)
    }

    /// Whether it answered like a printer at all.
    pub(super) const fn is_known(&self) -> bool {
        self.state.is_some()
    }
}

/// What a reason means (RFC 8011, 5.4.12; PWG 5100.9). Printers and the programs in between write the same reason
/// with `-error`, `-warning`, `-report` or nothing behind it, so the keyword itself decides.
fn trouble_of(reason: &str) -> Option<PrinterTrouble> {
    let ends = ["-error", "-warning", "-report"];
    let end = ends.iter().find_map(|end| Some((*end, reason.strip_suffix(end)?)));
    let (end, keyword) = end.unwrap_or(("", reason));
    match keyword {
        "media-empty" | "media-needed" => Some(PrinterTrouble::NoSheet),
        _ if keyword.split('-').any(|word| word == "jam") => Some(PrinterTrouble::Jam),
        "shutdown" | "timed-out" | "offline" | "connecting-to-device" => Some(PrinterTrouble::Off),
        "paused"
        | "moving-to-paused"
        | "stopping"
        | "stopped-partly"
        | "cover-open"
        | "door-open"
        | "interlock-open"
        | "input-tray-missing"
        | "output-tray-missing"
        | "output-area-full"
        | "toner-empty"
        | "marker-supply-empty"
        | "marker-waste-full"
        | "developer-empty"
        | "fuser-over-temp"
        | "fuser-under-temp"
        | "opc-life-over"
        | "spool-area-full"
        | "identify-printer-requested"
        | "resuming"
        | "hold-new-jobs" => Some(PrinterTrouble::Other),
        _ => (end == "-error").then_some(PrinterTrouble::Other),
    }
}

/// How far a job is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum JobState {
    /// Waiting, or on its way to the paper.
    UnderWay,
    /// Held: it would come out at some other time.
    Held,
    Canceled,
    Aborted,
    Completed,
}

/// What a printer says of a job.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct JobStatus {
    pub(super) id: Option<i32>,
    pub(super) name: Option<String>,
    pub(super) state: JobState,
    reasons: Vec<String>,
    /// Sides printed so far, the most that any of its counters says.
    pub(super) impressions: Option<i32>,
}

/// What the booth asks of a job.
pub(super) const JOB: [&str; 6] =
    ["job-id", "job-name", "job-state", "job-state-reasons", "job-impressions-completed", "job-media-sheets-completed"];

impl JobStatus {
    /// Every job in an answer whose state is told.
    pub(super) fn all(answer: &Answer) -> impl Iterator<Item = Self> {
        answer.groups(group::JOB).filter_map(Self::of)
    }

    fn of(job: &[Attribute]) -> Option<Self> {
        // States of a job (RFC 8011, 5.3.7).
        let state = match integer(job, "job-state")? {
            3 | 5 | 6 => JobState::UnderWay,
            4 => JobState::Held,
            7 => JobState::Canceled,
            8 => JobState::Aborted,
            9 => JobState::Completed,
            _ => return None,
        };
        let counted = |name| integer(job, name).filter(|count| *count >= 0);
        Some(Self {
            id: integer(job, "job-id"),
            name: texts(job, "job-name").next().map(str::to_owned),
            state,
            reasons: texts(job, "job-state-reasons").map(str::to_owned).collect(),
            // `None` is below every number.
            impressions: counted("job-impressions-completed").max(counted("job-media-sheets-completed")),
        })
    }

    /// Whether nothing of it will come out any more.
    pub(super) const fn is_over(&self) -> bool {
        matches!(self.state, JobState::Canceled | JobState::Aborted | JobState::Completed)
    }

    /// Whether the printer says of a completed job that not all went well.
    pub(super) fn went_wrong(&self) -> bool {
        self.reasons
            .iter()
            .any(|reason| ["error", "aborted", "canceled", "incoming", "stop"].iter().any(|word| reason.contains(word)))
    }

    /// What its own reasons say is wrong.
    pub(super) fn trouble(&self) -> Option<PrinterTrouble> {
        self.reasons.iter().find_map(|reason| trouble_of(reason)).filter(|trouble| *trouble != PrinterTrouble::Other)
    }
}

/// The id of the job that an answer tells of.
pub(super) fn job_id(answer: &Answer) -> Option<i32> {
    integer(answer.group(group::JOB), "job-id")
}

pub(super) fn values<'a>(of: &'a [Attribute], name: &str) -> impl Iterator<Item = &'a Value> {
    let attribute = of.iter().find(|attribute| attribute.name == name);
    attribute.into_iter().flat_map(|attribute| &attribute.values)
}

pub(super) fn integer(of: &[Attribute], name: &str) -> Option<i32> {
    values(of, name).find_map(|value| if let Value::Integer(number) = value { Some(*number) } else { None })
}

pub(super) fn boolean(of: &[Attribute], name: &str) -> Option<bool> {
    values(of, name).find_map(|value| if let Value::Boolean(yes) = value { Some(*yes) } else { None })
}

pub(super) fn texts<'a>(of: &'a [Attribute], name: &str) -> impl Iterator<Item = &'a str> {
    values(of, name).filter_map(|value| if let Value::Text(text) = value { Some(text.as_str()) } else { None })
}

impl fmt::Display for PrinterTrouble {
    /// For people who look after the booth; a poll worker reads the text of the code.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoSheet => "no sheet",
            Self::Jam => "jam",
            Self::Off => "off",
            Self::Occupied => "occupied",
            Self::Unsuitable => "unsuitable",
            Self::Other => "other",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_means_the_same_whatever_is_written_behind_it() {
        for (keyword, trouble) in [
            ("media-empty", Some(PrinterTrouble::NoSheet)),
            ("media-needed", Some(PrinterTrouble::NoSheet)),
            ("media-jam", Some(PrinterTrouble::Jam)),
            ("cover-open", Some(PrinterTrouble::Other)),
            ("shutdown", Some(PrinterTrouble::Off)),
        ] {
            for end in ["", "-error", "-warning", "-report"] {
                assert_eq!(trouble_of(&format!("{keyword}{end}")), trouble, "{keyword}{end}");
            }
        }
        for harmless in ["none", "media-low", "media-low-warning", "toner-low-report", "marker-supply-low-warning"] {
            assert_eq!(trouble_of(harmless), None, "{harmless}");
        }
        assert_eq!(trouble_of("never-heard-of-error"), Some(PrinterTrouble::Other));
        assert_eq!(trouble_of("never-heard-of-warning"), None);
    }

    #[test]
    fn a_jam_is_graver_than_an_empty_tray_and_a_stopped_printer_is_in_trouble_without_words() {
        let of = |state, reasons: &[&str], accepting| {
            let reasons = reasons.iter().map(|&reason| reason.to_owned()).collect();
            PrinterStatus { state: Some(state), reasons, accepting, queued: 0, up_time: None }.trouble()
        };
        assert_eq!(of(4, &["media-empty-warning", "media-jam-warning"], true), Some(PrinterTrouble::Jam));
        assert_eq!(of(5, &["none"], true), Some(PrinterTrouble::Other));
        assert_eq!(of(3, &["none"], false), Some(PrinterTrouble::Other));
        assert_eq!(of(3, &["none"], true), None);
        assert_eq!(of(4, &[], true), None);
    }
}
