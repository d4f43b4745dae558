//! Numbers in Kazakh. Only the last word takes a suffix: «жиырма үшінші», «отыз бестен».

use crate::form::KazakhForm;

/// A word in every form.
struct Word {
    value: u8,
    plain: &'static str,
    ordinal: &'static str,
    ablative: &'static str,
    genitive: &'static str,
    dative: &'static str,
}

const fn word(value: u8, forms: [&'static str; 5]) -> Word {
    let [plain, ordinal, ablative, genitive, dative] = forms;
    Word { value, plain, ordinal, ablative, genitive, dative }
}

/// 0 to 10, then 20, 30 … 90; all others are a ten and a unit. Written out, because the suffixes
/// follow vowel and consonant harmony and «қырық» loses a vowel.
const WORDS: &[Word] = &[
    word(0, ["нөл", "нөлінші", "нөлден", "нөлдің", "нөлге"]),
    word(1, ["бір", "бірінші", "бірден", "бірдің", "бірге"]),
    word(2, ["екі", "екінші", "екіден", "екінің", "екіге"]),
    word(3, ["үш", "үшінші", "үштен", "үштің", "үшке"]),
    word(4, ["төрт", "төртінші", "төрттен", "төрттің", "төртке"]),
    word(5, ["бес", "бесінші", "бестен", "бестің", "беске"]),
    word(6, ["алты", "алтыншы", "алтыдан", "алтының", "алтыға"]),
    word(7, ["жеті", "жетінші", "жетіден", "жетінің", "жетіге"]),
    word(8, ["сегіз", "сегізінші", "сегізден", "сегіздің", "сегізге"]),
    word(9, ["тоғыз", "тоғызыншы", "тоғыздан", "тоғыздың", "тоғызға"]),
    word(10, ["он", "оныншы", "оннан", "онның", "онға"]),
    word(20, ["жиырма", "жиырмасыншы", "жиырмадан", "жиырманың", "жиырмаға"]),
    word(30, ["отыз", "отызыншы", "отыздан", "отыздың", "отызға"]),
    word(40, ["қырық", "қырқыншы", "қырықтан", "қырықтың", "қырыққа"]),
    word(50, ["елу", "елуінші", "елуден", "елудің", "елуге"]),
    word(60, ["алпыс", "алпысыншы", "алпыстан", "алпыстың", "алпысқа"]),
    word(70, ["жетпіс", "жетпісінші", "жетпістен", "жетпістің", "жетпіске"]),
    word(80, ["сексен", "сексенінші", "сексеннен", "сексеннің", "сексенге"]),
    word(90, ["тоқсан", "тоқсаныншы", "тоқсаннан", "тоқсанның", "тоқсанға"]),
];

fn find(value: u8) -> Option<&'static Word> {
    WORDS.iter().find(|word| word.value == value)
}

/// The word that takes the suffix.
fn last(value: u8) -> Option<&'static Word> {
    find(value).or_else(|| find(value % 10))
}

impl Word {
    const fn in_form(&self, form: KazakhForm) -> &'static str {
        match form {
            KazakhForm::Plain => self.plain,
            KazakhForm::Ordinal => self.ordinal,
            KazakhForm::Total => self.ablative,
            KazakhForm::Genitive => self.genitive,
            KazakhForm::Dative => self.dative,
        }
    }
}

/// The number in words; none above 99.
pub(super) fn words(value: u8, form: KazakhForm) -> Option<String> {
    let last = last(value)?;
    if last.value == value {
        return Some(last.in_form(form).to_owned());
    }
    Some(format!("{} {}", find(value / 10 * 10)?.plain, last.in_form(form)))
}

/// What stands behind the digits: a hyphen and the suffix. Print keeps of «-інші» only «-ші».
pub(super) fn ending(value: u8, form: KazakhForm) -> String {
    let Some(last) = last(value).filter(|_| value <= super::GREATEST) else { return String::new() };
    let word = last.in_form(form);
    match form {
        KazakhForm::Plain => String::new(),
        KazakhForm::Ordinal if word.ends_with("шы") => "-шы".to_owned(),
        KazakhForm::Ordinal => "-ші".to_owned(),
        KazakhForm::Total | KazakhForm::Genitive | KazakhForm::Dative => {
            format!("-{}", word.strip_prefix(last.plain).unwrap_or_default())
        }
    }
}
