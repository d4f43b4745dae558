//! What the clerk sees: progress, what was written, and every warning with its remedy.

use std::io::{self, Write};
use std::path::Path;

use ballot::Language;
use wording::{Phrase, fill, phrase};

use crate::diff::{Change, Difference};
use crate::input::Input;
use crate::make::LaidContest;
use crate::notice::Notice;

/// A step of the work.
pub(super) fn progress(err: &mut impl Write, language: Language, step: Phrase) -> io::Result<()> {
    writeln!(err, "{}", phrase(step, language))
}

/// A contest's folder and its stencils.
pub(super) fn contest(
    out: &mut impl Write,
    language: Language,
    contest: &LaidContest,
    folder: &Path,
    count: usize,
) -> io::Result<()> {
    let values = [("count", count.to_string()), ("folder", folder.display().to_string())];
    writeln!(out, "\n{}", contest.ballot.contest.title.get(language))?;
    writeln!(out, "  {}", fill(phrase(Phrase::WroteFiles, language), &values))?;
    for (scope, laid) in &contest.stencils {
        let values = [
            ("file", format!("stencil.{}.pdf", scope.code())),
            ("level", phrase(laid.level.phrase(), language).to_owned()),
            ("width", laid.plan.blank.width.to_string()),
            ("height", laid.plan.blank.height.to_string()),
        ];
        writeln!(out, "  {}", fill(phrase(Phrase::SummaryStencil, language), &values))?;
    }
    if let Some((scope, _)) = contest.stencils.first() {
        let file = folder.join(format!("stencil.{}.pdf", scope.code())).display().to_string();
        writeln!(out, "  {}", fill(phrase(Phrase::OpenFirst, language), &[("file", file)]))?;
    }
    Ok(())
}

/// Every warning of a run that went through.
pub(super) fn warnings(
    out: &mut impl Write,
    language: Language,
    input: &Input,
    contests: &[LaidContest],
    further: Vec<Notice>,
) -> io::Result<()> {
    let of_list = input.warnings.iter().cloned().map(Notice::from);
    let of_stencils = contests.iter().flat_map(|contest| {
        contest.stencils.iter().flat_map(|(scope, laid)| {
            laid.warnings.iter().map(|finding| Notice::Layout {
                contest: contest.ballot.contest.id.clone(),
                scope: *scope,
                finding: finding.clone(),
            })
        })
    });
    let notices: Vec<Notice> = of_list.chain(of_stencils).chain(further).collect();
    if notices.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    explain(out, language, &notices)?;
    let count = [("count", notices.len().to_string())];
    writeln!(out, "\n{}", fill(phrase(Phrase::WarningsCount, language), &count))
}

/// Which files and rows differ from an earlier run.
pub(super) fn differences(
    out: &mut impl Write,
    language: Language,
    old: &Path,
    differences: &[Difference],
) -> io::Result<()> {
    let folder = [("folder", old.display().to_string())];
    writeln!(out, "\n{}", fill(phrase(Phrase::DiffHeading, language), &folder))?;
    let kinds = [
        (Change::Changed, Phrase::DiffChanged),
        (Change::Added, Phrase::DiffAdded),
        (Change::Removed, Phrase::DiffRemoved),
        (Change::Same, Phrase::DiffSame),
    ];
    for difference in differences {
        writeln!(out, "  {}", difference.contest)?;
        for (kind, words) in kinds {
            let files: Vec<&str> =
                difference.files.iter().filter(|(_, change)| *change == kind).map(|(name, _)| name.as_str()).collect();
            if !files.is_empty() {
                writeln!(out, "    {}", fill(phrase(words, language), &[("files", files.join(", "))]))?;
            }
        }
        for (rows, words) in [(&difference.rows, Phrase::DiffRows), (&difference.withdrawn, Phrase::DiffWithdrawn)] {
            if !rows.is_empty() {
                let rows: Vec<String> = rows.iter().map(u32::to_string).collect();
                writeln!(out, "    {}", fill(phrase(words, language), &[("rows", rows.join(", "))]))?;
            }
        }
    }
    Ok(())
}

/// Why nothing was written.
pub(super) fn refusal(err: &mut impl Write, language: Language, notices: &[Notice]) -> io::Result<()> {
    writeln!(err)?;
    explain(err, language, notices)?;
    let errors = notices.iter().filter(|notice| notice.is_error()).count();
    let count = fill(phrase(Phrase::ErrorsCount, language), &[("count", errors.to_string())]);
    writeln!(err, "\n{count} {}", phrase(Phrase::NothingWritten, language))
}

/// The most notices shown one by one; the rest are counted.
const SHOWN: usize = 60;

/// The notices in words, errors first. The same finding in several stencils is told once, with
/// all its places.
pub(super) fn explain(writer: &mut impl Write, language: Language, notices: &[Notice]) -> io::Result<()> {
    let mut told: Vec<(&Notice, Vec<String>)> = Vec::new();
    let (errors, warnings): (Vec<_>, Vec<_>) = notices.iter().partition(|notice| notice.is_error());
    for notice in errors.into_iter().chain(warnings) {
        let words = |notice: &Notice| (notice.coded().code(), wording::text(notice.coded(), language));
        let place = notice.place(language);
        match told.iter_mut().find(|(earlier, _)| words(earlier) == words(notice)) {
            Some((_, places)) if !places.contains(&place) => places.push(place),
            Some(_) => {}
            None => told.push((notice, vec![place])),
        }
    }
    for (notice, places) in told.iter().take(SHOWN) {
        writeln!(writer, "{}", notice.explain_at(&places.join("; "), language))?;
    }
    if told.len() > SHOWN {
        writeln!(writer, "… + {}", told.len() - SHOWN)?;
    }
    Ok(())
}
