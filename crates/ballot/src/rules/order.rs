//! The order of candidates on a ballot: the alphabetical order of the state language
//! (Constitutional Law on Elections, Art. 37(1)). Parties stand in the order drawn by lot and are
//! not looked at.

use crate::text::{KAZAKH_ALPHABET, normalize};

/// A name as a key that sorts by the Kazakh alphabet: words first, then letters, signs of no
/// alphabet before every letter, and letters of other alphabets after them.
pub(super) fn sort_key(name: &str) -> Vec<Vec<u32>> {
    let name = normalize(name).map(|(name, _)| name.to_lowercase()).unwrap_or_default();
    name.split(' ').map(|word| word.chars().map(rank).collect()).collect()
}

fn rank(sign: char) -> u32 {
    match (1..).zip(KAZAKH_ALPHABET.chars()).find(|(_, letter)| *letter == sign) {
        Some((place, _)) => place,
        None if sign.is_alphabetic() => u32::from(sign),
        None => 0,
    }
}

/// The names that stand after one they should stand before: the place of each among `names`, and
/// the first name that should follow it. One for every step down.
pub(super) fn out_of_order(names: &[String]) -> Vec<(usize, String)> {
    let keys: Vec<_> = names.iter().map(|name| sort_key(name)).collect();
    let mut found = Vec::new();
    for (index, pair) in keys.windows(2).enumerate() {
        let [above, below] = pair else { continue };
        if below < above {
            let first_after = keys.iter().zip(names).find(|(key, _)| *key > below);
            found.extend(first_after.map(|(_, name)| (index + 1, name.clone())));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn misplaced(names: &[&str]) -> Vec<(usize, String)> {
        out_of_order(&names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn kazakh_letters_stand_where_their_alphabet_has_them() {
        let sorted = [
            "Ақан",
            "Әбден",
            "Ғани",
            "Еспаев",
            "Кенже",
            "Қажыкен",
            "Нұр",
            "Оспан",
            "Өтеген",
            "Ұлан",
            "Үмбет",
            "Хан",
            "Іле",
            "Эм",
        ];
        assert_eq!(misplaced(&sorted), []);
    }

    #[test]
    fn the_real_order_of_2022_is_right() {
        assert_eq!(misplaced(&["Әбден", "Әуесбаев", "Дайрабаев", "Қажыкен", "Тоқаев", "Тұрсынбекова"]), []);
    }

    #[test]
    fn a_step_down_names_the_first_that_should_follow() {
        assert_eq!(misplaced(&["Ақан", "Қасым", "Тоқаев", "Дайрабаев"]), [(3, "Қасым".to_owned())]);
        assert_eq!(misplaced(&["Ким Б", "Ким А"]), [(1, "Ким Б".to_owned())]);
        assert_eq!(misplaced(&["Ким А", "Ким А"]), []);
    }

    #[test]
    fn a_shorter_surname_stands_before_a_longer_one() {
        assert_eq!(misplaced(&["Ким Я", "Кимов А"]), []);
        assert_eq!(misplaced(&["Кимов А", "Ким Я"]).len(), 1);
    }
}
