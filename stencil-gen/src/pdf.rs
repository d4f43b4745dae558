//! Writes PDF pages through printpdf: layers, spot colors, embedded subset fonts, page boxes.
//!
//! Each layer's vectors are one form with its own resources, so that the spot color needs no
//! patching; text goes through printpdf and stays extractable. What printpdf cannot say (bleed
//! box, language, the document's id) is set on its lopdf document before it is written.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use ballot::{Language, Length, Point, Size};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document as LoDocument, Object, StringFormat};
use printpdf::{
    Cmyk, Color, DictItem, ExternalStream, ExternalXObject, FontId, Layer as OptionalContent, LayerInternalId, Mm, Op,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point as PdfPoint, Pt, TextItem, XObject, XObjectId,
    XObjectTransform,
};
use sha2::{Digest, Sha256};

use crate::fonts;
use crate::layout::TextLine;

mod canvas;
mod embed;

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
    /// Packing or writing failed.
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
        let pages = pages.map(|(index, page)| add_page(&mut pdf, index, page, &fonts)).collect();
        pdf.with_pages(pages);
        let options = PdfSaveOptions { optimize: false, ..PdfSaveOptions::default() };
        let mut document = pdf.to_lopdf_document(&options, &mut Vec::new());
        self.complete(&mut document)?;
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
            let (id, parsed) = embed::subset(font, signs)?;
            pdf.resources.fonts.map.insert(id.clone(), PdfFont::new(parsed));
            Ok::<_, PdfError>(Some(id))
        };
        Ok(Fonts { regular: add(fonts::regular(), &regular)?, bold: add(fonts::bold(), &bold)? })
    }

    /// What printpdf leaves out: page boxes, language, dates, packing and the document's id.
    fn complete(&self, document: &mut LoDocument) -> Result<(), PdfError> {
        // Optional content needs PDF 1.5; its print state 1.6.
        "1.6".clone_into(&mut document.version);
        let page_ids: Vec<_> = document.get_pages().into_values().collect();
        for (id, page) in page_ids.into_iter().zip(&self.pages) {
            let dictionary = document.get_object_mut(id)?.as_dict_mut()?;
            set_boxes(dictionary, page);
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
        let hash = pack(document)?;
        let id = Object::String(hash, StringFormat::Hexadecimal);
        document.trailer.set("ID", vec![id.clone(), id]);
        Ok(())
    }
}

/// The fonts of a document.
struct Fonts {
    regular: Option<FontId>,
    bold: Option<FontId>,
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

/// Deflates every stream that is not yet packed, and hashes them all for the document's id.
fn pack(document: &mut LoDocument) -> Result<Vec<u8>, PdfError> {
    let mut hash = Sha256::new();
    for object in document.objects.values_mut() {
        let Object::Stream(stream) = object else { continue };
        hash.update(&stream.content);
        if !stream.dict.has(b"Filter") {
            // Level 6 packs a page of 17 rows into 20 KB instead of 22 and takes half as long again.
            let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(2));
            encoder.write_all(&stream.content)?;
            stream.set_content(encoder.finish()?);
            stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
        }
    }
    Ok(hash.finalize().iter().take(16).copied().collect())
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_precision_loss,
    reason = "page sizes are small; exact to 0.001 pt"
)]
fn points(length: Length) -> f32 {
    (canvas::millipoints(length) as f64 / 1000.0) as f32
}

fn add_page(pdf: &mut PdfDocument, index: usize, page: &Page, fonts: &Fonts) -> PdfPage {
    let mut ops = Vec::new();
    for (number, layer) in page.layers.iter().enumerate() {
        let content = layer.name.map(|name| optional_content(pdf, name));
        ops.extend(content.clone().map(|layer_id| Op::BeginLayer { layer_id }));
        if !layer.canvas.is_empty() {
            let id = XObjectId(format!("P{index}L{number}"));
            pdf.resources.xobjects.map.insert(id.clone(), form(page, layer));
            let transform = XObjectTransform { no_auto_scale: true, ..XObjectTransform::default() };
            ops.push(Op::UseXobject { id, transform });
        }
        add_text(&mut ops, page, layer, fonts);
        ops.extend(content.map(|_| Op::EndLayer));
    }
    // The boxes are set on the finished document.
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

fn add_text(ops: &mut Vec<Op>, page: &Page, layer: &PageLayer, fonts: &Fonts) {
    if layer.text.is_empty() {
        return;
    }
    let [c, m, y, k] = layer.ink.tint().map(|percent| f32::from(percent) / 100.0);
    ops.push(Op::SetFillColor { col: Color::Cmyk(Cmyk { c, m, y, k, icc_profile: None }) });
    for line in &layer.text {
        let (id, font) = if line.bold { (&fonts.bold, fonts::bold()) } else { (&fonts.regular, fonts::regular()) };
        let Some(id) = id.clone() else { continue };
        let x = points(page.margin + line.baseline.x);
        let y = points(page.media().height - page.margin - line.baseline.y);
        let size = Pt(points(font.em_for_capital(line.capital)));
        ops.extend([
            Op::StartTextSection,
            Op::SetFont { font: PdfFontHandle::External(id), size },
            Op::SetTextCursor { pos: PdfPoint { x: Pt(x), y: Pt(y) } },
            Op::ShowText { items: vec![TextItem::Text(line.text.clone())] },
            Op::EndTextSection,
        ]);
    }
}

/// A layer's vectors as a form with its own color space, dot and overprint state.
fn form(page: &Page, layer: &PageLayer) -> XObject {
    let mut content = setup(layer.ink);
    content.extend_from_slice(&layer.canvas.clone().into_bytes());
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
            for operator in ["k", "K"] {
                for percent in ink.tint() {
                    canvas::number(&mut color, i64::from(percent) * 10);
                    color.push(b' ');
                }
                color.extend_from_slice(operator.as_bytes());
                color.push(b'\n');
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
