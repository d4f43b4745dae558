//! What a printer offers, and what nobody but a poll worker can find out.

use ballot::{Length, Size};

use super::ipp::{Answer, Attribute, Value, group};
use super::status::{STATUS, texts, values};

/// A printer's paper may differ so much from the form's page.
const NEAR: Length = Length::from_um(500);

/// What the booth asks of a printer once, besides its state.
const ASKED: [&str; 11] = [
    "printer-make-and-model",
    "document-format-supported",
    "print-scaling-supported",
    "sides-supported",
    "media-supported",
    "media-size-supported",
    "media-source-supported",
    "media-col-supported",
    "job-hold-until-supported",
    "save-disposition-supported",
    "job-retain-until-supported",
];

pub(super) fn asked() -> Vec<&'static str> {
    STATUS.iter().chain(&ASKED).copied().collect()
}

/// What a printer says of itself. What it does not say is not known.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PrinterOffer {
    /// What it calls itself.
    pub model: Option<String>,
    /// It takes PDF.
    pub pdf: bool,
    /// It promises to print at true size when told to.
    pub true_size: bool,
    /// It prints on one side when told to.
    pub one_sided: bool,
    /// The sheets it takes; `None` where it does not say.
    sizes: Option<Vec<[(i32, i32); 2]>>,
    /// It takes a sheet's size as numbers, and a slot.
    pub(super) by_measure: bool,
    /// It takes a sheet by its name.
    names: Vec<String>,
    slots: Vec<String>,
    /// It can hold jobs back; `None` where it does not say.
    pub holds_jobs: Option<bool>,
    /// It says that it keeps jobs, as files or to be printed again; `None` where it does not say.
    pub keeps_jobs: Option<bool>,
    /// It can be told not to hold a job back.
    pub(super) hold_told: bool,
}

/// What a poll worker has to find out about a printer before the day, because the printer does not say.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PrinterQuestion {
    /// Whether it prints a page again after a jam. It must not: that is a setting at the printer, and no attribute
    /// tells it.
    JamRecovery,
    /// Whether a page with nothing on it goes through. It must: a voter who chose nothing gets the same steps.
    BlankPages,
    /// Whether a page comes out at true size.
    TrueSize,
    /// Whether it keeps what it has printed.
    KeepsJobs,
    /// Whether it holds jobs back.
    HoldsJobs,
}

impl PrinterOffer {
    pub(super) fn of(answer: &Answer) -> Self {
        let printer = answer.group(group::PRINTER);
        let has = |name: &str, wanted: &str| texts(printer, name).any(|text| text == wanted);
        let all = |name: &str| texts(printer, name).map(str::to_owned).collect::<Vec<_>>();
        let known = |name: &str| values(printer, name).next().is_some();
        let beside =
            |name: &str, none: &[&str]| known(name).then(|| texts(printer, name).any(|text| !none.contains(&text)));
        let saves = beside("save-disposition-supported", &["save-disposition", "none"])
            .into_iter()
            .chain(beside("job-retain-until-supported", &["none"]))
            .reduce(|one, other| one || other);
        Self {
            model: all("printer-make-and-model").into_iter().next(),
            pdf: has("document-format-supported", "application/pdf"),
            true_size: has("print-scaling-supported", "none"),
            one_sided: has("sides-supported", "one-sided"),
            sizes: sizes(printer),
            by_measure: texts(printer, "media-col-supported").any(|member| member == "media-size"),
            names: all("media-supported"),
            slots: all("media-source-supported"),
            holds_jobs: beside("job-hold-until-supported", &["no-hold"]),
            keeps_jobs: saves,
            hold_told: has("job-hold-until-supported", "no-hold"),
        }
    }

    /// Whether it takes sheets of this size; one that does not say which it takes is believed.
    #[must_use]
    pub fn takes(&self, page: Size) -> bool {
        let near = |(low, high): (i32, i32), side: Length| {
            let hundredths = |value: i32| Length::from_um(i64::from(value) * 10);
            hundredths(low) - NEAR <= side && side <= hundredths(high) + NEAR
        };
        self.sizes.as_ref().is_none_or(|sizes| {
            sizes.iter().any(|[across, down]| near(*across, page.width) && near(*down, page.height))
        })
    }

    /// Whether it knows a sheet by this name.
    pub(super) fn knows(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// Whether it has this slot.
    pub(super) fn has_slot(&self, slot: &str) -> bool {
        self.slots.iter().any(|known| known == slot)
    }

    /// What is left for a poll worker to find out.
    #[must_use]
    pub fn questions(&self) -> Vec<PrinterQuestion> {
        let mut questions = vec![PrinterQuestion::JamRecovery, PrinterQuestion::BlankPages];
        questions.extend((!self.true_size).then_some(PrinterQuestion::TrueSize));
        questions.extend((self.keeps_jobs != Some(false)).then_some(PrinterQuestion::KeepsJobs));
        questions.extend((self.holds_jobs != Some(false)).then_some(PrinterQuestion::HoldsJobs));
        questions
    }
}

/// Sizes in hundredths of a millimetre, from and to (PWG 5100.7, `media-size-supported`).
fn sizes(printer: &[Attribute]) -> Option<Vec<[(i32, i32); 2]>> {
    let side = |members: &[Attribute], name: &str| match values(members, name).next()? {
        Value::Integer(exact) => Some((*exact, *exact)),
        Value::Range(low, high) => Some((*low, *high)),
        Value::Boolean(_) | Value::Text(_) | Value::Collection(_) | Value::Other => None,
    };
    let size = |value: &Value| match value {
        Value::Collection(members) => Some([side(members, "x-dimension")?, side(members, "y-dimension")?]),
        Value::Integer(_) | Value::Range(..) | Value::Boolean(_) | Value::Text(_) | Value::Other => None,
    };
    let sizes: Vec<_> = values(printer, "media-size-supported").filter_map(size).collect();
    (!sizes.is_empty()).then_some(sizes)
}
