//! Lines into pages, in Braille and print alike: headings stay with what follows, short blocks
//! whole, and no block leaves a single line on either side of a page's end.

/// Lines that belong together.
#[derive(Clone, Debug)]
pub(super) struct Block<T> {
    /// The lines.
    pub(super) lines: Vec<T>,
    /// Height of each line.
    pub(super) pitch: i64,
    /// Room before the block, except at the top of a page.
    pub(super) before: i64,
    /// Whether the next block's beginning must stand on the same page.
    pub(super) with_next: bool,
}

/// A line with its distance from the top of the page's text.
#[derive(Clone, Debug)]
pub(super) struct Placed<T> {
    pub(super) from_top: i64,
    pub(super) line: T,
}

/// Up to this many lines stay on one page.
const SHORT: usize = 5;
/// Lines of a longer block that stay together on either side of a page's end.
const TOGETHER: usize = 2;

impl<T> Block<T> {
    fn height(&self, lines: usize) -> i64 {
        self.pitch.saturating_mul(i64::try_from(lines).unwrap_or(i64::MAX))
    }

    fn is_short(&self) -> bool {
        self.lines.len() <= SHORT
    }
}

/// Distributes blocks over pages whose text is `room` high.
pub(super) fn paginate<T>(blocks: Vec<Block<T>>, room: i64) -> Vec<Vec<Placed<T>>> {
    let needs: Vec<i64> = (0..blocks.len()).map(|first| needed(blocks.get(first..).unwrap_or_default())).collect();
    let mut pages = Pages { room, done: Vec::new(), page: Vec::new(), y: 0 };
    for (block, needed) in blocks.into_iter().zip(needs) {
        pages.add(block, needed);
    }
    pages.end_page();
    pages.done
}

/// The room that the first block needs so that no heading is left alone.
fn needed<T>(blocks: &[Block<T>]) -> i64 {
    let Some((first, rest)) = blocks.split_first() else { return 0 };
    let least = if first.with_next || first.is_short() { first.lines.len() } else { TOGETHER };
    let follows = if first.with_next { rest.first().map_or(0, |next| next.before) + needed(rest) } else { 0 };
    first.height(least) + follows
}

struct Pages<T> {
    room: i64,
    done: Vec<Vec<Placed<T>>>,
    page: Vec<Placed<T>>,
    y: i64,
}

impl<T> Pages<T> {
    fn add(&mut self, block: Block<T>, needed: i64) {
        if !self.page.is_empty() {
            self.y += block.before;
            // What no page holds may as well begin here, if a piece of it fits.
            let least = block.height(TOGETHER.min(block.lines.len()));
            let needed = if needed > self.room { least } else { needed };
            if self.y + needed > self.room {
                self.end_page();
            }
        }
        let mut left = block.lines.len();
        for line in block.lines {
            if self.y + block.pitch > self.room || self.leaves_one(left, block.pitch) {
                self.end_page();
            }
            self.page.push(Placed { from_top: self.y, line });
            self.y += block.pitch;
            left -= 1;
        }
    }

    /// Whether putting one more line here would leave the last one alone on the next page.
    fn leaves_one(&self, left: usize, pitch: i64) -> bool {
        left == TOGETHER && !self.page.is_empty() && self.y + pitch * 2 > self.room
    }

    fn end_page(&mut self) {
        if !self.page.is_empty() {
            self.done.push(std::mem::take(&mut self.page));
        }
        self.y = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(name: char, lines: usize, before: i64, with_next: bool) -> Block<char> {
        Block { lines: vec![name; lines], pitch: 1, before, with_next }
    }

    /// One string a page, a blank for a free line.
    fn shown(blocks: Vec<Block<char>>, room: i64) -> Vec<String> {
        let page = |placed: Vec<Placed<char>>| {
            placed.into_iter().fold(String::new(), |mut text, placed| {
                while i64::try_from(text.len()).unwrap() < placed.from_top {
                    text.push(' ');
                }
                text.push(placed.line);
                text
            })
        };
        paginate(blocks, room).into_iter().map(page).collect()
    }

    #[test]
    fn a_short_block_moves_to_the_next_page_whole() {
        assert_eq!(shown(vec![block('a', 8, 0, false), block('b', 3, 0, false)], 10), ["aaaaaaaa", "bbb"]);
        assert_eq!(shown(vec![block('a', 7, 0, false), block('b', 3, 0, false)], 10), ["aaaaaaabbb"]);
    }

    #[test]
    fn a_long_block_leaves_no_single_line() {
        assert_eq!(shown(vec![block('a', 9, 0, false), block('b', 6, 0, false)], 10), ["aaaaaaaaa", "bbbbbb"]);
        assert_eq!(shown(vec![block('a', 5, 0, false), block('b', 6, 0, false)], 10), ["aaaaabbbb", "bb"]);
        assert_eq!(shown(vec![block('a', 21, 0, false)], 10), ["aaaaaaaaaa", "aaaaaaaaa", "aa"]);
    }

    #[test]
    fn a_heading_stays_with_what_follows_and_no_page_begins_with_room() {
        let blocks = vec![block('a', 7, 0, false), block('h', 1, 1, true), block('b', 2, 1, false)];
        assert_eq!(shown(blocks.clone(), 10), ["aaaaaaa", "h bb"]);
        assert_eq!(shown(blocks, 12), ["aaaaaaa h bb"]);
    }

    #[test]
    fn headings_that_no_page_holds_still_come_out() {
        let blocks = vec![block('h', 9, 0, true), block('i', 9, 1, true), block('b', 2, 1, false)];
        let pages = shown(blocks, 10);
        assert_eq!(pages.concat().replace(' ', ""), "hhhhhhhhhiiiiiiiiibb");
        assert!(pages.iter().all(|page| page.len() <= 10), "{pages:?}");
    }
}
