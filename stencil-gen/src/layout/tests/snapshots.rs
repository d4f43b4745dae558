//! Whole plans as text.

use super::*;

#[test]
fn seven_candidates_on_a5() {
    let mut options = candidates(7);
    options[3].status = Status::Withdrawn;
    let laid = lay(&contest(options), &form(7, 8.0, 62.0, 14.0), &Settings::default()).unwrap();
    insta::assert_snapshot!(laid.plan.to_string());
}

#[test]
fn two_answers_in_both_languages() {
    let mut contest = contest(vec![
        BallotOption {
            name: Text { kk: "Иә, келісемін".into(), ru: "Да, согласен".into(), en: None },
            ..option(1, OptionKind::Answer, "")
        },
        BallotOption {
            name: Text {
                kk: "Жоқ, келіспеймін".into(), ru: "Нет, не согласен".into(), en: None
            },
            ..option(2, OptionKind::Answer, "")
        },
    ]);
    contest.position = 3;
    contest.question = Some(Text {
        kk: "Сіз Қазақстанда атом электр станциясын салуға келісесіз бе?".into(),
        ru: "Согласны ли вы со строительством атомной электростанции в Казахстане?".into(),
        en: None,
    });
    let laid = lay_in(Scope::Both, &contest, &form(2, 11.0, 120.0, 40.0), &Settings::default()).unwrap();
    insta::assert_snapshot!(laid.plan.to_string());
}

#[test]
fn twelve_close_rows_have_numbers_in_two_columns() {
    let mut options = candidates(12);
    options[4].status = Status::Withdrawn;
    options[5].status = Status::Withdrawn;
    let laid =
        lay_in(Scope::One(Language::Ru), &contest(options), &form(12, 5.0, 62.0, 8.0), &Settings::default()).unwrap();
    insta::assert_snapshot!(laid.plan.to_string());
}
