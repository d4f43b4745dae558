//! What is kept: progress, certificate, roster.

use std::fs;

use super::*;

fn passed(keeper: Keeper) -> Trainee {
    let mut trainee = Trainee::begin(Language::Ru, Progress::default(), keeper);
    trainee.enter();
    let pages = trainee.library.all().count();
    for _ in 0..pages {
        trainee.do_right();
    }
    trainee
}

#[test]
fn whoever_is_interrupted_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = || Keeper::new(Some(folder.path().to_owned()), None, None, "2026-11-22".to_owned());
    let mut trainee = Trainee::begin(Language::Kk, keeper().progress().unwrap(), keeper());
    trainee.enter();
    for _ in 0..8 {
        trainee.do_right();
    }
    let (at, right) = (trainee.at(), trainee.room.course().grade().right);
    assert!(at.lesson > 0 && right > 0);
    // As when the power fails: nobody says goodbye.
    drop(trainee);
    let mut trainee = Trainee::begin(Language::En, keeper().progress().unwrap(), keeper());
    // In the language that was chosen, whatever the booth begins with.
    trainee.language = Language::Kk;
    let go_on = trainee.word(|words| &words.go_on);
    trainee.choose(&go_on);
    assert_eq!((trainee.at(), trainee.room.course().grade().right), (at, right));
    let stop = trainee.word(|words| &words.stop);
    trainee.step(Happening::Menu);
    trainee.choose(&stop);
    assert!(trainee.quit);
}

#[test]
fn a_file_that_is_none_of_ours_is_told_and_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("progress.json");
    fs::write(&path, "{\"format\":\"other/1\"}").unwrap();
    let keeper = Keeper::new(Some(folder.path().to_owned()), None, None, String::new());
    assert_eq!(keeper.progress().unwrap_err().coded().code().as_str(), "K459");
    assert_eq!(fs::read_to_string(&path).unwrap(), "{\"format\":\"other/1\"}");
}

#[test]
fn the_certificate_is_large_print_with_the_name_and_only_for_whoever_passed() {
    let folder = tempfile::tempdir().unwrap();
    let keeper = Keeper::new(Some(folder.path().to_owned()), Some("Әлия Ә.".to_owned()), None, "2026-11-22".to_owned());
    let library = super::super::library(&[]).unwrap();
    let mut early = keeper.clone();
    assert!(!early.certificate(&library, &course::Grade::default(), Language::Kk));
    assert!(!folder.path().join("certificate.pdf").exists());
    let mut trainee = passed(keeper);
    let make = trainee.word(|words| &words.make_certificate);
    trainee.choose(&make);
    let made = trainee.word(|words| &words.certificate_made);
    assert!(trainee.heard.contains(&made), "{}", trainee.heard);
    let pdf = lopdf::Document::load(folder.path().join("certificate.pdf")).unwrap();
    assert_eq!(pdf.get_pages().len(), 1);
    let page = pdf.get_page_content(pdf.get_pages()[&1]);
    assert!(String::from_utf8_lossy(&page).contains("/F 24 Tf"), "large print");
    let text = pdf.extract_text(&[1]).unwrap();
    for wanted in ["Сертификат", "Әлия Ә.", "2026-11-22"] {
        assert!(text.contains(wanted), "{text}");
    }
}

#[test]
fn without_a_folder_the_trainee_is_told_that_there_is_no_certificate() {
    let mut trainee = passed(Keeper::default());
    let make = trainee.word(|words| &words.make_certificate);
    trainee.choose(&make);
    let failed = trainee.word(|words| &words.certificate_failed);
    assert!(trainee.heard.contains(&failed), "{}", trainee.heard);
}

#[test]
fn the_roster_is_written_with_consent_only() {
    let folder = tempfile::tempdir().unwrap();
    let roster = folder.path().join("roster.csv");
    let keeper = |name: &str| Keeper::new(None, Some(name.to_owned()), Some(roster.clone()), "2026-11-22".to_owned());
    let answer = |name: &str, agrees: bool| {
        let mut trainee = Trainee::begin(Language::Ru, Progress::default(), keeper(name));
        trainee.enter();
        let pages = trainee.library.all().count();
        for _ in 0..pages {
            trainee.do_right();
        }
        let question = trainee.word(|words| &words.consent_question);
        assert!(trainee.heard.contains(&question), "{}", trainee.heard);
        let text = trainee.word(|words| if agrees { &words.consent_yes } else { &words.consent_no });
        trainee.choose(&text);
        assert!(trainee.is_over(), "{}", trainee.heard);
    };
    answer("Иван", false);
    assert!(!roster.exists());
    answer("Иван", true);
    answer("=1+1", true);
    answer("Иван", true);
    let text = fs::read_to_string(&roster).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.first(), Some(&"name,date,right,of,passed,minutes"));
    // One line for each name, and none that a program takes for a formula.
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[1].starts_with("\"'=1+1\",2026-11-22,") && lines[2].starts_with("\"Иван\",2026-11-22,"), "{text}");
    assert!(lines[2].contains(",yes,"), "{text}");
}

#[test]
fn a_roster_that_is_another_file_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list.csv");
    fs::write(&path, "a,b\n").unwrap();
    let mut keeper = Keeper::new(None, Some("A".to_owned()), Some(path.clone()), String::new());
    keeper.roster(&course::Grade::default(), &Progress::default());
    assert_eq!(fs::read_to_string(&path).unwrap(), "a,b\n");
    assert_eq!(keeper.problems().len(), 1);
}
