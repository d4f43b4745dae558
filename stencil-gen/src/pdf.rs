//! Writes PDF pages through printpdf: layers, spot colors, embedded subset fonts, page boxes.
//!
//! Each layer's vectors are one form with its own resources, so that the spot color needs no
//! patching; printpdf describes the fonts, so that text stays extractable. What it cannot say (bleed
//! box, language, the document's id) or takes long to say (pages' contents) is set on its lopdf
//! document before that is written.

use std::collections::{BTreeMap, BTreeSet};

use ballot::{Language, Length, Point, Size};
use lopdf::{Document as LoDocument, Object, StringFormat};
use printpdf::{
    DictItem, ExternalStream, ExternalXObject, Layer as OptionalContent, LayerInternalId, Mm, Op, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem, XObject, XObjectId,
};

use crate::fonts;
use crate::layout::TextLine;

mod canvas;
mod content;
mod embed;
mod pack;

use embed::Subset;

pub use canvas::{Canvas, circle, circle_outline};

/// Why a PDF could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// A sign the font lacks. The layout refuses such texts, so this is a fault of the program.
    #[error("the font has no glyph for {0:?}")]
    MissingGlyph(char),
    /// The font could not be cut down.
    #[error("the font could not be embedded: {0}")]
    Font(String),
    /// The document's objects are not as expected.
    #[error("the document could not be completed: {0}")]
    Document(#[from] lopdf::Error),
    /// A stream could not be packed.
    #[error("a stream could not be packed")]
    Pack,
    /// Writing failed.
    #[error(transparent)]
    Write(#[from] std::io::Error),
}

/// A document to write.
#[derive(Clone, Debug)]
pub struct Document {
    /// Title, shown by readers.
    pub title: String,
    /// Language of the text.
    pub language: Language,
    /// Day of voting as `YYYY-MM-DD`; also the document's date, so that the same input gives the
    /// same bytes.
    pub date: String,
    /// Pages.
    pub pages: Vec<Page>,
}

/// A page.
#[derive(Clone, Debug)]
pub struct Page {
    /// The finished size.
    pub trim: Size,
    /// How far the page goes beyond the finished size.
    pub margin: Length,
    /// How far ink may go beyond the finished size.
    pub bleed: Length,
    /// Content, from the bottom.
    pub layers: Vec<PageLayer>,
}

/// A part of a page that can be switched on and off, or a plain part.
#[derive(Clone, Debug)]
pub struct PageLayer {
    /// Name of the optional content; `None` for plain content.
    pub name: Option<&'static str>,
    /// The ink.
    pub ink: Ink,
    /// Vectors.
    pub canvas: Canvas,
    /// Diameter of the dot form the canvas places, if it places any.
    pub dot: Option<Length>,
    /// Text, in the ink's process color.
    pub text: Vec<TextLine>,
}

/// What a layer is drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// Black.
    Black,
    /// A process tint in percent of cyan, magenta, yellow, black.
    Process([u8; 4]),
    /// A spot color with the process tint that stands for it on screen.
    Spot(&'static str, [u8; 4]),
}

impl Ink {
    const fn tint(self) -> [u8; 4] {
        match self {
            Self::Black => [0, 0, 0, 100],
            Self::Process(tint) | Self::Spot(_, tint) => tint,
        }
    }
}

impl Page {
    /// Size of the page with its margins.
    #[must_use]
    pub fn media(&self) -> Size {
        Size::new(self.trim.width + self.margin * 2, self.trim.height + self.margin * 2)
    }

    /// A canvas whose origin is the finished page's top-left corner.
    #[must_use]
    pub fn canvas(trim: Size, margin: Length) -> Canvas {
        Canvas::new(Point::new(margin, margin), trim.height + margin * 2)
    }
}

impl Document {
    /// The file's bytes, the same for the same document.
    ///
    /// # Errors
    ///
    /// [`PdfError`] when a glyph is missing or the document cannot be completed.
    pub fn to_bytes(&self) -> Result<Vec<u8>, PdfError> {
        let mut pdf = PdfDocument::new(&self.title);
        self.describe(&mut pdf);
        let fonts = self.embed_fonts(&mut pdf)?;
        let pages = self.pages.iter().enumerate();
        let mut pages: Vec<PdfPage> = pages.map(|(index, page)| add_page(&mut pdf, index, page)).collect();
        if let Some(first) = pages.first_mut() {
            first.ops.extend(fonts.all().flat_map(uses));
        }
        pdf.with_pages(pages);
        let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
        let mut document = pdf.to_lopdf_document(&options, &mut Vec::new());
        self.complete(&mut document, &fonts)?;
        let mut bytes = Vec::with_capacity(32 * 1024);
        document.save_to(&mut bytes)?;
        Ok(bytes)
    }

    fn describe(&self, pdf: &mut PdfDocument) {
        let info = &mut pdf.metadata.info;
        info.producer = concat!("Tandau stencil-gen ", env!("CARGO_PKG_VERSION")).to_owned();
        info.creator.clone_from(&info.producer);
    }

    fn embed_fonts(&self, pdf: &mut PdfDocument) -> Result<Fonts, PdfError> {
        let mut signs = [BTreeSet::new(), BTreeSet::new()];
        let lines = self.pages.iter().flat_map(|page| &page.layers).flat_map(|layer| &layer.text);
        for line in lines {
            let [regular, bold] = &mut signs;
            if line.bold { bold } else { regular }.extend(line.text.chars());
        }
        let [regular, bold] = signs;
        let mut add = |font: &fonts::Font, signs: &BTreeSet<char>| {
            if signs.is_empty() {
                return Ok(None);
            }
            let (subset, parsed) = embed::subset(font, signs)?;
            pdf.resources.fonts.map.insert(subset.id.clone(), PdfFont::new(parsed));
            Ok::<_, PdfError>(Some(subset))
        };
        Ok(Fonts { regular: add(fonts::regular(), &regular)?, bold: add(fonts::bold(), &bold)? })
    }

    /// What printpdf leaves out: page boxes, language, dates, packing and the document's id.
    fn complete(&self, document: &mut LoDocument, fonts: &Fonts) -> Result<(), PdfError> {
        // Optional content needs PDF 1.5; its print state 1.6.
        "1.6".clone_into(&mut document.version);
        let page_ids: Vec<_> = document.get_pages().into_values().collect();
        for (index, (id, page)) in page_ids.into_iter().zip(&self.pages).enumerate() {
            let dictionary = document.get_object_mut(id)?.as_dict_mut()?;
            set_boxes(dictionary, page);
            let contents = dictionary.get(b"Contents")?.as_reference()?;
            let stream = document.get_object_mut(contents)?.as_stream_mut()?;
            stream.set_content(content::of(page, index, fonts)?);
        }
        let language = match self.language {
            Language::Kk => "kk-KZ",
            Language::Ru => "ru-KZ",
            Language::En => "en",
        };
        let catalog = document.catalog_mut()?;
        catalog.set("Lang", text(language));
        let mut preferences = lopdf::Dictionary::new();
        preferences.set("DisplayDocTitle", true);
        // A stencil scaled to fit the paper is a wrong stencil.
        preferences.set("PrintScaling", Object::Name(b"None".to_vec()));
        catalog.set("ViewerPreferences", preferences);
        let info = document.trailer.get(b"Info")?.as_reference()?;
        let info = document.get_object_mut(info)?.as_dict_mut()?;
        info.remove(b"GTS_PDFXVersion");
        let date = format!("D:{}000000Z", self.date.replace('-', ""));
        info.set("CreationDate", text(&date));
        info.set("ModDate", text(&date));
        describe_fonts(document);
        let hash = pack::streams(document)?;
        let id = Object::String(hash, StringFormat::Hexadecimal);
        document.trailer.set("ID", vec![id.clone(), id]);
        Ok(())
    }
}

/// The fonts of a document.
struct Fonts {
    regular: Option<Subset>,
    bold: Option<Subset>,
}

impl Fonts {
    fn all(&self) -> impl Iterator<Item = &Subset> {
        self.regular.iter().chain(&self.bold)
    }
}

/// Every sign of a font shown once: what printpdf describes a font by. Contents are replaced.
fn uses(font: &Subset) -> [Op; 2] {
    let signs = font.glyphs.keys().collect();
    [
        Op::SetFont { font: PdfFontHandle::External(font.id.clone()), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::Text(signs)] },
    ]
}

fn text(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}

fn set_boxes(dictionary: &mut lopdf::Dictionary, page: &Page) {
    let media = page.media();
    let boxed = |inset: Length| -> Object {
        let side = |length: Length| Object::Real(points(length));
        vec![side(inset), side(inset), side(media.width - inset), side(media.height - inset)].into()
    };
    dictionary.set("MediaBox", boxed(Length::ZERO));
    dictionary.set("CropBox", boxed(Length::ZERO));
    dictionary.set("BleedBox", boxed(page.margin - page.bleed));
    dictionary.set("TrimBox", boxed(page.margin));
}

/// The measures of Noto Sans, the same in both weights as far as they matter to a reader;
/// printpdf's lean build leaves placeholders.
fn describe_fonts(document: &mut LoDocument) {
    let capital = fonts::bold().capital_units();
    let (left, bottom, right, top) = fonts::bold().bounds();
    for object in document.objects.values_mut() {
        let Ok(dictionary) = object.as_dict_mut() else { continue };
        let name = dictionary.get(b"Type").and_then(Object::as_name).ok();
        if name == Some(b"FontDescriptor".as_slice()) {
            dictionary.set("CapHeight", capital);
            let sides = [left, bottom, right, top].map(|side| Object::Integer(i64::from(side)));
            dictionary.set("FontBBox", sides.to_vec());
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "page sizes are small; exact to 0.001 pt"
)]
fn points(length: Length) -> f32 {
    (canvas::millipoints(length) as f64 / 1000.0) as f32
}

/// The page's layers, for the names in its resources, and the forms of its vectors.
fn add_page(pdf: &mut PdfDocument, index: usize, page: &Page) -> PdfPage {
    let mut ops = Vec::new();
    for (number, layer) in page.layers.iter().enumerate() {
        if let Some(name) = layer.name {
            ops.push(Op::BeginLayer { layer_id: optional_content(pdf, name) });
        }
        if !layer.canvas.is_empty() {
            let id = XObjectId(content::form_name(index, number));
            pdf.resources.xobjects.map.insert(id, form(page, layer));
        }
    }
    // The boxes and the content are set on the finished document.
    PdfPage::new(Mm(1.0), Mm(1.0), ops)
}

fn optional_content(pdf: &mut PdfDocument, name: &str) -> LayerInternalId {
    let id = LayerInternalId(name.to_owned());
    pdf.resources.layers.map.entry(id.clone()).or_insert_with(|| {
        let mut layer = OptionalContent::new(name);
        "Tandau".clone_into(&mut layer.creator);
        layer
    });
    id
}

/// A layer's vectors as a form with its own color space, dot and overprint state.
fn form(page: &Page, layer: &PageLayer) -> XObject {
    let mut content = setup(layer.ink);
    content.extend_from_slice(layer.canvas.bytes());
    let media = page.media();
    let bounds = [Length::ZERO, Length::ZERO, media.width, media.height];
    let dict = [
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("FormType", DictItem::Int(1)),
        ("BBox", numbers(bounds.map(points))),
        ("Resources", resources(layer)),
    ];
    let stream = ExternalStream { dict: map(dict), content, compress: false };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

/// Color and stroke at the start of a layer.
fn setup(ink: Ink) -> Vec<u8> {
    let color = match ink {
        Ink::Black | Ink::Process(_) => {
            let mut color = Vec::new();
            for operator in [b"k\n", b"K\n"] {
                content::tint(&mut color, ink, operator);
            }
            color
        }
        // Overprinting keeps the ink under a dot or a line: nothing is knocked out of the print.
        Ink::Spot(..) => b"/Over gs /Ink cs 1 scn /Ink CS 1 SCN\n".to_vec(),
    };
    [color, b"0.5 w\n".to_vec()].concat()
}

fn resources(layer: &PageLayer) -> DictItem {
    let mut entries = Vec::new();
    if let Ink::Spot(ink, tint) = layer.ink {
        let tint = tint.map(|percent| f32::from(percent) / 100.0);
        let function = dict([
            ("FunctionType", DictItem::Int(2)),
            ("Domain", numbers([0.0, 1.0])),
            ("C0", numbers([0.0; 4])),
            ("C1", numbers(tint)),
            ("N", DictItem::Int(1)),
        ]);
        let separation = DictItem::Array(vec![name("Separation"), name(ink), name("DeviceCMYK"), function]);
        entries.push(("ColorSpace", dict([("Ink", separation)])));
        let over = [("OP", DictItem::Bool(true)), ("op", DictItem::Bool(true)), ("OPM", DictItem::Int(1))];
        entries.push(("ExtGState", dict([("Over", dict(over))])));
    }
    if let Some(diameter) = layer.dot {
        entries.push(("XObject", dict([("D", dot(diameter))])));
    }
    DictItem::Dict { map: map(entries) }
}

/// One dot, drawn once and placed many times. It takes the color of the layer it is placed on.
fn dot(diameter: Length) -> DictItem {
    let radius = points(diameter.half() + Length::from_um(10));
    let entries = [
        ("Type", name("XObject")),
        ("Subtype", name("Form")),
        ("FormType", DictItem::Int(1)),
        ("BBox", numbers([-radius, -radius, radius, radius])),
        ("Resources", dict([])),
    ];
    let stream = ExternalStream { dict: map(entries), content: circle(diameter), compress: false };
    DictItem::Stream { stream }
}

fn map(entries: impl IntoIterator<Item = (&'static str, DictItem)>) -> BTreeMap<String, DictItem> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn dict<const N: usize>(entries: [(&'static str, DictItem); N]) -> DictItem {
    DictItem::Dict { map: map(entries) }
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}

fn numbers<const N: usize>(numbers: [f32; N]) -> DictItem {
    DictItem::Array(numbers.map(DictItem::Real).to_vec())
}
