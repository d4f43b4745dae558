//! Helpers to look into finished PDF files from outside: layers switched off, pages drawn.

use std::fs;
use std::path::Path;
use std::process::Command;

use lopdf::{Document, Object};

/// A copy of the file with only one layer switched on.
pub(crate) fn only_layer(pdf: &Path, layer: &str, to: &Path) {
    let mut document = Document::load(pdf).unwrap();
    let catalog = document.catalog().unwrap();
    let content = catalog.get(b"OCProperties").unwrap().as_dict().unwrap();
    let groups: Vec<_> =
        content.get(b"OCGs").unwrap().as_array().unwrap().iter().map(|group| group.as_reference().unwrap()).collect();
    let named = |id: &lopdf::ObjectId| {
        let group = document.get_dictionary(*id).unwrap();
        String::from_utf8(group.get(b"Name").unwrap().as_str().unwrap().to_vec()).unwrap()
    };
    let (on, off): (Vec<_>, Vec<_>) = groups.into_iter().partition(|id| named(id) == layer);
    assert_eq!(on.len(), 1, "one layer {layer}");
    let list = |ids: Vec<lopdf::ObjectId>| Object::Array(ids.into_iter().map(Object::Reference).collect());
    let mut settings = lopdf::Dictionary::new();
    settings.set("ON", list(on));
    settings.set("OFF", list(off));
    let catalog = document.catalog_mut().unwrap();
    let content = catalog.get_mut(b"OCProperties").unwrap().as_dict_mut().unwrap();
    content.set("D", settings);
    document.save(to).unwrap();
}

/// A page drawn in gray: 0 is the darkest ink, 255 the paper.
pub(crate) struct Picture {
    pub(crate) width: usize,
    pub(crate) height: usize,
    pub(crate) gray: Vec<u8>,
    pub(crate) dpi: f64,
}

impl Picture {
    /// Drawn by poppler.
    pub(crate) fn by_poppler(pdf: &Path, dpi: u32) -> Self {
        let stem = pdf.with_extension("");
        let drawn = Command::new("pdftoppm")
            .args(["-gray", "-singlefile", "-r", &dpi.to_string()])
            .arg(pdf)
            .arg(&stem)
            .status();
        assert!(drawn.expect("pdftoppm is there: scripts/setup.sh test").success());
        Self::from_pgm(&fs::read(stem.with_extension("pgm")).unwrap(), dpi)
    }

    /// Drawn by hayro, through the program's own preview.
    pub(crate) fn by_hayro(pdf: &Path, dpi: u32) -> Self {
        let picture = stencil_gen::export::preview::png(&fs::read(pdf).unwrap(), dpi as f32).unwrap();
        let mut reader = png::Decoder::new(std::io::Cursor::new(picture)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut pixels).unwrap();
        let channels = info.color_type.samples();
        let gray = pixels.chunks(channels).map(|pixel| {
            let [r, g, b] = [pixel[0], pixel[1 % channels], pixel[2 % channels]].map(f64::from);
            (0.3 * r + 0.59 * g + 0.11 * b).round() as u8
        });
        Self { width: info.width as usize, height: info.height as usize, gray: gray.collect(), dpi: f64::from(dpi) }
    }

    fn from_pgm(bytes: &[u8], dpi: u32) -> Self {
        let mut at = 0;
        let mut word = || {
            while bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            let start = at;
            while !bytes[at].is_ascii_whitespace() {
                at += 1;
            }
            std::str::from_utf8(&bytes[start..at]).unwrap().to_owned()
        };
        assert_eq!(word(), "P5");
        let (width, height): (usize, usize) = (word().parse().unwrap(), word().parse().unwrap());
        assert_eq!(word(), "255");
        let gray = bytes[at + 1..].to_vec();
        assert_eq!(gray.len(), width * height);
        Self { width, height, gray, dpi: f64::from(dpi) }
    }

    /// Connected inked patches: for each its bounding box, area and center, from coverage.
    pub(crate) fn patches(&self) -> Vec<Patch> {
        let darkest = f64::from(255 - *self.gray.iter().min().unwrap());
        let mut seen = vec![false; self.gray.len()];
        let mut patches = Vec::new();
        for start in 0..self.gray.len() {
            if seen[start] || self.gray[start] > 250 {
                continue;
            }
            let mut patch = Patch::new();
            let mut open = vec![start];
            seen[start] = true;
            while let Some(at) = open.pop() {
                let (x, y) = (at % self.width, at / self.width);
                patch.add(x, y, f64::from(255 - self.gray[at]) / darkest);
                for dy in -1i64..=1 {
                    for dx in -1i64..=1 {
                        let (nx, ny) = (x as i64 + dx, y as i64 + dy);
                        if nx < 0 || ny < 0 || nx >= self.width as i64 || ny >= self.height as i64 {
                            continue;
                        }
                        let next = ny as usize * self.width + nx as usize;
                        if !seen[next] && self.gray[next] <= 250 {
                            seen[next] = true;
                            open.push(next);
                        }
                    }
                }
            }
            patches.push(patch.in_mm(25.4 / self.dpi));
        }
        patches
    }
}

/// An inked patch; in millimetres from the page's top-left corner.
#[derive(Clone, Debug)]
pub(crate) struct Patch {
    pub(crate) area: f64,
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) left: f64,
    pub(crate) top: f64,
    pub(crate) right: f64,
    pub(crate) bottom: f64,
}

impl Patch {
    fn new() -> Self {
        Self { area: 0.0, x: 0.0, y: 0.0, left: f64::MAX, top: f64::MAX, right: 0.0, bottom: 0.0 }
    }

    fn add(&mut self, x: usize, y: usize, coverage: f64) {
        let (x, y) = (x as f64, y as f64);
        self.area += coverage;
        self.x += (x + 0.5) * coverage;
        self.y += (y + 0.5) * coverage;
        self.left = self.left.min(x);
        self.top = self.top.min(y);
        self.right = self.right.max(x + 1.0);
        self.bottom = self.bottom.max(y + 1.0);
    }

    fn in_mm(self, pixel: f64) -> Self {
        Self {
            area: self.area * pixel * pixel,
            x: self.x / self.area * pixel,
            y: self.y / self.area * pixel,
            left: self.left * pixel,
            top: self.top * pixel,
            right: self.right * pixel,
            bottom: self.bottom * pixel,
        }
    }

    pub(crate) fn diameter(&self) -> f64 {
        (self.area * 4.0 / std::f64::consts::PI).sqrt()
    }

    /// The middle of the bounding box.
    pub(crate) fn middle(&self) -> (f64, f64) {
        ((self.left + self.right) / 2.0, (self.top + self.bottom) / 2.0)
    }
}
