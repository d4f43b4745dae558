//! Reads DXF of the R12 dialect: pairs of a group code and a value, a line each.

use super::super::plane::Spot;
use super::figure::Figure;
use super::svg::number;
use super::{Drawing, arc};

type Pair<'a> = (i32, &'a str);

/// Reads a drawing. Its y grows upward from the bottom of its own extent.
pub(super) fn read(bytes: &[u8]) -> Result<Drawing, String> {
    let text = std::str::from_utf8(bytes).map_err(|error| error.to_string())?;
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let mut pairs: Vec<Pair<'_>> = Vec::with_capacity(lines.len() / 2);
    for pair in lines.chunks(2) {
        let [code, value] = pair else { return Err("ends within a pair".to_owned()) };
        pairs.push((code.parse().map_err(|_| format!("group code «{code}»"))?, value));
    }
    if pairs.last() != Some(&(0, "EOF")) {
        return Err("no EOF".to_owned());
    }
    let mut drawing = Drawing::default();
    let mut reader = Reader { section: "", table: "", ring: None, drawing: &mut drawing };
    // A record is all pairs from a 0 to the next.
    for record in pairs.chunk_by(|_, next| next.0 != 0) {
        reader.record(record)?;
    }
    let open = reader.ring.is_some();
    drawing.layers.sort();
    if open { Err("a POLYLINE without SEQEND".to_owned()) } else { Ok(drawing) }
}

/// A closed polyline under way.
struct Ring {
    layer: String,
    corners: Vec<(Spot, f64)>,
}

struct Reader<'a, 'd> {
    section: &'a str,
    table: &'a str,
    ring: Option<Ring>,
    drawing: &'d mut Drawing,
}

impl<'a> Reader<'a, '_> {
    fn record(&mut self, record: &[Pair<'a>]) -> Result<(), String> {
        let Some((0, kind)) = record.first().copied() else { return Err("no record".to_owned()) };
        match kind {
            "SECTION" => {
                self.section = value(record, 2).unwrap_or_default();
                if self.section == "HEADER" {
                    self.header(record)?;
                }
            }
            "ENDSEC" => self.section = "",
            "EOF" | "ENDTAB" => {}
            "TABLE" => self.table = value(record, 2).unwrap_or_default(),
            "LAYER" if self.table == "LAYER" => self.layer(record)?,
            "LTYPE" if self.section == "TABLES" => {}
            _ if self.section == "ENTITIES" => self.entity(kind, record)?,
            _ => return Err(format!("{kind} in section {}", self.section)),
        }
        Ok(())
    }

    fn header(&mut self, record: &[Pair<'_>]) -> Result<(), String> {
        let variables = record.chunk_by(|_, next| next.0 != 9);
        let variable = |name: &str| variables.clone().find(|pairs| pairs.first() == Some(&(9, name)));
        let said =
            |pairs: Option<&[Pair<'_>]>| pairs.and_then(|pairs| pairs.get(1)).map(|(_, said)| (*said).to_owned());
        if said(variable("$ACADVER")).as_deref() != Some("AC1009") {
            return Err("$ACADVER".to_owned());
        }
        // Unit 4 is the millimetre, measurement 1 is metric.
        for (name, wanted) in [("$INSUNITS", "4"), ("$MEASUREMENT", "1")] {
            let found = said(variable(name)).unwrap_or_default();
            if found != wanted {
                self.drawing.other_unit = Some(format!("{name} {found}"));
            }
        }
        let corner = |pairs: Option<&[Pair<'_>]>| match pairs {
            Some(pairs) => Ok([real(pairs, 10)?, real(pairs, 20)?]),
            None => Err("no extent".to_owned()),
        };
        let (least, most) = (corner(variable("$EXTMIN"))?, corner(variable("$EXTMAX"))?);
        if least.iter().any(|least| least.abs() > 0.001) {
            return Err("an extent that does not begin at 0".to_owned());
        }
        self.drawing.size = most;
        Ok(())
    }

    /// A layer that is frozen or has a negative color is not shown.
    fn layer(&mut self, record: &[Pair<'_>]) -> Result<(), String> {
        let name = value(record, 2).ok_or("a layer without a name")?;
        let shown = real(record, 70)? == 0.0 && real(record, 62)? > 0.0;
        self.drawing.layers.push(if shown { name.to_owned() } else { format!("({name})") });
        Ok(())
    }

    fn entity(&mut self, kind: &str, record: &[Pair<'_>]) -> Result<(), String> {
        let layer = value(record, 8).ok_or_else(|| format!("{kind} without a layer"))?;
        match (kind, self.ring.is_some()) {
            ("LINE", false) => {
                only(kind, record, &[8, 10, 20, 30, 11, 21, 31])?;
                let figure = Figure::line(layer, self.spot(record, 0)?, self.spot(record, 1)?);
                self.drawing.figures.push(figure);
            }
            ("CIRCLE", false) => {
                only(kind, record, &[8, 10, 20, 30, 40])?;
                let figure = Figure::dot(layer, self.spot(record, 0)?, real(record, 40)? * 2.0);
                self.drawing.figures.push(figure);
            }
            ("POLYLINE", false) => {
                only(kind, record, &[8, 66, 70, 10, 20, 30])?;
                if real(record, 70)? != 1.0 {
                    return Err("a POLYLINE that is not closed".to_owned());
                }
                self.ring = Some(Ring { layer: layer.to_owned(), corners: Vec::new() });
            }
            ("VERTEX", true) => {
                only(kind, record, &[8, 10, 20, 30, 42])?;
                let bulge = if value(record, 42).is_some() { real(record, 42)? } else { 0.0 };
                let corner = (self.spot(record, 0)?, bulge);
                let ring = self.ring.as_mut().filter(|ring| ring.layer == layer);
                ring.ok_or("a VERTEX on another layer")?.corners.push(corner);
            }
            ("SEQEND", true) => {
                if let Some(ring) = self.ring.take() {
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

/// A thickness, a width or an extrusion would change what a shape is.
fn only(kind: &str, record: &[Pair<'_>], codes: &[i32]) -> Result<(), String> {
    match record.iter().skip(1).find(|(code, _)| !codes.contains(code)) {
        Some((odd, _)) => Err(format!("{kind} with group {odd}")),
        None => Ok(()),
    }
}
