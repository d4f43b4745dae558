//! Reads DXF of the R12 dialect: pairs of a group code and a value, a line each.
//!
//! CAD programs forgive much, each in its own way: of a code given twice some take the first and
//! some the last. Whatever two programs could read differently is refused here.

use super::super::plane::Spot;
use super::figure::Figure;
use super::svg::number;
use super::{Drawing, arc};

type Pair<'a> = (i32, &'a str);

/// Sections and tables, each once and in this order.
const ORDER: [&str; 5] = ["HEADER", "TABLES", "LTYPE", "LAYER", "ENTITIES"];
/// Layers with their color and line: cutters tell cuts from folds by either of them.
const LOOKS: [(&str, &str, &str); 6] = [
    ("Cut", "1", "CONTINUOUS"),
    ("Fold", "5", "DASHED"),
    ("Braille", "30", "CONTINUOUS"),
    ("Raised", "3", "CONTINUOUS"),
    ("Print", "7", "CONTINUOUS"),
    ("Guide", "8", "CONTINUOUS"),
];
/// What the two lines are: their dashes and gaps in mm.
const LINES: [(&str, &[&str]); 2] = [("CONTINUOUS", &[]), ("DASHED", &["2", "-2"])];

/// Reads a drawing. Its y grows upward from the bottom of its own extent.
pub(super) fn read(bytes: &[u8]) -> Result<Drawing, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    if text.bytes().any(|byte| byte != b'\n' && !(b' '..=b'~').contains(&byte)) {
        return Err("a sign that no drawing of ours has".to_owned());
    }
    let lines: Vec<&str> = text.lines().collect();
    let mut pairs: Vec<Pair<'_>> = Vec::with_capacity(lines.len() / 2);
    for pair in lines.chunks(2) {
        let [code, value] = pair else { return Err("ends within a pair".to_owned()) };
        if value.trim() != *value {
            return Err(format!("blanks around «{value}»"));
        }
        // Only as this program writes it: neither «010» nor «+10».
        let number: Option<i32> = code.parse().ok().filter(|number: &i32| number.to_string() == *code);
        pairs.push((number.ok_or_else(|| format!("group code «{code}»"))?, value));
    }
    let mut drawing = Drawing::default();
    let mut reader = Reader { passed: 0, open: 0, ended: false, ring: None, drawing: &mut drawing };
    // A record is all pairs from a 0 to the next.
    for record in pairs.chunk_by(|_, next| next.0 != 0) {
        reader.record(record)?;
    }
    let whole = reader.ended && reader.ring.is_none() && reader.passed == ORDER.len();
    drawing.layers.sort();
    if whole { Ok(drawing) } else { Err("no EOF".to_owned()) }
}

/// A closed polyline under way.
struct Ring {
    layer: String,
    corners: Vec<(Spot, f64)>,
}

struct Reader<'d> {
    /// How many of [`ORDER`] have begun.
    passed: usize,
    /// How many of them are open.
    open: usize,
    /// After EOF.
    ended: bool,
    ring: Option<Ring>,
    drawing: &'d mut Drawing,
}

impl Reader<'_> {
    fn record(&mut self, record: &[Pair<'_>]) -> Result<(), String> {
        let Some((0, kind)) = record.first().copied() else { return Err("no record".to_owned()) };
        let place = self.passed.checked_sub(1).and_then(|last| ORDER.get(last)).copied().filter(|_| self.open > 0);
        match (kind, place) {
            _ if self.ended => return Err("something after EOF".to_owned()),
            ("SECTION" | "TABLE", _) => {
                let name = value(record, 2).unwrap_or_default();
                let within = usize::from(kind == "TABLE");
                if ORDER.get(self.passed) != Some(&name) || self.open != within {
                    return Err(format!("{kind} {name} in another place"));
                }
                self.passed += 1;
                self.open += 1;
                match name {
                    "HEADER" => self.header(record.get(2..).unwrap_or_default())?,
                    _ if within == 1 => once(kind, record, &[2, 70])?,
                    _ => once(kind, record, &[2])?,
                }
            }
            ("ENDSEC" | "ENDTAB", _) => {
                once(kind, record, &[])?;
                let open = if kind == "ENDSEC" { 1 } else { 2 };
                if self.open != open || self.ring.is_some() {
                    return Err(format!("{kind} in another place"));
                }
                self.open -= 1;
            }
            ("EOF", _) => {
                once(kind, record, &[])?;
                self.ended = self.open == 0;
            }
            ("LAYER", Some("LAYER")) if self.open == 2 => self.layer(record)?,
            ("LTYPE", Some("LTYPE")) if self.open == 2 => line(record)?,
            (_, Some("ENTITIES")) => self.entity(kind, record)?,
            _ => return Err(format!("{kind} in another place")),
        }
        Ok(())
    }

    /// The variables, each once with its own values.
    fn header(&mut self, pairs: &[Pair<'_>]) -> Result<(), String> {
        let mut variables = pairs.chunk_by(|_, next| next.0 != 9);
        let mut next = |name: &str, codes: &[i32]| match variables.next() {
            Some([(9, found), rest @ ..]) if *found == name => {
                let own: Vec<i32> = rest.iter().map(|(code, _)| *code).collect();
                if own == codes { Ok(rest) } else { Err(format!("{name} of other groups")) }
            }
            _ => Err(format!("no {name} in its place")),
        };
        if next("$ACADVER", &[1])?.first() != Some(&(1, "AC1009")) {
            return Err("$ACADVER".to_owned());
        }
        // Unit 4 is the millimetre, measurement 1 is metric.
        for (name, wanted) in [("$INSUNITS", "4"), ("$MEASUREMENT", "1")] {
            let found = next(name, &[70])?.first().map(|(_, said)| *said).unwrap_or_default();
            if found != wanted {
                self.drawing.other_unit = Some(format!("{name} {found}"));
            }
        }
        let corner = |pairs: &[Pair<'_>]| match real(pairs, 30)? {
            0.0 => Ok([real(pairs, 10)?, real(pairs, 20)?]),
            _ => Err("an extent off the plane".to_owned()),
        };
        let place = [10, 20, 30];
        let (least, most) = (corner(next("$EXTMIN", &place)?)?, corner(next("$EXTMAX", &place)?)?);
        if least.iter().any(|least| least.abs() > 0.001) {
            return Err("an extent that does not begin at 0".to_owned());
        }
        if variables.next().is_some() {
            return Err("a variable that no drawing of ours has".to_owned());
        }
        self.drawing.size = most;
        Ok(())
    }

    /// A layer that is frozen or has a negative color is not shown.
    fn layer(&mut self, record: &[Pair<'_>]) -> Result<(), String> {
        once("LAYER", record, &[2, 70, 62, 6])?;
        let name = value(record, 2).ok_or("a layer without a name")?;
        let shown = real(record, 70)? == 0.0 && real(record, 62)? > 0.0;
        self.drawing.layers.push(if shown { name.to_owned() } else { format!("({name})") });
        let looks = (value(record, 62), value(record, 6));
        let own = LOOKS.iter().find(|(own, ..)| *own == name);
        if own.is_some_and(|(_, color, line)| shown && looks != (Some(color), Some(line))) {
            self.drawing.inks.push(name.to_owned());
        }
        Ok(())
    }

    fn entity(&mut self, kind: &str, record: &[Pair<'_>]) -> Result<(), String> {
        let layer = value(record, 8).ok_or_else(|| format!("{kind} without a layer"))?;
        match (kind, self.ring.is_some()) {
            ("LINE", false) => {
                once(kind, record, &[8, 10, 20, 30, 11, 21, 31])?;
                let figure = Figure::line(layer, self.spot(record, 0)?, self.spot(record, 1)?);
                self.drawing.figures.push(figure);
            }
            ("CIRCLE", false) => {
                once(kind, record, &[8, 10, 20, 30, 40])?;
                let figure = Figure::dot(layer, self.spot(record, 0)?, real(record, 40)? * 2.0);
                self.drawing.figures.push(figure);
            }
            ("POLYLINE", false) => {
                once(kind, record, &[8, 66, 70, 10, 20, 30])?;
                // The place is no vertex, but some programs add it to them.
                let flags = [66, 70].into_iter().map(|code| real(record, code));
                let place = [10, 20, 30].into_iter().map(|code| real(record, code));
                let wanted = [1.0, 1.0, 0.0, 0.0, 0.0];
                if flags.chain(place).collect::<Result<Vec<f64>, String>>()? != wanted {
                    return Err("a POLYLINE that is not closed".to_owned());
                }
                self.ring = Some(Ring { layer: layer.to_owned(), corners: Vec::new() });
            }
            ("VERTEX", true) => {
                once(kind, record, &[8, 10, 20, 30, 42])?;
                let bulge = if value(record, 42).is_some() { real(record, 42)? } else { 0.0 };
                let corner = (self.spot(record, 0)?, bulge);
                let ring = self.ring.as_mut().filter(|ring| ring.layer == layer);
                ring.ok_or("a VERTEX on another layer")?.corners.push(corner);
            }
            ("SEQEND", true) => {
                once(kind, record, &[8])?;
                if let Some(ring) = self.ring.take_if(|ring| ring.layer == layer) {
                    self.drawing.figures.push(flattened(&ring));
                }
            }
            _ => return Err(kind.to_owned()),
        }
        Ok(())
    }

    /// A place, y downward from the extent's top.
    fn spot(&self, record: &[Pair<'_>], which: i32) -> Result<Spot, String> {
        let [_, height] = self.drawing.size;
        if real(record, 30 + which)? != 0.0 {
            return Err("a place off the plane".to_owned());
        }
        Ok(Spot::new(real(record, 10 + which)?, height - real(record, 20 + which)?))
    }
}

/// The corners, with the places on its arcs.
fn flattened(ring: &Ring) -> Figure {
    let next = ring.corners.iter().cycle().skip(1);
    let ways = ring.corners.iter().zip(next);
    let spots = ways.flat_map(|((from, bulge), (to, _))| arc::bulged(*from, *to, *bulge)).collect();
    Figure::ring(&ring.layer, spots)
}

fn value<'a>(record: &[Pair<'a>], code: i32) -> Option<&'a str> {
    record.iter().find(|(own, _)| *own == code).map(|(_, value)| *value)
}

fn real(record: &[Pair<'_>], code: i32) -> Result<f64, String> {
    number(value(record, code).ok_or_else(|| format!("no group {code}"))?)
}

/// A record has no code but these, and none twice: a thickness, a width or an extrusion would
/// change what a shape is.
fn once(kind: &str, record: &[Pair<'_>], codes: &[i32]) -> Result<(), String> {
    let mut seen = Vec::new();
    for (code, _) in record.iter().skip(1) {
        if !codes.contains(code) {
            return Err(format!("{kind} with group {code}"));
        }
        if seen.contains(code) {
            return Err(format!("{kind} with group {code} twice"));
        }
        seen.push(*code);
    }
    Ok(())
}

/// A kind of line, with its dashes.
fn line(record: &[Pair<'_>]) -> Result<(), String> {
    let (dashes, rest): (Vec<Pair<'_>>, Vec<Pair<'_>>) = record.iter().copied().partition(|(code, _)| *code == 49);
    once("LTYPE", &rest, &[2, 70, 3, 72, 73, 40])?;
    let dashes: Vec<&str> = dashes.into_iter().map(|(_, length)| length).collect();
    let plain = value(record, 70) == Some("0");
    let known = plain && LINES.iter().any(|(name, own)| value(record, 2) == Some(name) && dashes == *own);
    if known { Ok(()) } else { Err("a line of another kind".to_owned()) }
}
