//! Texts and items as pieces of known height.

use super::{Kind, Piece};
use crate::content::{Choice, Content, Item, Text, Tone};
use crate::display::Metrics;
use crate::measure::{Ruler, Weight};

/// Makes pieces of a page's texts and items for one width.
#[derive(Clone, Copy)]
pub(super) struct Setter<'a> {
    pub(super) content: &'a Content,
    pub(super) width: f32,
    pub(super) height: f32,
    pub(super) metrics: &'a Metrics,
    pub(super) ruler: &'a dyn Ruler,
}

/// The room that numbers of rows take, to the words behind them; the same for all items of a page.
pub(crate) fn number_width(content: &Content, metrics: &Metrics, ruler: &dyn Ruler) -> f32 {
    let widest = |item: &Item| ruler.line(&item.number, metrics.letters, Weight::Regular);
    let widest = content.items.iter().filter(|item| !item.number.is_empty()).map(widest).fold(0.0, f32::max);
    if widest > 0.0 { widest + 2.0 + metrics.padding().max(0.4 * metrics.letters) } else { 0.0 }
}

impl Setter<'_> {
    pub(super) fn head(&self) -> Vec<Piece> {
        self.content.head.iter().flat_map(|text| self.text(text)).collect()
    }

    pub(super) fn answer(&self) -> Vec<Piece> {
        if self.content.answer.is_empty() {
            return Vec::new();
        }
        self.text(&Text { tone: Tone::Answer, words: self.content.answer.clone() })
    }

    /// The answer where the head does not say it.
    pub(super) fn news(&self) -> Vec<Piece> {
        if self.content.answer_in_head { Vec::new() } else { self.answer() }
    }

    /// The head and the answer in the order in which they are said: at the heading first what was done, then where one
    /// is; at an item its answer, below the head.
    pub(super) fn top(&self, answer: Vec<Piece>) -> Vec<Piece> {
        if self.content.at_heading() { [answer, self.head()].concat() } else { [self.head(), answer].concat() }
    }

    pub(super) fn hint(&self) -> Vec<Piece> {
        self.content.hint.iter().flat_map(|text| self.text(text)).collect()
    }

    pub(super) fn items(&self) -> Vec<Piece> {
        let number = number_width(self.content, self.metrics, self.ruler);
        self.content.items.iter().enumerate().flat_map(|(index, item)| self.item(index, item, number)).collect()
    }

    fn text(&self, text: &Text) -> Vec<Piece> {
        let weight = if text.tone == Tone::Title { Weight::Bold } else { Weight::Regular };
        let frame = if text.tone == Tone::Answer { 2.0 * self.metrics.padding() } else { 0.0 };
        let width = self.width - 2.0 * self.metrics.padding();
        let cuts = self.cut(&text.words, width, weight, self.height - frame);
        let piece = |(words, height)| Piece {
            kind: Kind::Text(text.tone),
            y: 0.0,
            height: height + frame,
            words,
            words_height: height,
            note: String::new(),
            note_height: 0.0,
        };
        cuts.into_iter().map(piece).collect()
    }

    fn item(&self, index: usize, item: &Item, number_width: f32) -> Vec<Piece> {
        let metrics = self.metrics;
        let mark = match item.choice {
            Choice::One | Choice::Several => metrics.letters + metrics.padding(),
            Choice::Plain => 0.0,
        };
        let width = self.width - 2.0 * metrics.padding() - mark - number_width;
        let room = self.height - 2.0 * metrics.padding();
        let note_height = match item.note.as_str() {
            "" => 0.0,
            note => self.ruler.height(note, width, metrics.letters, Weight::Regular),
        };
        let mut cuts = self.cut(&item.words, width, Weight::Bold, room);
        let last = cuts.len() - 1;
        let note_fits = cuts.get(last).is_some_and(|(_, height)| height + note_height <= room);
        if !note_fits {
            cuts.push((String::new(), 0.0));
        }
        let last = cuts.len() - 1;
        let piece = |(part, (words, height)): (usize, (String, f32))| {
            let (note, note_height) =
                if part == last { (item.note.clone(), note_height) } else { (String::new(), 0.0) };
            Piece {
                kind: Kind::Item { index, first: part == 0 },
                y: 0.0,
                height: (2.0 * metrics.padding() + height + note_height).max(metrics.target()),
                words,
                words_height: height,
                note,
                note_height,
            }
        };
        cuts.into_iter().enumerate().map(piece).collect()
    }

    /// The text in parts that are no higher than `room`, each with its height; one part at least.
    fn cut(&self, text: &str, width: f32, weight: Weight, room: f32) -> Vec<(String, f32)> {
        let height = |words: &str| self.ruler.height(words, width, self.metrics.letters, weight);
        let mut parts = Vec::new();
        let mut words: Vec<&str> = text.split_whitespace().collect();
        loop {
            let rest = words.join(" ");
            let rest_height = height(&rest);
            if rest_height <= room || words.len() < 2 {
                parts.push((rest, rest_height));
                return parts;
            }
            // The most words that fit; one at least, so that it comes to an end.
            let fits = |count: usize| words.get(..count).is_some_and(|some| height(&some.join(" ")) <= room);
            let (mut least, mut most) = (1, words.len());
            while least + 1 < most {
                let middle = usize::midpoint(least, most);
                if fits(middle) { least = middle } else { most = middle }
            }
            let later = words.split_off(least);
            let part = words.join(" ");
            let part_height = height(&part);
            parts.push((part, part_height));
            words = later;
        }
    }
}
