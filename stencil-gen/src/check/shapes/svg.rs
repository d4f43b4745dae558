//! Reads `stencil.<lang>.svg`. What could hide, move or restyle a shape is refused: a file for
//! machines needs no transforms, classes or links.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::super::plane::{Bounds, Spot};
use super::figure::Figure;
use super::{Drawing, Words, path};

/// How every file begins: other encodings would change its words.
const START: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg ";
/// Layers with their paint (decision 0006). Whatever is transparent, thin or pale is not there for a
/// cutter or for the eye.
const LOOKS: [(&str, &[(&str, &str)]); 6] = [
    ("Cut", &[("fill", "none"), ("stroke", "#ff0000"), ("stroke-width", "0.02")]),
    ("Fold", &[("fill", "none"), ("stroke", "#0000ff"), ("stroke-width", "0.02"), ("stroke-dasharray", "2 2")]),
    ("Braille", &[("fill", "#ff8000"), ("stroke", "none")]),
    ("Raised", &[("fill", "#00a000"), ("stroke", "none")]),
    ("Print", &[("fill", "#000000"), ("stroke", "none")]),
    ("Guide", &[("fill", "none"), ("stroke", "#808080"), ("stroke-width", "0.02")]),
];
/// The paint of words for the maker.
const NOTES: [(&str, &str); 2] = [("fill", "#808080"), ("stroke", "none")];
const PAINT: [&str; 4] = ["fill", "stroke", "stroke-width", "stroke-dasharray"];

/// Reads a drawing.
pub(super) fn read(bytes: &[u8]) -> Result<Drawing, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    if !text.starts_with(START) {
        return Err("another beginning".to_owned());
    }
    let mut reader = Reader::from_str(text);
    let mut state = State::default();
    loop {
        match reader.read_event().map_err(|error| error.to_string())? {
            Event::Start(element) => state.start(&Element::new(&element)?, false)?,
            Event::Empty(element) => state.start(&Element::new(&element)?, true)?,
            Event::End(_) => state.end(),
            Event::Text(text) => state.text(&text.xml10_content())?,
            Event::GeneralRef(name) => {
                let name = name.xml10_content();
                let named = quick_xml::escape::resolve_predefined_entity(&name);
                state.text(named.ok_or_else(|| format!("&{name};"))?)?;
            }
            Event::Decl(_) => {}
            Event::Eof => break,
            other => return Err(format!("{other:?}").chars().take(60).collect()),
        }
    }
    if !state.open.is_empty() || !state.seen {
        return Err("no whole <svg>".to_owned());
    }
    state.drawing.layers.sort();
    Ok(state.drawing)
}

/// A finite number.
pub(super) fn number(word: &str) -> Result<f64, String> {
    // Programs differ in what else they take for a number.
    let plain = word.starts_with(['-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
        && word.ends_with(|last: char| last.is_ascii_digit())
        && word.chars().all(|sign| sign.is_ascii_digit() || matches!(sign, '-' | '.'));
    word.parse().ok().filter(|number: &f64| plain && number.is_finite()).ok_or_else(|| format!("«{word}»"))
}

/// An element's name and attributes.
struct Element {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    fn new(element: &BytesStart<'_>) -> Result<Self, String> {
        let name = element.name().as_ref().to_owned();
        let mut attributes = Vec::new();
        for attribute in element.attributes() {
            let attribute = attribute.map_err(|error| error.to_string())?;
            let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(|error| error.to_string())?;
            attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
        }
        Ok(Self { name, attributes })
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// No attribute but these: another could hide, move or restyle a shape.
    fn only(&self, known: &[&str]) -> Result<(), String> {
        match self.attributes.iter().find(|(key, _)| !known.contains(&key.as_str())) {
            Some((odd, _)) => Err(format!("<{} {odd}>", self.name)),
            None => Ok(()),
        }
    }

    /// Whether its own paint is exactly this.
    fn painted(&self, paint: &[(&str, &str)]) -> bool {
        PAINT.iter().all(|key| {
            let wanted = paint.iter().find(|(name, _)| name == key).map(|(_, value)| *value);
            self.get(key) == wanted
        })
    }

    fn number(&self, name: &str) -> Result<f64, String> {
        number(self.get(name).ok_or_else(|| format!("<{}> without {name}", self.name))?)
    }
}

#[derive(Default)]
struct State {
    drawing: Drawing,
    /// Names of the open elements.
    open: Vec<String>,
    layer: Option<String>,
    /// The `<title>` of a line of print so far.
    title: String,
    seen: bool,
}

impl State {
    fn start(&mut self, element: &Element, empty: bool) -> Result<(), String> {
        let parent = self.open.last().map(String::as_str);
        match (parent, element.name.as_str()) {
            (None, "svg") if !self.seen => self.root(element)?,
            (Some("svg"), "title") if self.drawing.title.is_none() => self.drawing.title = Some(String::new()),
            (Some("path"), "title") => self.title.clear(),
            (Some("svg"), "g") => self.group(element)?,
            (Some("g"), "path" | "circle" | "rect") => self.shape(element)?,
            (_, name) => return Err(format!("<{name}>")),
        }
        if !empty {
            self.open.push(element.name.clone());
        }
        Ok(())
    }

    fn end(&mut self) {
        let name = self.open.pop();
        let in_path = self.open.last().is_some_and(|parent| parent == "path");
        // What is read aloud and what is shown must be the same.
        if name.as_deref() == Some("title")
            && in_path
            && self.layer.as_deref() == Some("Print")
            && let Some(words) = self.drawing.words.last_mut()
            && words.text != self.title
        {
            words.text = format!("{} / {}", words.text, self.title);
        }
    }

    fn text(&mut self, text: &str) -> Result<(), String> {
        if self.open.last().is_none_or(|name| name != "title") {
            return if text.trim().is_empty() { Ok(()) } else { Err("text outside titles".to_owned()) };
        }
        match (&mut self.drawing.title, self.open.len()) {
            (Some(title), 2) => title.push_str(text),
            _ => self.title.push_str(text),
        }
        Ok(())
    }

    fn root(&mut self, element: &Element) -> Result<(), String> {
        self.seen = true;
        if element.get("xmlns") != Some("http://www.w3.org/2000/svg") {
            return Err("<svg> of another namespace".to_owned());
        }
        let boxed: Result<Vec<f64>, String> =
            element.get("viewBox").unwrap_or_default().split(' ').map(number).collect();
        let [width, height] = ["width", "height"].map(|name| element.get(name).unwrap_or_default());
        let millimetres = |word: &str| word.strip_suffix("mm").ok_or_else(|| word.to_owned()).and_then(number);
        self.drawing.size = match (millimetres(width), millimetres(height)) {
            (Ok(width), Ok(height)) => [width, height],
            _ => {
                self.drawing.other_unit = Some(format!("{width} × {height}"));
                [0.0; 2]
            }
        };
        // One unit of the drawing is one millimetre only if box and size are the same.
        let wanted = [0.0, 0.0, self.drawing.size[0], self.drawing.size[1]];
        let boxed = boxed?;
        let same = boxed.len() == 4 && boxed.iter().zip(wanted).all(|(found, wanted)| (found - wanted).abs() < 0.001);
        if !same && self.drawing.other_unit.is_none() {
            self.drawing.other_unit = Some(format!("{width} × {height}, viewBox {boxed:?}"));
        }
        let known = ["xmlns", "xmlns:inkscape", "width", "height", "viewBox", "lang", "xml:lang"];
        self.drawing.language =
            element.get("lang").filter(|_| element.get("lang") == element.get("xml:lang")).map(str::to_owned);
        element.only(&known)
    }

    fn group(&mut self, element: &Element) -> Result<(), String> {
        let name = element.get("id").ok_or("<g> without id")?;
        element.only(&[["id", "inkscape:groupmode", "inkscape:label"].as_slice(), &PAINT].concat())?;
        if element.get("inkscape:groupmode") != Some("layer") || element.get("inkscape:label") != Some(name) {
            return Err(format!("<g id=\"{name}\"> with another label"));
        }
        self.layer = Some(name.to_owned());
        self.drawing.layers.push(name.to_owned());
        // A layer of another name is told as such.
        let looks = LOOKS.iter().find(|(own, _)| *own == name);
        if looks.is_some_and(|(_, paint)| !element.painted(paint)) {
            self.drawing.inks.push(name.to_owned());
        }
        Ok(())
    }

    fn shape(&mut self, element: &Element) -> Result<(), String> {
        let layer = self.layer.clone().ok_or_else(|| format!("<{}> on no layer", element.name))?;
        let is_note = layer == "Guide" && element.get("aria-label").is_some();
        if !element.painted(if is_note { &NOTES } else { &[] }) {
            self.drawing.inks.push(layer.clone());
        }
        match element.name.as_str() {
            "circle" => {
                element.only(&[["cx", "cy", "r"].as_slice(), &PAINT].concat())?;
                let center = Spot::new(element.number("cx")?, element.number("cy")?);
                self.drawing.figures.push(Figure::dot(&layer, center, element.number("r")? * 2.0));
            }
            "rect" => {
                element.only(&[["x", "y", "width", "height"].as_slice(), &PAINT].concat())?;
                let (left, top) = (element.number("x")?, element.number("y")?);
                let (right, bottom) = (left + element.number("width")?, top + element.number("height")?);
                self.drawing.figures.push(Figure::rectangle(&layer, Bounds { left, top, right, bottom }));
            }
            _ => self.path(element, &layer)?,
        }
        Ok(())
    }

    fn path(&mut self, element: &Element, layer: &str) -> Result<(), String> {
        let parts = path::read(element.get("d").unwrap_or_default())?;
        if let Some(text) = element.get("aria-label") {
            element.only(&[["role", "aria-label", "xml:lang", "d"].as_slice(), &PAINT].concat())?;
            // Nowhere else may words stand for a shape.
            if layer != "Print" && layer != "Guide" {
                return Err(format!("words on layer {layer}"));
            }
            let bounds = Bounds::around(parts.iter().flat_map(|part| &part.spots));
            let layer = layer.to_owned();
            self.drawing.words.push(Words { layer, bounds, text: text.to_owned(), parts });
            return Ok(());
        }
        element.only(&[["d", "fill-rule"].as_slice(), &PAINT].concat())?;
        // Two closed lines are a frame by this rule only, and only together: else both are filled.
        let is_frame = layer == "Print";
        if element.get("fill-rule") != is_frame.then_some("evenodd") || (is_frame && parts.len() != 2) {
            self.drawing.inks.push(layer.to_owned());
        }
        for part in parts {
            if part.curves {
                return Err(format!("curves on layer {layer}"));
            }
            if part.closed {
                self.drawing.figures.push(Figure::ring(layer, part.spots));
            } else {
                let ends = part.spots.iter().zip(part.spots.iter().skip(1));
                self.drawing.figures.extend(ends.map(|(from, to)| Figure::line(layer, *from, *to)));
            }
        }
        Ok(())
    }
}
