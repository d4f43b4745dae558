//! `booklet.<lang>.brf`: North American ASCII Braille, as embossers and Braille displays take it.

use crate::braille::Cell;

use super::Page;

/// The 64 cells in the order of their bits (liblouis `en-us-brf.dis`).
const ASCII: &[u8; 64] = b" A1B'K2L@CIF/MSP\"E3H9O6R^DJG>NTQ,*5<-U8V.%[$+X!&;:4\\0Z7(_?W]#Y)=";

/// Lines end in CR LF; a form feed stands between pages.
pub(super) fn bytes(pages: &[Page]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (index, page) in pages.iter().enumerate() {
        if index > 0 {
            bytes.push(b'\x0c');
        }
        for line in &page.lines {
            bytes.extend(line.iter().map(|cell| ascii(*cell)));
            bytes.extend_from_slice(b"\r\n");
        }
    }
    bytes
}

/// The ASCII sign of a cell.
pub(super) fn ascii(cell: Cell) -> u8 {
    ASCII.get(usize::from(cell.bits())).copied().unwrap_or(b' ')
}
