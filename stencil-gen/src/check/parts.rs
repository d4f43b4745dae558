//! Takes what must stand on a page off it, piece by piece; what is left over does not belong there.

use super::ink::{Page, Paint, Shape, Words};
use super::outline;
use super::plane::Spot;

/// How far a line or a word may be from its place, in mm.
const OFF: f64 = 0.05;
/// How much the height of capitals may differ.
const CAPITAL: f64 = 0.02;
/// Lines of one paragraph are two capitals apart.
const LINE: f64 = 2.0;

/// What of a page has not been accounted for.
pub(super) struct Parts<'a> {
    pub(super) shapes: Vec<&'a Shape>,
    pub(super) words: Vec<&'a Words>,
}

/// A color in shares of cyan, magenta, yellow and black.
pub(super) type Tint = [f64; 4];
pub(super) const BLACK: Tint = [0.0, 0.0, 0.0, 1.0];

/// Where words begin and how high their capitals may be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Set {
    pub(super) start: Spot,
    pub(super) capitals: [f64; 2],
}

impl Set {
    /// Words of one size.
    pub(super) fn at(x: f64, y: f64, capital: f64) -> Self {
        Self { start: Spot::new(x, y), capitals: [capital; 2] }
    }

    fn holds(&self, words: &Words) -> bool {
        let [least, most] = self.capitals;
        (least - CAPITAL..=most + CAPITAL).contains(&words.capital)
    }
}

impl<'a> Parts<'a> {
    /// Everything on a page.
    pub(super) fn of(page: &'a Page) -> Self {
        Self { shapes: page.shapes.iter().collect(), words: page.texts.iter().collect() }
    }

    /// Everything on one layer of it.
    pub(super) fn on(page: &'a Page, layer: &'a str) -> Self {
        Self { shapes: page.on(layer).collect(), words: page.texts_on(layer).collect() }
    }

    /// Takes a straight line; whether it was there.
    pub(super) fn line(&mut self, tint: Tint, from: Spot, to: Spot) -> bool {
        self.stroke(tint, |shape| {
            let [part] = shape.parts.as_slice() else { return false };
            let [start, end] = part.spots.as_slice() else { return false };
            let ends = |a: &Spot, b: &Spot| a.distance(from).max(b.distance(to)) <= OFF;
            ends(start, end) || ends(end, start)
        })
    }

    /// Takes a closed line; whether it was there.
    pub(super) fn ring(&mut self, tint: Tint, wanted: &[Spot]) -> bool {
        self.stroke(tint, |shape| shape.ring().is_some_and(|ring| outline::same(ring, wanted)))
    }

    fn stroke(&mut self, tint: Tint, is: impl Fn(&Shape) -> bool) -> bool {
        let own = |shape: &&Shape| shape.paint == Paint::Stroke && shape.ink.is_tint(tint) && is(shape);
        take(&mut self.shapes, own).is_some()
    }

    /// Takes words; they are given back where they were there.
    pub(super) fn words(&mut self, tint: Tint, set: Set, text: &str) -> Option<&'a Words> {
        take(&mut self.words, |words| {
            let off = (words.start.x - set.start.x).abs().max((words.start.y - set.start.y).abs());
            words.text == text && words.ink.is_tint(tint) && off <= OFF && set.holds(words)
        })
    }

    /// Takes the words that begin at `x` on the next line below `y`, whatever they say.
    pub(super) fn next_line(&mut self, x: f64, y: f64) -> Option<&'a Words> {
        let below = |words: &&&Words| (words.start.x - x).abs() <= OFF && words.start.y > y;
        let next = self.words.iter().filter(below).min_by(|a, b| a.start.y.total_cmp(&b.start.y)).copied()?;
        take(&mut self.words, |words| std::ptr::eq(*words, next))
    }

    /// Takes a paragraph: lines of one size below each other, from the set's top on, that together
    /// say the text. The error is what stands there instead; else where it ends, as far below its
    /// last baseline as its capitals are high.
    pub(super) fn paragraph(&mut self, tint: Tint, set: Set, text: &str) -> Result<f64, String> {
        let (mut said, mut y, mut capital) = (String::new(), set.start.y, None);
        let mut first = true;
        while said.len() < text.len() || first {
            let Some(line) = self.next_line(set.start.x, y) else { break };
            let size = *capital.get_or_insert(line.capital);
            let apart = (line.start.y - y - if first { size } else { size * LINE }).abs();
            if !first {
                said.push(' ');
            }
            said.push_str(&line.text);
            if !line.ink.is_tint(tint) || !set.holds(line) || (line.capital - size).abs() > CAPITAL || apart > OFF {
                return Err(said);
            }
            (y, first) = (line.start.y, false);
        }
        if said == text { Ok(y + capital.unwrap_or_default()) } else { Err(said) }
    }
}

fn take<'a, T>(all: &mut Vec<&'a T>, is: impl Fn(&&T) -> bool) -> Option<&'a T> {
    let index = all.iter().position(is)?;
    Some(all.remove(index))
}
