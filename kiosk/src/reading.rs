//! What a picture of a sheet is to the session. Where the picture does not say one thing beyond doubt, the session is
//! told that the scanner could not look.

use ballot::BallotForm;
use sheet_image::{Gray, Identified, ReadBack, Sheet, Turn, identify, read_back};
use voter_session::{Reading, ScanOutcome, ScanTask, Seen};

/// The sheets of an election, in the order of its contests.
#[derive(Clone, Debug)]
pub struct Sheets(Vec<Sheet>);

impl Sheets {
    /// The sheets of these forms.
    #[must_use]
    pub fn new(forms: &[BallotForm]) -> Self {
        Self(forms.iter().map(Sheet::new).collect())
    }

    /// The contests, index from 0, whose sheets no scanner can tell from that of this one.
    #[must_use]
    pub fn alike(&self, contest: usize) -> Vec<u8> {
        let Some(sheet) = self.0.get(contest) else { return Vec::new() };
        let numbered = (0_u8..).zip(&self.0).filter(|(index, _)| usize::from(*index) != contest);
        numbered.filter(|(_, other)| sheet.looks_like(other)).map(|(index, _)| index).collect()
    }

    /// What a picture shows.
    #[must_use]
    pub fn answer(&self, image: &Gray, task: ScanTask) -> ScanOutcome {
        match task {
            ScanTask::Identify(asked) => seen(&identify(image, &self.0), asked),
            ScanTask::ReadBack(asked) => read(read_back(image, &self.0, usize::from(asked)), asked),
        }
    }
}

/// A mirrored picture is one of a scanner that is set up wrongly: in it the last row can be the first.
fn seen(identified: &Identified, asked: u8) -> ScanOutcome {
    ScanOutcome::Identified(match identified {
        Identified::Sheet { sheets, turn: Turn::Upright } => match sheets.as_slice() {
            sheets if sheets.contains(&usize::from(asked)) => Seen::Sheet(asked),
            [only] => u8::try_from(*only).map_or(Seen::Unknown, Seen::Sheet),
            // Another sheet, and to name one of several could be wrong.
            _ => Seen::Unknown,
        },
        Identified::Sheet { turn: Turn::UpsideDown, .. } => Seen::UpsideDown,
        Identified::Sheet { turn: Turn::Left | Turn::Right, .. } | Identified::Unknown => Seen::Unknown,
        Identified::OtherSide { .. } => Seen::OtherSide,
        Identified::Mirrored { .. } | Identified::Unsure => return ScanOutcome::Failed,
    })
}

fn read(read: ReadBack, asked: u8) -> ScanOutcome {
    match read {
        ReadBack::Read(mut marks) => ScanOutcome::Read(Reading {
            contest: asked,
            marks: std::mem::take(&mut marks.marks),
            unclear: std::mem::take(&mut marks.unclear),
        }),
        ReadBack::OtherSheet { .. }
        | ReadBack::OtherSide
        | ReadBack::Mirrored
        | ReadBack::Unknown
        | ReadBack::Unsure => ScanOutcome::Failed,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(sheets: &[usize], turn: Turn) -> Identified {
        Identified::Sheet { sheets: sheets.to_vec(), turn }
    }

    #[test]
    fn what_lies_on_the_scanner_is_told_as_docs_architecture_says() {
        let identified = |seen| ScanOutcome::Identified(seen);
        for (found, asked, told) in [
            (sheet(&[1], Turn::Upright), 1, identified(Seen::Sheet(1))),
            (sheet(&[2], Turn::Upright), 1, identified(Seen::Sheet(2))),
            (sheet(&[0, 1], Turn::Upright), 1, identified(Seen::Sheet(1))),
            (sheet(&[0, 2], Turn::Upright), 1, identified(Seen::Unknown)),
            (sheet(&[1], Turn::UpsideDown), 1, identified(Seen::UpsideDown)),
            (sheet(&[1], Turn::Left), 1, identified(Seen::Unknown)),
            (sheet(&[1], Turn::Right), 1, identified(Seen::Unknown)),
            (Identified::OtherSide { sheets: vec![1] }, 1, identified(Seen::OtherSide)),
            (Identified::Unknown, 1, identified(Seen::Unknown)),
            (Identified::Mirrored { sheets: vec![1] }, 1, ScanOutcome::Failed),
            (Identified::Unsure, 1, ScanOutcome::Failed),
        ] {
            assert!(seen(&found, asked) == told, "{found:?}");
        }
        for refused in [
            ReadBack::OtherSheet { sheets: vec![0] },
            ReadBack::OtherSide,
            ReadBack::Mirrored,
            ReadBack::Unknown,
            ReadBack::Unsure,
        ] {
            assert!(read(refused, 1) == ScanOutcome::Failed);
        }
    }

    #[test]
    fn sheets_of_one_form_look_alike_and_others_do_not() {
        let form = |id: &str| {
            let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../examples/forms/{id}.toml"));
            BallotForm::parse(id, &std::fs::read_to_string(path).unwrap()).unwrap()
        };
        let sheets = Sheets::new(&[form("a5-7rows"), form("a5-8rows"), form("a5-7rows")]);
        assert_eq!((sheets.alike(0), sheets.alike(1), sheets.alike(2)), (vec![2], vec![], vec![0]));
    }
}
