//! A small course of two lessons and a drill, and what comes of it.

use std::fs;
use std::path::{Path, PathBuf};

use ballot::Language;
use wording::Code;

use super::*;

const LESSON: &str = "\
format = \"lesson/1\"
id = \"meeting\"
minutes = 4
title.kk = \"Қарсы алу\"
title.ru = \"Встреча\"
title.en = \"Meeting\"

[[step]]
id = \"speak\"
text.kk = \"Бірінші болып сөйлеңіз.\"
text.ru = \"Заговорите первым.\"
text.en = \"Speak first.\"
source.kk = \"Заң, 42-бап\"
source.ru = \"Закон, статья 42\"
source.en = \"The law, article 42\"

[[step]]
id = \"who\"
question.kk = \"Кім дауыс береді?\"
question.ru = \"Кто голосует?\"
question.en = \"Who votes?\"
hint.kk = \"Ойлаңыз.\"
hint.ru = \"Подумайте.\"
hint.en = \"Think.\"

[[step.answer]]
text.kk = \"Туысы\"
text.ru = \"Родственник\"
text.en = \"The relative\"
why.kk = \"Сайлаушы өзі дауыс береді.\"
why.ru = \"Избиратель голосует сам.\"
why.en = \"The voter votes.\"

[[step.answer]]
text.kk = \"Сайлаушы\"
text.ru = \"Избиратель\"
text.en = \"The voter & nobody else\"
right = true

[[step]]
id = \"down\"
text.kk = \"Төмен түскісі келеді.\"
text.ru = \"Хочет вниз.\"
text.en = \"The voter wants down.\"
press = \"down\"
hint.kk = \"Ол дөңгелектің астында.\"
hint.ru = \"Она под круглой.\"
hint.en = \"It is below the round key.\"

[[step]]
id = \"drill\"
text.kk = \"Енді тапсырма.\"
text.ru = \"Теперь упражнение.\"
text.en = \"Now an exercise.\"
drill = \"keypad\"
";

const DRILL: &str = "\
format = \"drill/1\"
id = \"keypad\"
seconds = 60
title.kk = \"Пернетақта үнсіз\"
title.ru = \"Клавиатура молчит\"
title.en = \"The keypad is silent\"
situation.kk = \"Сайлаушы сізді шақырды.\"
situation.ru = \"Избиратель позвал вас.\"
situation.en = \"The voter has called you.\"

[[goal]]
hints = [
  { kk = \"Не болды?\", ru = \"Что случилось?\", en = \"What happened?\" },
  { kk = \"Сымға қараңыз.\", ru = \"Посмотрите на провод.\", en = \"Look at the cable.\" },
  { kk = \"Сымды қайта қосыңыз.\", ru = \"Вставьте провод снова.\", en = \"Plug the cable in again.\" },
]
";

/// The course in a folder of its own.
struct Fixture {
    folder: tempfile::TempDir,
}

impl Fixture {
    fn new() -> Self {
        let fixture = Self { folder: tempfile::tempdir().unwrap() };
        for (name, text) in [("lessons/01-meeting.toml", LESSON), ("drills/keypad.toml", DRILL)] {
            fixture.put(name, text);
        }
        // What hands can do is no drill, and no matter of materials.
        fixture.put("drills/hands.toml", "format = \"hands/1\"\nanything = 1\n");
        fixture
    }

    fn put(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    fn files(&self) -> Result<Vec<OutputFile>, Notice> {
        files(self.folder.path(), "2026-11-22")
    }
}

fn refusal(fixture: &Fixture) -> Code {
    fixture.files().unwrap_err().coded().code()
}

fn text<'a>(files: &'a [OutputFile], name: &str) -> &'a str {
    let file = files.iter().find(|file| file.name == name).unwrap_or_else(|| panic!("{name}"));
    std::str::from_utf8(&file.bytes).unwrap()
}

/// The cells of a BRF file read back as a text, its lines joined.
fn read_brf(brf: &str, language: Language) -> String {
    let style = crate::braille::Style::new(crate::layout::braille_language(language));
    let lines = brf.split(['\r', '\n', '\x0c']).map(str::trim).filter(|line| !line.is_empty());
    let cells = |line: &str| -> Vec<crate::braille::Cell> {
        let of_bits = |bits: u8| {
            let dots: Vec<u8> = (1..=6).filter(|dot| bits >> (dot - 1) & 1 == 1).collect();
            crate::braille::Cell::from_dots(&dots)
        };
        let cell = |sign| (0..64).map(of_bits).find(|cell| booklet::brf_sign(*cell) == sign);
        line.bytes().map(|sign| cell(sign).unwrap()).collect()
    };
    lines
        .map(|line| crate::braille::back_translate(&cells(line), style).unwrap_or_default())
        .collect::<Vec<_>>()
        .join(" ")
}

#[test]
fn every_language_has_its_handbook_its_card_and_its_pages() {
    let files = Fixture::new().files().unwrap();
    for code in ["kk", "ru", "en"] {
        for name in ["handbook.CODE.pdf", "handbook.large.CODE.pdf", "card.CODE.pdf"] {
            let name = name.replace("CODE", code);
            let file = files.iter().find(|file| file.name == name).unwrap();
            assert!(file.bytes.starts_with(b"%PDF-"), "{name}");
        }
        for name in ["index", "01-meeting", "codes", "card"] {
            let page = text(&files, &format!("html/{code}/{name}.html"));
            assert!(page.contains(&format!("<html lang=\"{code}\">")) && page.contains("<main id=\"text\">"), "{name}");
            assert_eq!(page.matches("<h1>").count(), 1, "{name}");
            assert!(!page.contains("<script"), "{name}");
        }
    }
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    let report: serde_json::Value = serde_json::from_str(text(&files, "report.json")).unwrap();
    assert_eq!(report["files"].as_object().unwrap().len() + 1, names.len());
    assert_eq!(report["format"], "materials/1");
}

#[test]
fn a_page_has_the_lesson_whole_and_what_it_says_is_no_markup() {
    let files = Fixture::new().files().unwrap();
    let page = text(&files, "html/en/01-meeting.html");
    for words in [
        "<h1>Meeting</h1>",
        "<p>Speak first.</p>",
        "Source: The law, article 42",
        "<h2>Who votes?</h2>",
        "Right: The voter &amp; nobody else.",
        "Not right: The relative.<br>The voter votes.",
        "<p>The voter wants down. It is below the round key.</p>",
        "Exercise: The keypad is silent",
        "<li>Plug the cable in again.</li>",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    assert!(!page.contains("Look at the cable."), "only the very thing to do is the cure");
    assert!(!page.contains("Now an exercise.") && !page.contains("Think."), "what only leads on in the course");
    assert!(text(&files, "html/ru/01-meeting.html").contains("Вставьте провод снова."));
    assert_eq!(html::escaped("<b> & \"c\""), "&lt;b&gt; &amp; &quot;c&quot;");
}

#[test]
fn braille_reads_back_as_the_lesson() {
    let files = Fixture::new().files().unwrap();
    for (language, name, words) in [
        (Language::Ru, "handbook.ru.brf", ["заговорите первым", "вставьте провод снова"]),
        (Language::Kk, "handbook.kk.brf", ["бірінші болып сөйлеңіз", "сымды қайта қосыңыз"]),
        (Language::En, "handbook.en.brf", ["Speak first", "Plug the cable in again"]),
        (Language::Ru, "card.ru.brf", ["вставьте флеш", "избиратель ушёл"]),
    ] {
        let read = read_brf(text(&files, name), language);
        for words in words {
            assert!(read.contains(words), "{name}: {words}: {read}");
        }
    }
}

#[test]
fn every_code_of_the_day_is_there_and_what_is_the_technicians_is_not() {
    let files = Fixture::new().files().unwrap();
    let page = text(&files, "html/en/codes.html");
    for code in ["K302", "K320", "K324", "K330", "K341", "K350", "K401", "K427", "K499", "K500"] {
        assert!(page.contains(&format!("<h2>{code}</h2>")), "{code}");
    }
    for code in ["K327", "K329", "K334", "K410", "K430"] {
        assert!(!page.contains(&format!("<h2>{code}</h2>")), "{code}");
    }
    assert!(
        !page.contains(['{', '}'])
            || page.matches('{').count() == page[..page.find("</style>").unwrap()].matches('{').count()
    );
}

#[test]
fn the_same_course_gives_the_same_bytes_and_the_card_takes_one_page() {
    let fixture = Fixture::new();
    let files = fixture.files().unwrap();
    assert_eq!(files, fixture.files().unwrap());
    for code in ["kk", "ru", "en"] {
        let card = files.iter().find(|file| file.name == format!("card.{code}.pdf")).unwrap();
        let pdf = lopdf::Document::load_mem(&card.bytes).unwrap();
        assert_eq!(pdf.get_pages().len(), 1);
    }
}

#[test]
fn a_folder_without_lessons_is_none() {
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(files(empty.path(), "2026-11-22").unwrap_err().coded().code(), Code::S631);
    // One lesson is a course.
    assert!(Fixture::new().files().is_ok());
}

#[test]
fn a_file_that_is_no_lesson_is_named() {
    for (from, to) in [
        ("title.ru = \"Встреча\"\n", ""),
        ("right = true", "right = false"),
        ("drill = \"keypad\"", "drill = \"another\""),
        ("lesson/1", "lesson/2"),
        ("[[step]]", "[[step"),
    ] {
        let fixture = Fixture::new();
        let path = fixture.put("lessons/01-meeting.toml", &LESSON.replacen(from, to, 1));
        let notice = fixture.files().unwrap_err();
        assert_eq!((notice.coded().code(), refusal(&fixture)), (Code::S630, Code::S630), "{from}");
        assert_eq!(notice.place(Language::En), path.display().to_string());
    }
}

#[test]
fn a_sign_that_cannot_be_written_is_told_with_its_text() {
    let fixture = Fixture::new();
    fixture.put("lessons/01-meeting.toml", &LESSON.replacen("Заговорите первым.", "Заговорите первым ☺.", 1));
    let notice = fixture.files().unwrap_err();
    assert_eq!(notice.coded().code(), Code::S632);
    assert!(notice.explain(Language::En).contains("Заговорите первым ☺."));
    // A dash and quotation marks are signs that Braille has.
    let known = Fixture::new();
    known.put("lessons/01-meeting.toml", &LESSON.replacen("Заговорите первым.", "Заговорите – «первым».", 1));
    assert!(known.files().is_ok());
}

#[test]
fn a_card_of_two_pages_is_none() {
    let long = MaterialsProblem::CardTooLong { language: Language::Kk };
    assert_eq!(wording::Coded::code(&long), Code::S633);
    for language in LANGUAGES {
        let parts = card::parts(language);
        let fits = CARD_PT.iter().any(|pt| booklet::print_page_count(&parts, *pt) == 1);
        let twice = [parts.clone(), parts].concat();
        assert!(fits && CARD_PT.iter().all(|pt| booklet::print_page_count(&twice, *pt) > 1), "{language:?}");
    }
}

#[test]
fn the_folder_of_an_earlier_run_is_replaced_and_no_other() {
    let fixture = Fixture::new();
    let out = fixture.folder.path().join("out");
    let run = |to: &Path| {
        let arguments =
            ["stencil-gen".into(), "materials".into(), fixture.folder.path().into(), "--out".into(), to.into()];
        let (mut said, mut err) = (Vec::new(), Vec::new());
        let ending = crate::cli::run(arguments.map(|part: std::ffi::OsString| part), &mut said, &mut err).unwrap();
        (ending, String::from_utf8(err).unwrap())
    };
    assert_eq!(run(&out), (crate::cli::Ending::Done, String::new()));
    assert_eq!(run(&out), (crate::cli::Ending::Done, String::new()));
    fs::write(out.join("mine.txt"), "mine").unwrap();
    let (ending, err) = run(&out);
    assert_eq!(ending, crate::cli::Ending::Failed);
    assert!(err.contains("S192"), "{err}");
}
