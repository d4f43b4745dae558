//! Opens a finished PDF and runs its content: what is drawn, where, on which layer, in which ink.
//!
//! Whatever this reader does not understand is an error, never passed over: a proof-reader cannot
//! vouch for what it cannot read.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

use super::ink::{Ink, Page, Paint, Part, Says, Shape, Words};
use super::letters::{self, Letters, follow};
use super::plane::{Bounds, Matrix, Spot};
use super::strict;
use super::tokens::{self, Operand, Operation};

mod boxes;
mod draw;
pub(super) mod plain;
mod stamp;
mod state;
pub(super) mod stream;

use stamp::Stamp;
use state::{State, TextState};

/// Forms inside forms inside forms: more is a trap.
const DEEPEST: usize = 4;
/// So are more operations in a file, those of forms counted each time.
const MOST_STEPS: usize = 1_000_000;
/// So are more shapes on a page.
const MOST_SHAPES: usize = 60_000;
/// And more pages, by far more than the longest booklet has.
const MOST_PAGES: usize = 500;
/// Two dots nearer than this, in mm, are one above the other.
const APART: f64 = 0.2;

/// Reads every page.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Page>, String> {
    let document = plain::open(bytes)?;
    strict::document(&document)?;
    let pages = document.get_pages();
    if pages.len() > MOST_PAGES {
        return Err("too many pages".to_owned());
    }
    let says = boxes::says(&document)?;
    let mut steps = 0;
    pages.into_values().map(|id| page(&document, id, &says, &mut steps)).collect()
}

fn page(document: &Document, id: ObjectId, says: &Says, steps: &mut usize) -> Result<Page, String> {
    let dictionary = document.get_dictionary(id).map_err(|error| error.to_string())?;
    let frame = boxes::Frame::read(document, dictionary)?;
    let (layers, hidden) = boxes::layers(document)?;
    let says = says.clone();
    let page = Page { trim: frame.trim_size(), margin: frame.margin(), layers, hidden, says, ..Page::default() };
    let resources = boxes::inherited(document, dictionary, b"Resources").and_then(|object| object.as_dict().ok());
    let resources = resources.cloned().unwrap_or_default();
    let mut runner = Runner {
        document,
        page,
        state: State::new(frame.to_millimetres()),
        saved: Vec::new(),
        path: Vec::new(),
        at: Spot::default(),
        text: TextState::default(),
        layers: Vec::new(),
        forms: BTreeMap::new(),
        stamps: BTreeMap::new(),
        fonts: BTreeMap::new(),
        depth: 0,
        steps: *steps,
    };
    let content = stream::of_page(document, dictionary)?;
    runner.run(&tokens::operations(&content)?, &resources)?;
    *steps = runner.steps;
    if !runner.layers.is_empty() || !runner.saved.is_empty() || !runner.path.is_empty() || runner.text.open {
        return Err("a layer, a path, words or a saved state are left open".to_owned());
    }
    if runner.page.has_doubled_dots(APART) {
        return Err("two dots at one place".to_owned());
    }
    Ok(runner.page)
}

/// Runs content and collects what it draws.
struct Runner<'a> {
    document: &'a Document,
    page: Page,
    state: State,
    saved: Vec<State>,
    /// The path under construction, in millimetres.
    path: Vec<Part>,
    /// The current point, before the matrix.
    at: Spot,
    text: TextState,
    /// The marked contents around this place; `None` for those that are no layer.
    layers: Vec<Option<String>>,
    forms: BTreeMap<ObjectId, Rc<Vec<Operation>>>,
    stamps: BTreeMap<ObjectId, Stamp>,
    fonts: BTreeMap<ObjectId, Rc<Letters>>,
    depth: usize,
    /// Operations so far.
    steps: usize,
}

/// The numbers of an operation.
fn numbers<const N: usize>(operands: &[Operand]) -> Result<[f64; N], String> {
    let mut found = [0.0; N];
    if operands.len() != N {
        return Err(format!("{} operands in the place of {N}", operands.len()));
    }
    for (place, operand) in found.iter_mut().zip(operands) {
        match operand {
            Operand::Number(number) => *place = *number,
            Operand::Name(_) | Operand::Text(_) | Operand::Array(_) | Operand::Other => {
                return Err("a number is missing".to_owned());
            }
        }
    }
    Ok(found)
}

/// Whether lines are dashed. Dashes and gaps are 2 mm or near it: what cannot be seen as dashed is
/// taken for a cut, or for nothing.
fn dashed(operands: &[Operand]) -> Result<bool, String> {
    let [Operand::Array(dashes), Operand::Number(0.0)] = operands else {
        return Err("dashes without a list".to_owned());
    };
    let plain = |dash: &Operand| matches!(dash, Operand::Number(length) if (5.0..=6.5).contains(length));
    if dashes.iter().all(plain) {
        Ok(!dashes.is_empty())
    } else {
        Err("a line that is dashed in another way".to_owned())
    }
}

fn name(operands: &[Operand]) -> Result<&str, String> {
    match operands.last() {
        Some(Operand::Name(name)) => Ok(name),
        _ => Err("a name is missing".to_owned()),
    }
}

impl<'a> Runner<'a> {
    fn run(&mut self, operations: &[Operation], resources: &Dictionary) -> Result<(), String> {
        for operation in operations {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return Err("too many operations".to_owned());
            }
            self.step(operation, resources)?;
        }
        Ok(())
    }

    fn step(&mut self, operation: &Operation, resources: &Dictionary) -> Result<(), String> {
        let operands = operation.operands.as_slice();
        self.in_turn(&operation.operator)?;
        match &operation.operator {
            b"q  " => self.saved.push(self.state.clone()),
            b"Q  " => self.state = self.saved.pop().ok_or("Q without q")?,
            b"cm " => self.state.matrix = Matrix(numbers(operands)?).then(self.state.matrix),
            b"gs " => self.check_graphics_state(name(operands)?, resources)?,
            b"Do " => self.form(name(operands)?, resources)?,
            b"BDC" => {
                let layer = self.layer_of(operands, resources)?;
                self.layers.push(layer);
            }
            b"BT " | b"ET " if self.text.open == (operation.operator == *b"BT ") => {
                return Err("words that begin or end twice".to_owned());
            }
            b"EMC" => {
                self.layers.pop().ok_or("EMC without BDC")?;
            }
            b"w  " => [self.state.width] = numbers(operands)?,
            b"d  " => self.state.dashed = dashed(operands)?,
            b"BT " | b"ET " | b"Tf " | b"Td " | b"TD " | b"Tm " | b"T* " | b"Tj " | b"TJ " | b"Tc " | b"Tw "
            | b"Tz " | b"TL " | b"Tr " | b"Ts " => self.text_step(operation, resources)?,
            b"m  " | b"l  " | b"c  " | b"v  " | b"y  " | b"h  " | b"re " => self.path_step(operation)?,
            b"S  " | b"s  " | b"f  " | b"F  " | b"f* " | b"B  " | b"B* " | b"b  " | b"b* " | b"n  " => {
                self.paint(operation.operator)?;
            }
            _ => self.color_step(operation, resources)?,
        }
        Ok(())
    }

    /// Words are set between their beginning and end only, and nothing but words; between the start
    /// of a path and its painting stands nothing but the path. Else viewers go their own ways.
    fn in_turn(&self, operator: &[u8; 3]) -> Result<(), String> {
        let sets = matches!(operator, b"Td " | b"TD " | b"Tm " | b"T* " | b"Tj " | b"TJ " | b"ET ");
        let either = matches!(
            operator,
            b"Tf " | b"Tc " | b"Tw " | b"Tz " | b"TL " | b"Tr " | b"Ts " | b"k  " | b"g  " | b"rg " | b"BT "
        );
        let path = matches!(
            operator,
            b"m  "
                | b"l  "
                | b"c  "
                | b"v  "
                | b"y  "
                | b"h  "
                | b"re "
                | b"S  "
                | b"s  "
                | b"f  "
                | b"F  "
                | b"f* "
                | b"B  "
                | b"B* "
                | b"b  "
                | b"b* "
                | b"n  "
        );
        let misplaced = if self.text.open { !sets && !either } else { sets };
        if misplaced || (!path && !self.path.is_empty()) {
            return Err("words or paths among each other".to_owned());
        }
        Ok(())
    }

    /// The layer that encloses this place.
    fn layer(&self) -> Option<String> {
        self.layers.iter().rev().find_map(Clone::clone)
    }

    fn resource<'r>(&'r self, resources: &'r Dictionary, kind: &[u8], name: &str) -> Result<&'r Object, String> {
        let missing = || format!("no {} named {name}", String::from_utf8_lossy(kind));
        let kind = follow(self.document, resources.get(kind).ok()).and_then(|kind| kind.as_dict().ok());
        kind.and_then(|kind| kind.get(name.as_bytes()).ok()).ok_or_else(missing)
    }

    /// The name of an optional content group; other marks could give words another meaning.
    fn layer_of(&self, operands: &[Operand], resources: &Dictionary) -> Result<Option<String>, String> {
        if operands.first() != Some(&Operand::Name("OC".to_owned())) {
            return Err("marked content that is no layer".to_owned());
        }
        let group = follow(self.document, Some(self.resource(resources, b"Properties", name(operands)?)?));
        let group = group.and_then(|group| group.as_dict().ok()).ok_or("a layer without a description")?;
        boxes::layer_name(group).map(Some).ok_or_else(|| "a layer without a name".to_owned())
    }

    /// Overprinting is allowed; what makes ink transparent or masks it is not.
    fn check_graphics_state(&mut self, name: &str, resources: &Dictionary) -> Result<(), String> {
        let state = follow(self.document, Some(self.resource(resources, b"ExtGState", name)?));
        let state = state.and_then(|state| state.as_dict().ok()).ok_or("no graphics state")?;
        for (key, _) in state {
            if !matches!(key.as_slice(), b"Type" | b"OP" | b"op" | b"OPM" | b"SA") {
                return Err(format!("graphics state with {}", String::from_utf8_lossy(key)));
            }
        }
        let on = |key: &[u8]| state.get(key).and_then(Object::as_bool).unwrap_or(false);
        self.state.overprint = on(b"OP") && on(b"op");
        Ok(())
    }

    /// Runs a form where it is placed.
    fn form(&mut self, name: &str, resources: &Dictionary) -> Result<(), String> {
        let object = self.resource(resources, b"XObject", name)?;
        let id = object.as_reference().map_err(|_| "a form without a number")?;
        let document = self.document;
        let stream = document.get_object(id).and_then(Object::as_stream).map_err(|error| error.to_string())?;
        if stream.dict.get(b"Subtype").and_then(Object::as_name).unwrap_or_default() != b"Form" {
            return Err("a picture".to_owned());
        }
        if self.depth >= DEEPEST {
            return Err("forms too deep".to_owned());
        }
        if self.stamped(id)? {
            return Ok(());
        }
        let operations = self.operations(id, stream)?;
        let inner = follow(document, stream.dict.get(b"Resources").ok()).and_then(|object| object.as_dict().ok());
        let layer = follow(document, stream.dict.get(b"OC").ok()).and_then(|object| object.as_dict().ok());
        let (state, saved) = (self.state.clone(), std::mem::take(&mut self.saved));
        if let Some(matrix) = numbers_of(document, &stream.dict, b"Matrix") {
            self.state.matrix = Matrix(matrix).then(self.state.matrix);
        }
        let bounds = numbers_of(document, &stream.dict, b"BBox").ok_or("a form without bounds")?;
        self.state.clip(bounds);
        let open = self.layers.len();
        self.layers.push(layer.and_then(boxes::layer_name));
        self.depth += 1;
        let (placed, drawn) = (self.state.matrix, self.page.shapes.len());
        self.run(&operations, inner.unwrap_or(resources))?;
        self.depth -= 1;
        let plain = !stream.dict.has(b"OC") && !stream.dict.has(b"Matrix");
        if plain && let Some([shape]) = self.page.shapes.get(drawn..) {
            self.stamps.extend(Stamp::of(&operations, placed, shape).map(|stamp| (id, stamp)));
        }
        if self.layers.len() != open + 1 || !self.saved.is_empty() || !self.path.is_empty() || self.text.open {
            return Err("a form leaves a layer, a path, words or a state open".to_owned());
        }
        self.layers.truncate(open);
        (self.state, self.saved) = (state, saved);
        Ok(())
    }

    fn operations(&mut self, id: ObjectId, stream: &Stream) -> Result<Rc<Vec<Operation>>, String> {
        if let Some(known) = self.forms.get(&id) {
            return Ok(Rc::clone(known));
        }
        let content = stream::content(self.document, stream)?;
        let operations = Rc::new(tokens::operations(&content)?);
        self.forms.insert(id, Rc::clone(&operations));
        Ok(operations)
    }

    fn font(&mut self, name: &str, resources: &Dictionary) -> Result<Rc<Letters>, String> {
        let object = self.resource(resources, b"Font", name)?;
        let id = object.as_reference().map_err(|_| "a font without a number")?;
        if let Some(known) = self.fonts.get(&id) {
            return Ok(Rc::clone(known));
        }
        let font = self.document.get_dictionary(id).map_err(|error| error.to_string())?;
        let letters = Rc::new(letters::read(self.document, font)?);
        self.fonts.insert(id, Rc::clone(&letters));
        Ok(letters)
    }
}

fn numbers_of<const N: usize>(document: &Document, dictionary: &Dictionary, key: &[u8]) -> Option<[f64; N]> {
    let array = follow(document, dictionary.get(key).ok())?.as_array().ok()?;
    let numbers: Option<Vec<f64>> = array.iter().map(|number| number.as_float().ok().map(f64::from)).collect();
    numbers?.try_into().ok()
}
