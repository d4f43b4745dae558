//! Colors come from one table.

#[test]
fn no_color_is_written_into_a_page_or_a_widget() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/ui");
    let mut files = 0;
    for folder in [folder.to_owned(), format!("{folder}/widgets"), format!("{folder}/pages")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let literal = |line: &&str| {
                let code = line.split("//").next().unwrap_or_default();
                let names = ["black", "white", "red", "green", "blue", "gray", "grey", "yellow", "orange"];
                code.contains('#') || names.iter().any(|name| code.contains(&format!(": {name};")))
            };
            assert_eq!(text.lines().find(literal), None, "{}", path.display());
            files += 1;
        }
    }
    assert!(files > 6);
}

#[test]
fn the_screens_letters_have_every_kazakh_letter_and_sign_in_use() {
    const LETTERS: &str = "АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯаәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя";
    const SIGNS: &str = "«»“”–—…№0123456789.,:;!?()/%•↑↓•ñ";
    for file in ["Inter-Regular.ttf", "Inter-Bold.ttf"] {
        let path = format!("{}/../../assets/fonts/{file}", env!("CARGO_MANIFEST_DIR"));
        let bytes = std::fs::read(path).unwrap();
        let face = ttf_parser::Face::parse(&bytes, 0).unwrap();
        let missing: String =
            LETTERS.chars().chain(SIGNS.chars()).filter(|sign| face.glyph_index(*sign).is_none()).collect();
        assert_eq!(missing, "", "{file}");
        let capital = f32::from(face.capital_height().unwrap()) / f32::from(face.units_per_em());
        assert!((capital - 0.7275).abs() < 0.0005, "{file}: capitals of {capital}");
    }
}
