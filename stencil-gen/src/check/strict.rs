//! The shape a finished PDF may have: each dictionary by its role, with the keys it may carry.
//!
//! Viewers honor far more than the writer uses: hidden contents, mapped glyphs, replaced colors,
//! boxes and rotations. Whatever could make a viewer show something else than the interpreter
//! reads is refused here, by leaving it out of these lists.

use lopdf::{Dictionary, Document, Object};

use super::letters::follow;

/// Lengths in points that count as the same.
const SAME: f32 = 0.01;
/// Screen tints of the spot colors (cyan, magenta, yellow, black).
const TINTS: [(&[u8], [f32; 4]); 4] = [
    (b"Cut", [0.0, 1.0, 0.0, 0.0]),
    (b"Fold", [1.0, 0.0, 0.0, 0.0]),
    (b"Braille", [0.0, 0.5, 1.0, 0.0]),
    (b"Raised", [1.0, 0.0, 1.0, 0.0]),
];

/// What a file may say of itself.
const DESCRIPTION: [&str; 10] = [
    "Title",
    "Author",
    "Subject",
    "Keywords",
    "Creator",
    "Producer",
    "CreationDate",
    "ModDate",
    "Trapped",
    "Identifier",
];

/// Of these, what none of ours says: what stands here, readers may announce before the page.
const SILENT: [&str; 3] = ["Author", "Subject", "Keywords"];

/// Refuses a document with anything in it that its role does not need.
pub(super) fn document(document: &Document) -> Result<(), String> {
    let strict = Strict { document };
    only("the trailer", &document.trailer, &["Root", "Info", "ID", "Size"])?;
    let description = strict.dictionary("the trailer", &document.trailer, "Info")?;
    only("the description", description, &DESCRIPTION)?;
    let says =
        |key: &&&str| description.get(key.as_bytes()).and_then(Object::as_str).is_ok_and(|text| !text.is_empty());
    if let Some(key) = SILENT.iter().find(says) {
        return Err(format!("the description: /{key}"));
    }
    let streams = document.objects.values().filter(|object| matches!(object, Object::Stream(_))).count();
    let catalog = document.catalog().map_err(|error| error.to_string())?;
    strict.catalog(catalog)?;
    let pages = strict.pages(catalog)?;
    // Each stream inflates: a page has its content and a form a layer, a document two fonts and dots.
    if streams > 16 + 16 * pages { Err("too many streams".to_owned()) } else { Ok(()) }
}

/// Every key must be one of those allowed.
fn only(what: &str, dictionary: &Dictionary, allowed: &[&str]) -> Result<(), String> {
    let unknown = dictionary.iter().find(|(key, _)| !allowed.iter().any(|name| name.as_bytes() == key.as_slice()));
    match unknown {
        Some((key, _)) => Err(format!("{what}: /{}", String::from_utf8_lossy(key))),
        None => Ok(()),
    }
}

struct Strict<'a> {
    document: &'a Document,
}

impl<'a> Strict<'a> {
    fn resolve(&self, object: &'a Object) -> Option<&'a Object> {
        follow(self.document, Some(object))
    }

    fn dictionary(&self, what: &str, owner: &'a Dictionary, key: &str) -> Result<&'a Dictionary, String> {
        let found = owner.get(key.as_bytes()).ok().and_then(|object| self.resolve(object));
        match found {
            Some(Object::Dictionary(dictionary)) => Ok(dictionary),
            Some(Object::Stream(stream)) => Ok(&stream.dict),
            _ => Err(format!("{what}: /{key}")),
        }
    }

    fn array(&self, what: &str, owner: &'a Dictionary, key: &str) -> Result<&'a [Object], String> {
        let found = owner.get(key.as_bytes()).ok().and_then(|object| self.resolve(object));
        found.and_then(|object| object.as_array().ok()).map(Vec::as_slice).ok_or_else(|| format!("{what}: /{key}"))
    }

    fn numbers<const N: usize>(&self, what: &str, owner: &'a Dictionary, key: &str) -> Result<[f32; N], String> {
        let list: Option<Vec<f32>> =
            self.array(what, owner, key)?.iter().map(|number| self.resolve(number)?.as_float().ok()).collect();
        list.and_then(|list| list.try_into().ok()).ok_or_else(|| format!("{what}: /{key}"))
    }

    fn is_name(&self, what: &str, owner: &'a Dictionary, key: &str, wanted: &str) -> Result<(), String> {
        let found = owner.get(key.as_bytes()).ok().and_then(|object| self.resolve(object));
        let right = found.and_then(|object| object.as_name().ok()) == Some(wanted.as_bytes());
        if right { Ok(()) } else { Err(format!("{what}: /{key}")) }
    }

    fn catalog(&self, catalog: &'a Dictionary) -> Result<(), String> {
        let keys = ["Type", "Pages", "PageLayout", "PageMode", "OCProperties", "Lang", "ViewerPreferences"];
        only("the catalog", catalog, &keys)?;
        let preferences = self.dictionary("the catalog", catalog, "ViewerPreferences")?;
        only("the preferences", preferences, &["DisplayDocTitle", "PrintScaling"])?;
        // A stencil scaled to the paper is a wrong stencil.
        self.is_name("the preferences", preferences, "PrintScaling", "None")?;
        if catalog.has(b"OCProperties") {
            let layers = self.dictionary("the catalog", catalog, "OCProperties")?;
            only("the layers", layers, &["OCGs", "D"])?;
            let shown = self.dictionary("the layers", layers, "D")?;
            only("the layers", shown, &["ON", "OFF", "Order", "RBGroups"])?;
            // Of layers in one group a viewer shows a single one.
            if shown.has(b"RBGroups") && !self.array("the layers", shown, "RBGroups")?.is_empty() {
                return Err("the layers: /RBGroups".to_owned());
            }
            for group in self.array("the layers", layers, "OCGs")? {
                self.layer(group)?;
            }
        }
        Ok(())
    }

    fn layer(&self, group: &'a Object) -> Result<(), String> {
        let group = self.resolve(group).and_then(|object| object.as_dict().ok()).ok_or("a layer")?;
        only("a layer", group, &["Type", "Name", "Intent", "Usage"])?;
        self.is_name("a layer", group, "Type", "OCG")?;
        if group.get(b"Name").and_then(Object::as_str).is_err() {
            return Err("a layer without a name".to_owned());
        }
        if group.has(b"Usage") {
            only("a layer", self.dictionary("a layer", group, "Usage")?, &["Type", "CreatorInfo"])?;
        }
        Ok(())
    }

    /// The pages, all of them kids of one node; how many there are.
    fn pages(&self, catalog: &'a Dictionary) -> Result<usize, String> {
        let node = self.dictionary("the catalog", catalog, "Pages")?;
        only("the pages", node, &["Type", "Count", "Kids"])?;
        let kids = self.array("the pages", node, "Kids")?;
        for kid in kids {
            let page = self.resolve(kid).and_then(|object| object.as_dict().ok()).ok_or("a page")?;
            self.page(page)?;
        }
        let count = node.get(b"Count").and_then(Object::as_i64).unwrap_or_default();
        if usize::try_from(count) == Ok(kids.len()) { Ok(kids.len()) } else { Err("the pages: /Count".to_owned()) }
    }

    fn page(&self, page: &'a Dictionary) -> Result<(), String> {
        let what = "a page";
        let keys = ["Type", "MediaBox", "CropBox", "BleedBox", "TrimBox", "Parent", "Resources", "Contents", "Annots"];
        only(what, page, &keys)?;
        self.is_name(what, page, "Type", "Page")?;
        if page.has(b"Annots") && !self.array(what, page, "Annots")?.is_empty() {
            return Err("a page: /Annots".to_owned());
        }
        let media = self.numbers::<4>(what, page, "MediaBox")?;
        let crop = self.numbers::<4>(what, page, "CropBox")?;
        let trim = self.numbers::<4>(what, page, "TrimBox")?;
        let [left, bottom, right, top] =
            [trim[0] - media[0], trim[1] - media[1], media[2] - trim[2], media[3] - trim[3]];
        let even = [bottom, right, top].iter().all(|margin| (margin - left).abs() < SAME) && left > -SAME;
        if !even || media.iter().zip(crop).any(|(media, crop)| (media - crop).abs() > SAME) || media[0].abs() > SAME {
            return Err("a page: its boxes".to_owned());
        }
        let contents = page.get(b"Contents").ok().and_then(|object| self.resolve(object));
        match contents {
            Some(Object::Stream(stream)) => self.stream("a page's contents", &stream.dict, &[])?,
            _ => return Err("a page: /Contents".to_owned()),
        }
        self.page_resources(self.dictionary(what, page, "Resources")?, media)
    }

    /// A stream has its length and at most one filter, beside its own keys.
    fn stream(&self, what: &str, dictionary: &'a Dictionary, own: &[&str]) -> Result<(), String> {
        let keys: Vec<&str> = own.iter().copied().chain(["Length", "Filter"]).collect();
        only(what, dictionary, &keys)?;
        if dictionary.has(b"Filter") { self.is_name(what, dictionary, "Filter", "FlateDecode") } else { Ok(()) }
    }

    fn page_resources(&self, resources: &'a Dictionary, media: [f32; 4]) -> Result<(), String> {
        let what = "a page's resources";
        only(what, resources, &["Properties", "Font", "XObject", "ExtGState", "Shading"])?;
        for unused in ["ExtGState", "Shading"] {
            if resources.has(unused.as_bytes()) && !self.dictionary(what, resources, unused)?.is_empty() {
                return Err(format!("{what}: /{unused}"));
            }
        }
        if resources.has(b"Properties") {
            let layers = self.dictionary(what, resources, "Properties")?;
            layers.iter().try_for_each(|(_, layer)| self.layer(layer))?;
        }
        if resources.has(b"Font") {
            let fonts = self.dictionary(what, resources, "Font")?;
            for (name, _) in fonts.iter() {
                self.font(self.dictionary(what, fonts, &String::from_utf8_lossy(name))?)?;
            }
        }
        if resources.has(b"XObject") {
            let forms = self.dictionary(what, resources, "XObject")?;
            for (name, _) in forms.iter() {
                let form = self.dictionary(what, forms, &String::from_utf8_lossy(name))?;
                let bounds = self.form(form)?;
                // A frame smaller than the page would cut off what it holds.
                let [left, bottom, right, top] = bounds;
                let holds = left <= media[0] + SAME
                    && bottom <= media[1] + SAME
                    && right >= media[2] - SAME
                    && top >= media[3] - SAME;
                if !holds {
                    return Err("a layer: its frame".to_owned());
                }
                self.form_resources(self.dictionary("a layer", form, "Resources")?)?;
            }
        }
        Ok(())
    }

    fn form(&self, form: &'a Dictionary) -> Result<[f32; 4], String> {
        self.stream("a form", form, &["Type", "Subtype", "FormType", "BBox", "Resources"])?;
        self.is_name("a form", form, "Subtype", "Form")?;
        self.numbers("a form", form, "BBox")
    }

    fn form_resources(&self, resources: &'a Dictionary) -> Result<(), String> {
        let what = "a layer's resources";
        only(what, resources, &["ColorSpace", "ExtGState", "XObject"])?;
        if resources.has(b"ColorSpace") {
            let spaces = self.dictionary(what, resources, "ColorSpace")?;
            only(what, spaces, &["Ink"])?;
            self.ink(self.array(what, spaces, "Ink")?)?;
        }
        if resources.has(b"ExtGState") {
            let states = self.dictionary(what, resources, "ExtGState")?;
            only(what, states, &["Over"])?;
            let over = self.dictionary(what, states, "Over")?;
            only(what, over, &["OP", "op", "OPM"])?;
            if ["OP", "op"].iter().any(|key| !over.get(key.as_bytes()).and_then(Object::as_bool).unwrap_or(false)) {
                return Err(format!("{what}: overprint"));
            }
        }
        if resources.has(b"XObject") {
            let forms = self.dictionary(what, resources, "XObject")?;
            only(what, forms, &["D"])?;
            let dot = self.dictionary(what, forms, "D")?;
            self.form(dot)?;
            only("a dot", self.dictionary("a dot", dot, "Resources")?, &[])?;
        }
        Ok(())
    }

    /// A spot color by its name, shown on screen in the tint it has in every file.
    fn ink(&self, space: &'a [Object]) -> Result<(), String> {
        let wrong = || "an ink".to_owned();
        let [kind, name, alternate, function] = space else { return Err(wrong()) };
        let named = |object: &'a Object| object.as_name().ok();
        let function = self.resolve(function).and_then(|object| object.as_dict().ok()).ok_or_else(wrong)?;
        only("an ink", function, &["FunctionType", "Domain", "C0", "C1", "N"])?;
        let tint = TINTS.iter().find(|(ink, _)| named(name) == Some(ink)).map(|(_, tint)| *tint);
        let right = named(kind) == Some(b"Separation")
            && function.get(b"FunctionType").and_then(Object::as_i64).ok() == Some(2)
            && function.get(b"N").and_then(Object::as_i64).ok() == Some(1)
            && named(alternate) == Some(b"DeviceCMYK")
            && self.numbers::<4>("an ink", function, "C0")? == [0.0; 4]
            && Some(self.numbers::<4>("an ink", function, "C1")?) == tint
            && self.numbers::<2>("an ink", function, "Domain")? == [0.0, 1.0];
        if right { Ok(()) } else { Err(wrong()) }
    }

    fn font(&self, font: &'a Dictionary) -> Result<(), String> {
        let what = "a font";
        only(what, font, &["Type", "Subtype", "BaseFont", "Encoding", "ToUnicode", "DescendantFonts"])?;
        self.is_name(what, font, "Subtype", "Type0")?;
        self.is_name(what, font, "Encoding", "Identity-H")?;
        self.stream("a font's letters", self.dictionary(what, font, "ToUnicode")?, &[])?;
        let [descendant] = self.array(what, font, "DescendantFonts")? else { return Err("a font".to_owned()) };
        let descendant = self.resolve(descendant).and_then(|object| object.as_dict().ok()).ok_or("a font")?;
        let keys = ["Type", "Subtype", "BaseFont", "CIDSystemInfo", "FontDescriptor", "W", "DW", "CIDToGIDMap"];
        only(what, descendant, &keys)?;
        self.is_name(what, descendant, "Subtype", "CIDFontType2")?;
        // A map of its own could show other letters than the text says.
        self.is_name(what, descendant, "CIDToGIDMap", "Identity")?;
        let descriptor = self.dictionary(what, descendant, "FontDescriptor")?;
        let keys = [
            "Type",
            "FontName",
            "Ascent",
            "Descent",
            "CapHeight",
            "ItalicAngle",
            "Flags",
            "FontBBox",
            "StemV",
            "FontFile2",
        ];
        only(what, descriptor, &keys)?;
        self.stream("a font's program", self.dictionary(what, descriptor, "FontFile2")?, &["Length1"])
    }
}
