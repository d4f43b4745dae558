//! Opens a finished PDF and runs its content: what is drawn, where, on which layer, in which ink.
//!
//! Whatever this reader does not understand is an error, never passed over: a proof-reader cannot
//! vouch for what it cannot read.

use std::collections::BTreeMap;
use std::rc::Rc;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId, Stream};

use super::ink::{Ink, Page, Paint, Part, Shape, Words};
use super::letters::{self, Letters, follow};
use super::plane::{Bounds, Matrix, Spot};
use super::strict;
use super::tokens::{self, Operand, Operation};

mod boxes;
mod draw;
mod state;
pub(super) mod stream;

use state::{State, TextState};

/// Forms inside forms inside forms: more is a trap.
const DEEPEST: usize = 4;
/// So are more operations on a page, those of forms counted each time.
const MOST_STEPS: usize = 400_000;
/// Object streams that inflate to more are none of ours.
const LARGEST_OBJECTS: usize = 64 * 1024 * 1024;
/// Two dots nearer than this, in mm, are one above the other.
const APART: f64 = 0.2;

/// Reads every page.
pub(super) fn pages(bytes: &[u8]) -> Result<Vec<Page>, String> {
    let options = LoadOptions { max_decompressed_size: Some(LARGEST_OBJECTS), ..LoadOptions::default() };
    let document = Document::load_mem_with_options(bytes, options).map_err(|error| error.to_string())?;
    if document.is_encrypted() {
        return Err("encrypted".to_owned());
    }
    strict::document(&document, bytes)?;
    document.get_pages().into_values().map(|id| page(&document, id)).collect()
}

fn page(document: &Document, id: ObjectId) -> Result<Page, String> {
    let dictionary = document.get_dictionary(id).map_err(|error| error.to_string())?;
    let frame = boxes::Frame::read(document, dictionary)?;
    let (layers, hidden) = boxes::layers(document)?;
    let page = Page { trim: frame.trim_size(), margin: frame.margin(), layers, hidden, ..Page::default() };
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
        fonts: BTreeMap::new(),
        depth: 0,
        steps: 0,
    };
    let content = stream::of_page(document, dictionary)?;
    runner.run(&tokens::operations(&content)?, &resources)?;
    if !runner.layers.is_empty() || !runner.saved.is_empty() {
        return Err("a layer or a saved state is left open".to_owned());
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

/// Whether lines are dashed; a dash that cannot be seen is a line that is not there.
fn dashed(operands: &[Operand]) -> Result<bool, String> {
    let [Operand::Array(dashes), Operand::Number(_)] = operands else { return Err("dashes without a list".to_owned()) };
    let plain = |dash: &Operand| matches!(dash, Operand::Number(length) if (0.5..=20.0).contains(length));
    if dashes.iter().all(plain) { Ok(!dashes.is_empty()) } else { Err("dashes of another length".to_owned()) }
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
            b"BMC" => self.layers.push(None),
            b"EMC" => {
                self.layers.pop().ok_or("EMC without BDC")?;
            }
            b"w  " => [self.state.width] = numbers(operands)?,
            b"d  " => self.state.dashed = dashed(operands)?,
            // Caps, joins and flatness change how a line looks, not where it is.
            b"J  " | b"j  " | b"M  " | b"i  " | b"ri " | b"MP " | b"DP " => {}
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

    /// The layer that encloses this place.
    fn layer(&self) -> Option<String> {
        self.layers.iter().rev().find_map(Clone::clone)
    }

    fn resource<'r>(&'r self, resources: &'r Dictionary, kind: &[u8], name: &str) -> Result<&'r Object, String> {
        let missing = || format!("no {} named {name}", String::from_utf8_lossy(kind));
        let kind = follow(self.document, resources.get(kind).ok()).and_then(|kind| kind.as_dict().ok());
        kind.and_then(|kind| kind.get(name.as_bytes()).ok()).ok_or_else(missing)
    }

    /// The name of an optional content group, `None` for other marked content.
    fn layer_of(&self, operands: &[Operand], resources: &Dictionary) -> Result<Option<String>, String> {
        if operands.first() != Some(&Operand::Name("OC".to_owned())) {
            return Ok(None);
        }
        let group = follow(self.document, Some(self.resource(resources, b"Properties", name(operands)?)?));
        let group = group.and_then(|group| group.as_dict().ok()).ok_or("a layer without a description")?;
        boxes::layer_name(group).map(Some).ok_or_else(|| "a layer without a name".to_owned())
    }

    /// Overprinting is allowed; what makes ink transparent or masks it is not.
    fn check_graphics_state(&self, name: &str, resources: &Dictionary) -> Result<(), String> {
        let state = follow(self.document, Some(self.resource(resources, b"ExtGState", name)?));
        let state = state.and_then(|state| state.as_dict().ok()).ok_or("no graphics state")?;
        for (key, _) in state {
            if !matches!(key.as_slice(), b"Type" | b"OP" | b"op" | b"OPM" | b"SA") {
                return Err(format!("graphics state with {}", String::from_utf8_lossy(key)));
            }
        }
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
        self.run(&operations, inner.unwrap_or(resources))?;
        self.depth -= 1;
        if self.layers.len() != open + 1 || !self.saved.is_empty() {
            return Err("a form leaves a layer or a state open".to_owned());
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
