//! Deflates the streams of a document.

use std::cell::RefCell;

use flate2::{Compress, Compression, FlushCompress, Status};
use lopdf::{Document as LoDocument, Object};
use sha2::{Digest, Sha256};

use super::PdfError;

/// Level 2 packs a page of 16 rows into 19 KB in the place of 24 and takes a quarter longer to make it.
const LEVEL: u32 = 1;
/// Shorter streams are left as they are: packed they save a few bytes and cost as much as long ones.
const SHORTEST: usize = 192;

thread_local! {
    /// Its tables take 300 KB: to make them anew for each stream takes longer than to pack most of
    /// them. A reset packer gives the bytes that a new one gives.
    static PACKER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// Deflates every stream that is not yet packed, and hashes them all for the document's id.
pub(super) fn streams(document: &mut LoDocument) -> Result<Vec<u8>, PdfError> {
    let mut hash = Sha256::new();
    PACKER.with_borrow_mut(|packer| {
        for object in document.objects.values_mut() {
            let Object::Stream(stream) = object else { continue };
            hash.update(&stream.content);
            if !stream.dict.has(b"Filter") && stream.content.len() >= SHORTEST {
                let packed = deflated(packer, &stream.content)?;
                stream.set_content(packed);
                stream.dict.set("Filter", Object::Name(b"FlateDecode".to_vec()));
            }
        }
        Ok::<_, PdfError>(())
    })?;
    Ok(hash.finalize().iter().take(16).copied().collect())
}

fn deflated(packer: &mut Compress, content: &[u8]) -> Result<Vec<u8>, PdfError> {
    packer.reset();
    let mut packed = Vec::with_capacity(content.len() / 2 + 256);
    loop {
        let taken = usize::try_from(packer.total_in()).ok().and_then(|taken| content.get(taken..));
        let rest = taken.ok_or(PdfError::Pack)?;
        match packer.compress_vec(rest, &mut packed, FlushCompress::Finish) {
            Ok(Status::StreamEnd) => return Ok(packed),
            // What is packed may be longer than what is not.
            Ok(Status::Ok | Status::BufError) => packed.reserve(content.len() + 256),
            Err(_) => return Err(PdfError::Pack),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn a_packer_used_before_gives_the_bytes_of_a_new_one_and_they_inflate_again() {
        let new = || Compress::new(Compression::new(LEVEL), true);
        let mut used = new();
        // Noise does not pack, repetition does.
        let noise: Vec<u8> = (0..5_000_u32).map(|at| at.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        for content in [noise.as_slice(), b"1 0 0 1 7 0 cm /D Do\n".repeat(900).as_slice(), b"", b"q"] {
            let packed = deflated(&mut used, content).unwrap();
            assert_eq!(packed, deflated(&mut new(), content).unwrap());
            let mut inflated = Vec::new();
            flate2::read::ZlibDecoder::new(packed.as_slice()).read_to_end(&mut inflated).unwrap();
            assert_eq!(inflated, content);
        }
    }
}
