//! Paths, inks and words.

use std::rc::Rc;

use lopdf::Dictionary;

use super::super::letters::Letters;
use super::*;

/// Short lines in the place of a curve.
const STEPS: u32 = 8;
/// Places on a circle.
const ROUND: usize = 34;

impl Runner<'_> {
    pub(super) fn path_step(&mut self, operation: &Operation) -> Result<(), String> {
        let operands = operation.operands.as_slice();
        match &operation.operator {
            b"m  " => {
                let [x, y] = numbers(operands)?;
                self.begin(x, y);
            }
            b"l  " => {
                let [x, y] = numbers(operands)?;
                self.line_to(x, y)?;
            }
            b"c  " => self.curve(numbers(operands)?)?,
            b"v  " => {
                let [x2, y2, x, y] = numbers(operands)?;
                self.curve([self.at.x, self.at.y, x2, y2, x, y])?;
            }
            b"y  " => {
                let [x1, y1, x, y] = numbers(operands)?;
                self.curve([x1, y1, x, y, x, y])?;
            }
            b"h  " => {
                if let Some(part) = self.path.last_mut() {
                    part.closed = true;
                }
            }
            _ => {
                let [x, y, width, height] = numbers(operands)?;
                self.begin(x, y);
                self.line_to(x + width, y)?;
                self.line_to(x + width, y + height)?;
                self.line_to(x, y + height)?;
                if let Some(part) = self.path.last_mut() {
                    part.closed = true;
                }
            }
        }
        Ok(())
    }

    fn begin(&mut self, x: f64, y: f64) {
        self.at = Spot::new(x, y);
        // Room for a circle: four curves.
        let mut spots = Vec::with_capacity(ROUND);
        spots.push(self.state.matrix.apply(x, y));
        self.path.push(Part { spots, closed: false, curves: 0 });
    }

    fn line_to(&mut self, x: f64, y: f64) -> Result<(), String> {
        let spot = self.state.matrix.apply(x, y);
        let part = self.path.last_mut().filter(|part| !part.closed).ok_or("a line without a start")?;
        part.spots.push(spot);
        self.at = Spot::new(x, y);
        Ok(())
    }

    fn curve(&mut self, [x1, y1, x2, y2, x, y]: [f64; 6]) -> Result<(), String> {
        let start = self.at;
        for step in 1..=STEPS {
            let t = f64::from(step) / f64::from(STEPS);
            let u = 1.0 - t;
            let [a, b, c, d] = [u * u * u, 3.0 * u * u * t, 3.0 * u * t * t, t * t * t];
            self.line_to(a * start.x + b * x1 + c * x2 + d * x, a * start.y + b * y1 + c * y2 + d * y)?;
        }
        if let Some(part) = self.path.last_mut() {
            part.curves += 1;
        }
        Ok(())
    }

    pub(super) fn paint(&mut self, operator: [u8; 3]) -> Result<(), String> {
        let mut parts = std::mem::take(&mut self.path);
        if matches!(&operator, b"s  " | b"b  " | b"b* ") {
            parts.last_mut().into_iter().for_each(|part| part.closed = true);
        }
        // A point that a closed line comes back to is there once.
        for part in parts.iter_mut().filter(|part| part.closed) {
            let back = part.spots.first().zip(part.spots.last()).is_some_and(|(a, b)| a.distance(*b) < 1e-6);
            if back && part.spots.len() > 1 {
                part.spots.pop();
            }
        }
        let fills = match &operator {
            b"f  " | b"F  " | b"B  " | b"b  " => Some(Paint::Fill),
            b"f* " | b"B* " | b"b* " => Some(Paint::FillEvenOdd),
            _ => None,
        };
        let strokes = !matches!(&operator, b"f  " | b"F  " | b"f* " | b"n  ");
        if strokes {
            let line = Some(self.line()?);
            let parts = if fills.is_some() { parts.clone() } else { std::mem::take(&mut parts) };
            self.shape(Paint::Stroke, self.state.stroke.clone(), parts, line)?;
        }
        match fills {
            Some(paint) => self.shape(paint, self.state.fill.clone(), parts, None),
            None => Ok(()),
        }
    }

    /// How thick a line is in mm. Lines are thin, so that none covers what it is not for, of one
    /// thickness all the way, and folds, only they, are dashed.
    fn line(&self) -> Result<f64, String> {
        let layer = self.layer();
        let [a, b, c, d, ..] = self.state.matrix.0;
        let widths = [a.hypot(b), c.hypot(d)].map(|scale| self.state.width * scale);
        let thin = widths.iter().all(|width| (0.0499..=1.0001).contains(&(width / boxes::POINT)));
        let [width, across] = widths;
        if !thin || (width - across).abs() > width * 1e-6 || (layer.as_deref() == Some("Fold")) != self.state.dashed {
            return Err("a line that is dashed, or too thin or thick".to_owned());
        }
        Ok(width)
    }

    /// Keeps a shape. What a form's bounds hide in part is neither there nor gone, and a point
    /// may be drawn or not.
    pub(super) fn shape(&mut self, paint: Paint, ink: Ink, parts: Vec<Part>, line: Option<f64>) -> Result<(), String> {
        let mut spots = parts.iter().flat_map(|part| &part.spots);
        if parts.iter().any(|part| part.spots.len() < 2) || spots.any(|spot| !spot.x.is_finite() || !spot.y.is_finite())
        {
            return Err("a path that leads nowhere".to_owned());
        }
        let bounds = Bounds::around(parts.iter().flat_map(|part| &part.spots));
        if self.state.clip.is_some_and(|clip| !clip.contains(bounds, 0.02)) {
            return Err("a path that leaves its form's bounds".to_owned());
        }
        // A dot must not knock the letter under it out of the print plate.
        if matches!(ink, Ink::Spot(..)) && !self.state.overprint {
            return Err("a spot color that does not overprint".to_owned());
        }
        if self.page.shapes.len() >= MOST_SHAPES {
            return Err("too many shapes".to_owned());
        }
        if !parts.is_empty() {
            self.page.shapes.push(Shape { layer: self.layer(), paint, ink, parts, bounds, line });
        }
        Ok(())
    }

    pub(super) fn color_step(&mut self, operation: &Operation, resources: &Dictionary) -> Result<(), String> {
        let operands = operation.operands.as_slice();
        let ink = match &operation.operator {
            b"k  " | b"K  " => Ink::Process(numbers(operands)?),
            b"g  " | b"G  " => {
                let [gray] = numbers(operands)?;
                Ink::Process([0.0, 0.0, 0.0, 1.0 - gray])
            }
            b"rg " | b"RG " => Ink::Unknown,
            b"cs " | b"CS " => self.space(name(operands)?, resources)?,
            b"scn" | b"SCN" | b"sc " | b"SC " => {
                let fills = operation.operator.first() == Some(&b's');
                let current = if fills { &self.state.fill } else { &self.state.stroke };
                match (current, operands) {
                    (Ink::Spot(name, _), [Operand::Number(strength)]) => Ink::Spot(name.clone(), *strength),
                    _ => Ink::Unknown,
                }
            }
            other => return Err(format!("operator {}", String::from_utf8_lossy(other).trim())),
        };
        let fills = operation.operator.first().is_some_and(u8::is_ascii_lowercase);
        *(if fills { &mut self.state.fill } else { &mut self.state.stroke }) = ink;
        Ok(())
    }

    /// A color space as an ink at full strength.
    fn space(&self, name: &str, resources: &Dictionary) -> Result<Ink, String> {
        if name.starts_with("Device") {
            return Ok(Ink::Unknown);
        }
        let space = follow(self.document, Some(self.resource(resources, b"ColorSpace", name)?));
        let parts = space.and_then(|space| space.as_array().ok()).map(Vec::as_slice);
        let name_of = |object: &Object| object.as_name().map(|name| String::from_utf8_lossy(name).into_owned()).ok();
        match parts {
            Some([kind, ink, ..]) if kind.as_name().ok() == Some(b"Separation".as_slice()) => {
                Ok(name_of(ink).map_or(Ink::Unknown, |name| Ink::Spot(name, 1.0)))
            }
            _ => Ok(Ink::Unknown),
        }
    }

    pub(super) fn text_step(&mut self, operation: &Operation, resources: &Dictionary) -> Result<(), String> {
        let operands = operation.operands.as_slice();
        match &operation.operator {
            b"BT " => self.text = TextState { leading: self.text.leading, open: true, ..TextState::default() },
            b"ET " => self.text.open = false,
            b"Tf " => {
                let [font, Operand::Number(size)] = operands else { return Err("a font without a size".to_owned()) };
                if *size <= 0.0 {
                    return Err("letters without a size".to_owned());
                }
                let letters = self.font(name(std::slice::from_ref(font))?, resources)?;
                self.state.font = Some((letters, *size));
            }
            b"TL " => [self.text.leading] = numbers(operands)?,
            b"Td " => {
                let [x, y] = numbers(operands)?;
                self.next_line(x, y);
            }
            b"TD " => {
                let [x, y] = numbers(operands)?;
                self.text.leading = -y;
                self.next_line(x, y);
            }
            b"T* " => self.next_line(0.0, -self.text.leading),
            b"Tm " => {
                self.text.line = Matrix(numbers(operands)?);
                self.text.at = self.text.line;
            }
            b"Tj " => self.show(operands)?,
            b"TJ " => match operands {
                [Operand::Array(items)] => self.show(items)?,
                _ => return Err("TJ without an array".to_owned()),
            },
            // Spacing, stretching, rise and invisible text: only at rest.
            b"Tz " => Self::must_be(100.0, operands)?,
            _ => Self::must_be(0.0, operands)?,
        }
        Ok(())
    }

    fn must_be(wanted: f64, operands: &[Operand]) -> Result<(), String> {
        let [found] = numbers(operands)?;
        if (found - wanted).abs() < 1e-9 { Ok(()) } else { Err("text that is stretched, raised or hidden".to_owned()) }
    }

    fn next_line(&mut self, x: f64, y: f64) {
        self.text.line = Matrix([1.0, 0.0, 0.0, 1.0, x, y]).then(self.text.line);
        self.text.at = self.text.line;
    }

    /// Shows strings; numbers between them would move letters away from where they belong.
    fn show(&mut self, items: &[Operand]) -> Result<(), String> {
        let (letters, size) = self.state.font.clone().ok_or("text without a font")?;
        let matrix = self.text.at.then(self.state.matrix);
        let (mut text, mut advance, mut true_shapes) = (String::new(), 0.0, true);
        for item in items {
            match item {
                Operand::Text(bytes) if bytes.len() % 2 == 0 => {
                    add_letters(&letters, bytes, size, &mut text, &mut advance, &mut true_shapes);
                }
                _ => return Err("text of another kind".to_owned()),
            }
        }
        let [a, b, c, d, ..] = matrix.0;
        let start = matrix.apply(0.0, 0.0);
        // From here on y goes downward.
        let upright = b.abs() < 1e-9 && c.abs() < 1e-9 && a > 0.0 && (a + d).abs() < a * 1e-6;
        if !upright || !start.x.is_finite() || !start.y.is_finite() {
            return Err("text that is turned, mirrored or stretched".to_owned());
        }
        if self.state.clip.is_some() {
            return Err("text inside a form".to_owned());
        }
        self.page.texts.push(Words {
            layer: self.layer(),
            ink: self.state.fill.clone(),
            text,
            start,
            end_x: matrix.apply(advance, 0.0).x,
            capital: letters.capital * size * d.abs(),
            true_shapes,
        });
        self.text.at = Matrix([1.0, 0.0, 0.0, 1.0, advance, 0.0]).then(self.text.at);
        Ok(())
    }
}

/// Letters of two-byte codes.
fn add_letters(
    letters: &Rc<Letters>,
    bytes: &[u8],
    size: f64,
    text: &mut String,
    advance: &mut f64,
    true_shapes: &mut bool,
) {
    for pair in bytes.chunks(2) {
        let code = pair.iter().fold(0, |code, byte| (code << 8) | u32::from(*byte));
        if let Some(letter) = letters.letter(code) {
            text.push_str(&letter.text);
            *advance += letter.width / 1000.0 * size;
            *true_shapes &= letter.true_shape;
        } else {
            text.push('\u{fffd}');
            *true_shapes = false;
        }
    }
}
